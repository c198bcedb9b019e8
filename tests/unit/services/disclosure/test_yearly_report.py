"""A yearly report's way: begun by itself, owed from New Year, complete before it is handed in, public through the gate."""
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from services.disclosure import use_cases
from services.disclosure.errors.reports import (
    IllegalReportStep,
    ReportExists,
    ReportIncomplete,
    SameHand,
    UnknownCell,
    YearNotOver,
)
from services.disclosure.model.report import CaseFact
from services.disclosure.model.report_counts import DocumentFact
from services.disclosure.model.report_parts import State
from shared.caller import Caller
from shared.errors import Forbidden, StaleVersion
from shared.retelling import Told, retelling
from tests.unit.fallen import said
from tests.unit.services.disclosure.report_office import AUDITOR, COUNTY, HEAD, HEIR, OFFICER, STRANGER, UNIT, Office

NEW_YEAR = datetime(2026, 12, 31, 16, tzinfo=UTC)
"""Midnight in Beijing."""
REPORT = f"{UNIT}.2026"


@pytest.fixture
def office() -> Office:
    """In November 2026."""
    return Office()


@pytest.fixture
def january(office: Office) -> Office:
    """The year has ended."""
    office.sweep(datetime(2027, 1, 4, 1, tzinfo=UTC))
    return office


def test_a_unit_that_is_heard_of_has_a_report_on_this_year_and_owes_nothing_yet(office: Office) -> None:
    report = office.reports.get(REPORT)
    assert report.state is State.DRAFTING and report.form == "2021" and report.duty is None
    assert report.sweep_at == NEW_YEAR


def test_at_new_year_in_china_the_duty_opens_until_the_day_that_the_law_names(office: Office) -> None:
    office.sweep(NEW_YEAR)
    duty = office.reports.get(REPORT).duty
    assert duty is not None and duty.due_on == date(2027, 1, 31) and duty.kind == "report.departments"
    assert office.types() == ["duty.opened"]
    assert office.reports.get(f"{UNIT}.2027").sweep_at == datetime(2027, 12, 31, 16, tzinfo=UTC)


def test_a_government_has_two_months_more(office: Office) -> None:
    office.unit(COUNTY, "示例县人民政府", "county")
    office.sweep(NEW_YEAR)
    duty = office.reports.get(f"{COUNTY}.2026").duty
    assert duty is not None and duty.due_on == date(2027, 3, 31) and duty.kind == "report.governments"


def test_reports_of_years_that_passed_while_nothing_ran_open_one_after_the_other(office: Office) -> None:
    office.sweep(datetime(2029, 6, 1, tzinfo=UTC))
    assert [each.id for each in office.reports.find({}) if each.duty] == [f"{UNIT}.{year}" for year in (2026, 2027, 2028)]
    assert office.types().count("duty.overdue") == 3


def test_the_sweep_that_comes_twice_changes_nothing(january: Office) -> None:
    before = january.reports.get(REPORT).version
    use_cases.tend_yearly_report(january.ports, now=january.now, id_=REPORT)
    assert january.reports.get(REPORT).version == before


def test_it_is_public_in_time_through_the_matter_that_its_approval_made(january: Office) -> None:
    report_id = january.approved(2026)
    matter = january.matters.get(f"{REPORT}.1")
    assert matter.title == "示例州档案局2026年政府信息公开工作年度报告" and matter.classes == ("other",)
    assert matter.duty.clock.started_on == date(2027, 1, 4) and matter.origin == "event"
    report = january.public(report_id, datetime(2027, 1, 20, 2, tzinfo=UTC))
    assert report.state is State.PUBLISHED and report.article_id == "a-2002" and report.duty and not report.duty.met_late
    assert january.types()[-2:] == ["duty.met", "report.published"]


def test_one_that_was_public_before_the_sweep_came_owes_nothing(office: Office) -> None:
    office.now = datetime(2027, 1, 4, 1, tzinfo=UTC)
    office.approved(2026)
    office.public(REPORT, datetime(2027, 1, 20, 2, tzinfo=UTC))
    office.sweep(datetime(2027, 1, 25, 1, tzinfo=UTC))
    duty = office.reports.get(REPORT).duty
    assert duty is not None and duty.closed and not duty.met_late and "duty.overdue" not in office.types()


def test_one_that_is_public_in_february_is_late(january: Office) -> None:
    january.approved(2026)
    report = january.public(REPORT, datetime(2027, 2, 2, 2, tzinfo=UTC))
    assert report.duty and report.duty.met_late and report.duty.late_days == 2


def test_the_same_event_twice_registers_one_matter_and_publishes_once(january: Office) -> None:
    january.approved(2026)
    january.hear_approval()
    assert january.matters.steps == ["registered"]
    report = january.public(REPORT, datetime(2027, 1, 20, 2, tzinfo=UTC))
    january.hear(use_cases.note_matter_fulfilled, matter_id=f"{REPORT}.1", article_id="other", published_at=january.now)
    assert january.reports.get(REPORT).version == report.version


