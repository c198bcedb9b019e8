"""The packs that come with the suite say what the law says; the numbers are read in its articles, not in the packs."""
import re
from datetime import date
from importlib import resources

import pytest

from shared.law import regulation
from shared.law.loading import examine, installed, load
from shared.law.rules import Law, Mark
from shared.law.terms import Term

TODAY = date(2026, 11, 22)
ARTICLES = {match[1]: line for line in regulation() if (match := re.match(r"第([一二三四五六七八九十]+)条", line))}
IMPORTANT = ("laws", "normative_documents", "service_matters", "leadership", "bodies", "appointments", "notices")
URGENT = ("meetings", "plans", "vital_interests")


@pytest.fixture(scope="module")
def law() -> Law:
    """What binds the prefecture."""
    return load(["national", "xiangxi-2018"])


def term(law: Law, key: str, day: date = TODAY) -> str:
    """A term as a pack writes it."""
    return str(law.rule(key, day).clock)


def said(article: str, pattern: str) -> int:
    """A number that an article says."""
    found = re.search(pattern, ARTICLES[article])
    assert found, ARTICLES[article]
    return int(found[1])


def test_art_7_important_information_is_due_in_5_working_days(law: Law) -> None:
    count = said("七", "通知公告等重要政务信息,变动后应在(\\d+)个工作日内公开")
    assert {term(law, f"disclosure.{each}") for each in IMPORTANT} == {f"{count} workdays"} == {"5 workdays"}


def test_art_7_meetings_plans_and_vital_interests_are_due_in_3_working_days(law: Law) -> None:
    count = said("七", "切身利益的重要事项,变动后应在(\\d+)个工作日内公开")
    assert {term(law, f"disclosure.{each}") for each in URGENT} == {f"{count} workdays"} == {"3 workdays"}


def test_art_7_everything_else_is_due_in_5_and_at_the_latest_10_working_days(law: Law) -> None:
    rule = law.rule("disclosure.other", TODAY)
    assert str(rule.term) == f"{said('七', '保存之日起([0-9]+)个工作日内公开')} workdays" == "5 workdays"
    assert str(rule.extended) == f"{said('七', '最迟不得超过([0-9]+)个工作日内公开')} workdays" == "10 workdays"
    assert all(law.rule(f"disclosure.{each}", TODAY).extended is None for each in (*IMPORTANT, *URGENT))


def test_art_7_every_class_has_a_name_from_the_article_and_a_rule(law: Law) -> None:
    classes = law.value("disclosure.classes", TODAY)
    assert [each["code"] for each in classes] == [*URGENT, "laws", "normative_documents", "leadership", "appointments",
                                                  "bodies", "service_matters", "notices", "other"]
    assert all(each["key"] == f"disclosure.{each['code']}" for each in classes)
    assert all(each["label"] in ARTICLES["七"] for each in classes if each["code"] != "other")


def test_art_8_cadences_of_columns(law: Law) -> None:
    assert "动态类栏目最迟不得超过两周" in ARTICLES["八"] and term(law, "column.cadence.dynamic") == "14 days"
    assert "政策文件类栏目最迟不得超过6个月" in ARTICLES["八"] and term(law, "column.cadence.policy") == "6 months"
    assert "其他类栏目最迟不得超过一年" in ARTICLES["八"] and term(law, "column.cadence.other") == "1 years"


def test_art_17_and_18_answers_and_results(law: Law) -> None:
    assert term(law, "message.advice") == f"{said('十七', '咨询类留言([0-9]+)个工作日')} workdays" == "7 workdays"
    assert term(law, "message.handling") == f"{said('十七', '办理的留言([0-9]+)个工作日')} workdays" == "15 workdays"
    assert term(law, "survey.results") == f"{said('十八', '结束后([0-9]+)个工作日')} workdays" == "15 workdays"
    assert "不少于一次的网上调查和民意征集" in ARTICLES["十八"]
    assert law.value("survey.yearly", TODAY) == {"online_survey": 1, "solicitation": 1}


def test_art_19_hours_of_emergencies_and_topics(law: Law) -> None:
    assert (term(law, "emergency.first_word"), term(law, "emergency.press")) == ("5 hours", "24 hours")
    assert term(law, "topic.response") == "48 hours"


def test_before_the_regulation_and_where_it_is_silent_the_nation_binds(law: Law) -> None:
    assert term(law, "disclosure.laws", date(2018, 11, 13)) == "20 workdays"
    assert term(law, "disclosure.laws", date(2018, 11, 14)) == "5 workdays"
    assert law.rule("application.answer", TODAY).pack == "national"


