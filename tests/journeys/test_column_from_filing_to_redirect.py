"""A column's life through HTTP: filed, opened by its first article, kept from padding, merged, its addresses still good."""
import secrets
from dataclasses import dataclass
from typing import Any

import pytest

from shared.cli.api import Api, Refusal
from shared.cli.demo.desk import OFFICE, SITE, UNIT, Desk, file_column, open_desk
from tests.journeys.conftest import Suite
from tests.journeys.people import administrator, person
from tests.support import wait_until

TOWNS = ("吉首", "泸溪", "凤凰", "花垣", "保靖", "古丈", "永顺", "龙山")


@dataclass
class Columns:
    """Everybody who works with columns, and two that were filed for this test."""

    desk: Desk
    public: Api
    old: str
    new: str

    def public_column(self, column: str) -> dict[str, Any] | None:
        """A column as the public sees it."""
        found = self.public.get("/v1/public/columns", site=SITE["code"])["items"]
        return next((each for each in found if each["id"] == column), None)

    def column(self, column: str) -> dict[str, Any]:
        """A column as its people see it."""
        found: dict[str, Any] = self.desk.manager.get(f"/v1/columns/{column}")
        return found

    def publish(self, column: str, title: str, body: str) -> dict[str, Any]:
        """An article from a draft to the public."""
        article = self.desk.editor.post("/v1/articles", column=column, title=title, body=body, kind="notice")
        for who, step in ((self.desk.editor, "submission"), (self.desk.approver, "approval")):
            article = who.post(f"/v1/articles/{article['id']}/{step}", version=article["version"])
        query = {"subject": article["id"], "digest": article["current"]["digest"], "state": "open"}
        review = wait_until(lambda: self.desk.officer.get("/v1/reviews", **query)["items"], what="the review opens")[0]
        self.desk.officer.post(f"/v1/reviews/{review['id']}/clearance", version=review["version"])
        path = f"/v1/articles/{article['id']}"
        article = wait_until(lambda: (found := self.desk.editor.get(path))["status"] == "cleared" and found, what="cleared")
        done: dict[str, Any] = self.desk.publisher.post(f"{path}/publication", version=article["version"])
        return done


@pytest.fixture(scope="module")
def columns(suite: Suite) -> Columns:
    """Two columns of their own, accepted and blank."""
    desk, run = open_desk(administrator(suite), suite.gateways[0]), secrets.token_hex(3)
    for code in ("a", "b"):
        file_column(desk.manager, desk.registrar, {
            "site": SITE["code"], "code": f"{code}{run}", "unit": UNIT, "name": f"栏目{code}{run}", "kind": "dynamic",
            "type": "工作动态", "description": "试验用栏目"})
    return Columns(desk, Api(suite.gateways[-1]), f"xxz.a{run}", f"xxz.b{run}")


def body(seed: str) -> str:
    """A text that is nobody else's."""
    sentences = (f"{seed}{town}{chr(0x4E00 + number * 331)}{seed[::-1]}。" for number, town in enumerate(TOWNS))
    return f"<p>{''.join(sentences)}</p>"


def refused(code: str, attempt: Any) -> bool:
    """True if it is refused with this code."""
    try:
        attempt()
    except Refusal as refusal:
        assert refusal.code == code, refusal.problem
        return True
    return False


