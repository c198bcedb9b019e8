"""A desk that brings articles of a test's own columns to the public, and portals that read them at both gateways."""
import random
import secrets
from dataclasses import dataclass, field
from typing import Any

from shared.cli.api import Api
from shared.cli.demo.desk import SITE, UNIT, Desk, file_column, open_desk
from tests.journeys.conftest import Suite
from tests.journeys.people import administrator
from tests.support import wait_until


@dataclass
class Portal:
    """Everybody who is needed, and columns that nobody else uses."""

    desk: Desk
    readers: list[Api]
    run: str = field(default_factory=lambda: secrets.token_hex(3))

    @property
    def reader(self) -> Api:
        """Somebody at the last gateway; the desk works at the first."""
        return self.readers[-1]

    def column(self, letter: str) -> str:
        """A new column."""
        code = f"{letter}{self.run}"
        file_column(self.desk.manager, self.desk.registrar, {
            "site": SITE["code"], "code": code, "unit": UNIT, "name": f"栏目{code}", "kind": "dynamic", "type": "工作动态",
            "description": "试验用栏目", "keywords": ["试验"]})
        return f"{SITE['code']}.{code}"

    def publish(self, column: str, title: str, body: str, **item: Any) -> dict[str, Any]:
        """An article from a draft to the public."""
        article = self.desk.editor.post("/v1/articles", column=column, title=title, body=body, **({"kind": "notice"} | item))
        return self.go_on(article)

    def go_on(self, article: dict[str, Any]) -> dict[str, Any]:
        """From a draft to the public."""
        desk, path = self.desk, f"/v1/articles/{article['id']}"
        article = desk.editor.post(f"{path}/submission", version=article["version"])
        article = desk.approver.post(f"{path}/approval", version=article["version"])
        query = {"subject": article["id"], "digest": article["current"]["digest"], "state": "open"}
        review = wait_until(lambda: desk.officer.get("/v1/reviews", **query)["items"], what="the review opens")[0]
        desk.officer.post(f"/v1/reviews/{review['id']}/clearance", version=review["version"])
        article = wait_until(lambda: (found := desk.editor.get(path))["status"] == "cleared" and found, what="cleared")
        done: dict[str, Any] = desk.publisher.post(f"{path}/publication", version=article["version"])
        return done

    def revise(self, article: dict[str, Any], **changes: Any) -> dict[str, Any]:
        """A new edition, from the revision to the public."""
        path = f"/v1/articles/{article['id']}"
        article = self.desk.editor.post(f"{path}/revision", version=article["version"])
        return self.go_on(self.desk.editor.patch(path, version=article["version"], **changes))

    def withdraw(self, article: dict[str, Any], reason: str = "内容有误，更正后重新发布。", mode: str = "gone", **more: Any
                 ) -> dict[str, Any]:
        """No longer public."""
        done: dict[str, Any] = self.desk.publisher.post(
            f"/v1/articles/{article['id']}/withdrawal", version=article["version"], reason=reason, mode=mode, **more)
        return done


def portal(suite: Suite) -> Portal:
    """A desk at the first gateway, readers at all of them."""
    return Portal(open_desk(administrator(suite), suite.gateways[0]), [Api(url) for url in suite.gateways])


def sentences(seed: str) -> str:
    """A text that is nobody else's."""
    rng = random.Random(seed)
    return "".join(f"<p>{''.join(rng.choices('山水田林路桥江河湖海云雨风雪花草木石竹米茶药灯火门窗书画琴棋', k=16))}。</p>"
                   for _ in range(8))
