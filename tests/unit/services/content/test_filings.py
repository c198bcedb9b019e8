"""Filings as operations: who may propose and decide, what is refused, and what takes effect (Art. 9 第九条)."""
from datetime import timedelta
from typing import Any

import pytest

from services.content import errors, use_cases
from services.content.model.column import State
from services.content.ports import Ports
from shared.caller import SYSTEM
from shared.errors import Fault, Forbidden, StaleVersion
from shared.events import Received
from tests.unit.services.content.town import (
    EDITOR,
    MANAGER,
    OFFICE,
    PLAN,
    REGISTRAR,
    SITE,
    STRANGER,
    UNIT,
    Town,
    person,
)

COUNTY = "433101"


@pytest.fixture
def town() -> Town:
    """A small town."""
    return Town()


def decide(town: Town, filing: Any, who: Any = REGISTRAR, **more: Any) -> Any:
    """Accept as the latest version."""
    version = town.ports.filings.get(filing.id).version
    return town.do(use_cases.accept_filing, who, filing_id=filing.id, **({"version": version, "into": None} | more))


def test_nothing_changes_until_the_office_accepts(town: Town) -> None:
    filing = town.propose("open", site="xxz", plan=PLAN | {"code": "gzdt", "name": "工作动态"})
    assert filing.office == OFFICE and town.ports.columns.find_one({"_id": "xxz.gzdt"}) is None
    with pytest.raises(errors.ColumnNotFound):
        town.draft(column="xxz.gzdt")
    town.accept(filing)
    assert town.column("xxz.gzdt").state is State.PREPARED and town.draft(column="xxz.gzdt").column == "xxz.gzdt"


def test_a_refusal_says_why_and_changes_nothing(town: Town) -> None:
    filing = town.propose("close", column="xxz.zcwj")
    refused = town.do(use_cases.refuse_filing, REGISTRAR, filing_id=filing.id, version=1, reason="仍有保障。")
    assert refused.decision.reason == "仍有保障。" and town.column().alive
    assert town.propose("close", column="xxz.zcwj").id != filing.id


def test_what_was_taken_back_can_be_proposed_anew(town: Town) -> None:
    filing = town.propose("rename", column="xxz.zcwj", name="政策法规")
    with pytest.raises(errors.FilingPending):
        town.propose("close", column="xxz.zcwj")
    town.do(use_cases.withdraw_filing, MANAGER, filing_id=filing.id, version=1)
    with pytest.raises(errors.FilingDecided):
        decide(town, filing)
    town.propose("close", column="xxz.zcwj")


@pytest.mark.parametrize(("kind", "asked", "fault"), [
    ("open", {"site": "xxz"}, errors.InvalidFiling), ("open", {"plan": PLAN}, errors.InvalidFiling),
    ("open", {"site": "xxz", "plan": PLAN}, errors.ColumnExists),
    ("open", {"site": "xxz", "plan": PLAN | {"code": "b"}, "column": "xxz.zcwj"}, errors.InvalidFiling),
    ("open", {"site": "none", "plan": PLAN | {"code": "b"}}, errors.SiteNotFound),
    ("close", {}, errors.InvalidFiling), ("close", {"column": "xxz.none"}, errors.ColumnNotFound),
    ("close", {"column": "xxz.zcwj", "into": "xxz.b"}, errors.InvalidFiling),
    ("rename", {"column": "xxz.zcwj"}, errors.InvalidFiling),
    ("rename", {"column": "xxz.zcwj", "name": "政策文件"}, errors.InvalidFiling),
    ("merge", {"column": "xxz.zcwj"}, errors.InvalidFiling),
    ("merge", {"column": "xxz.zcwj", "into": "xxz.zcwj"}, errors.InvalidFiling),
    ("merge", {"column": "xxz.zcwj", "into": "xxz.none"}, errors.ColumnNotFound),
    ("merge", {"column": "xxz.zcwj", "into": "xxz.gone"}, errors.ColumnEnded),
    ("merge", {"column": "xxz.zcwj", "into": "other.a"}, errors.InvalidFiling),
    ("merge", {"column": "xxz.gone", "into": "xxz.zcwj"}, errors.ColumnEnded),
    ("close", {"column": "xxz.gone"}, errors.ColumnEnded),
    ("rename", {"column": "xxz.gone", "name": "新"}, errors.ColumnEnded)])
def test_what_cannot_be_filed(town: Town, kind: str, asked: dict[str, Any], fault: type[Fault]) -> None:
    town.open("gone")
    town.accept(town.propose("close", column="xxz.gone"))
    town.do(use_cases.register_site, MANAGER, **(SITE | {"code": "other"}))
    town.accept(town.propose("open", site="other", plan=PLAN | {"code": "a"}))
    with pytest.raises(fault):
        town.propose(kind, **asked)


def test_who_may_not(town: Town) -> None:
    filing = town.propose("close", column="xxz.zcwj")
    both = person("manager", "column_manager", "filing_officer", unit="*")
    for who, fault in ((MANAGER, Forbidden), (EDITOR, Forbidden), (STRANGER, Forbidden), (both, errors.OwnFiling),
                       (person("other", "filing_officer"), Forbidden)):
        with pytest.raises(fault):
            decide(town, filing, who)
    for who in (EDITOR, REGISTRAR, STRANGER):
        with pytest.raises(Forbidden):
            town.propose("close", who, column="xxz.zcwj")
        with pytest.raises(Forbidden):
            town.do(use_cases.withdraw_filing, who, filing_id=filing.id, version=1)
    with pytest.raises(Forbidden):
        town.do(use_cases.get_filing, EDITOR, filing_id=filing.id)
    assert town.ports.filings.get(filing.id).version == 1


