"""The editors' desk on a real mongod: the inbox in pages and by index, schedules swept by many replicas, many at once."""
from datetime import timedelta
from typing import Any

import eventlet

from services.content import inbox_store, store, use_cases
from services.content.model import Article, Column, Item, Plan, Status
from services.content.model.waiting import KINDS
from services.content.ports import InboxQuery, Ports
from shared.caller import SYSTEM
from shared.clearance import Clearance
from shared.known import KnownUnit
from shared.law import loading
from shared.runtime.almanac import Almanac
from shared.runtime.frame import Tools
from shared.runtime.settings import Settings
from shared.runtime.store import Engine, Work, prepare
from shared.runtime.sweep import Sweeper
from tests.integration.programs.content_cases import AT
from tests.integration.programs.runner import World, now

LAW = loading.load(["national", "xiangxi-2018"])
UNIT = "433100"


class Office:
    """An empty database of content, and ports over it as one call after the other has them."""

    def __init__(self, world: World) -> None:
        self.database, self.engine = world.database(), Engine()
        prepare(self.database, store.INDEXES)
        self.almanac = Almanac(LAW, self.database)

    def ports(self, key: str = "", request: str = "") -> Ports:
        """Ports of another call."""
        work = Work(self.database, self.engine, operation="test", caller=SYSTEM, now=now(), key=key, request=request)
        return store.ports(work, Tools(Settings(), None, None, self.almanac))

    def submitted(self, number: int, unit: str = UNIT, **how: Any) -> Article:
        """Handed in, a minute later than the one before."""
        at = AT + timedelta(minutes=number)
        article = Article.draft(id=f"a{number:05d}", unit=unit, site="xxz", column="xxz.zcwj", by="author", at=at,
                                item=Item(title=f"题{number}", body="<p>x</p>"))
        article.submit(by="author", at=at, **how)
        self.ports().articles.save(article)
        return article

    def cleared(self, number: int) -> Article:
        """Approved and cleared."""
        article = self.submitted(number)
        article.approve(by="approver", at=AT)
        article.note_clearance(Clearance(id="c", by="officer", at=AT, digest=article.current.digest, dictionary="d", rules="r"))
        self.ports().articles.save(article)
        return article

    def place(self) -> None:
        """The unit, the site and the column."""
        ports, manager = self.ports(), SYSTEM
        unit = KnownUnit(id=UNIT, name="示例州")
        unit.note("heard")
        ports.units.save(unit)
        use_cases.register_site(ports, caller=manager, now=now(), code="xxz", unit=UNIT, name="示例", kind="portal",
                                domain="www.example.gov.cn", identification_code="4331000001",
                                organisation_code="000000000", index_template="{organisation}/{year}-{serial:05d}")
        plan = Plan(code="zcwj", unit=UNIT, name="政策文件", kind="policy", type="政策文件", description="x")
        ports.columns.save(Column.prepare(plan, site="xxz", filing_id="f", at=now()))


def query(**more: Any) -> InboxQuery:
    """The inbox of somebody with every role."""
    places = more.pop("places", dict.fromkeys(KINDS))
    return InboxQuery(person="somebody", places=places, kinds=list(places), **more)


def turned(ports: Ports, **more: Any) -> list[str]:
    """The ids of all pages."""
    found, cursor = [], None
    while True:
        page, cursor = ports.inbox.page(query(limit=3, cursor=cursor, **more))
        found += [each.id for each in page]
        if cursor is None:
            return found


def test_the_inbox_is_turned_page_by_page_over_all_kinds_and_units(world: World) -> None:
    office = Office(world)
    for number in range(12):
        office.submitted(number, unit=f"u{number % 3}", urgency="emergency" if number in (4, 9) else "normal",
                         steps=(("first", "final"), ("final",))[number % 2])
    normal = [number for number in range(12) if number not in (4, 9)]
    ports, expected = office.ports(), [f"a{number:05d}" for number in (4, 9, *normal)]
    assert turned(ports) == expected
    assert turned(ports, sort="waiting") == sorted(expected)
    assert turned(ports, places=dict.fromkeys(KINDS, ["u0", "u1", "u2"])) == expected
    assert turned(ports, places={"first_review": ["u1"]}) == ["a00004", "a00010"]
    assert turned(ports, waiting_since=AT + timedelta(minutes=2)) == expected[2:5]
    assert ports.inbox.counts(query())["first_review"] == 6


