"""Tickets: what a service allowed, for a short while, and nothing else."""
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.tickets import TicketRefused, Tickets

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
TICKETS = Tickets("s" * 32, "files")
TICKET = TICKETS.issue({"do": "GET", "key": "通知"}, until=NOW + MINUTE)


def test_it_says_what_it_allows_until_it_is_over() -> None:
    assert TICKETS.read(TICKET, now=NOW)["key"] == "通知"
    with pytest.raises(TicketRefused):
        TICKETS.read(TICKET, now=NOW + MINUTE)


@pytest.mark.parametrize("other", [Tickets("t" * 32, "files"), Tickets("s" * 32, "papers")])
def test_another_key_or_purpose_does_not_read_it(other: Tickets) -> None:
    with pytest.raises(TicketRefused):
        other.read(TICKET, now=NOW)


@given(st.integers(0, len(TICKET) - 1), st.sampled_from("aA0-_.字/= "))
def test_a_ticket_that_was_changed_anywhere_is_refused(at: int, character: str) -> None:
    forged = TICKET[:at] + character + TICKET[at + 1:]
    if forged != TICKET:
        with pytest.raises(TicketRefused):
            TICKETS.read(forged, now=NOW)


@given(st.text(max_size=60))
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(TicketRefused):
        TICKETS.read(text, now=NOW)
