"""The decision on a review, by an officer, in words that quote nothing."""
from typing import Any

import pytest

from services.secrecy import errors
from services.secrecy.events import ReviewCleared
from services.secrecy.inspector import Inspector
from services.secrecy.model import State
from shared.errors import Forbidden, StaleVersion
from shared.plugins.detectors import Severity
from tests.unit.services.secrecy.suite import BUILT_IN, EDITOR, KEY, NUMBER, STRANGER, Fixed, Suite


def test_a_clearance_is_told_with_officer_and_versions(suite: Suite) -> None:
    suite.request()
    suite.decide("clear_review", suite.only, opinion="可以公开")
    event = suite.reviews.events[-1]
    assert isinstance(event, ReviewCleared)
    assert (event.digest, event.officer, event.dictionary) == ("d1", "officer", "example-1")


def test_a_number_must_be_dismissed_before_the_text_is_cleared(suite: Suite) -> None:
    suite.request(f"<p>{NUMBER}</p>")
    review = suite.only
    with pytest.raises(errors.FindingsOpen):
        suite.decide("clear_review", review)
    suite.decide("clear_review", review, dismissals=[{"finding": review.findings[0].id, "reason": "为公开的项目编号"}])
    assert suite.only.state is State.CLEARED


def test_the_same_finding_cannot_be_dismissed_twice_in_one_call(suite: Suite) -> None:
    suite.request(f"<p>{NUMBER}</p>")
    dismissal = {"finding": suite.only.findings[0].id, "reason": "误报"}
    with pytest.raises(errors.UnknownFinding):
        suite.decide("clear_review", suite.only, dismissals=[dismissal, dismissal])


@pytest.mark.parametrize(("operation", "fields", "place"), [
    ("refuse_review", {"reason": f"含有 {NUMBER}"}, "reason"),
    ("return_review", {"reason": f"含有 {NUMBER[:6]} {NUMBER[6:]}"}, "reason"),
    ("clear_review", {"opinion": f"号码 {NUMBER} 可以公开"}, "opinion"),
    ("clear_review", {"dismissals": [{"finding": "x", "reason": f"{NUMBER} 是编号"}]}, "dismissals.0.reason"),
    ("refuse_review", {"reason": "含有 13800138000"}, "reason"),
])
def test_what_an_officer_writes_must_not_quote_what_was_found(suite: Suite, operation: str, fields: dict[str, Any], place: str
                                                            ) -> None:
    suite.request(f"<p>{NUMBER}，13800138000</p>")
    with pytest.raises(errors.ReasonQuotes) as refusal:
        suite.decide(operation, suite.only, **fields)
    assert list(refusal.value.fields) == [place]
    assert "433101" not in str(refusal.value.to_wire())
    assert suite.only.state is State.OPEN


def test_a_clearance_under_old_rules_is_refused_until_the_text_is_scanned_again(suite: Suite) -> None:
    suite.request()
    suite.inspector = Inspector(on=[*BUILT_IN, Fixed(severity=Severity.LOW)], secret_key=KEY)
    with pytest.raises(errors.ScanStale):
        suite.decide("clear_review", suite.only)
    suite.decide("scan_review", suite.only)
    assert suite.only.scan.findings == 1
    assert suite.decide("clear_review", suite.only).state is State.CLEARED


def test_scanning_a_text_that_is_gone_ends_the_review(suite: Suite) -> None:
    suite.request()
    suite.texts.held.clear()
    assert suite.decide("scan_review", suite.only).state is State.SUPERSEDED


@pytest.mark.parametrize("operation", ["claim_review", "release_review", "scan_review", "clear_review", "refuse_review"])
def test_only_an_officer_of_the_unit_handles_its_reviews(suite: Suite, operation: str) -> None:
    suite.request()
    for caller in (EDITOR, STRANGER):
        with pytest.raises(Forbidden):
            suite.decide(operation, suite.only, caller, **({"reason": "理由"} if operation == "refuse_review" else {}))


def test_whoever_saw_an_older_version_must_read_again(suite: Suite) -> None:
    suite.request()
    seen = suite.only
    suite.decide("claim_review", seen)
    with pytest.raises(StaleVersion):
        suite.decide("clear_review", seen)
