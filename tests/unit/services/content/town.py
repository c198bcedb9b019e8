"""A small town in memory: its units, site, column and people, and ports over them."""
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from services.content import errors, public, use_cases
from services.content.events import ArticlePublished, ArticleWithdrawn
from services.content.model import Article, Column, Edition, KnownMatter, Site
from services.content.ports import ArticleQuery, Ports
from shared.caller import Caller
from shared.events import Event, Received
from shared.known import KnownNotice, KnownUnit
from shared.law.almanac import calendar
from shared.law.loading import load
from shared.law.published import published
from shared.testing.memory import MemoryCollection

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
"""23 November 2026, 09:30 in Beijing."""
UNIT = "433100"


def person(id_: str, *roles: str, unit: str = UNIT) -> Caller:
    """Somebody with ``roles`` for ``unit``."""
    return Caller(id=id_, unit=unit, grants=dict.fromkeys(roles, (unit,)))


EDITOR, COLLEAGUE = person("editor", "editor"), person("colleague", "editor")
APPROVER, PUBLISHER = person("approver", "approver"), person("publisher", "publisher")
OFFICER, MANAGER = person("officer", "secrecy_officer"), person("manager", "column_manager")
STRANGER = person("stranger", "editor", "approver", "publisher", "secrecy_officer", "auditor", unit="999999")
SITE = {"code": "xxz", "unit": UNIT, "name": "示例州人民政府门户网站", "kind": "portal", "domain": "www.example.gov.cn",
        "identification_code": "4331000001", "organisation_code": "000000000",
        "index_template": "{organisation}/{year}-{serial:05d}"}
COLUMN = {"site": "xxz", "code": "zcwj", "unit": UNIT, "name": "政策文件", "kind": "policy", "type": "政策文件",
          "description": "州人民政府文件", "keywords": ("政策", "文件")}


published()  # reads the holidays once, before any test's time is measured
LAW = load(["national", "xiangxi-2018"])
CALENDAR = calendar(LAW, ())


class Articles(MemoryCollection[Article]):
    """Articles, with what was moved to the archive of editions."""

    def __init__(self) -> None:
        super().__init__(errors.ArticleNotFound)
        self.archive: dict[tuple[str, int], Edition] = {}

    def keep_edition(self, article_id: str, edition: Edition) -> None:
        """To the archive; the same again changes nothing."""
        self.archive[article_id, edition.number] = replace(edition)

    def old_edition(self, article_id: str, number: int) -> Edition:
        """From the archive."""
        if (article_id, number) not in self.archive:
            raise errors.EditionNotFound(id=article_id, edition=number)
        return self.archive[article_id, number]

    def interpreting(self, article_id: str) -> Sequence[Article]:
        """Those whose newest or public edition interprets this one."""
        return [each for each in self.find({}) if each.ties.interprets == article_id or each.shown_with(article_id)]

    def showing(self, article_id: str) -> Sequence[str]:
        """Those that name this one as their interpretation."""
        return [each.id for each in self.find({}) if article_id in [link.id for link in each.interpretations]]

    def owing(self, unit: str) -> Sequence[str]:
        """Those with an open duty of the unit."""
        return [each.id for each in self.find({}) if unit in [duty.unit for duty in each.open_duties]]

    def page(self, query: ArticleQuery) -> tuple[list[Article], str | None]:
        """All that may be seen; order and cursor are the real store's work."""
        return [each for each in self.find({}) if query.units is None or each.unit in query.units][:query.limit], None


