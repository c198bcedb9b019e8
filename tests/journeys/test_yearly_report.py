"""A yearly report through HTTP: counted from real applications, as files, and public through content's gate."""
import io
from datetime import datetime
from typing import Any

import docx
import httpx
import openpyxl
import pytest

from shared.cli.api import Api, Refusal
from shared.cli.demo.desk import open_desk
from shared.clock import BEIJING
from tests.journeys.conftest import Suite
from tests.journeys.people import administrator, person
from tests.support import wait_until

UNIT, YEAR = "433100", datetime.now(BEIJING).year
APPLICATION = {"unit": UNIT, "applicant_kind": "citizen", "category": "person", "form": "paper", "channel": "in_person",
               "description": "示例工程的批复", "applicant": {"name": "示例申请人", "identity_kind": "other",
                                                       "identity_number": "SL000001", "email": "a@example.com"}}
FIGURES = {"rules.made": 0, "rules.repealed": 0, "rules.in_force": 0, "documents.made": 3, "documents.repealed": 1,
           "documents.in_force": 40, "licences.decisions": 12, "penalties.decisions": 5, "compulsion.decisions": 0,
           "fees.amount": 12.5}


@pytest.fixture(scope="module")
def officer(suite: Suite) -> Api:
    """Writes reports and handles applications."""
    return person(suite, "disclosure_officer", unit=UNIT)


@pytest.fixture(scope="module")
def head(suite: Suite) -> Api:
    """Approves reports and answers."""
    return person(suite, "disclosure_head", unit=UNIT)


def step(who: Api, path: str, place: str, **body: Any) -> Any:
    """A step on something as it is."""
    found = who.get(place)
    return who.post(f"{place}/{path}", version=found["version"], **body)


def answered(officer: Api, head: Api) -> dict[str, Any]:
    """An application that was answered; its receipt and code, its id and its letters."""
    filed = officer.post("/v1/applications", **APPLICATION)
    id_ = officer.get("/v1/applications", receipt=filed["receipt"])["items"][0]["id"]
    place = f"/v1/applications/{id_}"
    step(officer, "acceptance", place)
    step(officer, "answer", place, outcome="3.1", provided="当面领取")
    step(head, "answer/issue", place)
    return {**filed, "id": id_, "letters": officer.get(place)["application"]["letters"]}


def file(who: Api, path: str, **query: str) -> httpx.Response:
    """A file, as a browser gets it."""
    response = who._http.get(path, params=query)
    assert response.status_code == 200, response.text
    assert response.headers["x-content-type-options"] == "nosniff" and response.headers["cache-control"] == "no-store"
    assert response.headers["content-disposition"].startswith('attachment; filename="document.')
    return response


@pytest.fixture(scope="module")
def place(suite: Suite, officer: Api) -> str:
    """This year's report, which begins by itself when disclosure hears of the unit."""
    wait_until(lambda: officer.get("/v1/yearly-reports", unit=UNIT, year=YEAR)["items"], 30, what="this year's report")
    return f"/v1/yearly-reports/{UNIT}.{YEAR}"


def test_the_tables_are_counted_from_applications(officer: Api, head: Api, place: str) -> None:
    before = officer.get(place)
    answered(officer, head)
    after = officer.get(place)
    rows = {row["code"]: row["numbers"]["person"] for row in after["tables"]["applications"]}
    old = {row["code"]: row["numbers"]["person"] for row in before["tables"]["applications"]}
    assert {code: rows[code] - old[code] for code in rows if rows[code] != old[code]} == {"1": 1, "3.1": 1, "3.7": 1}
    assert after["discrepancies"] == [] and len(after["missing"]) == 10 and after["report"]["duty"] is None
    with pytest.raises(Refusal) as refused:
        step(officer, "submission", place)
    assert refused.value.code == "disclosure.report.year_not_over"