def test_a_column_lives_from_its_filing_to_the_redirects_after_a_merge(columns: Columns) -> None:
    desk, run = columns.desk, secrets.token_hex(4)
    blank = columns.column(columns.old)
    assert (blank["state"], blank["duty"], columns.public_column(columns.old)) == ("prepared", None, None)

    first = columns.publish(columns.old, f"第一条{run}", body(run))
    shown = wait_until(lambda: columns.public_column(columns.old), what="the column opens")
    assert shown["state"] == "open" and shown["cadence"] == "最迟不得超过14日更新一次"
    opened = columns.column(columns.old)
    assert opened["newest"]["article_id"] == first["id"] and opened["duty"]["stage"] == "open"
    account = desk.manager.get(f"/v1/columns/{columns.old}/account")
    assert account["due_on"] == opened["duty"]["due_on"] and account["days"][-1]["number"] == 14

    again = columns.publish(columns.old, f"再发一次{run}", body(run).replace("<p>", "<p>2026年11月24日，"))
    padding = f"/v1/columns/{columns.old}/padding"
    padded = wait_until(lambda: desk.manager.get(padding)["items"], what="the copy is recognised")[0]
    assert (padded["article_id"], padded["reason"], padded["of"]) == (again["id"], "near_duplicate", first["id"])
    assert columns.column(columns.old)["duty"]["id"] == opened["duty"]["id"]

    merge = desk.manager.post("/v1/filings", kind="merge", column=columns.old, into=columns.new, reason="内容重复。")
    acceptance = f"/v1/filings/{merge['id']}/acceptance"
    assert refused("frame.caller.forbidden", lambda: desk.manager.post(acceptance, version=1))
    assert refused("content.filing.pending",
                   lambda: desk.manager.post("/v1/filings", kind="close", column=columns.old, reason="另一件。"))
    accepted = desk.registrar.post(acceptance, version=merge["version"])
    assert accepted["state"] == "accepted" and accepted["duty"]["outcome"] == "met"

    def moved() -> dict[str, Any] | None:
        page = columns.public.get("/v1/public/pages", site=SITE["code"], path=first["path"])
        return page if page["path"] != first["path"] else None

    page = wait_until(moved, what="the article has moved")
    assert page["redirected_from"] == first["path"] and page["column"] == columns.new
    assert page["index_number"] == first["index_number"] and page["labels"]["Url"] == page["path"]
    assert columns.public.get("/v1/public/pages", site=SITE["code"], path=page["path"])["id"] == first["id"]
    old = wait_until(lambda: (found := columns.public.get("/v1/public/articles", site=SITE["code"], column=columns.old))
                     .get("notice") and not found["items"] and found, what="the old list is empty")
    assert old["notice"]["moved_to"] == columns.new and old["notice"]["reason"] == "内容重复。"
    listed = columns.public.get("/v1/public/articles", site=SITE["code"], column=columns.new)["items"]
    assert {first["id"], again["id"]} <= {each["id"] for each in listed}

    assert refused("content.column.ended",
                   lambda: desk.manager.post("/v1/filings", kind="rename", column=columns.old, name="新", reason="换名。"))
    assert refused("content.column.closed", lambda: desk.editor.post(
        "/v1/articles", column=columns.old, title="迟到", body=body("迟到")))
    history = [each["action"] for each in desk.manager.get(f"/v1/columns/{columns.old}/history")["items"]]
    assert history[:4] == ["prepared", "updated", "merged", "errand_went_on"]


def test_a_new_name_reaches_the_public_page(columns: Columns) -> None:
    desk, run = columns.desk, secrets.token_hex(4)
    article = columns.publish(columns.new, f"更名之前{run}", body(run))
    path = f"/v1/public/articles/{article['id']}"
    assert columns.public.get(path)["labels"]["ColumnName"].startswith("栏目b")
    filing = desk.manager.post("/v1/filings", kind="rename", column=columns.new, name=f"新名{run}", reason="更贴切。")
    desk.registrar.post(f"/v1/filings/{filing['id']}/acceptance", version=filing["version"])
    wait_until(lambda: columns.public.get(path)["labels"]["ColumnName"] == f"新名{run}", what="readers see the new name")
    shown = wait_until(lambda: columns.public_column(columns.new), what="the column is open")
    assert shown["name"] == f"新名{run}" and shown["former_names"][0]["name"].startswith("栏目b")


def test_bad_filings_are_answered_clearly(suite: Suite, columns: Columns) -> None:
    desk, site = columns.desk, SITE["code"]
    plan = {"code": "zcwj", "unit": UNIT, "name": "名", "kind": "policy", "type": "政策文件", "description": "述"}

    def propose(kind: str, **asked: Any) -> Any:
        return lambda: desk.manager.post("/v1/filings", kind=kind, reason="理由。", **asked)

    assert refused("content.column.exists", propose("open", site=site, plan=plan))
    assert refused("content.unit.unknown", propose("open", site=site, plan=plan | {"code": "x", "unit": "999999"}))
    assert refused("frame.input.invalid", propose("open", site=site, plan={"code": "x"}))
    assert refused("content.filing.invalid", propose("merge", column="xxz.zcwj", into="xxz.zcwj"))
    assert refused("content.filing.invalid", propose("merge", column="xxz.zcwj"))
    assert refused("content.column.not_found", propose("close", column="xxz.none"))
    both = person(suite, "column_manager", "filing_officer", unit=OFFICE)
    assert refused("frame.caller.forbidden", lambda: both.post("/v1/filings", kind="close", column="xxz.zcwj", reason="理由。"))
    filing = propose("close", column="xxz.zcwj")()
    try:
        assert refused("frame.version.stale", lambda: desk.registrar.post(
            f"/v1/filings/{filing['id']}/acceptance", version=filing["version"] + 5))
    finally:
        desk.manager.post(f"/v1/filings/{filing['id']}/withdrawal", version=filing["version"])
