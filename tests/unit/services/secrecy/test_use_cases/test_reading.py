"""Who may read what of a review."""

import pytest

from services.secrecy import errors
from shared.errors import Forbidden
from tests.unit.services.secrecy.suite import EDITOR, NUMBER, STRANGER, Suite


def test_an_editor_sees_the_place_of_a_finding_but_not_the_text(suite: Suite) -> None:
    suite.request(f"<p>{NUMBER}</p>")
    assert suite.act("get_review", EDITOR, review_id=suite.only.id).findings[0].line == 1
    with pytest.raises(Forbidden):
        suite.act("get_review_text", EDITOR, review_id=suite.only.id)


def test_an_officer_reads_the_text_as_its_service_holds_it(suite: Suite) -> None:
    suite.request("<p>正文</p>")
    text = suite.act("get_review_text", review_id=suite.only.id)
    assert [part.text for part in text["parts"]] == ["标题", "<p>正文</p>"]


def test_a_text_that_is_gone_cannot_be_read(suite: Suite) -> None:
    suite.request()
    suite.texts.held.clear()
    with pytest.raises(errors.TextGone):
        suite.act("get_review_text", review_id=suite.only.id)


def test_reviews_of_other_units_are_not_seen(suite: Suite) -> None:
    suite.request()
    assert suite.act("list_reviews", STRANGER, unit=None) == ([], None)
    for operation in ("get_review", "get_review_history", "get_review_text"):
        with pytest.raises(Forbidden):
            suite.act(operation, STRANGER, review_id=suite.only.id)
    with pytest.raises(Forbidden):
        suite.act("list_reviews", STRANGER, unit="433100")
