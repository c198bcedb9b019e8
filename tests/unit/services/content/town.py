"""A small town in memory: its units, site, column and people, and ports over them."""
import itertools
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from services.content import errors, use_cases
from services.content.events import ArticleMoved, ArticlePlaced, ArticlePublished, ArticleWithdrawn, DisplayChanged
from services.content.model import Article, Column, Filing, KnownMatter, Site
from services.content.model.known_file import KnownFile
from services.content.model.link_check import Found
from services.content.model.public_text import PublicText
from services.content.ports import ColumnQuery, FilingQuery, Ports
from shared.caller import Caller
from shared.errors import attempted
from shared.events import Event, Received
from shared.known import KnownNotice, KnownUnit
from shared.law import almanac, loading
from shared.law.published import published
from shared.sealed import Sealed
from shared.testing.memory import MemoryCollection
from tests.unit.services.content.displays import Displays
from tests.unit.services.content.memory_articles import Articles
from tests.unit.services.content.memory_inbox import Inbox
from tests.unit.services.content.shelf import Shelf
from tests.unit.services.content.shelves import Links, Originals, Pages

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
"""23 November 2026, 09:30 in Beijing."""
UNIT, OFFICE = "433100", "433100E01"
published()  # reads the holidays once, before any test's time is measured
LAW = loading.load(["national", "xiangxi-2018"])
CALENDAR = almanac.calendar(LAW, ())


def person(id_: str, *roles: str, unit: str = UNIT) -> Caller:
    """Somebody with ``roles`` for ``unit``."""
    return Caller(id=id_, unit=unit, grants=dict.fromkeys(roles, (unit,)))


EDITOR, COLLEAGUE = person("editor", "editor"), person("colleague", "editor")
APPROVER, PUBLISHER = person("approver", "approver"), person("publisher", "publisher")
OFFICER, MANAGER = person("officer", "secrecy_officer"), person("manager", "column_manager")
REGISTRAR = person("registrar", "filing_officer", unit=OFFICE)
STRANGER = person("stranger", "editor", "approver", "publisher", "secrecy_officer", "auditor", unit="999999")
SITE = {"code": "xxz", "unit": UNIT, "name": "示例州人民政府门户网站", "kind": "portal", "domain": "www.example.gov.cn",
        "identification_code": "4331000001", "organisation_code": "000000000",
        "index_template": "{organisation}/{year}-{serial:05d}"}
PLAN = {"code": "zcwj", "unit": UNIT, "name": "政策文件", "kind": "policy", "type": "政策文件",
        "description": "州人民政府文件", "keywords": ["政策", "文件"]}


class Columns(MemoryCollection[Column]):
    """Columns."""

    def page(self, query: ColumnQuery) -> tuple[list[Column], str | None]:
        """All that match; order and cursor are the real store's work."""
        return [each for each in self.find({}) if all(
            getattr(query, name) in (None, getattr(each, name)) for name in ("site", "unit", "state"))][:query.limit], None

    def on_their_way(self, into: str) -> bool:
        """True while articles still come from columns that were merged into this one."""
        return any(each.ending and each.ending.into == into and each.errand for each in self.find({}))


class Filings(MemoryCollection[Filing]):
    """Filings."""

    def page(self, query: FilingQuery) -> tuple[list[Filing], str | None]:
        """All that may be seen; order and cursor are the real store's work."""
        found = [each for each in self.find({}) if query.units is None or query.offices is None
                 or each.unit in query.units or each.office in query.offices]
        return [each for each in found if all(getattr(query, name) in (None, getattr(each, name))
                                              for name in ("site", "unit", "column", "kind", "state"))], None


class Texts(MemoryCollection[PublicText]):
    """What is remembered of public texts."""

    def of_article(self, article_id: str) -> list[PublicText]:
        """What was remembered of an article."""
        return list(self.find({"article_id": article_id}))

    def first_with(self, site: str, essence: str) -> PublicText | None:
        """The earliest text that says just the same."""
        return min(self.find({"site": site, "essence": essence}), key=lambda each: each.at, default=None)

    def alike(self, site: str, bands: Sequence[int], most: int) -> list[PublicText]:
        """The most alike first."""
        found = [each for each in self.find({"site": site}) if set(each.bands) & set(bands)]
        return sorted(found, key=lambda each: -len(set(each.bands) & set(bands)))[:most]

    def padding(self, column: str, limit: int, cursor: str | None) -> tuple[list[PublicText], str | None]:
        """All that did not count; pages are the real store's work."""
        return [each for each in self.find({"column": column}) if not each.verdict.counts][::-1], None


_REVIEWS = (use_cases.note_review_cleared, use_cases.note_review_refused, use_cases.note_review_returned)


