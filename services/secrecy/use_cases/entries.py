"""What may stand in a dictionary: neither what finds everything, nor what finds nothing, nor the same twice."""
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from services.secrecy.detectors.dictionary import comparable, comparables
from services.secrecy.detectors.patterns import PatternRefused, check
from services.secrecy.model.dictionary import TERMS, Dictionary, Entry
from services.secrecy.ports import Ports
from shared.digests import digest
from shared.plugins.folding import STOPS

LEAST = 2
"""Characters of a word or phrase once it is folded and stripped."""


def checked(lines: Sequence[tuple[int, Mapping[str, Any]]], origin: Mapping[str, Any]) -> tuple[list[Entry], dict[int, str]]:
    """The entries that numbered ``lines`` describe, and what is wrong with which line. ``origin``: what they have in common."""
    keys = comparables([each["text"] for _, each in lines])
    reasons = {each["reason"]: comparable(each["reason"]) for _, each in lines}
    entries: list[Entry] = []
    problems: dict[int, str] = {}
    seen: set[tuple[bool, str]] = set()
    for (number, fields), folded in zip(lines, keys, strict=True):
        is_pattern = fields["kind"] == "pattern"
        key = fields["text"] if is_pattern else folded
        problem = _problem(fields, key, reasons[fields["reason"]])
        if not problem and (is_pattern, key) in seen:
            problem = "与前面的一行相同（归一化之后）。"
        if problem:
            problems[number] = problem
            continue
        seen.add((is_pattern, key))
        severity, state = (fields["severity"], fields["state"]) if fields["kind"] in TERMS else ("low", "on")
        entries.append(Entry(id=digest([origin["change"], is_pattern, key])[:32], kind=fields["kind"], text=fields["text"],
                             key=key, severity=severity, state=state, reason=fields["reason"], tags=tuple(fields["tags"]),
                             line=number, **origin))
    return entries, problems


def clashes(ports: Ports, dictionary: Dictionary, entries: Sequence[Entry], leaving: set[str]) -> Iterator[tuple[Entry, str]]:
    """Which of ``entries`` cannot stand beside what counts today, here and in other dictionaries, and why.

    ``leaving``: entries that the same change takes out.
    """
    made = {each.id: each.editions for each in ports.dictionaries.find({})}
    known: dict[str, list[Entry]] = {}
    for each in ports.entries.with_keys([entry.key for entry in entries], made):
        if each.removal is None and each.id not in leaving:
            known.setdefault(each.key, []).append(each)
    for entry in entries:
        for other in known.get(entry.key, ()):
            if (entry.kind == "pattern") is not (other.kind == "pattern"):
                continue
            if (entry.kind == "phrase") is not (other.kind == "phrase"):
                yield entry, "既是词条又是放行短语，互相矛盾。"
                break
            if other.dictionary == dictionary.id:
                yield entry, "词库中已有相同的词条（归一化之后）。"
                break


def _problem(fields: Mapping[str, Any], key: str, reason: str) -> str:
    if fields["kind"] == "pattern":
        try:
            check(key)
        except PatternRefused as refused:
            return str(refused)
        return "理由不得重复词条。" if key.casefold() in fields["reason"].casefold() else ""
    if sum(char not in STOPS for char in key) < LEAST:
        return f"词条去除标点、空格之后至少须有 {LEAST} 个字符。"
    return "理由不得重复词条。" if key in reason else ""
