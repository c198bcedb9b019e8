"""Who may apply, what may be asked, and how receipts and query codes keep strangers out (政府信息公开条例第二十九条)."""
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.disclosure.errors.applications import (
    CodeLocked,
    InvalidApplicant,
    InvalidRequest,
    PersonalDataShown,
    UnknownGround,
    WrongCode,
)
from services.disclosure.model.application import State
from services.disclosure.model.application.applicant import resident_id, topic, wanted
from services.disclosure.model.codes import ALPHABET, CODE_LENGTH, code_of, normal_code, receipt_of, written
from services.disclosure.use_cases import applications as desk
from shared.attempts import FAILURES
from shared.caller import ANONYMOUS
from shared.errors import Forbidden, KeyReused, StaleVersion
from tests.unit.services.disclosure.applications.town import AUDITOR, FIRM, HEAD, OFFICER, PERSON, Town


@pytest.mark.parametrize(("kind", "category", "applicant", "at_fault"), [
    ("citizen", "person", {**PERSON, "name": " "}, "applicant.name"),
    ("citizen", "person", {**PERSON, "representative": "某"}, "applicant.representative"),
    ("citizen", "person", {**PERSON, "identity_number": "433101199001011235"}, "applicant.identity_number"),
    ("citizen", "person", {key: value for key, value in PERSON.items() if key not in ("phone", "address", "email")},
     "applicant.phone"),
    ("citizen", "enterprise", PERSON, "category"), ("legal_person", "person", FIRM, "category"),
    ("legal_person", "enterprise", {**FIRM, "identity_kind": "other"}, "applicant.identity_kind"),
    ("legal_person", "enterprise", {**FIRM, "identity_number": "123"}, "applicant.identity_number"),
    ("other_organisation", "research", {**FIRM, "contact": ""}, "applicant.contact")])
def test_an_applicant_gives_what_its_kind_needs(town: Town, kind: str, category: str, applicant: dict[str, Any],
                                                at_fault: str) -> None:
    with pytest.raises(InvalidApplicant) as refused:
        town.submitted(applicant_kind=kind, category=category, applicant=applicant)
    assert at_fault in refused.value.fields


@pytest.mark.parametrize("category", ["enterprise", "research", "public_welfare", "legal_services", "other"])
def test_a_legal_person_falls_into_one_of_five_columns(town: Town, category: str) -> None:
    made = town.submitted(applicant_kind="legal_person", category=category, applicant=FIRM)
    assert (made.category, set(made.sealed)) == (category, {*(f"applicant_{name}" for name in FIRM), "description"})


def test_an_unknown_column_is_refused(town: Town) -> None:
    with pytest.raises(UnknownGround):
        town.submitted(category="martian")


@pytest.mark.parametrize(("description", "number", "fits"), [
    ("批复", "", True), ("", "州政办发[2018]21号", True), ("  ", "", False), ("批复", "第八号", False)])
def test_what_is_asked_has_a_description_or_a_document_number(description: str, number: str, fits: bool) -> None:
    if fits:
        assert wanted(description, number)[1] in ("", "州政办发〔2018〕21号")
    else:
        with pytest.raises(InvalidRequest):
            wanted(description, number)


def test_the_same_request_is_the_same_however_it_is_typed() -> None:
    assert topic("2025年 预算、决算", "") == topic("2025年预算决算。", "") != topic("2024年预算决算", "")


@given(st.from_regex(r"[1-9]\d{16}", fullmatch=True), st.integers(0, 16), st.integers(1, 9))
def test_a_mistyped_digit_of_an_identity_number_is_noticed(stem: str, place: int, step: int) -> None:
    right = [stem + digit for digit in "0123456789X" if resident_id(stem + digit)]
    assert len(right) == 1
    wrong = stem[:place] + str((int(stem[place]) + step) % 10) + stem[place + 1:]
    assert not resident_id(wrong + right[0][-1])


@given(st.binary(min_size=32, max_size=32))
def test_a_code_can_be_typed_in_any_way(likeness: bytes) -> None:
    code = code_of(likeness.hex())
    assert len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) and not set("01OILU") & set(ALPHABET)
    assert normal_code(written(code).lower()) == normal_code(f" {code} ") == code
    assert receipt_of("433100", date(2026, 3, 2), likeness.hex()).startswith("20260302-433100-")


