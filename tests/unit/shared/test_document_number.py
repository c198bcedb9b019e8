"""The one spelling of 发文字号, for writers and seekers alike; and one list of reasons to withhold."""
from datetime import date

import pytest

from services.content.vocabulary import WITHHOLDING_REASONS
from services.disclosure.model.application.applicant import wanted
from shared.document_number import is_document_number, normal_document_number
from shared.law.loading import load


@pytest.mark.parametrize("given", [
    "州政办发[2018]21号", "州政办发〔2018〕第021号", " 州政办发（２０１８）２１号 ", "州政办发〔2018〕21号"])
def test_however_it_is_written_an_application_seeks_the_number_that_an_article_has(given: str) -> None:
    assert normal_document_number(given) == "州政办发〔2018〕21号" and is_document_number(normal_document_number(given))
    assert wanted("", given) == ("", "州政办发〔2018〕21号")


@pytest.mark.parametrize("given", ["", "州政办发2018年21号", "州政办发〔2018〕0号"])
def test_what_is_none(given: str) -> None:
    assert not is_document_number(normal_document_number(given))


def test_content_takes_exactly_the_reasons_that_the_pack_lists() -> None:
    listed = load(["national"]).value("disclosure.withholding_reasons", date(2026, 11, 23))
    assert {each["code"] for each in listed} == set(WITHHOLDING_REASONS)
