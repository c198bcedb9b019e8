"""The yearly report's tables: every identity of the form holds for any cases, and each cell is what slow counting gives."""
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.disclosure.errors.reports import UnplacedCase
from services.disclosure.model.report import CaseFact, RemedyFact, Row, Tables, discrepancies, missing, tables
from services.disclosure.model.report_form import RESULTS, ROUTES
from tests.unit.services.disclosure.forms import OUTCOMES, cases, form

YEARS = st.integers(2019, 2025)
MANY = st.lists(cases(), max_size=30)


def slow(every: list[CaseFact], year: int, row: str, column: str) -> int:
    """One cell of table 3, counted as its label reads, day by day."""
    def open_at_the_end_of(case: CaseFact, which: int) -> bool:
        return case.received_on <= date(which, 12, 31) and (case.closed_on is None or case.closed_on > date(which, 12, 31))

    def holds(case: CaseFact) -> bool:
        if row == "1":
            return date(year, 1, 1) <= case.received_on <= date(year, 12, 31)
        if row == "2":
            return open_at_the_end_of(case, year - 1)
        if row == "4":
            return open_at_the_end_of(case, year)
        if case.closed_on is None or not date(year, 1, 1) <= case.closed_on <= date(year, 12, 31):
            return False
        return row == "3.7" or case.outcome == row or case.outcome.startswith(f"{row}.")

    return sum(holds(case) for case in every if column in ("total", case.applicant))


def slow_remedy(every: list[CaseFact], year: int, route: str, result: str) -> int:
    """One cell of table 4."""
    found = 0
    for case in every:
        for each in case.remedies:
            ended = each.ended_on is not None and each.ended_on <= date(year, 12, 31)
            if each.route != route or each.began_on > date(year, 12, 31):
                continue
            if not ended:
                found += result in ("pending", "total")
            elif each.ended_on >= date(year, 1, 1):
                found += result in (each.result, "total")
    return found


@settings(max_examples=60)
@given(MANY, YEARS)
def test_every_cell_is_what_slow_counting_gives(every: list[CaseFact], year: int) -> None:
    made = tables(every, year, form(year))
    columns = (*form(year).columns, "total")
    assert {each.code: each.numbers for each in made.applications} == {
        row: tuple(slow(every, year, row, column) for column in columns) for row in form(year).rows}
    assert {each.code: each.numbers for each in made.remedies} == {
        route: tuple(slow_remedy(every, year, route, result) for result in (*RESULTS, "total")) for route in ROUTES}


@given(MANY, YEARS)
def test_all_identities_hold_for_any_cases(every: list[CaseFact], year: int) -> None:
    made, before = tables(every, year, form(year)), tables(every, year - 1, form(max(year - 1, 2019)))
    assert discrepancies(form(year), made, before.applications) == []
    numbers = {each.code: each.numbers for each in made.applications}
    for column in range(7):
        assert numbers["1"][column] + numbers["2"][column] == numbers["3.7"][column] + numbers["4"][column]
        assert numbers["3.7"][column] == sum(numbers[each.code][column] for each in form(year).outcomes)
    assert all(each[-1] == sum(each[:-1]) for each in numbers.values())
    assert numbers["2"] == before.row("4").numbers


@given(MANY)
def test_both_forms_count_the_same_outcomes(every: list[CaseFact]) -> None:
    old, new = tables(every, 2021, form(2020)), tables(every, 2021, form(2021))
    assert old.row("3.7") == new.row("3.7")
    folded = [sum(each) for each in zip(*(new.row(f"3.6.{number}").numbers for number in (1, 2, 3)), strict=True)]
    assert list(old.row("3.6").numbers) == folded


def test_the_form_of_2019_holds_for_two_reports_and_the_one_of_2021_from_then_on() -> None:
    assert [form(year).code for year in (2019, 2020, 2021, 2026)] == ["2019", "2019", "2021", "2021"]


