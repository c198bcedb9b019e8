"""Sessions: refresh tokens that work once, and ends."""
from datetime import UTC, datetime, timedelta

import pytest

from services.directory.errors import SessionEnded
from services.directory.model import Session
from services.directory.model.session import KEPT, LIFE, UNUSED, USED_KEPT
from shared.clock import BEIJING
from shared.law import almanac, loading
from shared.tokens import ACCESS_SECONDS, LEEWAY_SECONDS

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


def session() -> Session:
    return Session.open(id="s", holder="a", kind="person", unit="433101", refresh_token="first", at=NOW)


def test_no_refresh_token_is_kept() -> None:
    assert "first" not in str(session())


def test_a_refresh_token_works_once_and_is_recognised_afterwards() -> None:
    mine = session()
    assert mine.holds("first")
    mine.rotate("second", at=NOW)
    assert mine.holds("second")
    assert not mine.holds("first")
    assert mine.used("first")
    assert not mine.used("never given out")


def test_a_document_does_not_grow_with_every_refresh() -> None:
    mine = session()
    for number in range(100):
        mine.rotate(str(number), at=NOW)
    assert len(mine.used_digests) == USED_KEPT


def test_an_unused_session_runs_out() -> None:
    mine = session()
    mine.expect_open(NOW + UNUSED - timedelta(seconds=1))
    with pytest.raises(SessionEnded):
        mine.rotate("second", at=NOW + UNUSED)


def test_the_busiest_session_has_an_end() -> None:
    mine, moment = session(), NOW
    while moment < NOW + LIFE:
        mine.rotate("next", at=moment)
        moment += timedelta(hours=8)
    with pytest.raises(SessionEnded):
        mine.expect_open(moment)


def test_the_last_access_token_of_an_ended_session_is_refused_as_long_as_it_could_pass() -> None:
    mine = session()
    mine.end(at=NOW, reason="revoked")
    [told] = mine.drain()[0]
    assert told.until >= NOW.timestamp() + ACCESS_SECONDS + LEEWAY_SECONDS


def test_a_second_end_changes_nothing() -> None:
    mine = session()
    mine.end(at=NOW, reason="revoked")
    mine.drain()
    mine.end(at=NOW + timedelta(hours=1), reason="other")
    assert not mine.changed
    assert (mine.ended_at, mine.reason) == (NOW, "revoked")


@pytest.mark.parametrize(("ended", "kept_through"), [((2026, 9, 1), (2027, 3, 1)), ((2026, 8, 31), (2027, 2, 28))])
def test_its_record_is_kept_for_the_six_months_of_the_law(ended: tuple[int, int, int], kept_through: tuple[int, int, int]
                                                          ) -> None:
    law = loading.load(["national", "xiangxi-2018"])
    mine = session()
    mine.end(at=datetime(*ended, 12, tzinfo=BEIJING), reason="revoked")
    forgotten = mine.forget_at(law.rule(KEPT, NOW.date()), almanac.calendar(law, ()))
    assert forgotten == datetime(*kept_through, tzinfo=BEIJING) + timedelta(days=1)