def test_a_letter_is_had_by_those_who_handle_it_and_by_the_applicant(suite: Suite, officer: Api, head: Api, place: str) -> None:
    case = answered(officer, head)
    letter = case["letters"][-1]
    response = file(officer, f"/v1/applications/{case['id']}/letters/{letter['id']}/document")
    texts = [each.text for each in docx.Document(io.BytesIO(response.content)).paragraphs]
    assert "示例申请人：" in texts and letter["number"] in texts and "政府信息公开告知书" in texts
    anybody = Api(suite.gateways[0])
    mine = {"receipt": case["receipt"], "code": case["code"], "letter_id": letter["id"]}
    again = anybody._http.post("/v1/public/applications/letter", json=mine)
    assert again.status_code == 200 and again.headers["content-type"] == response.headers["content-type"]
    assert "示例申请人：" in [each.text for each in docx.Document(io.BytesIO(again.content)).paragraphs]
    wrong = anybody._http.post("/v1/public/applications/letter", json=mine | {"code": "2222-2222-2222"})
    assert wrong.json()["code"] == "disclosure.application.wrong_code"
    assert anybody._http.get(f"/v1/applications/{case['id']}/letters/{letter['id']}/document").status_code == 401


def test_a_report_of_last_year_goes_public_as_a_matter(suite: Suite, officer: Api, head: Api, place: str) -> None:
    report = officer.post("/v1/yearly-reports", unit=UNIT, year=YEAR - 1)
    place = f"/v1/yearly-reports/{report['id']}"
    with pytest.raises(Refusal) as refused:
        step(officer, "submission", place)
    assert refused.value.code == "disclosure.report.incomplete" and "figures" in refused.value.problem["errors"]
    step(officer, "figures", place, figures=FIGURES)
    step(officer, "texts", place, overview="全年工作平稳。", problems="解读形式不够丰富。")
    step(officer, "submission", place)
    done = step(head, "approval", place)
    assert done["state_label"] == "待公布" and done["matter_id"] == f"{report['id']}.1"
    wait_until(lambda: _found(officer, f"/v1/matters/{done['matter_id']}"), 20, what="its matter is registered")

    book = openpyxl.load_workbook(io.BytesIO(file(officer, f"{place}/document", format="xlsx").content))
    assert book["二、主动公开"]["B15"].value == 12.5
    paper = docx.Document(io.BytesIO(file(officer, f"{place}/document").content))
    assert paper.core_properties.title.endswith(f"{YEAR - 1}年政府信息公开工作年度报告") and len(paper.tables) == 3

    article = _published(suite, officer.get(f"{place}/article"))
    wait_until(lambda: _fulfilled(officer, done["matter_id"], article), 20, what="disclosure heard of the article")
    found = wait_until(lambda: _public(officer, place), 20, what="the report is public")
    assert found["article_id"] == article and officer.get("/v1/matters/" + done["matter_id"])["state"] == "fulfilled"
    record = [each["action"] for each in officer.get(f"{place}/history")["items"]]
    assert record == ["begun", "entered", "written", "submitted", "approved", "published"]
    assert step(head, "correction", place, reason="漏计一件。")["state"] == "drafting"


def _found(who: Api, path: str) -> bool:
    try:
        return bool(who.get(path))
    except Refusal as refusal:
        assert refusal.status == 404, refusal
        return False


def _published(suite: Suite, page: dict[str, Any]) -> str:
    """The page as an article of the portal, through approval and secrecy review; its id."""
    desk = open_desk(administrator(suite), suite.gateways[0])
    article = desk.editor.post("/v1/articles", column=desk.column, title=page["title"], body=page["body"], kind="report")
    at = f"/v1/articles/{article['id']}"
    article = step(desk.editor, "submission", at)
    step(desk.approver, "approval", at)
    found = wait_until(lambda: desk.officer.get("/v1/reviews", subject=article["id"], state="open")["items"], 20,
                       what="a review")
    step(desk.officer, "clearance", f"/v1/reviews/{found[0]['id']}")
    wait_until(lambda: desk.editor.get(at)["status"] == "cleared", 20, what="it is cleared")
    step(desk.publisher, "publication", at)
    return str(article["id"])


def _fulfilled(officer: Api, matter_id: str, article_id: str) -> bool:
    try:
        step(officer, "fulfilment", f"/v1/matters/{matter_id}", article_id=article_id)
    except Refusal as refusal:
        assert refusal.code == "disclosure.matter.not_published", refusal
        return False
    return True


def _public(officer: Api, place: str) -> dict[str, Any] | None:
    found: dict[str, Any] = officer.get(place)["report"]
    return found if found["state"] == "published" else None
