"""Disclosure's own store: the catalogue's filters say what the model says, lists turn page by page, imports travel together."""
import itertools
import os
import time
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from services.disclosure import store, use_cases
from services.disclosure.errors import EntryWithdrawn, MatterExists
from services.disclosure.model import VALIDITIES, PublicItem, Removal, Withholding, derived_id
from services.disclosure.ports import CatalogueQuery, MatterQuery, Ports
from shared.caller import ANONYMOUS, SYSTEM
from shared.errors import Fault, InvalidCursor, StaleVersion
from shared.events import Received
from shared.known import KnownUnit
from shared.law.almanac import calendar
from shared.law.loading import load
from shared.runtime.settings import Settings
from shared.runtime.store import Engine, Work, prepare
from tests.integration.programs.runner import World

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
LAW = load(["national", "xiangxi-2018"])
TOOLS: Any = SimpleNamespace(almanac=SimpleNamespace(law=LAW, calendar=calendar(LAW, ())),
                             own=store.equip(Settings(mongo_url=os.environ.get("MONGO_URL", ""), secret_key="k" * 40)))
UNIT = "433100"


def disclosure(world: World, database: Any = None) -> Ports:
    """The ports of disclosure over a database, empty but for one unit."""
    if database is None:
        database = world.database()
        prepare(database, store.INDEXES)
    ports = store.ports(Work(database, Engine(), operation="test", caller=SYSTEM, now=AT), TOOLS)
    if ports.units.find_one({"_id": UNIT}) is None:
        unit = KnownUnit(id=UNIT, name="示例州人民政府")
        unit.note("heard")
        ports.units.save(unit)
    return ports


def item(number: int, **fields: Any) -> PublicItem:
    """A public item, two of each minute."""
    at = AT + timedelta(minutes=number // 2)
    made = {"unit": UNIT, "site": "xxz", "column": "c", "path": f"/{number}", "index_number": f"1/2026-{number:05d}",
            "title": f"标题{number}", "kind": "notice", "subject": "general", "made_on": None, "first_published_at": at,
            "published_at": at, **fields}
    found = PublicItem(id=f"a{number:03d}", **made)
    found.hear(sequence=1, part=made.pop("part", "content"), **made)
    return found


def refused(kind: type[Fault], function: Any, *arguments: Any) -> Fault:
    """The fault that it raises."""
    try:
        function(*arguments)
    except kind as fault:
        return fault
    raise AssertionError(f"no {kind.__name__}")


def everything(ports: Ports, **filters: Any) -> list[str]:
    """All pages of the catalogue."""
    found, cursor = [], None
    for _ in range(200):
        page, cursor = ports.items.catalogue(CatalogueQuery(limit=3, cursor=cursor, **filters))
        found += [each.id for each in page]
        if cursor is None:
            return found
    raise AssertionError("the list never ends")


def test_the_catalogue_says_of_every_mark_what_the_model_says(world: World) -> None:
    ports, items = disclosure(world), []
    days = [None, date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 24)]
    for number, (validity, effective, expires) in enumerate(itertools.product(VALIDITIES, days, days)):
        items.append(item(number, validity=validity, effective_on=effective, expires_on=expires))
        ports.items.save(items[-1])
    for today in (date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)):
        for mark in VALIDITIES:
            wanted = [each.id for each in items if each.validity_on(today) == mark]
            assert sorted(everything(ports, today=today, validity=mark)) == wanted, (today, mark)


def test_the_catalogue_is_filtered_counted_and_turned_newest_first(world: World) -> None:
    ports = disclosure(world)
    for number in range(9):
        ports.items.save(item(number, part=("guide", "content", "")[number % 3], made_on=date(2026, 11, number + 1),
                              kind="notice" if number < 5 else "order", title=f"关于（{number}）的.*"))
    gone = item(20)
    gone.remove(sequence=2, removal=Removal(AT, "误"))
    ports.items.save(gone)
    today = AT.date()
    assert everything(ports, today=today) == ["a007", "a006", "a004", "a003", "a001", "a000"]
    assert everything(ports, today=today, part="guide", kind="notice") == ["a003", "a000"]
    assert everything(ports, today=today, from_=date(2026, 11, 4), to=date(2026, 11, 7)) == ["a006", "a004", "a003"]
    assert everything(ports, today=today, q="（6）") == ["a006"] and len(everything(ports, today=today, q=".*")) == 6
    assert ports.items.parts(CatalogueQuery(today=today)) == {"guide": 3, "content": 3}
    refused(InvalidCursor, ports.items.catalogue, CatalogueQuery(today=today, cursor="x"))