def test_any_other_matter_is_no_report(january: Office) -> None:
    for matter_id in ("0d9c7a52-6a0e-4c55-9f0e-0c1f4f1c7d11", f"{REPORT}.9", "x.1"):
        january.hear(use_cases.note_matter_fulfilled, matter_id=matter_id, article_id="a", published_at=january.now)
    assert january.reports.get(REPORT).state is State.DRAFTING


def test_figures_can_be_entered_during_the_year_but_not_handed_in(office: Office) -> None:
    office.filled(2026)
    with pytest.raises(YearNotOver):
        office.step(use_cases.submit_yearly_report, REPORT)


def test_everything_that_is_missing_is_told_at_once(january: Office) -> None:
    january.step(use_cases.enter_report_figures, REPORT, figures={"1.person": Decimal(1)})
    with pytest.raises(ReportIncomplete) as refusal:
        january.step(use_cases.submit_yearly_report, REPORT)
    fields = refusal.value.fields
    assert len(fields["figures"]) == 10 and "未填：行政许可·本年处理决定数量。" in fields["figures"]
    assert len(fields["tables"]) == 2 and set(fields) == {"figures", "tables", "texts.overview", "texts.problems"}


def test_what_was_approved_stays_whatever_happens_to_the_cases(january: Office) -> None:
    january.cases.all[UNIT] = [CaseFact(applicant="person", received_on=date(2026, 3, 1), closed_on=date(2026, 3, 9),
                                        outcome="3.1")]
    january.approved(2026)
    january.cases.all[UNIT] = []
    seen = january.do(use_cases.get_yearly_report, AUDITOR, report_id=REPORT)
    assert seen.tables.row("3.1").numbers[-1] == 1 and seen.discrepancies == []


def test_a_report_that_does_not_begin_where_the_last_one_ended_is_not_handed_in(january: Office) -> None:
    january.cases.all[UNIT] = [CaseFact(applicant="person", received_on=date(2026, 12, 20))]
    january.approved(2026)
    january.public(REPORT, january.now)
    january.cases.all[UNIT] = []
    january.sweep(datetime(2028, 1, 4, tzinfo=UTC))
    january.filled(2027)
    with pytest.raises(ReportIncomplete) as refusal:
        january.step(use_cases.submit_yearly_report, f"{UNIT}.2027")
    assert refusal.value.fields == {"tables": ["上年结转（0）与上一年度报告的结转下年度继续办理（1）不一致。"]}


def test_nobody_approves_what_he_handed_in(january: Office) -> None:
    january.filled(2026)
    both = Caller(id="both", unit=UNIT, grants={"disclosure_officer": (UNIT,), "disclosure_head": (UNIT,)})
    january.step(use_cases.submit_yearly_report, REPORT, both)
    with pytest.raises(SameHand):
        january.step(use_cases.approve_yearly_report, REPORT, both)


def test_one_that_is_given_back_is_counted_again_and_keeps_its_matter(january: Office) -> None:
    january.approved(2026)
    report = january.step(use_cases.return_yearly_report, REPORT, HEAD, reason="请补充。")
    assert report.state is State.DRAFTING and report.frozen is None and report.returned_reason == "请补充。"
    january.step(use_cases.submit_yearly_report, REPORT)
    january.step(use_cases.approve_yearly_report, REPORT, HEAD)
    january.hear_approval()
    assert january.matters.steps == ["registered"]


def test_a_correction_has_a_reason_a_matter_of_its_own_and_what_it_said_before(january: Office) -> None:
    january.approved(2026)
    january.public(REPORT, datetime(2027, 1, 20, 2, tzinfo=UTC))
    report = january.step(use_cases.correct_yearly_report, REPORT, HEAD, reason="表二漏计一件。")
    assert report.corrections[0].before.tables.proactive["documents.made"] == "3" and report.standing is not None
    january.step(use_cases.enter_report_figures, REPORT, figures={"documents.made": Decimal(4)})
    january.step(use_cases.submit_yearly_report, REPORT)
    january.step(use_cases.approve_yearly_report, REPORT, HEAD)
    january.hear_approval()
    matter = january.matters.get(f"{REPORT}.2")
    assert matter.basis == "changed" and matter.title.endswith("（更正）")
    report = january.public(REPORT, datetime(2027, 3, 1, 2, tzinfo=UTC))
    assert report.state is State.PUBLISHED and report.duty and not report.duty.met_late
    assert dict(report.frozen.proactive)["documents.made"] == "4"  # type: ignore[union-attr]


@pytest.mark.parametrize(("cell", "value", "problem"), [
    ("rules.opened", 1, "没有这一项"), ("3.7.person", 1, "由系统计算"), ("1.total", 1, "没有这一项"),
    ("nonsense", 1, "没有这一项"), ("rules.made", -1, "负数"), ("rules.made", "1.5", "整数"), ("1.person", -1, "负数"),
    ("fees.amount", -1, "整数|负数")])