def test_the_national_regulation_on_disclosure(law: Law) -> None:
    national = load(["national"])
    classes = [f"disclosure.{each}" for each in (*IMPORTANT, *URGENT, "other")]
    assert {term(national, key) for key in classes} == {"20 workdays"}  # Art. 26
    assert all(national.rule(key, TODAY).shorter_wins for key in classes)
    answer = law.rule("application.answer", TODAY)  # Art. 33: 20, and 20 more
    assert (str(answer.term), str(answer.extended), answer.mark) == ("20 workdays", "40 workdays", Mark.VERIFIED)
    assert term(law, "application.correction") == "7 workdays"  # Art. 30
    assert term(law, "application.third_party") == term(law, "application.co_maker") == "15 workdays"  # Art. 32, 34
    assert law.value("report.departments", TODAY) == "01-31" and law.value("report.governments", TODAY) == "03-31"  # Art. 49


def test_an_application_of_2018_is_answered_by_the_regulation_of_2007(law: Law) -> None:
    answer = law.rule("application.answer", date(2019, 5, 14))
    assert (str(answer.term), str(answer.extended), answer.mark) == ("15 workdays", "30 workdays", Mark.MEMORY)


def test_outcomes_are_the_rows_of_table_3_and_each_has_its_letter_and_remedy(law: Law) -> None:
    outcomes = law.value("application.outcomes", TODAY)
    groups = {3: 8, 4: 3, 5: 5, 6: 3}
    rows = ["3.1", "3.2", *(f"3.{group}.{row}" for group, count in groups.items() for row in range(1, count + 1))]
    assert [each["code"] for each in outcomes] == rows
    letters = {each["code"] for each in law.value("application.letters", TODAY)}
    remedies = law.value("application.remedies", TODAY)
    assert all(each["letter"] in letters and each["remedy"] in remedies and each["label"] for each in outcomes)


def test_since_2024_a_refusal_goes_to_review_first(law: Law) -> None:
    before, after = (law.value("application.remedies", day)["refused"] for day in (date(2023, 12, 31), date(2024, 1, 1)))
    assert "或者" in before and "应当" in after and "先向{review_body}申请行政复议" in after
    words = {key: law.rule(f"application.remedy.{key}", TODAY).clock.words for key in ("review", "litigation")}
    assert words == {"review": "60日", "litigation": "6个月"}


def test_fees_by_item_and_by_page(law: Law) -> None:
    fees = law.value("application.fees", TODAY)
    assert law.value("application.fee_scheme", TODAY) in fees
    assert [(each["above"], each["yuan"]) for each in fees["by_item"]["steps"]] == [(0, 0), (10, 100), (30, 200)]
    assert [(each["above"], each["yuan"]) for each in fees["by_page"]["steps"]] == [(0, 0), (30, 10), (100, 20), (200, 40)]


@pytest.mark.parametrize("name", ["national", "xiangxi-2018", "example-county"])
def test_a_pack_is_sound_and_all_that_is_unverified_is_marked(name: str) -> None:
    place = installed()[name]
    pack = place.load()
    assert pack.rules and examine(resources.files("shared.law.packs") / f"{name}.yaml")[1] == []
    assert not [rule.key for rules in pack.rules.values() for rule in rules
                if ("缺省" in rule.source or "虚构" in rule.source or "未" in rule.source[:3]) and rule.mark is Mark.VERIFIED]
    if pack.text:
        assert (resources.files("shared.law") / "texts" / pack.text).is_file()


@pytest.mark.parametrize("names", [["national", "xiangxi-2018"], ["national", "example-county"]], ids="+".join)
def test_keys_that_rules_name_exist_and_terms_inside_values_are_terms(names: list[str]) -> None:
    law = load(names)
    for key in ("disclosure.classes", "column.cadences"):
        assert all(law.rule(each["key"], TODAY).term for each in law.value(key, TODAY))
    for key in ("column.breaches", "application.volume"):
        assert Term.parse(law.value(key, TODAY)["within"])
    assert 0 < law.value("column.near_duplicate", TODAY) <= 1
    assert {each["code"] for each in law.value("interpretation.documents", TODAY)} <= {
        each["code"] for each in law.value("disclosure.classes", TODAY)}


def test_the_example_county_needs_no_key_that_the_nation_lacks_and_really_differs() -> None:
    county, prefecture = load(["national", "example-county"]), load(["national", "xiangxi-2018"])
    keys = county.keys()
    assert keys == prefecture.keys()
    lengths = [(county.rule(key, TODAY).clock.rough_days, prefecture.rule(key, TODAY).clock.rough_days)
               for key in keys if county.rule(key, TODAY).term]
    assert sum(a < b for a, b in lengths) > 4 and sum(a > b for a, b in lengths) > 4
    assert county.rule("disclosure.laws", date(2025, 6, 30)) != county.rule("disclosure.laws", date(2025, 7, 1))


def test_the_calendar_corrections() -> None:
    calendar = installed()["national"].load().calendar
    assert [(each.day, each.off) for each in calendar.corrections] == [(date(2005, 12, 31), False)]
    assert [(each.month, each.day) for each in calendar.fixed_holidays] == [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)]
    assert installed()["example-county"].load().calendar.days_off