def test_a_repeat_gets_the_same_receipt_and_another_request_with_its_key_none(town: Town) -> None:
    town.key = "k1"
    one, two = town.submitted(), town.submitted()
    assert one.receipt == two.receipt and town.codes[one.id] == town.codes[two.id] and one.version == two.version == 1
    stored = town.applications.get(one.id)
    stored.request = "another"
    town.applications._stored[one.id] = replace(stored)
    with pytest.raises(KeyReused):
        town.submitted()


def test_nobody_uses_anothers_code_and_too_many_tries_close_the_receipt(town: Town) -> None:
    mine, other = town.submitted(), town.submitted()
    for _ in range(FAILURES):
        with pytest.raises(WrongCode):
            town.do(desk.look_up_application, ANONYMOUS, receipt=mine.receipt, code=town.codes[other.id])
    with pytest.raises(CodeLocked) as locked:
        town.do(desk.look_up_application, ANONYMOUS, receipt=mine.receipt, code=town.codes[mine.id])
    assert 0 < locked.value.details["retry_after"] <= 900
    with pytest.raises(CodeLocked):
        town.own(desk.withdraw_application, mine)
    assert town.do(desk.look_up_application, ANONYMOUS, receipt=f" {other.receipt.lower()} ",
                   code=written(town.codes[other.id])).application.id == other.id


def test_looking_changes_nothing(town: Town) -> None:
    application = town.entered()
    town.on("2026-03-29")
    before = town.now_of(application)
    shown = town.do(desk.look_up_application, ANONYMOUS, receipt=application.receipt, code=town.codes[application.id])
    assert town.now_of(application) == before and shown.version == before.version


def test_an_applicant_may_not_change_what_it_has_not_seen(town: Town) -> None:
    application = town.submitted()
    with pytest.raises(StaleVersion):
        town.do(desk.confirm_application, ANONYMOUS, receipt=application.receipt, code=town.codes[application.id], version=9)


@pytest.mark.parametrize("text", ["张三丰示例您好", "电话139 0743 0000", "证件433101199001011234"])
def test_a_text_that_is_kept_openly_names_nobody(town: Town, text: str) -> None:
    application = town.entered()
    with pytest.raises(PersonalDataShown) as refused:
        town.step(desk.request_correction, OFFICER, application, missing=text)
    assert "missing" in refused.value.fields and town.now_of(application).state is State.REGISTERED


def test_a_consulted_party_is_named_nowhere_either(town: Town) -> None:
    application = town.consulted(town.handled())
    town.step(desk.note_party_reply, OFFICER, application, consultation_id="c1", reply="agreed", reason="")
    with pytest.raises(PersonalDataShown):
        town.drafted(application, "3.3.4", explanation="赵被征求不同意", provided="")


def test_everybody_sees_masked_data_only_and_the_inspection_no_text(town: Town) -> None:
    application = town.consulted(town.handled())
    asked = "2025年度示例河道整治项目的立项批复"
    for who, text in ((OFFICER, asked), (HEAD, asked), (AUDITOR, "")):
        shown = town.do(desk.get_application, who, application_id=application.id)
        assert shown.description == text and shown.parties == {"c1": "赵***"}
        assert shown.applicant["name"] == "张***例" and PERSON["phone"] not in shown.applicant.values()
    with pytest.raises(Forbidden):
        town.do(desk.get_application, replace(AUDITOR, grants={}), application_id=application.id)


def test_remedies_are_noted_with_their_results(town: Town) -> None:
    application = town.answered()
    made = town.step(desk.file_application_remedy, OFFICER, application, kind="reconsideration", filed_on=date(2026, 3, 2))
    assert [(each.kind, each.result) for each in made.remedies] == [("reconsideration", "pending")]
    town.on("2026-05-06")
    done = town.step(desk.conclude_application_remedy, OFFICER, application, remedy_id="r1", result="upheld",
                     decided_on=date(2026, 5, 6))
    assert done.remedies[0].decided_on == date(2026, 5, 6)
