"""The scene: a unit, a site, a column, and articles in the states that the benchmarks need, made through the bus."""
import asyncio
import uuid
from dataclasses import dataclass
from typing import Any

from pymongo import AsyncMongoClient

from shared.caller import Caller
from tests.bench.article import COLUMN, DRAFT, SITE, UNIT
from tests.bench.bus import Bus

SERVICE_DATABASE = "guanwang_content"
WAIT_SECONDS = 20.0
AT_ONCE = 16


def person(name: str, *roles: str) -> Caller:
    """A made-up caller with ``roles`` everywhere."""
    return Caller(id=f"bench-{name}", unit=UNIT, grants=dict.fromkeys(roles, ("*",)))


EDITOR, APPROVER = person("editor", "editor"), person("approver", "approver")
PUBLISHER, MANAGER = person("publisher", "publisher"), person("manager", "column_manager")
REGISTRAR = person("registrar", "filing_officer")


@dataclass(frozen=True)
class Cleared:
    """An article that may be published."""

    id: str
    version: int


async def begin(bus: Bus) -> None:
    """Register the site and the column, as soon as content runs and knows the unit."""
    await bus.first_call("content.register_site", MANAGER, waits_for=["content.unit.unknown"], code=SITE, unit=UNIT,
                         name="示例州人民政府门户网站", kind="portal", domain="bench.example.gov.cn",
                         identification_code="4331000001", organisation_code="000000000")
    plan = {"code": COLUMN.removeprefix(f"{SITE}."), "unit": UNIT, "name": "政策文件", "kind": "policy", "type": "政策文件",
            "description": "州人民政府及其办公室文件"}
    filing = await bus.first_call("content.propose_filing", MANAGER, waits_for=["content.filing.no_office"], kind="open",
                                  site=SITE, plan=plan, reason="供测量用。")
    await bus.call("content.accept_filing", REGISTRAR, filing_id=filing["id"], version=filing["version"])


async def cleared(bus: Bus, count: int) -> list[Cleared]:
    """``count`` articles, approved and cleared."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def make() -> Cleared:
        async with gate:
            return await _clear(bus, await _approve(bus, await bus.call("content.draft_article", EDITOR, **DRAFT)))

    return list(await asyncio.gather(*(make() for _ in range(count))))


async def published(bus: Bus) -> str:
    """The id of a new public article."""
    article = (await cleared(bus, 1))[0]
    await bus.call("content.publish_article", PUBLISHER, article_id=article.id, version=article.version)
    return article.id


async def copies(mongo_url: str, article_id: str, count: int) -> list[str]:
    """``count`` more public articles: the stored document of a published one under new ids, exactly as content wrote it."""
    async with AsyncMongoClient(mongo_url) as client:
        articles = client[SERVICE_DATABASE]["articles"]
        original = await articles.find_one({"_id": article_id})
        assert original is not None
        ids = [str(uuid.uuid4()) for _ in range(count)]
        for start in range(0, count, 500):
            await articles.insert_many([_copy(original, new) for new in ids[start:start + 500]])
    return ids


def _copy(original: dict[str, Any], new: str) -> dict[str, Any]:
    public = original["public"] | {"json": original["public"]["json"].replace(original["_id"], new)}
    return {**original, "_id": new, "public": public, "outbox": [], "index_number": f"copy {new}", "path": f"/copy/{new}.html"}


async def _approve(bus: Bus, article: dict[str, Any]) -> dict[str, Any]:
    article = await bus.call("content.submit_article", EDITOR, article_id=article["id"], version=article["version"])
    approved: dict[str, Any] = await bus.call("content.approve_article", APPROVER, article_id=article["id"],
                                              version=article["version"])
    return approved


async def _clear(bus: Bus, article: dict[str, Any]) -> Cleared:
    """Answer in the place of the secrecy review (保密审查), and wait until content has heard it."""
    await bus.emit("secrecy.review.cleared.v1", UNIT, article["id"], {
        "service": "content", "subject": article["id"], "digest": article["current"]["digest"], "clearance": "bench",
        "officer": "bench-officer", "dictionary": "1", "rules": "1"})
    for _ in range(int(WAIT_SECONDS / 0.05)):
        found = await bus.call("content.get_article", EDITOR, article_id=article["id"])
        if found["status"] == "cleared":
            return Cleared(article["id"], found["version"])
        await asyncio.sleep(0.05)
    raise TimeoutError(f"content did not hear of the clearance of {article['id']} within {WAIT_SECONDS:g} s")
