"""Content's own store: lists that can be turned page by page in every order, and pages as the public reads them."""
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from services.content import schemas, store, use_cases
from services.content.errors import PageNotFound, PageWithdrawn
from services.content.model import Article, Edition, Item, Ties
from services.content.model.ties import UNTIED
from services.content.ports import ArticleQuery, Ports
from shared.caller import ANONYMOUS, SYSTEM
from shared.clearance import Clearance
from shared.errors import Fault, InvalidCursor
from shared.law import loading
from shared.runtime.almanac import Almanac
from shared.runtime.frame import Tools
from shared.runtime.settings import Settings
from shared.runtime.store import Engine, Work, prepare
from tests.integration.programs.runner import World, now

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
TITLES = ["2026-11-23", "20261124", "关于" + "长" * 198, "关于" + "长" * 198, "B", "a", "2026-11-23T01:30:00+08:00"]


def content(world: World) -> Ports:
    """The ports of content over an empty database."""
    database = world.database()
    prepare(database, store.INDEXES)
    work = Work(database, Engine(), operation="test", caller=SYSTEM, now=now())
    return store.ports(work, Tools(Settings(), None, None, Almanac(loading.load(["national", "xiangxi-2018"]), database)))


def draft(ports: Ports, number: int, title: str = "题", ties: Ties = UNTIED, **item: Any) -> Article:
    """A saved draft, a minute younger than the one before."""
    article = Article.draft(id=f"a{number}", unit="433100", site="xxz", column="xxz.zcwj", by="author",
                            item=Item(title=title, body="<p>x</p>", **item), at=AT + timedelta(minutes=number),
                            ties=ties)
    ports.articles.save(article)
    return article