def test_a_page_of_the_inbox_reads_its_own_lines_only_and_no_collection(world: World) -> None:
    office = Office(world)
    one = office.submitted(1)
    document = office.database["articles"].find_one({"_id": one.id})
    copies = [document | {"_id": f"b{number:05d}", "unit": f"u{number % 40}", "outbox": []} | {
        "inbox": document["inbox"] | {"order": f"1{number:06d}"}} for number in range(4000)]
    office.database["articles"].insert_many(copies)
    places = {"final_review": ["u1", "u2", "u3"], "to_publish": None, "returned": None, "to_confirm": ["u1"]}
    for kind in places:
        where, hint = inbox_store._where(query(places=places), kind)
        field = inbox_store._field(kind)
        plan = office.database["articles"].find(where, sort=[(f"{field}.order", 1), ("_id", 1)], limit=21, hint=hint).explain()
        assert "COLLSCAN" not in str(plan) and "'SORT'" not in str(plan["queryPlanner"]["winningPlan"]), kind
        assert plan["executionStats"]["totalDocsExamined"] <= 21 and plan["executionStats"]["totalKeysExamined"] < 60, kind
    assert office.ports().inbox.counts(query(places=places))["final_review"] == 300


def test_of_many_replicas_one_publishes_and_a_killed_one_loses_nothing(world: World) -> None:
    office = Office(world)
    office.place()
    for number in range(20):
        article = office.cleared(number)
        article.schedule(by="publisher", at=now(), publish_at=now() + timedelta(seconds=1))
        office.ports().articles.save(article)
    due = now() + timedelta(seconds=2)

    def tend(_: str, id_: str) -> None:
        eventlet.sleep(0)
        use_cases.tend_article(office.ports(), now=due, id_=id_)
        eventlet.sleep(0)

    eventlet.sleep(1.2)
    replicas = [Sweeper(office.database, ["articles"], tend, lambda: 0) for _ in range(3)]
    killed = eventlet.spawn(replicas[0].once)
    eventlet.sleep(0)
    killed.kill()
    for each in [eventlet.spawn(replica.once) for replica in replicas[1:]]:
        each.wait()
    for replica in replicas[1:]:
        replica.once()
    for number in range(20):
        article = office.ports().articles.get(f"a{number:05d}")
        history = office.ports().articles.history(article.id)
        assert article.status == Status.LIVE and [each["action"] for each in history].count("published") == 1
        assert history[-1]["authority"] == "publisher" and article.current.published_by == "publisher"


def test_many_at_once_are_done_once_each_also_when_the_call_was_cut_off_and_repeated(world: World) -> None:
    office = Office(world)
    office.place()
    articles = [office.submitted(number) for number in range(5)]
    items = [{"id": each.id, "version": 1} for each in articles] + [{"id": "nowhere", "version": 1}]
    call: dict[str, Any] = {"caller": SYSTEM, "now": now(), "action": "return", "arguments": {"reason": "请补充来源。"}}
    use_cases.change_articles(office.ports("k", "r"), items=items[:2], **call)  # as far as it came
    first = use_cases.change_articles(office.ports("k", "r"), items=items, **call)
    again = use_cases.change_articles(office.ports("k", "r"), items=items, **call)
    assert first == again and (first["done"], first["failed"]) == (5, 1)
    assert [each["version"] for each in first["items"]] == [2, 2, 2, 2, 2, None]
    assert [office.ports().articles.get(each.id).version for each in articles] == [2] * 5
    reused = use_cases.change_articles(office.ports("k", "other"), items=items[:1], **call)
    unkeyed = use_cases.change_articles(office.ports(), items=items[:1], **call)
    assert reused["items"][0]["fault"]["code"] == "frame.key.reused"
    assert unkeyed["items"][0]["fault"]["code"] == "frame.version.stale"
