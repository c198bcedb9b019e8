"""What is done with a page besides its text, through HTTP: other columns, redirects, related items, corrections, masks."""
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from shared.cli.api import Api, Refusal
from shared.cli.demo.desk import SITE, UNIT, Desk, file_column, open_desk
from tests.journeys.conftest import Suite
from tests.journeys.people import administrator, person
from tests.support import wait_until

BUREAU = "433101"
CARD = "433101199001011234"


@dataclass
class Pages:
    """The desk of the prefecture, the people of a second unit with a site of their own, and the public."""

    desk: Desk
    theirs: Api
    head: Api
    public: Api
    home: str
    there: str
    site: str

    def cleared(self, article: dict[str, Any]) -> dict[str, Any]:
        """From a draft to what may be published."""
        path = f"/v1/articles/{article['id']}"
        for who, step in ((self.desk.editor, "submission"), (self.desk.approver, "approval")):
            article = who.post(f"{path}/{step}", version=article["version"])
        query = {"subject": article["id"], "digest": article["current"]["digest"], "state": "open"}
        review = wait_until(lambda: self.desk.officer.get("/v1/reviews", **query)["items"], what="the review opens")[0]
        self.desk.officer.post(f"/v1/reviews/{review['id']}/clearance", version=review["version"])
        done: dict[str, Any] = wait_until(lambda: (found := self.desk.editor.get(path))["status"] == "cleared" and found,
                                          what="cleared")
        return done

    def publish(self, article: dict[str, Any]) -> dict[str, Any]:
        """From a draft to the public."""
        article = self.cleared(article)
        done: dict[str, Any] = self.desk.publisher.post(f"/v1/articles/{article['id']}/publication", version=article["version"])
        return done

    def draft(self, title: str, body: str = "", **fields: Any) -> dict[str, Any]:
        """A draft with a text of its own."""
        made: dict[str, Any] = self.desk.editor.post("/v1/articles", column=self.home, title=title,
                                                     body=body or f"<p>{secrets.token_hex(20)}</p>", **fields)
        return made

    def page(self, article: dict[str, Any]) -> dict[str, Any]:
        """The public page."""
        found: dict[str, Any] = self.public.get(f"/v1/public/articles/{article['id']}")
        return found


@pytest.fixture(scope="module")
def pages(suite: Suite) -> Pages:
    """A column at home, and another unit's site with a column."""
    desk, run = open_desk(administrator(suite), suite.gateways[0]), secrets.token_hex(3)
    manager, site = person(suite, "column_manager", unit=BUREAU), f"s{run}"
    manager.post("/v1/sites", code=site, unit=BUREAU, name=f"示例市网站{run}", kind="department",
                 domain=f"{site}.example.gov.cn", identification_code=f"{secrets.randbelow(10**10):010d}",
                 organisation_code=f"{secrets.randbelow(10**9):09d}")
    plan = {"code": f"p{run}", "name": f"栏目{run}", "kind": "dynamic", "type": "工作动态", "description": "试验"}
    file_column(desk.manager, desk.registrar, plan | {"site": SITE["code"], "unit": UNIT})
    file_column(manager, desk.registrar, plan | {"site": site, "unit": BUREAU})
    return Pages(desk, person(suite, "publisher", unit=BUREAU), person(suite, "secrecy_head"), Api(suite.gateways[-1]),
                 f"{SITE['code']}.p{run}", f"{site}.p{run}", site)


def refused(attempt: Callable[[], Any]) -> Refusal:
    """The refusal of an attempt."""
    with pytest.raises(Refusal) as raised:
        attempt()
    return raised.value


def test_one_article_on_two_sites_of_two_units(pages: Pages) -> None:
    article = pages.publish(pages.draft("两处展示", placements=[{"column": pages.there}]))
    listed = lambda: [each["id"] for each in pages.public.get("/v1/public/articles", site=pages.site)["items"]]  # noqa: E731
    assert listed() == []
    asked = next(each for each in pages.theirs.get("/v1/placements")["items"] if each["id"] == article["id"])
    assert asked["title"] == "两处展示" and asked["placements"][0]["state_label"] == "待同意"
    acceptance = f"/v1/articles/{article['id']}/placements/{pages.there}/acceptance"
    assert refused(lambda: pages.desk.publisher.post(acceptance, version=asked["version"])).status == 403
    accepted = pages.theirs.post(acceptance, version=asked["version"])
    wait_until(lambda: listed() == [article["id"]], what="the other site lists it")
    there = pages.public.get("/v1/public/pages", site=pages.site, path=accepted["placements"][0]["path"])
    domain = next(each["domain"] for each in pages.desk.manager.get("/v1/sites")["items"] if each["id"] == SITE["code"])
    assert there["canonical"] == f"https://{domain}{article['path']}" and there["labels"]["Url"] == article["path"]
    assert there["labels"]["SiteName"].startswith("示例市网站") and there["body"] == pages.page(article)["body"]
    gone = pages.desk.publisher.post(f"/v1/articles/{article['id']}/withdrawal", version=accepted["version"], reason="有误。",
                                     mode="gone")
    wait_until(lambda: listed() == [], what="it is gone there too")
    assert gone["placements"][0]["state"] == "accepted"


