"""The installed detectors together: versions, trials, and what a careless one may not do."""
from collections.abc import Iterable

import pytest

from services.secrecy.detectors import id_card
from services.secrecy.inspector import Inspector, installed
from services.secrecy.model import State
from services.secrecy.ports import Part
from shared.plugins.detectors import Detector
from shared.plugins.discovery import PluginError
from tests.unit.services.secrecy.suite import BUILT_IN, KEY, NUMBER, Fixed, Suite


def test_a_detector_on_trial_is_recorded_but_hides_nothing_and_blocks_nothing() -> None:
    suite = Suite(inspector=Inspector(on=[id_card.make({})], trial=[Fixed()], secret_key=KEY))
    suite.request(f"<p>{NUMBER}</p>")
    assert [(each.detector, each.trial, each.blocks) for each in suite.only.findings] == [
        ("id_card", False, True), ("fixed", True, False)]


def test_a_detector_that_fails_on_trial_holds_nothing_up() -> None:
    suite = Suite(inspector=Inspector(on=BUILT_IN, trial=[Fixed(severity=None)], secret_key=KEY))
    suite.request()
    assert suite.decide("clear_review", suite.only).state is State.CLEARED


def test_a_reason_that_repeats_what_was_found_is_left_out() -> None:
    inspector = Inspector(on=[Fixed(reason="这里写着 甲号 工程！")], secret_key=KEY)
    (finding,) = inspector.scan([Part("body", "甲号工程")])
    assert "甲号" not in finding.reason


def versions(*on: Detector, trial: Iterable[Detector] = ()) -> tuple[str, str]:
    found = Inspector(on=on, trial=list(trial), secret_key=KEY).versions
    return found.dictionary, found.rules


def test_the_rules_version_changes_with_the_detectors_that_decide() -> None:
    alone = versions(Fixed("a"))
    assert versions(Fixed("a"), trial=[Fixed("b")]) == alone
    assert versions(Fixed("a"), Fixed("b")) == versions(Fixed("b"), Fixed("a")) != alone
    assert versions(Fixed("a", version=2)) != alone


def test_the_dictionary_version_is_that_of_the_list_of_terms() -> None:
    assert versions(Fixed("a"))[0] == "-"
    assert versions(Fixed("a"), Fixed("b", dictionary_version="2026-11"))[0] == "2026-11"


def test_every_installed_detector_is_listed_also_one_that_is_off() -> None:
    inspector = installed({"mobile": {"state": "off"}, "id_card": {"state": "trial"}}, KEY)
    listed = {each.code: each.state for each in inspector.detectors}
    assert listed | {"id_card": "trial", "mobile": "off", "term_list": "on"} == listed
    (found,) = inspector.scan([Part("body", f"{NUMBER}，13800138000")])
    assert (found.detector, found.blocks) == ("id_card", False)


def test_wrong_parameters_of_a_detector_are_told_with_the_package_that_ships_it() -> None:
    with pytest.raises(PluginError, match="term_list.*guanwang.*dictionary: must be the path"):
        installed({"term_list": {"dictionary": 7}}, KEY)