def test_a_stale_version_is_refused(town: Town) -> None:
    filing = town.propose("close", column="xxz.zcwj")
    for use_case, who, more in ((use_cases.accept_filing, REGISTRAR, {"into": None}), (use_cases.withdraw_filing, MANAGER, {}),
                                (use_cases.refuse_filing, REGISTRAR, {"reason": "不妥。"})):
        with pytest.raises(StaleVersion):
            town.do(use_case, who, filing_id=filing.id, version=7, **more)


def test_a_unit_that_is_dissolved_gets_no_column_neither_when_it_asks_nor_when_it_is_decided(town: Town) -> None:
    town.unit("433100D02", "示例州旅游局")
    filing = town.propose("open", site="xxz", plan=PLAN | {"code": "lvyou", "unit": "433100D02"})
    town.unit("433100D02", "示例州旅游局", sequence=2, dissolved_on=town.now.date(), successors=[UNIT])
    for again in (lambda: decide(town, filing),
                  lambda: town.propose("open", site="xxz", plan=PLAN | {"code": "b", "unit": "433100D02"})):
        with pytest.raises(errors.UnknownUnit):
            again()


def test_what_became_impossible_meanwhile_is_not_accepted(town: Town) -> None:
    town.open("b")
    merge = town.propose("merge", column="xxz.b", into="xxz.zcwj")
    town.accept(town.propose("close", column="xxz.zcwj"))
    with pytest.raises(errors.ColumnEnded):
        decide(town, merge)
    assert town.ports.filings.get(merge.id).state == "proposed" and town.column("xxz.b").alive


def test_the_columns_own_unit_may_propose_for_the_portal(town: Town) -> None:
    town.unit("433100D02", "示例州旅游局")
    theirs = person("theirs", "column_manager", unit="433100D02")
    filing = town.propose("open", theirs, site="xxz", plan=PLAN | {"code": "lvyou", "unit": "433100D02"})
    town.accept(filing)
    assert filing.unit == "433100D02" and town.column("xxz.lvyou").unit == "433100D02"
    with pytest.raises(Forbidden):
        town.propose("close", theirs, column="xxz.zcwj")


def test_the_office_beside_the_nearest_superior_decides(town: Town) -> None:
    town.unit(COUNTY, "示例市", kind="county", parent=UNIT)
    town.unit("433101D01", "示例市教育局", parent=COUNTY)
    assert use_cases.filings.filing_office(town.ports, "433101D01", town.now).id == OFFICE
    town.unit("433101E01", "示例市电子政务办", kind="e_government", parent=COUNTY)
    assert use_cases.filings.filing_office(town.ports, "433101D01", town.now).id == "433101E01"
    assert use_cases.filings.filing_office(town.ports, UNIT, town.now).id == OFFICE
    assert use_cases.filings.filing_office(town.ports, "unheard of", town.now).id == OFFICE


def test_without_an_office_nothing_can_be_filed(town: Town) -> None:
    town.unit(OFFICE, "示例州电子政务办", sequence=2, kind="e_government", dissolved_on=town.now.date())
    with pytest.raises(errors.NoFilingOffice):
        town.propose("close", column="xxz.zcwj")


def test_the_successor_of_the_office_decides(town: Town) -> None:
    filing = town.propose("close", column="xxz.zcwj")
    first_day = (town.now + timedelta(days=1)).date()
    town.unit(OFFICE, "示例州电子政务办", sequence=2, kind="e_government", dissolved_on=first_day, successors=["433100E02"])
    town.now += timedelta(days=1)
    use_cases.tend_filing(town.ports, now=town.now, id_=filing.id)
    with pytest.raises(Forbidden):
        decide(town, filing)
    decide(town, filing, person("heir", "filing_officer", unit="433100E02"))
    assert town.column().state is State.CLOSED


class _Dying(Exception):
    """The process is killed."""


def test_an_officer_whose_process_dies_in_the_middle_has_accepted_all_the_same(town: Town, monkeypatch: Any) -> None:
    filing = town.propose("close", column="xxz.zcwj")
    with monkeypatch.context() as patch:
        patch.setattr(town.ports.columns, "save", _die)
        with pytest.raises(_Dying):
            town.accept(filing)
    assert town.column().alive and town.ports.filings.get(filing.id).state == "accepted"
    heard(town.ports, town, filing.id)
    version = town.column().version
    assert town.column().state is State.CLOSED
    heard(town.ports, town, filing.id)
    assert town.column().version == version


def _die(*_: Any) -> None:
    raise _Dying


def heard(ports: Ports, town: Town, filing_id: str) -> None:
    """Content hears of its own acceptance."""
    event = Received(id="e", type="t", time=town.now, subject="s", sequence=1, correlation="c")
    use_cases.note_filing_accepted(ports, now=town.now, event=event, filing_id=filing_id)


def test_each_sees_its_own_filings(town: Town) -> None:
    filing = town.propose("close", column="xxz.zcwj")
    opening = "xxz.zcwj"

    def seen(who: Any, **query: Any) -> list[str]:
        asked = dict.fromkeys(("site", "unit", "column", "kind", "state"), None) | {"limit": 20, "cursor": None} | query
        return [each.id for each in town.do(use_cases.list_filings, who, **asked)[0]]

    for who in (MANAGER, REGISTRAR, SYSTEM, person("auditor", "auditor")):
        assert filing.id in seen(who, column=opening, state="proposed") and len(seen(who)) == 2
        assert town.do(use_cases.get_filing, who, filing_id=filing.id).id == filing.id
    assert not seen(STRANGER) and not seen(EDITOR)
    assert len(town.do(use_cases.get_filing_history, REGISTRAR, filing_id=filing.id)[0]) == 1
