"""Letters as files: one for each code of the pack, from what its own step recorded, in the layout of official documents."""
import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import docx
import pytest
import yaml

from services.disclosure.errors.applications import WrongCode
from services.disclosure.errors.letters import LetterErased, LetterNotFound
from services.disclosure.letters import templates
from services.disclosure.model.application import Application
from services.disclosure.model.letter_template import FACTS, TO_PARTY, Template, words
from services.disclosure.use_cases import applications as desk
from shared.caller import ANONYMOUS
from shared.document import DOCX, Document
from shared.errors import Forbidden
from tests.unit.services.disclosure.applications.town import AUDITOR, FIRM, HEAD, OFFICER, PERSON, Town, law

REVIEWED = {"explanation": "涉及第三方报价。", "provided": ""}
FORBIDDEN = (PERSON["identity_number"], PERSON["phone"], PERSON["address"], PERSON["email"])


def refusal(code: str) -> Callable[[Town], Application]:
    """An answer that gives nothing."""
    return lambda town: town.answered(code=code, **REVIEWED)


def partly(town: Town) -> Application:
    """An answer with a masked text."""
    return town.answered(code="3.2", explanation="报价属于商业秘密", provided="", text="中标人已公示。报价一千万元。",
                         masks=[{"start": 7, "end": 13, "reason": "商业秘密"}])


def overridden(town: Town) -> Application:
    """A third party refused, and public interest prevailed."""
    application = town.consulted(town.handled())
    town.step(desk.note_party_reply, OFFICER, application, consultation_id="c1", reply="refused", reason="商业秘密")
    return town.step(desk.override_refusal, HEAD, application, consultation_id="c1", reason="关系饮水安全")


def abandoned(town: Town) -> Application:
    """Nobody gave what was missing."""
    application = town.step(desk.request_correction, OFFICER, town.entered(), missing="请写明年份。")
    town.on("2026-05-06")
    return town.now_of(application)


STEPS: dict[str, Callable[[Town], Application]] = {
    "receipt": lambda town: town.entered(),
    "correction": lambda town: town.step(desk.request_correction, OFFICER, town.entered(), missing="请写明年份。"),
    "reasons": lambda town: town.step(desk.ask_application_reasons, OFFICER, town.handled()),
    "extension": lambda town: town.step(desk.extend_application, HEAD, town.handled(), ground="search"),
    "third_party": lambda town: town.consulted(town.handled()),
    "co_maker": lambda town: town.consulted(town.handled(), "co_maker"),
    "third_party_override": overridden,
    "consultation_notice": lambda town: town.consulted(town.handled()),
    "fee": lambda town: town.step(desk.charge_application_fee, OFFICER, [town.handled() for _ in range(12)][-1], pages=0),
    "disclosed": lambda town: town.answered(text="批复全文。\n同意立项。"),
    "partly": partly,
    "refused": refusal("3.3.4"),
    "not_available": refusal("3.4.1"),
    "not_processed": refusal("3.5.2"),
    "otherwise": abandoned,
}
"""How each letter comes about."""


def composed(town: Town, application: Application, kind: str) -> Document:
    """The letter of a kind, as staff have it."""
    letter = next(each for each in reversed(application.letters) if each.kind == kind)
    found: Document = town.do(desk.get_letter_document, OFFICER, application_id=application.id, letter_id=letter.id)
    return found


def text(document: Document) -> str:
    """Everything that stands in it."""
    return "\n".join(each.text for each in docx.Document(io.BytesIO(document.content)).paragraphs)


def test_there_is_a_template_for_each_letter_of_the_pack_and_no_other() -> None:
    codes = {each["code"] for each in law().value("application.letters", date(2026, 3, 2))}
    assert codes == set(templates()) == set(FACTS) == set(STEPS)
    assert {each["letter"] for each in law().value("application.outcomes", date(2026, 3, 2))} <= codes


@pytest.mark.parametrize("kind", STEPS)
def test_each_letter_is_whole(town: Town, kind: str) -> None:
    application = STEPS[kind](town)
    letter = next(each for each in reversed(application.letters) if each.kind == kind)
    document = composed(town, application, kind)
    found = text(document)
    assert document.media_type == DOCX and "{" not in found and "None" not in found and "。。" not in found
    assert found.startswith("示例州人民政府\n") and "示例州人民政府\n2026年" in found
    assert (letter.number in found) if letter.number else "公复" not in found
    who = "赵被征求" if kind in TO_PARTY else PERSON["name"]
    assert f"{who}：" in found
    assert not [each for each in FORBIDDEN if each in found]
    assert "河道整治" in found or kind in TO_PARTY, "the applicant reads what was asked"


@pytest.mark.parametrize("kind", STEPS)
def test_what_a_step_records_is_what_its_template_may_ask_for(town: Town, kind: str) -> None:
    application = STEPS[kind](town)
    letter = next(each for each in reversed(application.letters) if each.kind == kind)
    missing = FACTS[kind] - set(letter.facts) - {"released"}
    if kind == "otherwise":  # by time, so that nobody wrote an explanation
        missing -= FACTS["refused"] - {"outcome_label"}
    assert not missing


@pytest.mark.parametrize("kind", sorted(TO_PARTY))
def test_a_letter_to_a_third_party_never_tells_who_applied(town: Town, kind: str) -> None:
    application = STEPS[kind](town)
    found = text(composed(town, application, kind))
    assert PERSON["name"] not in found and application.receipt not in found and "可否公开" in found


