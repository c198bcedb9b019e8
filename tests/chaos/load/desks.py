"""Desks: each takes one article after another from a draft to its end, by chance, with some requests that must be refused."""
import asyncio
import hashlib
import random
import secrets
from dataclasses import dataclass, field
from typing import Any

from tests.chaos.load.client import Outcome, Person
from tests.chaos.load.marks import mark

SENTENCES = ("现将有关事项公告如下。", "请各有关单位认真组织落实。", "具体办理流程见附件说明。", "欢迎社会各界监督。",
             "本通知自发布之日起施行。", "各县市可结合实际制定细则。")


@dataclass
class Board:
    """What everybody in the load may look at: the articles there are, and where numbers come from."""

    first: int
    column: str
    articles: list[str] = field(default_factory=list)

    def next_mark(self) -> str:
        """A mark that no other text of any run has."""
        self.first += 1
        return mark(self.first)


@dataclass
class Desk:
    """One editor's desk with those who approve, clear and publish."""

    editor: Person
    approver: Person
    officer: Person
    publisher: Person
    stranger: Person
    board: Board
    chance: random.Random

    async def work(self) -> None:
        """One article after another until the run is over."""
        while not self.editor.clockwork.over:
            await self._one_article()

    async def _one_article(self) -> None:
        text = self._text()
        if self.chance.random() < 0.2 and (file := await self._bring()):
            text["attachments"] = [{"file": file, "name": "附件.txt"}]
        drafted = await self.editor.write("draft_article", "/v1/articles", body={"column": self.board.column, **text},
                                          about={"mark": self._marked(text), "title": text["title"], "body": text["body"]})
        if not drafted.accepted:
            return
        article = drafted.answer
        self.board.articles.append(article["id"])
        while article and not self.editor.clockwork.over:
            article = await self._one_edition(article)

    async def _one_edition(self, article: dict[str, Any]) -> dict[str, Any] | None:
        """From a draft to its publication and what comes after; the article again if a new edition was begun."""
        while article and self.chance.random() < 0.4:
            article = self._next(await self._edit(article))
        if article and self.chance.random() < 0.3:
            await self._must_fail(article)
        article = article and self._next(await self._move(self.editor, article, "submission"))
        if article and self.chance.random() < 0.1:
            article = self._next(await self._move(self.editor, article, "recall"))
            article = article and self._next(await self._move(self.editor, article, "submission"))
        if article and self.chance.random() < 0.1:
            return self._next(await self._move(self.approver, article, "return", reason="请补充说明。"))
        article = article and self._next(await self._move(self.approver, article, "approval"))
        article = article and await self._reviewed(article)
        if not article or article["status"] != "cleared":
            return article
        if self.chance.random() < 0.15:
            article = self._next(await self._move(self.editor, article, "comments", text="请尽快发布。"))
        article = article and self._next(await self._move(self.publisher, article, "publication"))
        if article and self.chance.random() < 0.45:
            article = self._next(await self._move(self.publisher, article, "withdrawal", reason="内容有误，更正后发布。"))
        if article and self.chance.random() < 0.5:
            article = self._next(await self._move(self.editor, article, "revision"))
            return article and self._next(await self._edit(article))
        return None

    async def _reviewed(self, article: dict[str, Any]) -> dict[str, Any] | None:
        """The article after the secrecy review; ``None`` when the run ends before."""
        query = {"subject": article["id"], "digest": article["current"]["digest"], "state": "open"}

        async def opened() -> dict[str, Any] | None:
            page = await self.officer.read("/v1/reviews", **query)
            return next(iter(page["items"]), None) if page else None

        review = await self.officer.wait_for(opened)
        if not review:
            return None
        step = "refusal" if self.chance.random() < 0.12 else "clearance"
        decided = await self.officer.write(f"{step}_of_review", f"/v1/reviews/{review['id']}/{step}", version=review["version"],
                                           body={"reason": "涉及内部事项。"} if step == "refusal" else {},
                                           about={"review": review["id"], "article": article["id"],
                                                  "digest": article["current"]["digest"]})
        if not decided.accepted:
            return None

        async def heard() -> dict[str, Any] | None:
            found = await self.editor.read(f"/v1/articles/{article['id']}")
            return found if found and found["status"] in ("cleared", "refused") else None

        return await self.editor.wait_for(heard)

    async def _edit(self, article: dict[str, Any]) -> Outcome:
        text = self._text()
        return await self.editor.write("edit_article", f"/v1/articles/{article['id']}", method="PATCH",
                                       version=article["version"], body=text,
                                       about={"article": article["id"], "mark": self._marked(text), "title": text["title"],
                                              "body": text["body"]})

    async def _move(self, who: Person, article: dict[str, Any], step: str, **body: Any) -> Outcome:
        return await who.write(f"{step}_of_article", f"/v1/articles/{article['id']}/{step}", version=article["version"],
                               body=body, about={"article": article["id"]})

    async def _must_fail(self, article: dict[str, Any]) -> None:
        """Requests that are refused whatever else happens; the checker looks whether they left anything behind."""
        about = {"article": article["id"], "must_fail": True}
        path = f"/v1/articles/{article['id']}"
        text = {"title": "不应出现的标题"}
        which = self.chance.randrange(5)
        if which == 0:
            await self.editor.write("edit_stale", path, method="PATCH", version=article["version"] + 7, body=text, about=about)
        elif which == 1:
            await self.editor.write("approve_own", f"{path}/approval", version=article["version"], about=about)
        elif which == 2:
            await self.publisher.write("publish_draft", f"{path}/publication", version=article["version"], about=about)
        elif which == 3:
            await self.stranger.write("edit_foreign", path, method="PATCH", version=article["version"], body=text, about=about)
        else:
            await self.editor.write("edit_unknown_field", path, method="PATCH", version=article["version"],
                                    body=text | {"colour": "red"}, about=about)

    async def _bring(self) -> str:
        """Upload a file; its id if it was taken."""
        content = (self.board.next_mark() + "。" + "目录。" * self.chance.randrange(100, 60_000)).encode()
        digest = hashlib.sha256(content).hexdigest()
        stored = await self.editor.write("store_file", f"/v1/files?unit=433100&name=f{secrets.token_hex(4)}.txt",
                                         content=content, about={"file": digest, "size": len(content)})
        return digest if stored.accepted else ""

    def _text(self) -> dict[str, Any]:
        word = self.board.next_mark()
        lines = [self.chance.choice(SENTENCES) for _ in range(self.chance.randrange(2, 30))]
        return {"title": f"示例公告{word}", "body": "".join(f"<p>{line}</p>" for line in [word, *lines])}

    @staticmethod
    def _marked(text: dict[str, Any]) -> str:
        return str(text["title"]).removeprefix("示例公告")

    @staticmethod
    def _next(outcome: Outcome) -> dict[str, Any] | None:
        return outcome.answer if outcome.accepted else None


async def all_desks(desks: list[Desk]) -> None:
    """All desks side by side until the run is over."""
    await asyncio.gather(*(desk.work() for desk in desks))
