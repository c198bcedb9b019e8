"""Columns on the real store: unique filings, lists, what is remembered of texts, and errands that are killed half-way."""
from datetime import timedelta
from typing import Any

from services.content import use_cases
from services.content.column_store import NEVER
from services.content.errors import ColumnExists, FilingPending
from services.content.model import Column, Counted, Filing, Plan
from services.content.model.filing import RULE
from services.content.model.public_text import PublicText, Verdict
from services.content.ports import ColumnQuery, FilingQuery, Ports
from services.content.store import INDEXES
from services.content.use_cases import effects
from shared.caller import ANONYMOUS
from shared.errors import StaleVersion
from shared.known import KnownUnit
from shared.law.duties import Succession
from shared.runtime.verifying import Record, checked
from tests.integration.programs.content_cases import AT, content, draft, publish
from tests.integration.programs.runner import World

NEW, PADDING = Verdict(), Verdict(reason="re_dated", similarity=1.0, of="a0")


def column(ports: Ports, code: str, *, opened_days_ago: int | None = None, unit: str = "433100") -> Column:
    """A stored column, open since so many days, or blank."""
    plan = Plan(code=code, unit=unit, name=f"栏目{code}", kind="dynamic", type="工作动态", description="述", keywords=("甲",))
    made = Column.prepare(plan, site="xxz", filing_id=f"f-{code}", at=AT)
    if opened_days_ago is not None:
        at = AT - timedelta(days=opened_days_ago)
        made.count(Counted("a", at), rule=ports.law.rule(made.cadence, at.date()), now=AT, calendar=ports.calendar)
    ports.columns.save(made)
    return made


def filing(ports: Ports, id_: str, name: str, *, unit: str = "433100", office: str = "433100E01", minute: int = 0) -> Filing:
    """A stored filing that waits."""
    made = Filing.propose(id=id_, rule=ports.law.rule(RULE, AT.date()), office=office, now=AT + timedelta(minutes=minute),
                          calendar=ports.calendar, kind="close", site="xxz", column=f"xxz.{name}", unit=unit, reason="由",
                          proposed_by="m")
    ports.filings.save(made)
    return made


def refused(fault: type[Exception], attempt: Any) -> bool:
    """True if it is refused like that."""
    try:
        attempt()
    except fault:
        return True
    return False


def test_a_column_and_a_filing_come_back_as_they_were(world: World) -> None:
    ports = content(world)
    made = column(ports, "a", opened_days_ago=20)
    made.rename("新名", filing_id="f2", at=AT)
    made.succession = Succession("433100D02", AT.date())
    made.tend(AT, ports.calendar)
    ports.columns.save(made)
    assert ports.columns.get("xxz.a") == made and made.breaches and made.unit == "433100D02"
    one = filing(ports, "f", "a")
    assert ports.filings.get("f") == one
    assert refused(ColumnExists, lambda: column(ports, "a"))


def test_one_filing_a_column_waits_at_a_time(world: World) -> None:
    ports = content(world)
    first = filing(ports, "f1", "a")
    assert refused(FilingPending, lambda: filing(ports, "f2", "a"))
    filing(ports, "f3", "b")
    first.refuse(by="r", reason="由", now=AT, calendar=ports.calendar)
    ports.filings.save(first)
    filing(ports, "f4", "a")


def test_columns_are_listed_by_what_is_due_first_and_blank_ones_last(world: World) -> None:
    ports = content(world)
    for code, days in (("blank", None), ("late", 30), ("fresh", 0), ("near", 11), ("none", None)):
        column(ports, code, opened_days_ago=days)
    found, cursor = [], None
    while True:
        page, cursor = ports.columns.page(ColumnQuery(limit=2, cursor=cursor))
        found += [each.code for each in page]
        if cursor is None:
            break
    assert found == ["late", "near", "fresh", "blank", "none"]
    assert [each.code for each in ports.columns.page(ColumnQuery(stage="overdue"))[0]] == ["late"]
    assert [each.code for each in ports.columns.page(ColumnQuery(state="prepared"))[0]] == ["blank", "none"]
    assert ports.columns.page(ColumnQuery(unit="433101")) == ([], None) and NEVER.tzinfo


