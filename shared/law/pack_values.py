"""The values of a rule pack's file: each with where it comes from, dated, and either a term or a value."""
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yaml.nodes import Node

from shared.law.rules import Mark, Rule
from shared.law.sheets import Fields, Sheet
from shared.law.strict_yaml import Refusal, day, free, line, share, term, text, truth
from shared.law.terms import YearDay

_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+\Z")
_CLOCK = ("near", "extended", "roll", "shorter_wins")
"""Fields that only a term can have."""
_ORIGIN = ("article", "source", "mark")


@dataclass(frozen=True)
class _Frame:
    """What all values of a pack share."""

    sheet: Sheet
    pack: str
    version: str
    since: date
    until: date | None


def values(sheet: Sheet, node: Node, *, pack: str, version: str, since: date, until: date | None) -> dict[str, list[Rule]]:
    """Key → its rules, oldest first."""
    frame, found = _Frame(sheet, pack, version, since, until), {}
    for key, (name, value) in (sheet.pairs(node, "values") or {}).items():
        if not _KEY.match(key):
            sheet.refuse(line(name), f"values: “{key}” is no key; write lower-case words with dots, like disclosure.laws")
        found[key] = _dated(frame, key, value)
    return found


def _dated(frame: _Frame, key: str, node: Node) -> list[Rule]:
    fields = frame.sheet.fields(node, key, ("label", *_ORIGIN, "dated"))
    common = {"key": key, "label": fields.take("label", text) or "", "pack": frame.pack, "version": frame.version,
              **_origin(fields)}
    if "dated" in fields and not fields.list("dated") and not frame.sheet.problems:
        fields.refuse("dated must hold one value at least", "dated")
    found: list[Rule] = []
    terms: set[bool] = set()
    for each in fields.list("dated"):
        entry = frame.sheet.fields(each, key, ("from",), ("term", "value", *_CLOCK, *_ORIGIN))
        rule = _rule(entry, common)
        if ("term" in entry) != ("value" in entry):
            terms.add("term" in entry)
        if len(terms) > 1:
            entry.refuse("the key has a term on one date and a value on another; use two keys")
        _in_order(frame, entry, found, rule)
        found.append(rule)
    return found


def _origin(fields: Fields) -> dict[str, Any]:
    """Where a value comes from; what changes with a date may stand with the date."""
    readers = {"article": text, "source": text, "mark": mark}
    return {name: fields.take(name, readers[name]) or "" for name in _ORIGIN if name in fields}


def _rule(entry: Fields, common: Mapping[str, Any]) -> Rule:
    if ("term" in entry) == ("value" in entry):
        entry.refuse("write either a term or a value")
    for name in _CLOCK:
        if name in entry and "value" in entry and "term" not in entry and not (name == "near" and _names_a_day(entry)):
            entry.refuse(f"{name} can only stand beside a term", name)
    origin = {"article": "", "source": "", "mark": Mark.MEMORY} | dict(common) | _origin(entry)
    rule = Rule(**origin, since=entry.take("from", day) or date.min, value=entry.take("value", free),
                term=entry.take("term", term), near=entry.take("near", share) or 0.0,
                extended=entry.take("extended", term), roll=bool(entry.take("roll", truth)),
                shorter_wins=bool(entry.take("shorter_wins", truth)))
    if rule.term and rule.extended and rule.extended.rough_days <= rule.term.rough_days:
        entry.refuse(f"extended must be the whole term from the same start, so longer than {rule.term}, "
                     f"not {rule.extended}", "extended")
    return rule


def _names_a_day(entry: Fields) -> bool:
    """True if the value is a day of the year, which is the end of a term although no length is given."""
    try:
        return "value" in entry and bool(YearDay.parse(entry.take("value", free)))
    except (TypeError, ValueError):
        return False


def _in_order(frame: _Frame, entry: Fields, before: list[Rule], rule: Rule) -> None:
    """Dates ascend and lie within the time of the pack."""
    if rule.since == date.min:
        return
    if before and before[-1].since >= rule.since:
        entry.refuse(f"{rule.since} must be later than {before[-1].since} before it", "from")
    elif rule.since < frame.since:
        entry.refuse(f"{rule.since} is before {frame.since}, when the pack comes into force", "from")
    elif frame.until is not None and rule.since >= frame.until:
        entry.refuse(f"{rule.since} is not before {frame.until}, when the pack ceases to hold", "from")


def mark(node: Node) -> Mark:
    """How sure a value is."""
    written = text(node)
    try:
        return Mark(written)
    except ValueError:
        raise Refusal(line(node), "must be V (read in the rule), S (read beside it) or M (unverified), "
                                  f"not “{written}”") from None
