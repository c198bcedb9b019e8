"""The file of a rule pack: head, values, rulings, calendar. ``docs/law.md`` describes it for those who write one."""
import re
from datetime import date

from yaml.nodes import Node

from shared.law.pack_calendar import overlay
from shared.law.pack_values import values
from shared.law.problems import Problem
from shared.law.rules import Pack, Ruling
from shared.law.sheets import Fields, Sheet
from shared.law.strict_yaml import Refusal, day, line, parse, text, texts

LEVELS = ("national", "provincial", "local")
"""From the lowest of a stack to the topmost."""
_REQUIRED = ("pack", "title", "level", "version", "bases", "in_force", "values")
_OPTIONAL = ("text", "rulings", "calendar")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_FILE = re.compile(r"[A-Za-z0-9][\w.-]*\.txt\Z")


def read(file: str, raw: bytes) -> tuple[Pack | None, list[Problem]]:
    """The pack that a file holds, or all that is wrong with it in order of lines."""
    sheet = Sheet(file)
    try:
        pack = _pack(sheet, parse(raw))
    except Refusal as refusal:
        return None, [Problem(file, refusal.line, refusal.text)]
    return (None if sheet.problems else pack), sorted(sheet.problems)


def _pack(sheet: Sheet, root: Node) -> Pack:
    head = sheet.fields(root, "the pack", _REQUIRED, _OPTIONAL)
    name, version = head.take("pack", _name) or "", head.take("version", text) or ""
    since, until = _in_force(sheet, head)
    rules = values(sheet, head.nodes["values"], pack=name, version=version, since=since, until=until) \
        if "values" in head else {}
    rulings = [ruling for each in head.list("rulings") if (ruling := _ruling(sheet, each)) is not None]
    pack = Pack(name=name, title=head.take("title", text) or "", level=head.take("level", _level) or "", version=version,
                bases=tuple(head.take("bases", texts) or ()), since=since, until=until, rules=rules,
                rulings=tuple(sorted(rulings, key=lambda each: each.on)), text=head.take("text", _file) or "")
    if "calendar" not in head:
        return pack
    return Pack(**{**vars(pack), "calendar": overlay(sheet, head.nodes["calendar"])})


def _in_force(sheet: Sheet, head: Fields) -> tuple[date, date | None]:
    if "in_force" not in head:
        return date.min, None
    span = sheet.fields(head.nodes["in_force"], "in_force", ("from",), ("until",))
    since, until = span.take("from", day) or date.min, span.take("until", day)
    if until is not None and until <= since:
        span.refuse(f"it ends on {until} before it has begun on {since}; until is the first day on which it does not hold",
                    "until")
        return since, None
    return since, until


def _ruling(sheet: Sheet, node: Node) -> Ruling | None:
    fields = sheet.fields(node, "a ruling", ("on", "article", "by", "text"))
    found = fields.take("on", day), fields.take("article", text), fields.take("by", text), fields.take("text", text)
    return None if None in found else Ruling(*found)  # type: ignore[arg-type]


def _name(node: Node) -> str:
    written = text(node)
    if not _NAME.match(written):
        raise Refusal(line(node), f"must be lower-case letters, digits and hyphens, like xiangxi-2018, not “{written}”")
    return written


def _level(node: Node) -> str:
    written = text(node)
    if written not in LEVELS:
        raise Refusal(line(node), f"must be {', '.join(LEVELS[:-1])} or {LEVELS[-1]}, not “{written}”")
    return written


def _file(node: Node) -> str:
    written = text(node)
    if not _FILE.match(written):
        raise Refusal(line(node), f"must be the name of a .txt file without a folder, not “{written}”")
    return written