def test_filings_are_listed_for_their_units_and_their_offices(world: World) -> None:
    ports = content(world)
    for number in range(5):
        filing(ports, f"f{number}", f"c{number}", unit=f"u{number % 2}", office=f"o{number % 3}", minute=number)

    def listed(**query: Any) -> list[str]:
        found, cursor = [], None
        while True:
            page, cursor = ports.filings.page(FilingQuery(limit=2, cursor=cursor, **query))
            found += [each.id for each in page]
            if cursor is None:
                return found

    assert listed() == ["f4", "f3", "f2", "f1", "f0"]
    assert listed(units=["u0"], offices=[]) == ["f4", "f2", "f0"]
    assert listed(units=[], offices=["o1"]) == ["f4", "f1"]
    assert listed(units=["u1"], offices=["o0"], state="proposed") == ["f3", "f1", "f0"]
    assert listed(units=[], offices=[]) == [] and listed(column="xxz.c3") == ["f3"]


def text(number: int, body: str, *, site: str = "xxz", minute: int = 0) -> PublicText:
    """What is remembered of a text."""
    return PublicText.of(title="题", body=body, article_id=f"a{number}", edition=1, unit="433100", site=site, column="xxz.zcwj",
                         at=AT + timedelta(minutes=minute), digest=f"d{number}")


def keep(ports: Ports, made: PublicText, verdict: Verdict = NEW) -> PublicText:
    """Remember it."""
    made.settle(verdict)
    ports.texts.save(made)
    return made


def test_texts_are_remembered_once_and_found_by_their_likeness(world: World) -> None:
    ports = content(world)
    body = "".join(chr(0x4E00 + number * 37 % 9000) for number in range(400))
    kept = keep(ports, text(1, body), PADDING)
    assert refused(StaleVersion, lambda: keep(ports, text(1, "另外的")))
    assert ports.texts.find_one({"_id": "a1/1"}) == kept and ports.texts.of_article("a1") == [kept]
    for number, share in ((2, 390), (3, 300), (4, 20)):
        rest = "".join(chr(0x5E00 + each * 53 % 5000 + number) for each in range(400 - share))
        keep(ports, text(number, body[:share] + rest))
    keep(ports, text(5, body, site="other"))
    found = {each.article_id for each in ports.texts.alike("xxz", text(9, body).bands, 20)}
    assert {"a1", "a2"} <= found <= {"a1", "a2", "a3"}
    assert [each.article_id for each in ports.texts.alike("xxz", text(9, body).bands, 1)] == ["a1"]
    keep(ports, text(6, body, minute=-1))
    first = ports.texts.first_with("xxz", text(9, body).essence)
    assert first and first.article_id == "a6" and ports.texts.first_with("xxz", "none") is None