def test_a_number_that_the_form_has_no_cell_for_is_refused(office: Office, cell: str, value: object, problem: str) -> None:
    with pytest.raises(UnknownCell) as refusal:
        office.step(use_cases.enter_report_figures, REPORT, figures={cell: Decimal(str(value)), "documents.made": Decimal(1)})
    (told,) = refusal.value.fields.values()
    assert any(each in told[0] for each in problem.split("|")) and office.reports.get(REPORT).figures == []


def test_the_form_of_2019_takes_what_that_of_2021_does_not(office: Office) -> None:
    office.do(use_cases.start_yearly_report, unit=UNIT, year=2020)
    entered = {"rules.opened": Decimal(1), "fees.change": Decimal(-2), "procurement.amount": Decimal("3.5")}
    report = office.step(use_cases.enter_report_figures, f"{UNIT}.2020", figures=entered)
    assert [(each.cell, each.value, each.by) for each in report.figures] == [
        ("fees.change", "-2", "officer"), ("procurement.amount", "3.5", "officer"), ("rules.opened", "1", "officer")]


def test_a_figure_can_be_taken_back(office: Office) -> None:
    office.step(use_cases.enter_report_figures, REPORT, figures={"rules.made": Decimal(1), "documents.made": Decimal(2)})
    report = office.step(use_cases.enter_report_figures, REPORT, figures={"rules.made": None})
    assert [each.cell for each in report.figures] == ["documents.made"]


def test_a_report_on_a_year_before_the_suite_is_nobodys_lateness(office: Office) -> None:
    report = office.do(use_cases.start_yearly_report, unit=UNIT, year=2023)
    assert not report.obliged and report.sweep_at is None
    assert office.approved(2023) and office.public(f"{UNIT}.2023", office.now).state is State.PUBLISHED
    with pytest.raises(ReportExists):
        office.do(use_cases.start_yearly_report, unit=UNIT, year=2023)


def test_the_suite_proposes_what_it_can_count(office: Office) -> None:
    office.cases.made = [DocumentFact(made_on=date(2026, 3, 1), published_on=date(2026, 3, 2), withdrawn=False),
                         DocumentFact(made_on=date(2025, 3, 1), published_on=date(2026, 1, 2), withdrawn=False),
                         DocumentFact(made_on=date(2026, 5, 1), published_on=date(2026, 5, 2), withdrawn=True),
                         DocumentFact(made_on=date(2027, 1, 1), published_on=date(2027, 1, 2), withdrawn=False)]
    seen = office.do(use_cases.get_yearly_report, report_id=REPORT)
    assert seen.proposed == {"rules.made": 0, "rules.in_force": 0, "documents.made": 2, "documents.in_force": 2}


def test_a_unit_that_ends_during_the_year_leaves_its_year_to_its_successor(office: Office) -> None:
    office.unit(HEIR, "示例州数据局", "department")
    office.unit(UNIT, "示例州档案局", "department", 2, date(2026, 12, 1), (HEIR,))
    office.sweep(NEW_YEAR)
    gone = office.reports.get(REPORT)
    assert not gone.obliged and gone.duty is None and gone.sweep_at is None
    assert office.reports.find_one({"_id": f"{UNIT}.2027"}) is None


def test_the_duty_of_a_unit_that_ends_in_january_is_its_successors(january: Office) -> None:
    january.unit(HEIR, "示例州数据局", "department")
    january.unit(UNIT, "示例州档案局", "department", 2, date(2027, 1, 10), (HEIR,))
    january.sweep(datetime(2027, 1, 11, tzinfo=UTC))
    report = january.reports.get(REPORT)
    assert report.responsible == HEIR and january.types()[-1] == "duty.passed"


@pytest.mark.parametrize("step", ["approve_yearly_report", "correct_yearly_report", "return_yearly_report"])
def test_a_step_that_the_state_does_not_allow_is_refused(january: Office, step: str) -> None:
    reason = {} if step.startswith("approve") else {"reason": "原因。"}
    with pytest.raises(IllegalReportStep):
        january.step(getattr(use_cases, step), REPORT, HEAD, **reason)


def test_only_those_who_may_and_saw_the_latest_version_change_it(january: Office) -> None:
    with pytest.raises(Forbidden):
        january.step(use_cases.enter_report_figures, REPORT, STRANGER, figures={"rules.made": Decimal(1)})
    with pytest.raises(Forbidden):
        january.do(use_cases.get_yearly_report_document, STRANGER, report_id=REPORT, format="docx")
    with pytest.raises(Forbidden):
        january.step(use_cases.approve_yearly_report, REPORT, OFFICER)
    with pytest.raises(StaleVersion):
        january.do(use_cases.enter_report_figures, report_id=REPORT, version=99, figures={"rules.made": Decimal(1)})
    assert january.do(use_cases.list_yearly_reports, STRANGER, unit=None, year=None, state=None, limit=20, cursor=None)[0] == []


def test_after_a_restore_it_says_how_its_duty_stands(january: Office) -> None:
    before = len(january.reports.events)
    retelling("reports")(january.ports, now=january.now, id_=REPORT, told=Told())
    assert said(january.reports, before) == ["duty.opened"]
