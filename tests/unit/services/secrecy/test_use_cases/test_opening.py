"""A service asks for a review: what is opened, what is superseded, and what never counts as clean."""
from typing import Any

import pytest

from services.content import incoming as content
from services.content.events import ReviewRequested
from services.secrecy import errors
from services.secrecy.events import ReviewCleared, ReviewRefused, ReviewReturned
from services.secrecy.incoming import ReviewRequested as Request
from services.secrecy.inspector import Inspector
from services.secrecy.model import State
from services.secrecy.ports import OriginText, Part
from shared.errors import Kind, Unavailable
from shared.runtime.mapping import to_document
from tests.unit.services.secrecy.suite import BUILT_IN, HIDDEN, KEY, NUMBER, Fixed, Suite, Texts


def test_a_hidden_number_is_found_exactly_where_it_stands(suite: Suite) -> None:
    body = f"<p>第一段</p>\n<p>张三，{HIDDEN}</p>"
    suite.request(body)
    (finding,) = suite.only.findings
    assert body[finding.start:finding.end] == HIDDEN
    assert (finding.part, finding.line, finding.column) == ("body", 2, 7)
    assert finding.blocks and finding.evasion


def test_nothing_of_what_was_found_is_stored_or_told(suite: Suite) -> None:
    suite.request(f"<p>张三 {NUMBER}</p>")
    stored, told = str(to_document(suite.only)), str([event.data() for event in suite.reviews.events])
    assert not any(word in stored + told for word in (NUMBER, "张三", "标题"))


def test_a_fingerprint_tells_equal_texts_apart_only_for_who_has_the_key(suite: Suite) -> None:
    part = [Part("body", f"{NUMBER} {NUMBER}")]
    first, second = suite.inspector.scan(part)
    elsewhere = Inspector(on=BUILT_IN, secret_key="x" * 32).scan(part)[0]
    assert first.fingerprint == second.fingerprint != elsewhere.fingerprint
    assert first.id != second.id


def test_a_redelivered_request_opens_nothing_twice(suite: Suite) -> None:
    suite.request()
    suite.request()
    assert suite.only.version == 1


def test_a_redelivered_request_of_a_decided_review_changes_nothing(suite: Suite) -> None:
    suite.request()
    suite.decide("refuse_review", suite.only, reason="理由")
    suite.request()
    assert suite.only.state is State.REFUSED


def test_a_newer_request_supersedes_the_older_open_review(suite: Suite) -> None:
    suite.request(digest="d1", sequence=3, event="e1")
    suite.request(digest="d2", sequence=6, event="e2")
    assert {review.digest: review.state for review in suite.all} == {"d1": State.SUPERSEDED, "d2": State.OPEN}


def test_a_request_that_comes_late_neither_opens_nor_supersedes_anything(suite: Suite) -> None:
    suite.request(digest="d2", sequence=6, event="e2")
    suite.request(digest="d1", sequence=3, event="e1")
    assert (suite.only.digest, suite.only.state) == ("d2", State.OPEN)


def test_a_request_that_was_cut_off_supersedes_the_older_review_when_it_comes_again(suite: Suite) -> None:
    suite.request(digest="d1", sequence=3, event="e1")
    older = suite.reviews.broken = suite.only.id
    with pytest.raises(ConnectionError):
        suite.request(digest="d2", sequence=6, event="e2")
    suite.reviews.broken = ""
    suite.request(digest="d2", sequence=6, event="e2")
    assert suite.reviews.get(older).state is State.SUPERSEDED
    assert len(suite.all) == 2


def test_an_older_request_that_another_process_overtakes_while_it_is_scanned_ends_superseded(suite: Suite) -> None:
    def overtake(*_: Any, **__: Any) -> OriginText:
        suite.texts = Texts()
        suite.request(digest="d2", sequence=6, event="e2")
        return OriginText("标题", (Part("body", "正文"),))

    suite.texts.text = overtake  # type: ignore[method-assign]
    suite.request("", digest="d1", sequence=3, event="e1")
    assert {review.digest: review.state for review in suite.all} == {"d1": State.SUPERSEDED, "d2": State.OPEN}


def test_reviews_of_another_subject_are_left_alone(suite: Suite) -> None:
    suite.request(digest="d1", sequence=3, event="e1", subject="b")
    suite.request(digest="d2", sequence=6, event="e2")
    assert [review.state for review in suite.all] == [State.OPEN, State.OPEN]


def test_a_text_that_is_gone_has_no_review_and_ends_the_older_one(suite: Suite) -> None:
    suite.request(digest="d1", sequence=3, event="e1")
    suite.request("", digest="d2", sequence=6, event="e2")
    assert suite.only.state is State.SUPERSEDED


def test_while_the_origin_is_away_nothing_is_decided(suite: Suite) -> None:
    suite.texts.away = True
    with pytest.raises(Unavailable):
        suite.request()
    assert suite.all == []


@pytest.mark.parametrize("fetch", ["directory.get_review_text", "content.withdraw_article", "content.get_review_text.x", ""])
def test_a_forged_request_makes_secrecy_call_nothing(suite: Suite, fetch: str) -> None:
    with pytest.raises(errors.ForeignFetch):
        suite.request(fetch=fetch)
    assert suite.texts.asked == []


def test_a_text_that_could_not_be_examined_never_counts_as_clean(suite: Suite) -> None:
    suite.inspector = Inspector(on=[*BUILT_IN, Fixed("broken", severity=None)], secret_key=KEY)
    with pytest.raises(errors.ScanFailed) as failure:
        suite.request(f"<p>{NUMBER}</p>")
    assert NUMBER not in str(failure.value.to_wire())
    assert failure.value.kind is not Kind.UNAVAILABLE, "the event is to be parked in the end, not to wait for ever"
    assert suite.all == []


def test_what_content_asks_can_be_read_and_what_it_is_answered_it_can_read() -> None:
    assert Request().load(ReviewRequested.example().data()) == ReviewRequested.EXAMPLE
    for reader, event in ((content.ReviewCleared, ReviewCleared), (content.ReviewRefused, ReviewRefused),
                          (content.ReviewRefused, ReviewReturned)):
        assert reader().load(event.example().data())["digest"] == event.EXAMPLE["digest"]