def test_padding_is_listed_page_by_page_the_newest_first(world: World) -> None:
    ports = content(world)
    for number in range(6):
        keep(ports, text(number, f"内容{number}", minute=number // 2), PADDING if number != 2 else NEW)
    found, cursor = [], None
    while True:
        page, cursor = ports.texts.padding("xxz.zcwj", 2, cursor)
        found += [each.article_id for each in page]
        if cursor is None:
            break
    assert found == ["a5", "a4", "a3", "a1", "a0"] and ports.texts.padding("xxz.other", 2, None) == ([], None)


ARTICLES = 230
effects.BATCH = 100


def scene(world: World) -> Ports:
    """Two columns, and more articles in the first than two batches hold."""
    ports = content(world)
    column(ports, "zcwj", opened_days_ago=1)
    column(ports, "new", opened_days_ago=1)
    for number in range(ARTICLES):
        publish(ports, draft(ports, number), number)
    draft(ports, ARTICLES)
    return ports


def merge(ports: Ports) -> None:
    """Merge the first into the second."""
    place = ports.columns.get("xxz.zcwj")
    place.merge("xxz.new", reason="重复", filing_id="m", now=AT, calendar=ports.calendar)
    ports.columns.save(place)


def sweep(ports: Ports, id_: str = "xxz.zcwj", looks: int = 20) -> None:
    """The sweep looks as often as it is due."""
    for _ in range(looks):
        if (at := ports.columns.get(id_).sweep_at) is None:
            break
        use_cases.tend_column(ports, now=max(at, AT), id_=id_)


def whole(ports: Ports) -> None:
    """Every article's record is whole, after however many interrupted batches."""
    mongo = ports.articles._collection.mongo  # type: ignore[attr-defined]
    from shared.digests import digest
    from shared.runtime.database import FRAME_FIELDS

    for document in mongo.find({}):
        state = {key: value for key, value in document.items() if key not in FRAME_FIELDS}
        record: Record = {"subject": document["_id"], "version": document["version"], "state": digest(state),
                          "history": document["history"], "head": document["head"]}
        assert not checked(record), document["_id"]


def test_articles_move_in_batches_and_answer_under_both_addresses(world: World) -> None:
    ports = scene(world)
    merge(ports)
    use_cases.tend_column(ports, now=AT, id_="xxz.zcwj")
    mongo = ports.articles._collection.mongo  # type: ignore[attr-defined]
    assert mongo.count_documents({"column": "xxz.new"}) == effects.BATCH
    sweep(ports)
    assert mongo.count_documents({"column": "xxz.new"}) == ARTICLES + 1 and ports.columns.get("xxz.zcwj").errand is None
    for path, moved in (("/zcwj/7.html", b"redirected_from"), ("/new/7.html", b'"id":"a7"')):
        found = use_cases.get_public_page(ports, caller=ANONYMOUS, now=AT, site="xxz", path=path)
        assert moved in found.json
    whole(ports)


def test_an_errand_that_is_killed_goes_on_where_it_was(world: World) -> None:
    ports = scene(world)
    merge(ports)
    save, count = ports.articles.save, iter(range(10_000))

    def dying(article: Any) -> None:
        if next(count) % 45 == 44:
            raise RuntimeError("killed")
        save(article)

    ports.articles.save = dying  # type: ignore[method-assign]
    killed = 0
    for _ in range(40):
        try:
            sweep(ports, looks=1)
        except RuntimeError:
            killed += 1
    mongo = ports.articles._collection.mongo  # type: ignore[attr-defined]
    assert killed >= 5 and mongo.count_documents({"column": "xxz.zcwj"}) == 0
    assert mongo.count_documents({"former_paths": {"$size": 1}}) == ARTICLES
    told = [event for each in mongo.find({}, {"outbox": 1}) for event in each["outbox"] if event["type"].endswith("moved.v1")]
    assert len(told) == ARTICLES
    whole(ports)


def test_a_renaming_rewrites_the_public_pages_and_only_those(world: World) -> None:
    ports = scene(world)
    place = ports.columns.get("xxz.zcwj")
    place.rename("政策法规", filing_id="r", at=AT)
    ports.columns.save(place)
    sweep(ports)
    mongo = ports.articles._collection.mongo  # type: ignore[attr-defined]
    rewritten = mongo.count_documents({"place_labels.ColumnName": "政策法规", "public.json": {"$regex": "政策法规"}})
    assert rewritten == ARTICLES == mongo.count_documents({"history.action": "relabelled"})
    assert ports.columns.get("xxz.zcwj").errand is None
    whole(ports)


def test_what_errands_and_readers_look_for_is_found_by_an_index(world: World) -> None:
    ports = scene(world)
    mongo = ports.articles._collection.mongo  # type: ignore[attr-defined]
    wanted = [{"column": "xxz.zcwj"}, {"site": "xxz", "path": "/zcwj/7.html"},
              {"site": "xxz", "former_paths": "/zcwj/7.html", "former_paths.0": {"$exists": True}}]
    for query in wanted:
        assert "COLLSCAN" not in str(mongo.find(query).explain()["queryPlanner"]["winningPlan"]), query
    texts = ports.texts._collection.mongo  # type: ignore[attr-defined]
    plan = texts.find({"site": "xxz", "bands": {"$in": [1, 2]}}).explain()["queryPlanner"]["winningPlan"]
    assert "COLLSCAN" not in str(plan) and "texts" in INDEXES


def test_units_of_a_kind_are_found(world: World) -> None:
    ports = content(world)
    for code, kind in (("1", "county"), ("2", "e_government")):
        unit = KnownUnit(id=code, name="名", kind=kind)
        unit.note("heard")
        ports.units.save(unit)
    assert [each.id for each in ports.units.find({"kind": "e_government"})] == ["2"]
