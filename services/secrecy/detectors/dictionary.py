"""The dictionary of terms (敏感词词库) that a body keeps for its own review: one YAML file with a version.

    version: "2024-05"
    terms:
      - {term: 示例甲号工程, severity: high, reason: 虚构的工程代号, tags: [工程]}
    allow: [示例甲号工程纪念馆]

A clearance names the version, so that a new term re-examines what was cleared before it (Art. 12 第十二条).
"""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from shared.plugins.detectors import Severity
from shared.plugins.text import Text


@dataclass(frozen=True)
class Term:
    """One entry: what must not appear and why."""

    term: str
    severity: Severity
    reason: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dictionary:
    """All terms, and the harmless longer phrases that contain one."""

    version: str
    terms: tuple[Term, ...]
    allow: tuple[str, ...] = ()


def comparable(term: str) -> str:
    """A term as it is searched for: folded and stripped like the text."""
    return Text("term", term).stripped.text


def comparables(terms: Sequence[str]) -> list[str]:
    """The same of many terms, none of which has a line end, in one pass."""
    folded = Text("terms", "\n".join(terms)).stripped.text.split("\n")
    return folded if len(folded) == len(terms) else [comparable(term) for term in terms]


def load(path: Path) -> Dictionary:
    """Reads and checks a dictionary; ``ValueError`` names the file and the term that is wrong."""
    try:
        raw = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ValueError(f"{path}: cannot be read as a dictionary: {error}") from error
    try:
        return _checked(_parsed(raw))
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error


def _parsed(raw: Any) -> Dictionary:
    _require(isinstance(raw, Mapping), "a dictionary is a mapping of version, terms and allow")
    version, terms, allow = raw.get("version"), raw.get("terms") or [], raw.get("allow") or []
    _require(isinstance(version, str) and version.strip(), "version: must be a quoted string")
    _require(isinstance(terms, list) and isinstance(allow, list), "terms and allow: must be lists")
    _require(all(isinstance(phrase, str) for phrase in allow), "allow: every phrase must be a string")
    return Dictionary(version.strip(), tuple(map(_term, terms)), tuple(allow))


def _term(entry: Any) -> Term:
    _require(isinstance(entry, Mapping) and isinstance(entry.get("term"), str), f"this entry has no term: {entry!r}")
    term, severity, reason, tags = entry["term"], entry.get("severity"), entry.get("reason"), entry.get("tags") or []
    _require(severity in list(Severity), f"term {term!r}: severity must be one of {', '.join(Severity)}")
    _require(isinstance(reason, str) and reason.strip(), f"term {term!r}: a reason for the reviewer is missing")
    _require(isinstance(tags, list), f"term {term!r}: tags must be a list")
    return Term(term, Severity(severity), reason.strip(), tuple(map(str, tags)))


def _checked(dictionary: Dictionary) -> Dictionary:
    """Refuses what would find nothing, everything, or the same twice."""
    allowed = set(map(comparable, dictionary.allow))
    seen: dict[str, str] = {}
    for entry in dictionary.terms:
        name, plain = f"term {entry.term!r}", comparable(entry.term)
        _require(len(plain) > 1, f"{name}: a term needs at least two characters")
        _require(plain not in allowed, f"{name}: is also allowed")
        _require(plain not in seen, f"{name}: is the same as {seen.get(plain)!r}")
        _require(plain not in comparable(entry.reason), f"{name}: its reason must not repeat it")
        seen[plain] = entry.term
    return dictionary


def _require(holds: object, problem: str) -> None:
    if not holds:
        raise ValueError(problem)
