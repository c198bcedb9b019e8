"""Keeping dictionaries of terms (敏感词词库, Art. 12 第十二条): who added or took out what, when and why."""
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from services.secrecy.errors.dictionaries import ChangeMade, EntriesRefused, EntryNotFound, PageMissing
from services.secrecy.model import entry_lines
from services.secrecy.model.dictionary import Dictionary, Entry
from services.secrecy.ports import Ports
from services.secrecy.use_cases.entries import checked, clashes
from shared.caller import Caller

KEEPER = "dictionary_keeper"
READERS = (KEEPER, "auditor")
LINES_MOST = 20_000
"""Lines of one page."""
TOLD_MOST = 100
"""Lines that a refusal names one by one."""
PAGES_KEPT = timedelta(days=1)
"""How long a page waits for its change."""


def create_dictionary(ports: Ports, *, caller: Caller, now: datetime, dictionary_id: str, unit: str, name: str,
                      purpose: str) -> Dictionary:
    """Begin a dictionary; its entries come by changes. It holds for everything that is published, whoever keeps it."""
    caller.require(KEEPER, unit=unit)
    made = Dictionary.create(code=dictionary_id, unit=unit, name=name, purpose=purpose, by=caller.id, at=now)
    ports.dictionaries.save(made)
    return made


def stage_entries(ports: Ports, *, caller: Caller, now: datetime, dictionary_id: str, change: str, page: int, format: str,
                  content: str) -> dict[str, Any]:
    """Hand in one page of a large change: it counts for nothing until the change is made; handed in again, it is replaced.

    Raises ``EntriesRefused`` with what is wrong with each line; then nothing of the page is kept.
    """
    dictionary = _kept(ports, caller, dictionary_id)
    name = f"{dictionary.id}/{change}"
    if name in dictionary.editions:
        raise ChangeMade(change=change)
    lines = list(entry_lines.read(format, content))
    if len(lines) > LINES_MOST:
        raise EntriesRefused(count=len(lines), fields={"content": [f"一页最多 {LINES_MOST} 行，请分页上传。"]})
    _refuse({f"content.{line.number}": line.problem for line in lines if line.problem})
    entries, problems = checked([(line.number, line.fields) for line in lines],
                                {"dictionary": dictionary.id, "change": name, "page": page, "by": caller.id, "at": now})
    _refuse({f"content.{line}": problem for line, problem in problems.items()})
    if page == 1:
        ports.entries.forget(dictionary.id, made=list(dictionary.editions), before=now - PAGES_KEPT)
    _refuse({f"content.{line}": "与本次变更的其他页重复。" for line in ports.entries.put(name, page, entries)})
    return {"dictionary": dictionary.id, "change": change, "page": page, "lines": len(entries)}


def change_dictionary(ports: Ports, *, caller: Caller, now: datetime, dictionary_id: str, version: int, change: str | None,
                      pages: int, add: Sequence[Mapping[str, Any]], remove: Sequence[Mapping[str, str]], note: str
                      ) -> Dictionary:
    """Make one change, as a whole or not at all: what is added here and on the pages handed in before, what is taken out.

    From the answer on no text is cleared but under the new edition, and everything that is public is examined anew.
    """
    dictionary = _kept(ports, caller, dictionary_id)
    name = f"{dictionary.id}/{change or ports.new_id()}"
    if name in dictionary.editions:
        return dictionary
    dictionary.expect(version)
    entries, problems = checked(list(enumerate(add)), {"dictionary": dictionary.id, "change": name, "page": 0,
                                                       "by": caller.id, "at": now})
    _refuse({f"add.{line}": problem for line, problem in problems.items()})
    _refuse({f"add.{line}": "与本次变更的其他页重复。" for line in ports.entries.put(name, 0, entries)})
    every = ports.entries.of_change(name)
    if missing := set(range(1, pages + 1)) - {each.page for each in every}:
        raise PageMissing(change=change, pages=pages, page=min(missing))
    leaving = _leaving(ports, dictionary, remove)
    _refuse({f"pages.{each.page}.{each.line}" if each.page else f"add.{each.line}": problem
             for each, problem in clashes(ports, dictionary, every, leaving={each.id for each in leaving})})
    ports.entries.remove(name, [(each["entry"], each["reason"]) for each in remove], dictionary=dictionary.id, by=caller.id,
                         at=now)
    dictionary.change(id=name, by=caller.id, at=now, note=note, added=every, removed=leaving)
    ports.dictionaries.save(dictionary)
    return dictionary


def _kept(ports: Ports, caller: Caller, dictionary_id: str) -> Dictionary:
    dictionary = ports.dictionaries.get(dictionary_id)
    caller.require(KEEPER, unit=dictionary.unit)
    return dictionary


def _leaving(ports: Ports, dictionary: Dictionary, remove: Sequence[Mapping[str, str]]) -> list[Entry]:
    wanted = [each["entry"] for each in remove]
    found = {each.id: each for each in ports.entries.named(dictionary.id, wanted, dictionary.editions)
             if each.removal is None}
    if missing := [id_ for id_ in wanted if id_ not in found]:
        raise EntryNotFound(entry=missing[0])
    if len(found) < len(wanted):
        raise EntriesRefused(count=len(wanted) - len(found), fields={"remove": ["同一词条只能停用一次。"]})
    _refuse({f"remove.{place}.reason": "理由不得重复词条。" for place, each in enumerate(remove)
             if found[each["entry"]].text in each["reason"]})
    return [found[id_] for id_ in wanted]


def _refuse(problems: Mapping[str, str]) -> None:
    if problems:
        named = sorted(problems)[:TOLD_MOST]
        raise EntriesRefused(count=len(problems), fields={name: [problems[name]] for name in named})
