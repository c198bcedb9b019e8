"""Several addresses of one broker: which is tried first, which cannot be used, and no password in any message."""
import pytest

from shared.addresses import AddressError, Addresses, masked, rotated, split

THREE = "amqp://a:hush@x:1/;amqp://b:h@sh@y:1/; amqp://z/;"


def test_spaces_and_a_last_semicolon_do_not_matter() -> None:
    assert split(THREE) == ("amqp://a:hush@x:1/", "amqp://b:h@sh@y:1/", "amqp://z/")


def test_who_answered_last_is_tried_first_and_who_failed_last() -> None:
    addresses = Addresses("amqp://x;amqp://y;amqp://z")
    assert addresses.in_turn() == ("amqp://x", "amqp://y", "amqp://z")
    addresses.failed("amqp://x")
    assert addresses.in_turn()[0] == "amqp://y"
    addresses.failed("amqp://x")  # it is behind the others already
    assert addresses.in_turn() == ("amqp://y", "amqp://z", "amqp://x")
    addresses.answered("amqp://z")
    assert addresses.in_turn() == ("amqp://z", "amqp://x", "amqp://y")
    addresses.failed("amqp://z")
    assert addresses.in_turn()[0] == "amqp://x"


def test_each_process_may_begin_with_another() -> None:
    assert rotated("amqp://x;amqp://y;amqp://z", 4) == "amqp://y;amqp://z;amqp://x"
    assert rotated("amqp://x", 5) == "amqp://x"


@pytest.mark.parametrize("wrong", ["http://u:hush@x/", "amqp://u:hu/sh@x/", "amqp://u:hush@x:99999999/", "amqp://u:hush@:1/",
                                   "amqp://u:hush@x:0/"])
def test_an_address_that_cannot_be_used_is_named_without_its_password(wrong: str) -> None:
    with pytest.raises(AddressError, match="RABBITMQ_URL is not a usable address") as error:
        split(f"amqp://u:silence@y/;{wrong}")
    assert "hu" not in str(error.value).replace("u:***", "") and "silence" not in str(error.value)


def test_no_address_is_none() -> None:
    with pytest.raises(AddressError, match="names no broker"):
        split(" ; ")


def test_no_password_is_shown() -> None:
    assert masked(THREE) == "amqp://a:***@x:1/;amqp://b:***@y:1/; amqp://z/;"
