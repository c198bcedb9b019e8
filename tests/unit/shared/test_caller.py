"""What a caller may do, for which unit (Art. 5 第五条)."""
import pytest

from shared.caller import ANONYMOUS, EVERYWHERE, SYSTEM, Caller
from shared.errors import Forbidden

EDITOR = Caller(id="a", unit="433101", grants={"editor": ("433101", "433102"), "approver": ("433101",)})
AUDITOR = Caller(id="b", grants={"auditor": (EVERYWHERE,)})


def test_a_grant_holds_for_its_units_only() -> None:
    assert EDITOR.may("editor", "433102")
    assert not EDITOR.may("approver", "433102")
    assert not EDITOR.may("publisher", "433101")


def test_a_grant_for_everywhere_holds_for_any_unit() -> None:
    assert AUDITOR.may("auditor", "999999")


def test_the_suite_itself_may_do_everything() -> None:
    assert SYSTEM.may("publisher", "433101") and SYSTEM.units("publisher") is None


def test_nobody_may_do_nothing() -> None:
    assert not ANONYMOUS.may("editor", "433101") and ANONYMOUS.units("editor") == []


def test_a_refusal_names_the_unit_and_the_roles_in_chinese() -> None:
    with pytest.raises(Forbidden) as caught:
        EDITOR.require("publisher", "secrecy_officer", unit="433101")
    wire = caught.value.to_wire()
    assert "433101" in wire["text"] and "信息发布、保密审查" in wire["remedy"]


def test_one_of_several_roles_is_enough() -> None:
    EDITOR.require("publisher", "editor", unit="433102")


def test_the_units_of_several_roles_are_joined() -> None:
    assert EDITOR.units("editor", "approver") == ["433101", "433102"]
    assert AUDITOR.units("auditor", "editor") is None


def test_a_caller_survives_the_wire() -> None:
    assert Caller.from_wire(EDITOR.to_wire()) == EDITOR
    assert Caller.from_wire(SYSTEM.to_wire()) == SYSTEM