class Pages:
    """What the public sees."""

    def __init__(self, articles: Articles) -> None:
        self._articles = articles

    def by_id(self, article_id: str) -> Mapping[str, Any] | None:
        """The page of one article."""
        article = self._articles.find_one({"_id": article_id})
        return None if article is None else self._page(article)

    def by_ids(self, article_ids: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """The pages of many articles."""
        found = {id_: self.by_id(id_) for id_ in article_ids}
        return {id_: page for id_, page in found.items() if page is not None}

    def by_path(self, site: str, path: str) -> Mapping[str, Any] | None:
        """The page at an address."""
        article = self._articles.find_one({"site": site, "path": path})
        return None if article is None else self._page(article)

    def listed(self, *, site: str, column: str | None, limit: int, cursor: str | None
               ) -> tuple[list[Mapping[str, Any]], str | None]:
        """Everything public."""
        pages = [self._page(each) for each in self._articles.find({"column": column} if column else {"site": site})]
        return [page for page in pages if page["public"]][:limit], None

    def _page(self, article: Article) -> Mapping[str, Any]:
        gone = article.withdrawal
        return {"_id": article.id, "site": article.site, "column": article.column, "public": public.page(article),
                "withdrawal": {"reason": gone.reason, "redirect": gone.redirect, "at": gone.at} if gone else None}


_REVIEWS = (use_cases.note_review_cleared, use_cases.note_review_refused, use_cases.note_review_returned)


class Town:
    """Ports in memory, and the steps that stories are made of. Each step is a minute after the one before."""

    def __init__(self) -> None:
        self.articles, numbers = Articles(), itertools.count(1)
        series: dict[str, itertools.count[int]] = {}
        self.ports = Ports(
            articles=self.articles, pages=Pages(self.articles),
            sites=MemoryCollection[Site](errors.SiteNotFound, taken=errors.SiteExists),
            columns=MemoryCollection[Column](errors.ColumnNotFound, taken=errors.ColumnExists),
            units=MemoryCollection[KnownUnit](errors.UnknownUnit),
            notices=MemoryCollection[KnownNotice](errors.UnknownUnit),
            matters=MemoryCollection[KnownMatter](errors.UnknownMatter),
            law=LAW, calendar=CALENDAR,
            next_serial=lambda name: next(series.setdefault(name, itertools.count(1))),
            new_id=lambda: f"article-{next(numbers)}")
        self.now = AT
        self.told = 0
        self.unit(UNIT, "示例州人民政府")
        self.do(use_cases.register_site, MANAGER, **SITE)
        self.do(use_cases.open_column, MANAGER, **COLUMN)

    @property
    def events(self) -> list[Event]:
        """What the saves of articles said."""
        return self.articles.events

    def do(self, use_case: Any, who: Caller, **fields: Any) -> Any:
        """Run an operation a minute later."""
        self.now += timedelta(minutes=1)
        return use_case(self.ports, caller=who, now=self.now, **fields)

    def step(self, use_case: Any, who: Caller, article: Article, **fields: Any) -> Article:
        """Run an operation on an article as its latest version."""
        version = self.articles.get(article.id).version
        done: Article = self.do(use_case, who, article_id=article.id, version=version, **fields)
        return done

    def hear(self, use_case: Any, *, sequence: int = 1, **fields: Any) -> None:
        """Handle an event a minute later."""
        self.now += timedelta(minutes=1)
        if use_case in _REVIEWS:
            fields = {"service": "content", **fields}
        event = Received(id="e", type="t", time=self.now, subject="s", sequence=sequence, correlation="c")
        use_case(self.ports, now=self.now, event=event, **fields)

    def unit(self, code: str, name: str, *, sequence: int = 1, dissolved_on: date | None = None,
             successors: Sequence[str] = ()) -> None:
        """Directory tells of a unit."""
        self.hear(use_cases.note_unit, sequence=sequence, code=code, name=name, dissolved_on=dissolved_on,
                  successors=successors)

    def settle(self) -> None:
        """Content's own events arrive, with those that they bring about, until there are no more."""
        while self.told < len(self.events):
            event = self.events[self.told]
            self.told += 1
            if isinstance(event, ArticlePublished):
                self.hear(use_cases.note_article_published, article_id=event.article_id, interprets=event.interprets)
            elif isinstance(event, ArticleWithdrawn):
                self.hear(use_cases.note_article_withdrawn, article_id=event.article_id)

    def draft(self, who: Caller = EDITOR, column: str = "xxz.zcwj", **item: Any) -> Article:
        """A draft of the editor's."""
        made: Article = self.do(use_cases.draft_article, who, column=column,
                                **({"title": "示例标题", "body": "<p>示例。</p>"} | item))
        return made

    def approved(self, article: Article | None = None) -> Article:
        """Handed in and approved."""
        article = article or self.draft()
        self.step(use_cases.submit_article, EDITOR, article)
        return self.step(use_cases.approve_article, APPROVER, article)

    def cleared(self, article: Article | None = None) -> Article:
        """Approved and cleared."""
        article = self.approved(article)
        self.clear(article, article.current.digest)
        return self.articles.get(article.id)

    def clear(self, article: Article, digest: str, officer: str = "officer") -> None:
        """The secrecy review clears a digest."""
        self.hear(use_cases.note_review_cleared, subject=article.id, digest=digest, clearance="c1", officer=officer,
                  dictionary="d1", rules="r1")

    def live(self, article: Article | None = None) -> Article:
        """Published."""
        return self.publish(self.cleared(article))

    def publish(self, article: Article, redating_reason: str = "") -> Article:
        """Published, with everything that follows from it."""
        done = self.step(use_cases.publish_article, PUBLISHER, article, redating_reason=redating_reason)
        self.settle()
        return done

    def withdraw(self, article: Article, mode: str = "gone") -> Article:
        """Withdrawn, with everything that follows from it."""
        done = self.step(use_cases.withdraw_article, PUBLISHER, article, reason="误", mode=mode, redirect="")
        self.settle()
        return done