@pytest.mark.parametrize("year", [2019, 2021])
def test_every_outcome_of_the_pack_has_its_row(year: int) -> None:
    placed = [code for outcome in form(year).outcomes for code in outcome.of]
    assert sorted(placed) == sorted(OUTCOMES)


def test_what_was_handled_outside_the_suite_is_added_and_checked() -> None:
    case = CaseFact(applicant="person", received_on=date(2025, 3, 1), closed_on=date(2025, 3, 9), outcome="3.1")
    outside = {"1.person": Decimal(4), "reconsideration.upheld": Decimal(2), "rules.made": Decimal(0)}
    made = tables([case], 2025, form(2025), outside)
    assert made.row("1").numbers == (5, 0, 0, 0, 0, 0, 5) and made.row("reconsideration").numbers == (2, 0, 0, 0, 2)
    assert discrepancies(form(2025), made) == [
        "“自然人”列：第一项（5）加第二项（0）之和，不等于第三项总计（1）加第四项（0）之和。",
        "“总计”列：第一项（5）加第二项（0）之和，不等于第三项总计（1）加第四项（0）之和。"]
    figures = {"1.person": Decimal(4), "3.5.2.person": Decimal(3), "4.person": Decimal(1)}
    more = tables([case], 2025, form(2025), figures)
    assert discrepancies(form(2025), more) == [] and more.row("3.7").numbers[0] == 4


def test_a_year_that_does_not_begin_where_the_last_one_ended_is_found() -> None:
    before = (Row("4", (1, 0, 0, 0, 0, 0, 1)),)
    assert discrepancies(form(2025), tables([], 2025, form(2025)), before) == [
        "上年结转（0）与上一年度报告的结转下年度继续办理（1）不一致。"]


def test_sums_that_were_changed_by_hand_are_found() -> None:
    made = tables([], 2025, form(2025))
    rows = tuple(Row(each.code, (*each.numbers[:-1], 7)) if each.code == "3.1" else each for each in made.applications)
    found = discrepancies(form(2025), Tables(made.proactive, rows, made.remedies))
    assert "第3.1行：总计（7）不等于各列之和。" in found and "“总计”列：第三项总计（0）不等于各项办理结果之和。" in found


def test_cells_that_nobody_filled_in_are_named() -> None:
    figures = {cell: Decimal(1) for cell in form(2025).proactive_cells}
    del figures["fees.amount"]
    assert missing(form(2025), tables([], 2025, form(2025), figures)) == ["行政事业性收费·本年收费金额（单位：万元）"]
    assert missing(form(2025), tables([], 2025, form(2025), figures | {"fees.amount": Decimal(0)})) == []


def test_an_amount_is_shown_as_it_was_entered() -> None:
    made = tables([], 2025, form(2025), {"fees.amount": Decimal("316441.50"), "rules.made": Decimal(100)})
    assert (made.proactive["fees.amount"], made.proactive["rules.made"]) == ("316441.5", "100")


def test_a_case_that_the_form_does_not_know_is_refused() -> None:
    for case in (CaseFact(applicant="alien", received_on=date(2025, 1, 1)),
                 CaseFact(applicant="person", received_on=date(2025, 1, 1), closed_on=date(2025, 1, 2), outcome="3.9")):
        with pytest.raises(UnplacedCase):
            tables([case], 2025, form(2025))


def test_a_lawsuit_counts_in_the_year_of_its_end_and_as_pending_until_then() -> None:
    case = CaseFact(applicant="person", received_on=date(2023, 1, 1), closed_on=date(2023, 2, 1), outcome="3.3.1", remedies=(
        RemedyFact(route="direct_suit", began_on=date(2023, 3, 1), ended_on=date(2024, 5, 1), result="corrected"),))
    assert [tables([case], year, form(year)).row("direct_suit").numbers for year in (2022, 2023, 2024, 2025)] == [
        (0, 0, 0, 0, 0), (0, 0, 0, 1, 1), (0, 1, 0, 0, 1), (0, 0, 0, 0, 0)]
