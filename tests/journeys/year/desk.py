"""The editors' desk of the simulated town: from a draft to the public in one go, by four different people."""
import random
from typing import Any

from tests.journeys.year.town import Town
from tests.support import wait_until

SITE = {"code": "year", "unit": "433100", "name": "模拟门户网站", "kind": "portal", "domain": "www.year.example.gov.cn",
        "identification_code": "4331000099", "organisation_code": "000000099"}
OFFICE = "433100E01"
"""The e-government office, which decides filings."""


class Desk:
    """One site of the prefecture, with columns of many units."""

    def __init__(self, town: Town, chance: random.Random) -> None:
        self.town, self.chance = town, chance
        wait_until(lambda: town.act("columns").post("/v1/sites", key="year-site", **SITE), what="the site is there")

    def column(self, code: str, unit: str, kind: str) -> dict[str, Any]:
        """A filed column; gives the accepted filing."""
        plan = {"code": code, "unit": unit, "name": f"模拟栏目{code}", "kind": kind, "type": "工作动态", "description": "模拟"}
        filing = self.town.act("columns").post("/v1/filings", kind="open", site=SITE["code"], plan=plan, reason="工作需要")
        accepted: dict[str, Any] = self.town.act("filings").post(f"/v1/filings/{filing['id']}/acceptance",
                                                                 version=filing["version"])
        return accepted

    def text(self) -> str:
        """A body that is like no other."""
        return "".join(f"<p>{''.join(chr(self.chance.randrange(0x4E00, 0x9000)) for _ in range(60))}。</p>" for _ in range(3))

    def draft(self, column: str, title: str, body: str, **more: Any) -> dict[str, Any]:
        """A draft, cleared: only its publication is missing."""
        town = self.town
        article = town.act("editor").post("/v1/articles", column=column, title=title, body=body, **more)
        article = self._step("editor", article, "submission")
        article = self._step("approver", article, "approval")
        query = {"subject": article["id"], "digest": article["current"]["digest"], "state": "open"}
        found = wait_until(lambda: town.act("secrecy").get("/v1/reviews", **query)["items"], what="the review opens")
        town.act("secrecy").post(f"/v1/reviews/{found[0]['id']}/clearance", version=found[0]["version"])

        def cleared() -> Any:
            now = town.act("editor").get(f"/v1/articles/{article['id']}")
            return now["status"] == "cleared" and now

        return dict(wait_until(cleared, what="it is cleared"))

    def publish(self, column: str, title: str, body: str, **more: Any) -> dict[str, Any]:
        """Draft, approve, clear and publish."""
        return self._step("publisher", self.draft(column, title, body, **more), "publication")

    def _step(self, who: str, article: dict[str, Any], step: str, **body: Any) -> dict[str, Any]:
        path = f"/v1/articles/{article['id']}/{step}"
        return dict(self.town.act(who).post(path, version=article["version"], **body))
