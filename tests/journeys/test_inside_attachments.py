"""What is inside attachments meets the same gate as the text: through HTTP, the files service and its worker."""
from typing import Any

import pytest
from openpyxl import Workbook

from shared.cli.api import Api, Refusal
from shared.cli.demo.desk import Desk, open_desk
from tests.journeys.conftest import Suite
from tests.journeys.people import administrator
from tests.support import wait_until
from tests.unit.services.files.extraction import makers

NUMBER = "433101199001011234"


@pytest.fixture(scope="module")
def desk(suite: Suite) -> Desk:
    """People at every step."""
    return open_desk(administrator(suite), suite.gateways[0])


def upload(api: Api, name: str, data: bytes) -> tuple[str, dict[str, Any]]:
    """The id of a stored file, and what its examination came to."""
    answer = api._http.post("/v1/files", params={"unit": "433100", "name": name}, content=data)
    assert answer.status_code == 201, answer.text
    file = str(answer.json()["id"])
    return file, wait_until(lambda: (seen := api.get(f"/v1/files/{file}")["examination"])["state"] != "pending" and seen,
                            timeout=40, what="the file was examined")


def reviewed(desk: Desk, *files: tuple[str, str]) -> dict[str, Any]:
    """The review of an article with these attachments: ids and names."""
    article = desk.editor.post("/v1/articles", column=desk.column, title="关于补助发放情况的公示", body="<p>名单见附件。</p>",
                               attachments=[{"file": file, "name": name} for file, name in files])
    for person, step in ((desk.editor, "submission"), (desk.approver, "approval")):
        article = person.post(f"/v1/articles/{article['id']}/{step}", version=article["version"])
    digest = article["current"]["digest"]
    found = wait_until(lambda: desk.officer.get("/v1/reviews", digest=digest)["items"], timeout=40, what="the review is open")
    review: dict[str, Any] = desk.officer.get(f"/v1/reviews/{found[0]['id']}")
    return review


def test_a_number_in_a_hidden_sheet_is_found_and_shown_to_the_officer(suite: Suite, desk: Desk) -> None:
    def hide(workbook: Workbook) -> None:
        sheet = workbook.create_sheet("底稿")
        sheet.sheet_state = "hidden"
        for row in (["姓名", "身份证号"], ["张示例", NUMBER]):
            sheet.append(row)

    file, _ = upload(desk.editor, "名单.xlsx", makers.book([["乡镇", "户数"], ["示例镇", 12]], hide))
    review = reviewed(desk, (file, "名单.xlsx"))
    places = {(each["part"], each["line"], each["detector"]) for each in review["findings"] if each["blocks"]}
    assert ("attachment-1/sheet-2", 2, "id_card") in places
    shown = desk.officer.get(f"/v1/reviews/{review['id']}/text")["attachments"][0]
    texts = {part["name"]: part["text"] for part in shown["parts"]}
    assert texts["attachment-1/sheet-2"] == f"姓名\t身份证号\n张示例\t{NUMBER}" and shown["outcome"] == "read"
    with pytest.raises(Refusal):
        desk.officer.post(f"/v1/reviews/{review['id']}/clearance", version=review["version"])


def test_a_locked_file_blocks_until_the_officer_says_why_it_may_pass(suite: Suite, desk: Desk) -> None:
    file, examination = upload(desk.editor, "附表.pdf", makers.pdf(["附表"], password="1234"))
    assert (examination["state"], examination["reason"]) == ("unreadable", "encrypted")
    review = reviewed(desk, (file, "附表.pdf"))
    (finding,) = review["findings"]
    assert (finding["part"], finding["kind"], finding["blocks"]) == ("attachment-1", "encrypted", True)
    path = f"/v1/reviews/{review['id']}/clearance"
    with pytest.raises(Refusal) as refused:
        desk.officer.post(path, version=review["version"])
    assert refused.value.code == "secrecy.review.findings_open"
    reason = "已用密码打开查看，仅为空白附表。"
    cleared = desk.officer.post(path, version=review["version"], dismissals=[{"finding": finding["id"], "reason": reason}])
    assert cleared["state"] == "cleared"


def test_a_file_that_nobody_brought_is_not_taken_for_clean(suite: Suite, desk: Desk) -> None:
    review = reviewed(desk, ("0" * 64, "不存在.docx"))
    assert [(each["kind"], each["blocks"]) for each in review["findings"]] == [("missing", True)]


def test_only_secrecy_officers_read_what_was_extracted(suite: Suite, desk: Desk) -> None:
    file, examination = upload(desk.editor, "说明.txt", "说明的正文".encode("gb18030"))
    assert (examination["state"], examination["characters"]) == ("read", 5)
    assert desk.officer.get(f"/v1/files/{file}/text")["pieces"][0]["text"] == "说明的正文"
    with pytest.raises(Refusal):
        desk.editor.get(f"/v1/files/{file}/text")