def publish(ports: Ports, article: Article, number: int) -> Article:
    """Let the public see it; two at a time at the same moment."""
    at = AT + timedelta(hours=number // 2)
    article.submit(by="author", at=at)
    article.approve(by="approver", at=at)
    article.note_clearance(Clearance(id="c", by="officer", at=at, digest=article.current.digest, dictionary="d", rules="r"))
    article.publish(by="publisher", at=at, unit_name="示例州", labels={}, index_number=f"i{number}",
                    path=f"/zcwj/{number}.html")
    ports.articles.save(article)
    return article


def turned(ports: Ports, **query: Any) -> list[str]:
    """The ids of all pages of a list, each cursor as a client would send it."""
    found, cursor = [], None
    for _ in range(20):
        taken = schemas.ListArticles().load({"limit": 2} | ({"cursor": cursor} if cursor else {}) | query)
        page, cursor = ports.articles.page(ArticleQuery(units=None, **{key: taken[key] for key in taken if key != "unit"}))
        found += [article.id for article in page]
        if cursor is None:
            return found
    raise AssertionError("the list never ends")


def test_every_order_can_be_turned_page_by_page_whatever_the_titles_are(world: World) -> None:
    ports = content(world)
    for number, title in enumerate(TITLES):
        draft(ports, number, title)
    everything = {f"a{number}" for number in range(len(TITLES))}
    for order in ("changed_at", "-changed_at", "created_at", "-created_at", "title", "-title"):
        found = turned(ports, sort=order)
        assert set(found) == everything and len(found) == len(everything), f"{order}: {found}"
    assert turned(ports, sort="created_at") == sorted(everything)


def test_filters_narrow_a_list(world: World) -> None:
    ports = content(world)
    draft(ports, 1, "甲（一）", kind="notice")
    publish(ports, draft(ports, 2, "乙.*", kind="report"), 2)
    assert turned(ports, kind="notice") == ["a1"] and turned(ports, status="live") == ["a2"]
    assert turned(ports, title="（一") == ["a1"] and turned(ports, title=".*") == ["a2"]
    assert turned(ports, author="nobody") == [] and len(turned(ports, author="author")) == 2


def test_a_cursor_that_is_none_is_refused(world: World) -> None:
    ports = content(world)
    for cursor in ("x", "====", "bnVsbA==", "WzFd", "WzEsMl0=", "政", "W251bGwsIngiXQ=="):
        try:
            ports.articles.page(ArticleQuery(cursor=cursor))
        except InvalidCursor:
            continue
        raise AssertionError(cursor)


def test_the_public_turns_its_pages_newest_first(world: World) -> None:
    ports = content(world)
    for number in range(7):
        publish(ports, draft(ports, number), number)
    found, cursor = [], None
    while True:
        pages, cursor = ports.pages.listed(site="xxz", column=None, limit=2, cursor=cursor)
        found += [(page["public"]["published_at"], page["_id"]) for page in pages]
        if cursor is None:
            break
    assert len(found) == 7 and all(before > after for before, after in pairwise(found))


def test_what_was_withdrawn_is_listed_no_more(world: World) -> None:
    ports = content(world)
    article = publish(ports, draft(ports, 1), 1)
    assert ports.pages.by_path("xxz", "/zcwj/1.html")["public"] is not None  # type: ignore[index]
    article.withdraw(by="p", at=AT, reason="误", mode="gone")
    ports.articles.save(article)
    assert ports.pages.listed(site="xxz", column="xxz.zcwj", limit=2, cursor=None) == ([], None)


def test_the_public_is_told_why_something_is_gone_and_nothing_of_drafts(world: World) -> None:
    ports = content(world)
    draft(ports, 2)
    article = publish(ports, draft(ports, 1), 1)
    article.withdraw(by="p", at=AT, reason="误", mode="gone")
    ports.articles.save(article)
    for id_, wanted in (("a1", PageWithdrawn), ("a2", PageNotFound), ("a3", PageNotFound)):
        try:
            use_cases.get_public_article(ports, caller=ANONYMOUS, now=AT, article_id=id_)
        except Fault as fault:
            assert type(fault) is wanted, f"{id_}: {fault!r}"
        else:
            raise AssertionError(id_)


def test_an_old_edition_is_kept_with_its_text(world: World) -> None:
    ports = content(world)
    old = Edition(number=1, item=Item(title="旧", body="x", keywords=("甲",)), digest="d", created_at=AT)
    for _ in range(2):
        ports.articles.keep_edition("a1", old)
    assert ports.articles.old_edition("a1", 1) == old


def test_an_article_comes_back_as_it_was(world: World) -> None:
    ports = content(world)
    article = publish(ports, draft(ports, 1, keywords=("甲", "乙"), made_on=AT.date()), 1)
    article.comment(by="e", at=AT, text="看")
    article.take(by="e", at=AT)
    ports.articles.save(article)
    assert ports.articles.get("a1") == article


def test_serials_are_never_given_twice(world: World) -> None:
    ports = content(world)
    assert [ports.next_serial("a"), ports.next_serial("b"), ports.next_serial("a")] == [1, 1, 2]


def test_interpretations_are_found_by_their_policy_as_they_are_worked_on_and_as_they_are_public(world: World) -> None:
    ports = content(world)
    draft(ports, 1)
    draft(ports, 2, ties=Ties(interprets="a1"))
    article = publish(ports, draft(ports, 3, ties=Ties(interprets="a1")), 3)
    article.revise(by="author", at=AT)
    article.edit(article.current.item, by="author", at=AT, ties=UNTIED)  # type: ignore[arg-type]
    ports.articles.save(article)
    assert sorted(each.id for each in ports.articles.interpreting("a1")) == ["a2", "a3"]
    publish(ports, article, 3)
    assert [each.id for each in ports.articles.interpreting("a1")] == ["a2"] and ports.articles.interpreting("a3") == []


def test_a_policy_with_a_waiver_is_swept_and_found_by_who_owes_and_what_it_shows(world: World) -> None:
    ports = content(world)
    other = publish(ports, draft(ports, 2), 2)
    article = draft(ports, 1, ties=Ties(main_policy=True, lead_unit="433100D1"))
    article.waive(article.current, by="approver", at=AT, reason="会签")
    publish(ports, article, 1)
    article.owe(ports.law.rule("interpretation.waiver", AT.date()), unit="433100D1", since=AT, now=AT, calendar=ports.calendar)
    article.begin_act({"a2": other.current.digest}, by="p", at=AT)
    article.show_links(interpreted=None, interpretations=[other.link])  # type: ignore[list-item]
    ports.articles.save(article)
    assert ports.articles.get("a1") == article
    assert (ports.articles.owing("433100D1"), ports.articles.owing("433100")) == (["a1"], [])
    assert (ports.articles.showing("a2"), ports.articles.showing("a1")) == (["a1"], [])
    use_cases.tend_article(ports, now=AT + timedelta(weeks=1), id_="a1")
    assert ports.articles.get("a1").duties[0].stage == "overdue"


def test_articles_that_owe_nothing_and_interpret_nothing_are_in_none_of_these_indexes(world: World) -> None:
    ports = content(world)
    publish(ports, draft(ports, 1), 1)
    mongo = ports.articles._collection.mongo  # type: ignore[attr-defined]
    for name, where in (("sweep_at", {"sweep_at": {"$gt": datetime(1970, 1, 1, tzinfo=UTC)}}),
                        ("reckoned_with", {"reckoned_with": {"$gte": 0}}), ("tied_to", store._INTERPRETS),
                        ("interpretations", store._IS_INTERPRETED), ("owing", store._OWES)):
        plan = mongo.find(where).hint(name).explain()["executionStats"]
        assert (plan["nReturned"], plan["totalKeysExamined"]) == (0, 0), name
    for where, name in (({"tied_to": "a1", **store._INTERPRETS}, "tied_to"),
                        ({"interpretations.id": "a1", **store._IS_INTERPRETED}, "interpretations")):
        assert f"'indexName': '{name}'" in str(mongo.find(where).explain()["queryPlanner"]["winningPlan"]), name