@pytest.mark.parametrize(("kind", "named"), [
    ("refused", "60日内先向示例省人民政府申请行政复议；对行政复议决定不服的，可以自收到决定书之日起15日内向示例市人民法院"),
    ("partly", "先向示例省人民政府申请行政复议"),
    ("not_available", "60日内向示例省人民政府申请行政复议，或者自收到本告知书之日起6个月内"),
    ("third_party_override", "有管辖权的行政复议机关"), ("otherwise", "60日内向有管辖权的行政复议机关")])
def test_remedies_are_named_with_their_terms(town: Town, kind: str, named: str) -> None:
    assert named in text(composed(town, STEPS[kind](town), kind))


@pytest.mark.parametrize("kind", ["receipt", "correction", "reasons", "extension", "disclosed", "fee", "third_party"])
def test_a_letter_that_decides_nothing_against_anybody_names_none(town: Town, kind: str) -> None:
    assert "行政复议" not in text(composed(town, STEPS[kind](town), kind))


def test_what_is_disclosed_is_annexed_with_the_rest_masked(town: Town) -> None:
    found = text(composed(town, partly(town), "partly"))
    assert found.endswith("附件\n中标人已公示。■■■■■■。") and "一千万元" not in found and "不予公开的1处" in found


def test_a_firm_is_addressed_as_one(town: Town) -> None:
    application = town.entered(applicant_kind="legal_person", category="enterprise", applicant=FIRM)
    found = text(composed(town, application, "receipt"))
    assert "示例建设有限公司：" in found and "你单位于2026年3月2日" in found and FIRM["contact"] not in found


def test_its_page_is_that_of_an_official_document_and_its_properties_name_nobody(town: Town) -> None:
    document = composed(town, partly(town), "partly")
    paper = docx.Document(io.BytesIO(document.content))
    section = paper.sections[0]
    margins = section.top_margin, section.bottom_margin, section.left_margin, section.right_margin
    assert [round(each.mm) for each in margins] == [37, 35, 28, 26] and round(section.page_width.mm) == 210
    core = paper.core_properties
    assert (core.title, core.author, core.last_modified_by) == ("政府信息部分公开告知书", "示例州人民政府", "示例州人民政府")
    assert core.comments == core.subject == core.keywords == ""
    assert document.name == "政府信息部分公开告知书（示例州人民政府公复〔2026〕1号）.docx"
    with zipfile.ZipFile(io.BytesIO(document.content)) as archive:
        for name in archive.namelist():
            if name != "word/document.xml":
                assert PERSON["name"].encode() not in archive.read(name), name


def test_the_applicant_gets_his_own_letters_with_receipt_and_code(town: Town) -> None:
    application = overridden(town)
    mine = [each.id for each in application.letters if each.addressee == "applicant"]
    given = {"receipt": application.receipt, "code": town.codes[application.id]}
    for letter_id in mine:
        document = town.do(desk.download_application_letter, ANONYMOUS, letter_id=letter_id, **given)
        assert PERSON["name"] in text(document)
    theirs = next(each.id for each in application.letters if each.addressee != "applicant")
    for letter_id in (theirs, "nonsense"):
        with pytest.raises(LetterNotFound):
            town.do(desk.download_application_letter, ANONYMOUS, letter_id=letter_id, **given)
    with pytest.raises(WrongCode):
        town.do(desk.download_application_letter, ANONYMOUS, letter_id=mine[0], receipt=application.receipt, code="2" * 12)


def test_only_those_who_handle_the_case_get_a_letter_with_a_name(town: Town) -> None:
    application = town.entered()
    with pytest.raises(Forbidden):
        town.do(desk.get_letter_document, AUDITOR, application_id=application.id, letter_id=application.letters[0].id)
    with pytest.raises(LetterNotFound):
        town.do(desk.get_letter_document, OFFICER, application_id=application.id, letter_id=f"{application.id}.9")


def test_once_the_retention_is_over_no_letter_is_written_again(town: Town) -> None:
    application = town.answered()
    town.on("2029-06-01")
    with pytest.raises(LetterErased):
        town.do(desk.get_letter_document, OFFICER, application_id=application.id, letter_id=application.letters[0].id)


GOOD: dict[str, Any] = {"code": "refused", "to": "applicant", "body": [{"text": "{asked}"}], "closing": "特此告知。"}


@pytest.mark.parametrize(("change", "problem"), [
    ({"body": [{"text": "{applicant_name}"}]}, "nobody tells applicant_name"),
    ({"body": [{"text": "{missing}"}]}, "nobody tells"),
    ({"body": [{"text": "好", "when": "weather"}]}, "nobody tells weather"), ({"code": "poem"}, "no step writes"),
    ({"to": "party"}, "does not go to"), ({"body": [{"text": "{asked.__class__}"}]}, "no placeholder"),
    ({"body": [{"text": "{asked!r}"}]}, "no placeholder"), ({"body": [{"text": "{}"}]}, "no placeholder"),
    ({"code": "third_party", "to": "party", "body": [{"text": "{receipt}"}]}, "nobody tells receipt")])
def test_a_template_that_asks_for_what_nobody_tells_is_refused(change: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        Template.read(yaml.safe_load(yaml.safe_dump(GOOD | change)))


@pytest.mark.parametrize(("name", "value", "said"), [
    ("due_on", "2026-03-30", "2026年3月30日"), ("pay_by", date(2026, 3, 1), "2026年3月1日"), ("masked", 3, "3"),
    ("law", "政府信息公开条例 Art. 36 第三十六条第一项、第二项", "《中华人民共和国政府信息公开条例》第三十六条第一项、第二项"),
    ("ground", "检索。", "检索"), ("missing", "甲\n乙；", "甲 乙"), ("grounds", ["甲", "乙"], "甲、乙"), ("due_on", "", "")])
def test_facts_are_said_as_letters_say_them(name: str, value: object, said: str) -> None:
    assert words(name, value) == said
