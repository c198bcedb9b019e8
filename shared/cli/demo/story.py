"""The story of the demo and of its journey test: the regulation itself goes from a draft to the public, and back."""
import html
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from shared import law
from shared.cli.api import Api, Refusal, sign_in
from shared.cli.demo.department import Department
from shared.cli.demo.desk import Desk, open_desk, wait_until

HIDDEN_NUMBER = "４３３１０１１９９００１０１１２３４"
"""A made-up identity number with a right checksum, in full-width digits."""


@dataclass
class Result:
    """What happened; times in milliseconds."""

    article_id: str = ""
    path: str = ""
    finding: dict[str, Any] = field(default_factory=dict)
    refusals: dict[str, str] = field(default_factory=dict)
    """What was tried and must fail → the code that it failed with."""
    editions_seen: list[int] = field(default_factory=list)
    milliseconds: dict[str, float] = field(default_factory=dict)
    history: list[str] = field(default_factory=list)


class Story:
    """Told through two gateways by real accounts; ``tell(title, detail, milliseconds)`` is called after each step."""

    def __init__(self, gateways: list[str], administrator: dict[str, str], rabbitmq_url: str,
                 tell: Callable[[str, str, float], None]) -> None:
        self._gateways, self._tell = gateways, tell
        self._administrator = sign_in(gateways[0], administrator["login"], administrator["password"])
        self._portals = [Api(url) for url in gateways]
        self._department = Department(rabbitmq_url)
        self._detail = ""
        self.result = Result()

    def run(self) -> Result:
        """Tell it from beginning to end; raises ``Refusal`` or ``TimeoutError`` where it does not go as it should."""
        with self._step("Accounts, site and column are there"):
            self._desk = open_desk(self._administrator, self._gateways[0])
            units = self._administrator.get("/v1/units", limit=100)["items"]
            self._detail = f"{len(units)} units; six people sign in, each with one role"
        self._department.start()
        try:
            self._first_edition()
            self._hidden_number()
            self._readers()
            self._revision()
            self._withdrawal()
            self._return()
            self._record()
        finally:
            self._department.stop()
        return self.result

    def _first_edition(self) -> None:
        desk, result = self._desk, self.result
        with self._step("An editor drafts the regulation"):
            body = "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in law.regulation())
            article = desk.editor.post("/v1/articles", column=desk.column, title=law.TITLE, body=body, kind="notice",
                                       subject="general", source="州人民政府办公室", made_on="2018-11-14")
            result.article_id = article["id"]
            self._detail = f"{len(body)} characters, digest {article['current']['digest'][:12]}…"
        with self._step("What is not approved and cleared cannot go online (Art. 4)"):
            self._refused("publish a draft", lambda: self._move(desk.publisher, article, "publication"))
            article = self._move(desk.editor, article, "submission")
            self._refused("approve as the editor", lambda: self._move(desk.editor, article, "approval"))
        with self._step("An approver approves it, and the secrecy review opens"):
            article = self._move(desk.approver, article, "approval")
            review = self._review(article)
            self._detail = f"{len(review['findings'])} findings"
        with self._step("An officer clears exactly this text (Art. 12)"):
            article = self._cleared(article)
            self._detail = f"clearance {article['current']['clearance']['id'][:8]}…"
        with self._step("A publisher publishes it"):
            began = time.monotonic()
            article = self._move(desk.publisher, article, "publication")
            answered = time.monotonic()
            self._portals[1].get(f"/v1/public/articles/{article['id']}")
            result.path = article["path"]
            self._detail = f"index number {article['index_number']}, path {article['path']}"
            result.milliseconds["publication"] = (answered - began) * 1000
        with self._step("A department's own AMQP client receives the event"):
            arrived, event = self._department.wait_for("guanwang.content.article.published.v1", article_id=article["id"])
            result.milliseconds["event"] = max(arrived - answered, 0) * 1000
            self._detail = f"{event['type']} {event['id'][:8]}…, {result.milliseconds['event']:.0f} ms after the answer"
        self._article = article

    def _hidden_number(self) -> None:
        desk, result = self._desk, self.result
        with self._step("A second draft hides an identity number in full-width digits"):
            article = desk.editor.post("/v1/articles", column=desk.column, title="补助名单公示",
                                       body=f"<p>领取人：张示例</p><p>证件 <b>{HIDDEN_NUMBER[:6]}</b>{HIDDEN_NUMBER[6:]}</p>")
            article = self._move(desk.editor, article, "submission")
            article = self._move(desk.approver, article, "approval")
            review = self._review(article)
            result.finding = next(each for each in review["findings"] if each["severity"] == "high")
            place = result.finding
            self._detail = f"found: {place['reason']} ({place['part']}, characters {place['start']}–{place['end']})"
        with self._step("It cannot be cleared, and is refused with its place shown"):
            path = f"/v1/reviews/{review['id']}"
            self._refused("clear it all the same", lambda: desk.officer.post(f"{path}/clearance", version=review["version"]))
            desk.officer.post(f"{path}/refusal", version=review["version"], reason="正文第二段含有公民身份号码，请删除。")
            article = self._status(desk.editor, article["id"], "refused")
            self._detail = f"the editor reads: {article['current']['returned']['reason']}"

    def _readers(self) -> None:
        article = self._article
        with self._step("Portals read the article at both gateways"):
            pages = [portal.response(f"/v1/public/articles/{article['id']}") for portal in self._portals]
            again = self._portals[0].response(f"/v1/public/articles/{article['id']}", if_none_match=pages[0].headers["etag"])
            by_path = self._portals[1].get("/v1/public/pages", site=article["site"], path=article["path"])
            labels = by_path["labels"]
            assert pages[0].content == pages[1].content and again.status_code == 304, "the gateways disagree"
            self._detail = f"{labels['SiteName']} · {labels['ColumnName']} · {labels['ArticleTitle']}; 304 for who has it"

    def _revision(self) -> None:
        desk, result = self._desk, self.result
        with self._step("A revision is prepared while the old edition stays up"):
            article = self._move(desk.editor, self._article, "revision")
            article = desk.editor.patch(f"/v1/articles/{article['id']}", version=article["version"],
                                        title=f"{law.TITLE}（修订）")
            article = self._move(desk.editor, article, "submission")
            article = self._move(desk.approver, article, "approval")
            article = self._cleared(article)
            result.editions_seen.append(self._seen(0))
        with self._step("The revision is published"):
            article = self._move(desk.publisher, article, "publication")
            began = time.monotonic()
            wait_until("both gateways show it", lambda: {self._seen(0), self._seen(1)} == {2}, 5)
            result.milliseconds["revision"] = (time.monotonic() - began) * 1000
            result.editions_seen.append(self._seen(1))
            self._detail = f"edition 2 at both gateways {result.milliseconds['revision']:.0f} ms after the answer"
        self._article = article

    def _withdrawal(self) -> None:
        article, result = self._article, self.result
        with self._step("It is withdrawn, and gone from both gateways at once"):
            self._article = self._move(self._desk.publisher, article, "withdrawal", reason="附件有误，更正后重新发布。")
            began = time.monotonic()
            wait_until("it is gone", lambda: [self._seen(0), self._seen(1)] == [0, 0], 5)
            result.milliseconds["withdrawal"] = (time.monotonic() - began) * 1000
            problem = self._portals[1].response(f"/v1/public/articles/{article['id']}").json()
            self._detail = f"{result.milliseconds['withdrawal']:.0f} ms after the answer; readers see: {problem['title']}"

    def _return(self) -> None:
        desk = self._desk
        with self._step("It comes back as a third edition, through the same gate"):
            article = self._move(desk.editor, self._article, "revision")
            article = desk.editor.patch(f"/v1/articles/{article['id']}", version=article["version"], title=law.TITLE)
            article = self._move(desk.editor, article, "submission")
            article = self._cleared(self._move(desk.approver, article, "approval"))
            self._article = self._move(desk.publisher, article, "publication")
            wait_until("both gateways show it", lambda: {self._seen(0), self._seen(1)} == {3}, 5)
            self.result.editions_seen.append(self._seen(1))
            self._detail = f"the index number is still {self._article['index_number']}"

    def _record(self) -> None:
        with self._step("The record tells who did what (Art. 5)"):
            entries = self._desk.approver.get(f"/v1/articles/{self._article['id']}/history")["items"]
            self.result.history = [entry["action"] for entry in entries]
            self._detail = " → ".join(self.result.history)

    # -- small steps

    @contextmanager
    def _step(self, title: str) -> Iterator[None]:
        self._detail, began = "", time.monotonic()
        yield
        self._tell(title, self._detail, (time.monotonic() - began) * 1000)

    def _move(self, who: Api, article: dict[str, Any], step: str, **body: Any) -> dict[str, Any]:
        moved: dict[str, Any] = who.post(f"/v1/articles/{article['id']}/{step}", version=article["version"], **body)
        return moved

    def _refused(self, what: str, attempt: Callable[[], Any]) -> None:
        try:
            attempt()
        except Refusal as refusal:
            self.result.refusals[what] = refusal.code
            self._detail += f"{what}: {refusal.status} {refusal.problem['title']}  "
        else:
            raise AssertionError(f"{what} was not refused")

    def _review(self, article: dict[str, Any]) -> dict[str, Any]:
        """The open review of the article's present text."""
        query = {"subject": article["id"], "digest": article["current"]["digest"], "state": "open"}
        found = wait_until("the review opens", lambda: self._desk.officer.get("/v1/reviews", **query)["items"])
        review: dict[str, Any] = self._desk.officer.get(f"/v1/reviews/{found[0]['id']}")
        return review

    def _cleared(self, article: dict[str, Any]) -> dict[str, Any]:
        review = self._review(article)
        self._desk.officer.post(f"/v1/reviews/{review['id']}/clearance", version=review["version"])
        return self._status(self._desk.editor, article["id"], "cleared")

    def _status(self, who: Api, article_id: str, status: str) -> dict[str, Any]:
        """The article, once it has ``status``."""

        def look() -> dict[str, Any] | None:
            article: dict[str, Any] = who.get(f"/v1/articles/{article_id}")
            return article if article["status"] == status else None

        found: dict[str, Any] = wait_until(f"the article is {status}", look)
        return found

    def _seen(self, gateway: int) -> int:
        """The edition that readers see at a gateway; 0 when there is nothing."""
        response = self._portals[gateway].response(f"/v1/public/articles/{self._article['id']}")
        return int(response.json()["edition"]) if response.status_code == 200 else 0


__all__ = ["Desk", "Result", "Story"]
