"""What one law says otherwise than another, or than itself on another day."""
from datetime import date

from shared.law.comparing import compare, days
from shared.law.loading import load

TODAY = date(2026, 11, 22)


def test_a_law_differs_in_nothing_from_itself() -> None:
    law = load(["national", "xiangxi-2018"])
    assert compare(law, TODAY, law, TODAY) == [] and days(law, law) == []


def test_what_a_local_pack_changes_against_another() -> None:
    changes = {each.key: each for each in compare(load(["xiangxi-2018"]), TODAY, load(["example-county"]), TODAY)}
    assert changes["disclosure.laws"].kind == "changed" and changes["disclosure.laws"].fields == ("term", "near")
    assert changes["accountability.reply"].kind == "removed" and changes["application.fee_scheme"].kind == "added"
    assert changes["message.hops"].fields == ("value",) and changes["survey.results"].fields == ("term", "roll")
    assert "extended" in changes["disclosure.other"].fields


def test_what_an_amendment_changed_and_where_it_is_written() -> None:
    law = load(["example-county"])
    changes = compare(law, date(2025, 6, 30), law, date(2025, 7, 1))
    assert [each.key for each in changes] == ["column.cadence.dynamic", "column.near_duplicate", "disclosure.laws",
                                              "disclosure.meetings", "disclosure.normative_documents", "disclosure.other",
                                              "disclosure.vital_interests"]
    assert all("article" in each.fields for each in changes)
    assert compare(law, date(2024, 1, 1), law, date(2025, 6, 30)) == []


def test_a_law_that_has_not_begun_says_nothing() -> None:
    law = load(["example-county"])
    assert {each.kind for each in compare(law, date(2020, 2, 29), law, date(2020, 3, 1))} == {"added"}


def test_days_that_a_pack_adds_to_the_calendar() -> None:
    found = days(load(["national"]), load(["national", "example-county"]))
    assert [sign for sign, _ in found] == ["+", "+"] and "每年 04-08 放假 示例节" in found[0][1] and "2026-11-25" in found[1][1]
    assert ("-", "每年 10-01 固定节假日 国庆节") in days(load(["national"]), load(["xiangxi-2018"]))
