"""Which levels a review goes through, and what waits for whom."""
from dataclasses import replace
from typing import Any

import pytest

from services.secrecy import errors
from services.secrecy.errors.levels import LevelsUnfit, SameReviewer
from services.secrecy.model.levels import LEVELS, ROLES, levels_for, term_of
from shared.caller import ROLES as ALL_ROLES
from shared.caller import Caller
from shared.law.rules import Law, Mark, Pack, Rule
from tests.unit.services.secrecy.suite import LAW, NOW, NUMBER, OFFICER, Suite

ROWS = [{"levels": ["second"]}, {"urgency": "emergency", "levels": ["second", "final"]},
        {"service": "law", "levels": ["initial", "second", "final"]}, {"unit_kind": "county", "levels": ["initial", "second"]},
        {"unit_kind": "county", "service": "content", "levels": ["initial", "final"]}]
CLERK = Caller(id="clerk", grants={"secrecy_clerk": ("433100",)})
HEAD = Caller(id="head", grants={"secrecy_head": ("433100",)})


@pytest.mark.parametrize(("urgency", "service", "unit_kind", "levels"), [
    ("normal", "content", "department", "second"), ("normal", "law", "department", "initial second final"),
    ("normal", "other", "county", "initial second"), ("normal", "content", "county", "initial final"),
    ("emergency", "other", "department", "final"), ("emergency", "content", "county", "final"),
])
def test_the_row_with_the_most_conditions_decides(urgency: str, service: str, unit_kind: str, levels: str) -> None:
    assert levels_for(ROWS, urgency=urgency, service=service, unit_kind=unit_kind) == tuple(levels.split())


@pytest.mark.parametrize(("urgency", "level"), [("normal", "second"), ("emergency", "final")])
def test_where_no_row_fits_there_is_one_level_and_never_none(urgency: str, level: str) -> None:
    assert levels_for([{"service": "law", "levels": ["initial"]}], urgency=urgency, service="content", unit_kind="") == (level,)


@pytest.mark.parametrize("wrong", [[], ["final", "initial"], ["second", "second"], ["third"], "second", None])
def test_levels_that_make_no_sense_open_no_review(wrong: Any) -> None:
    with pytest.raises(LevelsUnfit):
        levels_for([{"levels": wrong}], urgency="normal", service="content", unit_kind="")


def test_every_level_has_a_role_and_a_clock() -> None:
    assert set(ROLES) == set(LEVELS) and set(ROLES.values()) <= set(ALL_ROLES)
    for level in LEVELS:
        assert all(LAW.rule(term_of(level, urgency), NOW.date()).clock for urgency in ("normal", "emergency"))


def three_levels(suite: Suite) -> Suite:
    """The same desk under a pack with all levels."""
    levels = Rule(key="secrecy.review_levels", label="层级", article="Art. 12 第十二条", source="虚构", mark=Mark.MEMORY,
                  pack="local", version="1", since=NOW.date(), value=[{"levels": list(LEVELS)}])
    local = Pack(name="local", title="", level="local", version="1", bases=(), since=NOW.date(), until=None,
                 rules={levels.key: [levels]})
    suite.law = Law([*LAW.packs, local])
    return suite


def mine(suite: Suite, caller: Caller) -> list[str]:
    """What waits for somebody."""
    return [each.id for each in suite.act("list_reviews", caller, unit=None, mine=True)[0]]


def test_a_review_waits_for_one_level_at_a_time_and_never_for_whoever_had_a_hand_in_it(suite: Suite) -> None:
    three_levels(suite).request()
    several = replace(OFFICER, id="both", grants={"secrecy_clerk": ("433100",), "secrecy_officer": ("433100",)})
    author = replace(CLERK, id="author")
    assert mine(suite, CLERK) == mine(suite, several) == [suite.only.id]
    assert mine(suite, OFFICER) == mine(suite, HEAD) == mine(suite, author) == []
    suite.decide("pass_review", suite.only, several, opinion="同意")
    assert mine(suite, OFFICER) == [suite.only.id] and mine(suite, several) == mine(suite, CLERK) == []
    with pytest.raises(SameReviewer):
        suite.decide("pass_review", suite.only, several, opinion="同意")


def test_a_level_does_not_pass_what_blocks_and_quotes_nothing(suite: Suite) -> None:
    three_levels(suite).request(f"<p>{NUMBER}</p>")
    with pytest.raises(errors.FindingsOpen):
        suite.decide("pass_review", suite.only, CLERK, opinion="同意")
    with pytest.raises(errors.ReasonQuotes):
        suite.decide("pass_review", suite.only, CLERK, opinion=f"{NUMBER} 可以公开")
    suite.decide("dismiss_findings", suite.only, CLERK, kind="id_card", reason="公开的项目编号")
    assert suite.decide("pass_review", suite.only, CLERK, opinion="同意").level == "second"


def test_the_author_of_a_text_dismisses_nothing_in_it(suite: Suite) -> None:
    suite.request(f"<p>{NUMBER}</p>")
    author = replace(OFFICER, id="author")
    with pytest.raises(errors.SamePerson):
        suite.decide("dismiss_finding", suite.only, author, finding_id=suite.only.findings[0].id, reason="误报")
    with pytest.raises(errors.UnknownFinding):
        suite.decide("dismiss_findings", suite.only, kind="bank_card", reason="误报")