def test_a_redirect_in_a_circle_is_refused_with_its_chain(pages: Pages) -> None:
    one, two = pages.publish(pages.draft("旧文")), pages.publish(pages.draft("新文"))
    pages.desk.publisher.post(f"/v1/articles/{one['id']}/withdrawal", version=one["version"], reason="已有新文。",
                              mode="redirect", redirect=two["path"])
    problem = wait_until(lambda: refused(lambda: pages.page(one)).problem, what="the old page sends one on")
    assert problem["details"]["redirect"] == two["path"]
    loop = refused(lambda: pages.desk.publisher.post(
        f"/v1/articles/{two['id']}/withdrawal", version=pages.desk.editor.get(f"/v1/articles/{two['id']}")["version"],
        reason="又撤。", mode="redirect", redirect=one["path"]))
    assert loop.code == "content.redirect.loop" and one["path"] in loop.problem["title"]


def test_related_pages_name_each_other_while_both_are_public(pages: Pages) -> None:
    other = pages.draft("后来公开的相关信息")
    article = pages.publish(pages.draft("先公开的", related=[other["id"]], related_back=True))
    assert pages.page(article)["related"] == []
    other = pages.publish(other)
    wait_until(lambda: [each["title"] for each in pages.page(article)["related"]] == ["后来公开的相关信息"], what="named")
    wait_until(lambda: [each["id"] for each in pages.page(other)["related"]] == [article["id"]], what="named in turn")
    pages.desk.publisher.post(f"/v1/articles/{other['id']}/withdrawal", reason="误。", mode="gone",
                              version=pages.desk.editor.get(f"/v1/articles/{other['id']}")["version"])
    wait_until(lambda: pages.page(article)["related"] == [], what="named no more")


def test_a_correction_is_shown_to_everybody(pages: Pages) -> None:
    article = pages.publish(pages.draft("有错的信息"))
    path = f"/v1/articles/{article['id']}"
    version = pages.desk.editor.get(path)["version"]
    article = pages.desk.editor.post(f"{path}/revision", version=version)
    article = pages.desk.editor.patch(path, version=article["version"], body="<p>正确的内容。</p>")
    article = pages.desk.editor.post(f"{path}/correction", version=article["version"], wrong="日期有误。", right="已改正。")
    article = pages.publish(article)
    change = wait_until(lambda: pages.page(article)["changes"], what="the page says so")[0]
    assert (change["kind_label"], change["wrong"], change["right"]) == ("更正", "日期有误。", "已改正。")
    listed = wait_until(lambda: pages.public.get("/v1/public/corrections", site=SITE["code"])["items"], what="listed")
    assert listed[0]["id"] == article["id"] and listed[0]["corrections"] == [change]


def test_a_number_is_masked_where_the_review_found_it_and_the_original_is_sealed(pages: Pages) -> None:
    article = pages.draft("公示", f"<p>证号 {CARD}，特此公示。</p>")
    path = f"/v1/articles/{article['id']}"
    start = len("<p>证号 ")
    places = [{"part": "body", "start": start, "end": start + len(CARD), "style": "id_card"}]
    article = pages.desk.publisher.post(f"{path}/masking", version=article["version"], places=places, reason="隐去证号。")
    article = pages.publish(article)
    page = wait_until(lambda: pages.page(article), what="public")
    assert "433101********1234" in page["body"] and page["masking"] == "隐去证号。"
    assert CARD not in str(pages.desk.editor.get(path))
    original = pages.head.get("/v1/originals", article_id=article["id"])["items"][0]
    opening = f"/v1/originals/{original['id']}/opening"
    assert refused(lambda: pages.desk.publisher.post(opening, version=1, reason="想看。")).status == 403
    opened = pages.head.post(opening, version=original["version"], reason="核对。")
    assert CARD in opened["parts"]["body"] and opened["original"]["openings"][0]["reason"] == "核对。"


def test_links_that_lead_nowhere_are_found_and_told_with_since_when(pages: Pages) -> None:
    inner, missing = "http://127.0.0.1:9/secret", "/zcwj/202611/t20261101_99999.html"
    article = pages.publish(pages.draft("链接", f'<p><a href="{inner}">a</a><a href="{missing}">b</a></p>'))
    assert len(article["warnings"]) == 1 and missing in article["warnings"][0]

    def broken() -> list[dict[str, Any]]:
        found = [each for each in pages.desk.manager.get("/v1/broken-links", site=SITE["code"])["items"]
                 if each["article_id"] == article["id"]]
        return found[0]["links"] if found and len(found[0]["links"]) == 2 else []

    links = wait_until(broken, what="the night came early")
    assert {each["url"]: each["reason"] for each in links} == {inner: "private", missing: "missing"}
    assert all(each["broken_since"] for each in links)


def test_a_template_says_all_that_is_missing(pages: Pages) -> None:
    assert {"notice", "interpretation"} <= {each["code"] for each in pages.desk.editor.get("/v1/templates")["items"]}
    article = pages.desk.editor.post("/v1/articles", column=pages.home, title="模板", body="", template="notice")
    refusal = refused(lambda: pages.desk.editor.post(f"/v1/articles/{article['id']}/submission", version=article["version"]))
    assert refusal.code == "content.template.unfilled"
    assert set(refusal.problem["errors"]) == {"document_number", "made_on", "source", "body"}
