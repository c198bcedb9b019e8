"""The search index on a real mongod: order, pages, versions that old writers cannot undo, and which index is used."""
from datetime import timedelta
from typing import Any

import orjson

from services.content import schemas, search_store, use_cases
from services.content.model.search import Entry
from services.content.ports import Ports, Wanted
from services.content.use_cases.indexing import CHECK, index
from shared.caller import ANONYMOUS
from tests.integration.programs.content_cases import AT, content, draft, publish
from tests.integration.programs.runner import World


def entry(number: int, *words: str, version: int = 1, **more: Any) -> Entry:
    """An entry with some words; two at a time are of the same moment."""
    fields = {"digest": "d", "site": "xxz", "unit": "433100", "column": "xxz.zcwj", "columns": ("xxz.zcwj",),
              "kind": "notice", "subject": "general",
              "validity": "in_force", "title": f"题{number}", "title_folded": f"题{number}", "text": "".join(words),
              "folded": "".join(words), "published": AT + timedelta(hours=number // 2)} | more
    return Entry(id=f"a{number:03d}", version=version, terms=words, **fields)


def turned(ports: Ports, wanted: Wanted, limit: int = 2) -> list[str]:
    """The ids of all pages."""
    found: list[str] = []
    cursor = None
    while True:
        page, cursor, complete = ports.search.find(wanted, limit=limit, cursor=cursor)
        found += [each.id for each in page]
        assert complete
        if cursor is None:
            return found


def asked(ports: Ports, q: str, **more: Any) -> list[str]:
    """The ids of the hits of the operation."""
    fields = schemas.SearchPublicArticles().load({"q": q, **more})
    answer = use_cases.search_public_articles(ports, caller=ANONYMOUS, now=AT, **fields)
    return [each["id"] for each in orjson.loads(answer.json)["items"]]


def test_pages_hold_everything_once_the_newest_first(world: World) -> None:
    ports = content(world)
    for number in range(9):
        ports.search.put(entry(number, "甲乙", *(["丙丁"] if number % 3 == 0 else [])))
    newest = [f"a{number:03d}" for number in range(8, -1, -1)]
    assert set(turned(ports, Wanted(("甲乙",)))) == set(newest)
    newest = turned(ports, Wanted(("甲乙",)))
    assert [int(each[1:]) // 2 for each in newest] == [4, 3, 3, 2, 2, 1, 1, 0, 0]
    assert turned(ports, Wanted(checks=("甲乙",))) == newest == turned(ports, Wanted(("甲乙",)), 1)
    assert turned(ports, Wanted(("甲乙", "丙丁"))) == ["a006", "a003", "a000"]
    assert turned(ports, Wanted(("甲乙",), ("乙丙",))) == ["a006", "a003", "a000"]
    assert turned(ports, Wanted(("甲乙",), but=Wanted(("丙丁",)))) == [each for each in newest if int(each[1:]) % 3]
    assert turned(ports, Wanted(("甲乙", "戊"))) == turned(ports, Wanted(("戊",))) == []
    span = Wanted(("甲乙",), since=AT + timedelta(hours=1), until=AT + timedelta(hours=2))
    assert sorted(turned(ports, span)) == ["a002", "a003"]
    assert (ports.search.count(Wanted(("甲乙",)), 5), ports.search.count(Wanted(("丙丁",)), 5)) == (5, 3)
    assert ports.search.tally(Wanted(("丙丁",)), 9) == {"column": {"xxz.zcwj": 3}, "kind": {"notice": 3}}


def test_what_looks_like_an_operator_is_compared_as_it_stands(world: World) -> None:
    ports = content(world)
    ports.search.put(entry(1, "a.c(x|y)$^["))
    ports.search.put(entry(2, "abc"))
    for text, wanted in (("a.c", ["a001"]), (".*", []), ("(x|y)$^[", ["a001"]), ("abc", ["a002"]), ("\\Q", [])):
        assert turned(ports, Wanted(checks=(text,))) == wanted, text


def test_an_older_writer_brings_nothing_back(world: World) -> None:
    ports = content(world)
    ports.search.put(entry(1, "新", version=3))
    ports.search.put(entry(1, "旧", version=2))
    assert turned(ports, Wanted(("新",))) == ["a001"] and turned(ports, Wanted(("旧",))) == []
    ports.search.forget("a001", 4)
    ports.search.put(entry(1, "新", version=3))
    assert turned(ports, Wanted(("新",))) == [] == turned(ports, Wanted(checks=("新",)))
    assert ports.search.marks("", None) == {"a001": ""}


def test_only_the_index_of_words_is_used_and_what_is_gone_is_in_none(world: World) -> None:
    ports = content(world)
    for number in range(40):
        ports.search.put(entry(number, "甲", *(["乙"] if number == 7 else [])))
        ports.search.forget(f"b{number}", 1)
    mongo = ports.search._entries  # type: ignore[attr-defined]
    where = ports.search._where(Wanted(("甲", "乙")), None)  # type: ignore[attr-defined]
    plan = mongo.find(where, sort=search_store._ORDER, hint="terms").limit(20).explain()["executionStats"]
    assert (plan["totalKeysExamined"], plan["nReturned"]) == (1, 1), "not led by the rarest word"
    assert "'stage': 'SORT'" not in str(plan)
    for name in ("terms", "newest", "title"):
        assert mongo.find({"order": {"$gt": 0}}).hint(name).explain()["executionStats"]["totalKeysExamined"] <= 41


def test_titles_are_found_by_their_beginning(world: World) -> None:
    ports = content(world)
    ports.search.put(entry(1, "^教育", title_folded="关于教育"))
    ports.search.put(entry(2, "^教育", title_folded="教育条例", site="other"))
    assert [each.id for each in ports.search.titled("教", None, 5)] == ["a002", "a001"]
    assert [each.id for each in ports.search.titled("教", "xxz", 5)] == ["a001"] and ports.search.titled("^", None, 5) == []


def test_the_public_finds_what_is_public_and_nothing_a_moment_later(world: World) -> None:
    ports = content(world)
    article = publish(ports, draft(ports, 1, "教育经费通知"), 1)
    draft(ports, 2, "教育经费草稿")
    for number in (1, 2, 9):
        index(ports, f"a{number}")
    assert asked(ports, "教育经费") == asked(ports, "通知", column="xxz.zcwj", unit="433100") == ["a1"]
    article.withdraw(by="p", at=AT, reason="误", mode="gone")
    ports.articles.save(article)
    assert asked(ports, "教育经费") == [] and turned(ports, Wanted(("教育经费",))) == ["a1"]


def test_the_check_fills_an_empty_index_and_rests_for_a_day(world: World) -> None:
    ports = content(world)
    use_cases.begin_checking(ports, now=AT)
    publish(ports, draft(ports, 1, "教育经费通知"), 1)
    assert asked(ports, "教育") == []
    use_cases.tend_search(ports, now=AT, id_=CHECK)
    assert asked(ports, "教育") == ["a1"]
    checks = ports.search._checks  # type: ignore[attr-defined]
    assert checks.find_one() == {"_id": "search", "after": "", "sweep_at": AT + timedelta(days=1)}
    use_cases.begin_checking(ports, now=AT)
    assert checks.find_one()["sweep_at"] > AT, "a new start begins it again"


def test_looking_ahead_gives_the_same_page_and_saves_the_count(world: World) -> None:
    ports, both = content(world), Wanted(("甲乙", "丙丁"))
    for number in range(9):
        ports.search.put(entry(number, "甲乙", "丙丁"))
    page, following, _ = ports.search.find(both, limit=2, cursor=None, ahead=6)
    plain, same, _ = ports.search.find(both, limit=2, cursor=None)
    assert [each.id for each in page] == [each.id for each in plain] and following == same
    assert ports.search.count(both, 6) == 6 and ports.search.count(both, 4) == 4
    assert ports.search.count(both, 99) == 9


def test_a_word_that_was_nowhere_a_moment_ago_is_found(world: World) -> None:
    ports = content(world)
    ports.search.put(entry(1, "甲乙"))
    assert turned(ports, Wanted(("甲乙", "丙丁"))) == []
    ports.search.put(entry(2, "甲乙", "丙丁"))
    assert turned(ports, Wanted(("甲乙", "丙丁"))) == ["a002"]