def test_an_index_number_is_taken_for_ever(world: World) -> None:
    ports = disclosure(world)
    first, second = item(1, index_number="1/1"), item(2, index_number="1/1")
    ports.items.save(first)
    refused(StaleVersion, ports.items.save, second)  # a handler starts over on this, and sees who holds the number
    first.remove(sequence=2, removal=Removal(AT, "误"))
    ports.items.save(first)
    refused(StaleVersion, ports.items.save, item(3, index_number="1/1"))
    refused(EntryWithdrawn, lambda: use_cases.get_catalogue_entry(ports, caller=ANONYMOUS, now=AT, index_number="1/1"))
    clashing = item(4, index_number="1/1")
    clashing.yield_number(first.id)
    ports.items.save(clashing)
    assert ports.items.find_one({"_id": "a004"}) == clashing


def test_a_matter_is_stored_once_and_comes_back_as_it_was(world: World) -> None:
    ports = disclosure(world)
    fields = {"unit": UNIT, "title": "一", "classes": ["other"], "happened_on": date(2026, 11, 20), "basis": "formed"}
    one = use_cases.register_matter(ports, caller=SYSTEM, now=AT, **fields)
    fault = refused(MatterExists, lambda: use_cases.register_matter(ports, caller=SYSTEM, now=AT, **fields))
    assert fault.details["fingerprint"] == one.fingerprint
    one = use_cases.extend_matter(ports, caller=SYSTEM, now=AT, matter_id=one.id, version=1, ground="volume", explanation="多")
    one = use_cases.exempt_matter(ports, caller=SYSTEM, now=AT, matter_id=one.id, version=2, reason="privacy",
                                  explanation="涉及", re_examine_on=None)
    one = use_cases.re_examine_matter(ports, caller=SYSTEM, now=AT, matter_id=one.id, version=3, outcome="still_withheld",
                                      explanation="仍然", reason=None, re_examine_on=None)
    assert ports.matters.get(one.id) == one


def test_a_unit_has_its_withheld_matters_open_too_to_be_handed_on(world: World) -> None:
    ports = disclosure(world)
    event = Received(id="e", type="content.article.withheld.v1", time=AT, subject="a1", sequence=3, correlation="c")
    told = {"unit": UNIT, "reason": "privacy", "kind": "notice", "subject": "general", "column_type": "政策文件"}
    for _ in range(2):
        use_cases.note_article_withheld(ports, now=AT, event=event, article_id="a1", re_examine_on=date(2027, 3, 1), **told)
    found = ports.matters.get(derived_id("withheld", "a1"))
    assert (found.version, found.withholding) == (1, Withholding(3, "privacy", date(2027, 3, 1)))
    assert ports.matters.open_of(UNIT) == [found.id] and ports.matters.open_of("433101") == []


def test_matters_are_listed_by_their_due_date(world: World) -> None:
    ports = disclosure(world)
    for day in (20, 10, 15, 10):
        use_cases.register_matter(ports, caller=SYSTEM, now=AT, unit=UNIT, title=f"{ports.new_id()}", classes=["notices"],
                                  happened_on=date(2026, 11, day), basis="formed")
    found, cursor = [], None
    while True:
        page, cursor = ports.matters.page(MatterQuery(units=[UNIT], limit=1, cursor=cursor))
        found += [each.duty.due_on for each in page]
        if cursor is None:
            break
    assert found == sorted(found) and len(found) == 4


def test_the_day_of_the_beginning_is_written_down_once(world: World) -> None:
    ports = disclosure(world)
    assert ports.since(date(2026, 11, 23)) == date(2026, 11, 23) == ports.since(date(2027, 1, 1))


def test_an_import_of_many_rows_is_worked_off_by_two_replicas_and_registers_each_once(world: World) -> None:
    import eventlet

    database = world.database()
    prepare(database, store.INDEXES)
    count = 3000
    lines = [f"事项{number},通知公告,2026-11-{number % 20 + 1:02d}" if number % 10 else f"事项{number},小道消息,昨天"
             for number in range(count)]
    ports = disclosure(world, database)
    found = use_cases.import_matters(ports, caller=SYSTEM, now=AT, unit=UNIT, format="csv", name="x.csv", dry_run=False,
                                     content="名称,信息类别,日期\n" + "\n".join(lines), content_base64="")
    began = time.monotonic()

    def replica() -> None:
        mine = disclosure(world, database)
        while not mine.imports.get(found.id).over:
            try:
                use_cases.tend_import(mine, now=AT, id_=found.id)
            except StaleVersion:
                eventlet.sleep(0.01)

    for each in [eventlet.spawn(replica) for _ in range(2)]:
        each.wait()
    print(f"{count / (time.monotonic() - began):.0f} rows a second", flush=True)
    done = ports.imports.get(found.id)
    assert (done.state, done.registered, done.refused) == ("done", count * 9 // 10, count // 10)
    assert database["matters"].count_documents({"origin_ref": found.id}) == count * 9 // 10
    assert database["import_files"].count_documents({}) == 0
    bad, cursor = [], None
    while True:
        page, cursor = ports.import_rows.page(found.id, "refused", 77, cursor)
        bad += [row["line"] for row in page]
        if cursor is None:
            break
    assert bad == list(range(2, count + 2, 10))
    refused(InvalidCursor, ports.import_rows.page, found.id, None, 5, "x-1")
