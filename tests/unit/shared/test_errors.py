"""Faults say what is wrong, why and what to do next, also after a journey over the wire."""
from datetime import date

import pytest

from shared.errors import Fault, Kind, StaleVersion


class Refusal(Fault):
    """An example."""

    kind, code = Kind.CONFLICT, "tests.item.refused"
    text = "第 {number} 项不能办理。"
    article = "Art. 4 第四条"
    remedy = "请改用 {other}。"


def test_a_sentence_is_filled_with_the_details() -> None:
    assert Refusal(number=3).sentence == "第 3 项不能办理。"


def test_a_missing_detail_does_not_hide_the_refusal() -> None:
    assert Refusal().sentence == "第 {number} 项不能办理。"


def test_a_fault_survives_the_wire() -> None:
    wire = Refusal(number=3, other="乙", fields={"title": ["必填。"]}).to_wire()
    back = Fault.from_wire(wire)
    assert back.to_wire() == wire
    assert (back.kind, back.code, str(back)) == (Kind.CONFLICT, "tests.item.refused", "第 3 项不能办理。")
    assert back.fields == {"title": ["必填。"]}


def test_braces_in_what_a_user_wrote_are_shown_as_they_are() -> None:
    class Echo(Fault):
        """Says what it was given."""

        text = "内容：{reason}"

    back = Fault.from_wire(Echo(reason="{0.__class__} {x}").to_wire())
    assert back.sentence == "内容：{0.__class__} {x}"
    assert Fault.from_wire(back.to_wire()).sentence == "内容：{0.__class__} {x}"


def test_details_that_json_does_not_know_travel_as_text() -> None:
    assert Refusal(number=date(2026, 11, 23)).to_wire()["details"] == {"number": "2026-11-23"}


@pytest.mark.parametrize(("kind", "status"), [
    (Kind.INVALID, 422), (Kind.UNAUTHENTICATED, 401), (Kind.FORBIDDEN, 403), (Kind.NOT_FOUND, 404), (Kind.CONFLICT, 409),
    (Kind.UNAVAILABLE, 503), (Kind.TOO_MANY, 429)])
def test_every_kind_has_its_http_status(kind: Kind, status: int) -> None:
    assert kind.status == status


def test_there_are_seven_kinds_and_no_more() -> None:
    assert len(Kind) == 7


def test_a_stale_version_tells_the_current_one() -> None:
    fault = StaleVersion(current=7, seen=3)
    assert "7" in fault.sentence and fault.to_wire()["details"] == {"current": 7, "seen": 3}