class Town:
    """Ports in memory, and the steps that stories are made of. Each step is a minute after the one before."""

    def __init__(self) -> None:
        self.articles, numbers = Articles(), itertools.count(1)
        series: dict[str, itertools.count[int]] = {}
        self.ports = Ports(
            articles=self.articles, inbox=Inbox(self.articles), pages=Pages(self.articles),
            displays=Displays(self.articles), search=Shelf(),
            sites=MemoryCollection[Site](errors.SiteNotFound, taken=errors.SiteExists),
            columns=Columns(errors.ColumnNotFound, taken=errors.ColumnExists),
            filings=Filings(errors.FilingNotFound), texts=Texts(errors.ArticleNotFound),
            units=MemoryCollection[KnownUnit](errors.UnknownUnit),
            notices=MemoryCollection[KnownNotice](errors.UnknownUnit),
            matters=MemoryCollection[KnownMatter](errors.UnknownMatter),
            files=MemoryCollection[KnownFile](errors.FilesMissing),
            links=Links(errors.LinksUnwatched), probe=self.probe, originals=Originals(errors.OriginalNotFound),
            seal=lambda case, values: {name: Sealed(value.encode()[::-1]) for name, value in values.items()},
            destroy_seal=lambda case: None,
            unseal=lambda values: {name: bytes(value)[::-1].decode() for name, value in values.items()},
            law=LAW, calendar=CALENDAR, image_hosts=frozenset({"img.example.gov.cn"}),
            next_serial=lambda name: next(series.setdefault(name, itertools.count(1))),
            part=lambda name, do, view: attempted(lambda: view(do(self.ports))),
            new_id=lambda: f"id-{next(numbers)}")
        self.now = AT
        self.told = 0
        self.web: dict[str, Found] = {}
        self.asked: list[str] = []
        self.unit(UNIT, "示例州人民政府", kind="oversight")
        self.unit(OFFICE, "示例州电子政务办", kind="e_government", parent=UNIT)
        self.do(use_cases.register_site, MANAGER, **SITE)
        self.accept(self.propose("open", site="xxz", plan=PLAN, reason="集中公开文件。"))

    def probe(self, urls: Sequence[str]) -> dict[str, Found]:
        """The web: what is not in ``web`` answers."""
        self.asked += urls
        return {url: self.web.get(url, Found()) for url in urls}

    @property
    def events(self) -> list[Event]:
        """What the saves of articles said."""
        return self.articles.events

    def do(self, use_case: Any, who: Caller, **fields: Any) -> Any:
        """Run an operation a minute later."""
        self.now += timedelta(minutes=1)
        return use_case(self.ports, caller=who, now=self.now, **fields)

    def unit(self, code: str, name: str, *, sequence: int = 1, **told: Any) -> None:
        """Directory tells of a unit."""
        self.hear(use_cases.note_unit, sequence=sequence, code=code, name=name,
                  **({"kind": "department", "parent": None, "dissolved_on": None, "successors": []} | told))

    def propose(self, kind: str, who: Caller = MANAGER, *, reason: str = "内容更新没有保障。", **asked: Any) -> Filing:
        """A filing that waits for its decision."""
        made: Filing = self.do(use_cases.propose_filing, who, kind=kind, reason=reason,
                               **(dict.fromkeys(("site", "plan", "column", "into", "name")) | asked))
        return made

    def accept(self, filing: Filing, *, into: str | None = None) -> Filing:
        """The office accepts it."""
        version = self.ports.filings.get(filing.id).version
        done: Filing = self.do(use_cases.accept_filing, REGISTRAR, filing_id=filing.id, version=version, into=into)
        return done

    def open(self, code: str, **plan: Any) -> Column:
        """Another column, filed and accepted."""
        self.accept(self.propose("open", site="xxz", plan=PLAN | {"code": code, "name": f"栏目{code}"} | plan))
        return self.ports.columns.get(f"xxz.{code}")

    def column(self, column: str = "xxz.zcwj") -> Column:
        """A column as it is stored."""
        return self.ports.columns.get(column)

    def padding(self, column: str = "xxz.news") -> list[PublicText]:
        """What did not count as an update of a column."""
        found: list[PublicText] = self.do(use_cases.list_column_padding, EDITOR, column_id=column, limit=20, cursor=None)[0]
        return found

    def sweep(self, column: str = "xxz.zcwj", looks: int = 1) -> Column:
        """The sweep looks at a column, as often as it is due."""
        for _ in range(looks):
            at = self.column(column).sweep_at
            if at is None:
                break
            self.now = max(self.now, at)
            use_cases.tend_column(self.ports, now=self.now, id_=column)
        return self.column(column)

    def once_more(self) -> None:
        """Content hears once more of everything that became of its articles."""
        self.told = 0
        self.settle()

    def hear_of(self, event: Event) -> None:
        """Content hears of one of its own events, a minute later."""
        if isinstance(event, ArticlePublished):
            self.hear(use_cases.note_article_published, article_id=event.article_id, edition=event.edition, column=event.column,
                      published_at=datetime.fromisoformat(event.published_at), interprets=event.interprets)
        elif isinstance(event, ArticleWithdrawn):
            self.hear(use_cases.note_article_withdrawn, article_id=event.article_id)
        elif isinstance(event, DisplayChanged):
            self.hear(use_cases.note_display_changed, subject=event.subject)
        elif isinstance(event, ArticlePlaced):
            self.hear(use_cases.note_article_placed, article_id=event.article_id)
        elif isinstance(event, ArticleMoved):
            self.hear(use_cases.note_article_moved, article_id=event.article_id)

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

    def settle(self) -> None:
        """Content's own events arrive, with those that they bring about, until there are no more."""
        while self.told < len(self.events):
            self.told += 1
            self.hear_of(self.events[self.told - 1])

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
        under = {"clearance": "c1", "dictionary": "d1", "rules": "r1"}
        self.hear(use_cases.note_review_cleared, subject=article.id, digest=digest, officer=officer, **under)

    def live(self, article: Article | None = None) -> Article:
        """Published."""
        return self.publish(self.cleared(article))

    def publish(self, article: Article, redating_reason: str = "") -> Article:
        """Published, with everything that follows from it."""
        return self.settled(self.step(use_cases.publish_article, PUBLISHER, article, redating_reason=redating_reason))

    def withdraw(self, article: Article, mode: str = "gone") -> Article:
        """Withdrawn, with everything that follows from it."""
        return self.settled(self.step(use_cases.withdraw_article, PUBLISHER, article, reason="误", mode=mode, redirect=""))

    def settled(self, article: Article) -> Article:
        """The same, after everything that follows from it."""
        self.settle()
        return article
