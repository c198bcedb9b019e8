"""Secrecy's own store: dictionaries as the memory store has them, and inspectors that follow their editions."""
import json
import random
import time
from contextlib import suppress
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from services.secrecy import store, use_cases
from services.secrecy.errors.dictionaries import EntriesRefused
from services.secrecy.inspector import Inspector
from services.secrecy.ports import EntryQuery, Part, Ports
from services.secrecy.store.watch import Watch
from shared.caller import SYSTEM
from shared.errors import StaleVersion
from shared.runtime.store import Engine, Work, prepare
from tests.integration.programs.runner import World, now

KEY = "k" * 40


class Office:
    """Secrecy over a database; each ``ports`` is a call of its own, in one of several processes."""

    def __init__(self, world: World, processes: int = 1) -> None:
        self.database = world.database()
        prepare(self.database, store.INDEXES)
        self.watches = [Watch(Inspector(on=(), secret_key=KEY)) for _ in range(processes)]
        use_cases.create_dictionary(self.ports(), caller=SYSTEM, now=now(), dictionary_id="projects", unit="433100",
                                    name="词库", purpose="")

    def ports(self, process: int = 0) -> Ports:
        """Of one call."""
        tools: Any = SimpleNamespace(
            own=self.watches[process], remote=SimpleNamespace(call=None, call_many=None),
            almanac=SimpleNamespace(law=None, calendar=None), settings=SimpleNamespace(quarantine="manual"))
        return store.ports(Work(self.database, Engine(), operation="test", caller=SYSTEM, now=now()), tools)

    def change(self, **fields: Any) -> Any:
        """One change."""
        given = {"change": None, "pages": 0, "add": [], "remove": [], "note": "", **fields}
        given.setdefault("version", self.ports().dictionaries.get("projects").version)
        return use_cases.change_dictionary(self.ports(), caller=SYSTEM, now=now(), dictionary_id="projects", **given)

    def stage(self, page: int, texts: list[str], change: str = "big") -> None:
        """One page."""
        content = "\n".join(json.dumps({"text": each, "reason": "虚构"}) for each in texts)
        use_cases.stage_entries(self.ports(), caller=SYSTEM, now=now(), dictionary_id="projects", change=change, page=page,
                                format="jsonl", content=content)

    def found(self, text: str, process: int = 0) -> list[str]:
        """What a process objects to."""
        hits = self.ports(process).inspector.scan([Part("body", text)])
        return [text[each.start:each.end] for each in hits]

    def query(self, **fields: Any) -> EntryQuery:
        """Of what counts."""
        made = self.ports().dictionaries.get("projects").editions
        return EntryQuery(**{"dictionary": "projects", "added": made, "made": made, **fields})


def term(text: str, **fields: Any) -> dict[str, Any]:
    """A line of a change."""
    return {"kind": "word", "severity": "high", "state": "on", "reason": "虚构", "tags": ["甲"], "text": text, **fields}


def texts_of(office: Office, **fields: Any) -> list[str]:
    """All pages, turned two by two."""
    found, cursor = [], None
    for _ in range(50):
        page, cursor = office.ports().entries.page(office.query(limit=2, cursor=cursor, **fields))
        found += [each.text for each in page]
        if cursor is None:
            return found
    raise AssertionError("the list never ends")


def refused(function: Any) -> list[str]:
    """The fields that are at fault."""
    try:
        function()
    except EntriesRefused as fault:
        return list(fault.fields)
    raise AssertionError("nothing was refused")


def test_every_process_follows_a_change_and_lists_turn_page_by_page(world: World) -> None:
    office = Office(world, processes=2)
    assert office.found("云杉计划", 1) == []
    office.change(add=[term(f"云杉{number}号计划", severity="medium" if number % 2 else "high") for number in range(7)])
    office.change(add=[term("云杉计划", tags=["乙"]), term("云杉.{3}场", kind="pattern"), term("云杉计划馆", kind="phrase")])
    for process in (0, 1):
        found = office.found("云杉3号计划，云杉计划，云杉一二三场，云杉计划馆", process)
        assert found == ["云杉3号计划", "云杉计划", "云杉一二三场"]
    assert texts_of(office, severity="medium") == ["云杉1号计划", "云杉3号计划", "云杉5号计划"]
    assert texts_of(office, contains="计划", tag="乙") == ["云杉计划"] and len(texts_of(office)) == 10
    assert texts_of(office, contains="云杉.{3}场") == ["云杉.{3}场"], "a text, not an expression"
    wanted = next(each for each in office.ports().entries.standing("projects", office.query().made) if each.text == "云杉计划")
    office.change(remove=[{"entry": wanted.id, "reason": "公开"}], add=[term("银杏工程")])
    assert office.found("云杉计划，银杏工程", 1) == ["银杏工程"]
    assert texts_of(office, standing="removed") == ["云杉计划"]
    assert texts_of(office, between=(2, 3), standing="all") == ["云杉计划", "银杏工程"]
    assert texts_of(office, between=(0, 3), standing="all", contains="银杏") == ["银杏工程"]
    stored = office.ports().entries.named("projects", [wanted.id], office.query().made)[0]
    assert replace(stored, removal=None) == wanted and (stored.removal.edition, stored.removal.reason) == (3, "公开")


def test_what_a_killed_process_laid_down_counts_for_nothing_and_may_be_laid_down_again(world: World) -> None:
    office = Office(world)
    office.stage(1, ["一号工程", "二号工程"])
    entries = office.ports().entries
    entries.remove("projects/lost", [("x", "y")], dictionary="projects", by="b", at=now())
    assert office.found("一号工程") == [] and texts_of(office) == []
    office.stage(1, ["一号工程", "三号工程"])
    assert refused(lambda: office.stage(2, ["四号工程", "三号 工程"])) == ["content.2"]
    with suppress(StaleVersion):
        office.change(change="big", pages=1, version=9)
        raise AssertionError("the version was stale")
    assert office.change(change="big", pages=1).size == 2 and office.found("一号工程，二号工程") == ["一号工程"]
    assert refused(lambda: office.change(add=[term("新词"), term("一号-工程")])) == ["add.1"]
    entries.forget("projects", made=list(office.query().made), before=now().replace(year=2200))
    assert len(texts_of(office)) == 2 and office.database["entries"].count_documents({}) == 2


def test_twenty_thousand_terms_are_one_change_and_calls_go_on_while_they_are_built(world: World) -> None:
    import eventlet

    office, rng = Office(world), random.Random(7)
    letters = [chr(code) for code in range(0x4E00, 0x5E00)]
    many = list({"".join(rng.choices(letters, k=rng.randint(3, 6))) for _ in range(20_200)})[:20_000]
    for page in range(5):
        office.stage(page + 1, many[page::5])
    began = time.monotonic()
    assert office.change(change="big", pages=5).size == 20_000
    changed = time.monotonic()
    gaps, last, done = [], time.monotonic(), []

    def tick() -> None:
        nonlocal last
        while not done:
            gaps.append(time.monotonic() - last)
            last = time.monotonic()
            eventlet.sleep(0.005)

    ticking = eventlet.spawn(tick)
    assert office.found(f"前{many[5]}后") == [many[5]]
    built = time.monotonic()
    done.append(True)
    ticking.wait()
    office.change(add=[term("云杉计划")])
    assert office.found("云杉计划") == ["云杉计划"]
    print(f"change {changed - began:.2f} s, load and build {built - changed:.2f} s, longest pause {max(gaps):.2f} s, "
          f"one more term {time.monotonic() - built:.2f} s", flush=True)
