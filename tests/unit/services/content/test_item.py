"""Items: metadata that fit together, and a digest that stands for all that a reader can see."""
from dataclasses import fields, replace
from datetime import date

import pytest

from services.content import vocabulary
from services.content.errors import InvalidMetadata
from services.content.model import Item
from services.content.model.item import checked

ITEM = Item(title="示例", body="<p>示例。</p>")


def problems(**changes: object) -> set[str]:
    """The fields at fault."""
    with pytest.raises(InvalidMetadata) as caught:
        ITEM.with_changes(dict(changes))
    return set(caught.value.fields)


@pytest.mark.parametrize(("written", "kept"), [
    ("州政办发〔2018〕21号", "州政办发〔2018〕21号"),
    ("州政办发[2018]21号", "州政办发〔2018〕21号"),
    ("州政办发（2018）21号", "州政办发〔2018〕21号"),
    ("州政办发【2018】21号", "州政办发〔2018〕21号"),
    ("州政办发﹝2018﹞21号", "州政办发〔2018〕21号"),
    ("州政办发(2018) 21 号", "州政办发〔2018〕21号"),
    ("州政办发〔２０１８〕２１号", "州政办发〔2018〕21号"),
    ("州政办发〔2018〕第21号", "州政办发〔2018〕21号"),
    ("州政办发〔2018〕021号", "州政办发〔2018〕21号"),
    ("州政办发〔2018〕第0021号", "州政办发〔2018〕21号"),
    (" 州政发\u3000〔2018〕1号 ", "州政发〔2018〕1号"),
    ("", ""), ("   ", "")])
def test_a_document_number_has_one_spelling(written: str, kept: str) -> None:
    assert ITEM.with_changes({"document_number": written}).document_number == kept


@pytest.mark.parametrize("written", [
    "州政办发2018年21号", "州政办发〔18〕21号", "〔2018〕21号", "州政办发〔2018〕号",
    "州政办发〔2018〕0号", "州政办发〔2018〕21",
    "ABC〔2018〕21号",
    "州政办发〔2018〕21号附件", "州政办发〔2018〕二十一号", "州政办发〔2018〕21号\n〔2018〕22号"])
def test_a_document_number_that_is_none_is_refused(written: str) -> None:
    assert problems(document_number=written) == {"document_number"}


def test_what_is_withheld_needs_a_reason_and_a_date_of_re_examination() -> None:
    assert problems(attribute="withheld") == {"withholding_reason", "re_examine_on"}
    assert problems(attribute="withheld", withholding_reason="privacy") == {"re_examine_on"}
    assert ITEM.with_changes({"attribute": "withheld", "withholding_reason": "privacy", "re_examine_on": date(2027, 1, 1)})


@pytest.mark.parametrize("attribute", ["proactive", "on_application"])
def test_what_is_not_withheld_has_no_reason_for_it(attribute: str) -> None:
    assert problems(attribute=attribute, withholding_reason="privacy") == {"withholding_reason"}


def test_nothing_expires_before_it_takes_effect() -> None:
    days = {"effective_on": date(2026, 12, 2), "expires_on": date(2026, 12, 1)}
    assert problems(**days) == {"expires_on"}
    assert ITEM.with_changes(days | {"expires_on": date(2026, 12, 2)})


def test_all_faults_are_told_at_once() -> None:
    assert len(problems(document_number="x", attribute="withheld")) == 3


OTHERS = {"keywords": ("a",), "re_examine_on": date(2027, 1, 1), "made_on": date(2026, 1, 1),
          "effective_on": date(2026, 1, 1), "expires_on": date(2026, 1, 1)}


@pytest.mark.parametrize("name", [field.name for field in fields(Item)])
def test_every_field_that_a_reader_can_see_is_in_the_digest(name: str) -> None:
    assert replace(ITEM, **{name: OTHERS.get(name, "changed")}).digest != ITEM.digest


def test_keywords_as_a_list_are_the_same_item() -> None:
    assert replace(ITEM, keywords=["a"]).digest == replace(ITEM, keywords=("a",)).digest  # type: ignore[arg-type]


@pytest.mark.parametrize("body", ["<p>示例。</p>", "<pre>\n\n一\n二</pre>", "<p>a &amp; b < c</p>", "文本\r\n第二行"])
def test_checking_again_changes_nothing(body: str) -> None:
    once = checked(replace(ITEM, body=body))
    assert once.with_changes({}).digest == once.digest


@pytest.mark.parametrize("codes", [
    vocabulary.ATTRIBUTES, vocabulary.DOCUMENT_KINDS, vocabulary.SUBJECTS, vocabulary.VALIDITIES,
    vocabulary.WITHHOLDING_REASONS])
def test_no_label_stands_for_two_codes(codes: dict[str, str]) -> None:
    assert len(set(codes.values())) == len(codes)
