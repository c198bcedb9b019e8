"""Rules: every number of the law, its article, and the day from which it holds (Art. 1 第一条, 22 第二十二条).

No number of days stands in code. A rule pack is a dated file; several packs stack, the local one above the provincial and
the national. What the stack says on a day binds the matters of that day.
"""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from shared.law.errors import NoRule
from shared.law.overlay import Overlay
from shared.law.terms import Term, TermUnit, YearDay


class Mark(StrEnum):
    """How sure a value is."""

    VERIFIED = "V"
    """Read in the text of the rule itself."""
    SECONDARY = "S"
    """Read in a source beside it."""
    MEMORY = "M"
    """Unverified: an operator should check it before anybody is held to it."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One value as it holds on a day."""

    key: str
    """Its name, e.g. ``disclosure.important`` or ``column.cadence.dynamic``."""
    label: str
    """What it is, in Chinese."""
    article: str
    """E.g. ``Art. 7 第七条``, or ``政府信息公开条例 Art. 33 第三十三条``."""
    source: str
    mark: Mark
    pack: str
    version: str
    """Version of the pack; stored with every duty, so that a decision can be explained years later."""
    since: date
    """The day from which this value holds."""
    value: Any
    """A number, text, list or mapping; a rule with a clock has ``terms`` instead."""
    term: Term | None = None
    near: float = 0.0
    """The share of the term that is left when it becomes ``near``; 0–1."""
    extended: Term | None = None
    """The whole term after an extension, counted from the same start; ``None`` = it cannot be extended."""
    roll: bool = False
    """True if a calendar term that ends on a day off ends on the next working day instead (民法典第二百零三条)."""
    shorter_wins: bool = False
    """True if, where packs differ, the shorter term holds, whichever pack it stands in."""

    @property
    def clock(self) -> Term:
        """Its term; a rule without one is a mistake of whoever asks."""
        if self.term is None:
            raise NoRule(key=f"{self.key} (term)", day=self.since.isoformat())
        return self.term

    @property
    def named_day(self) -> YearDay | None:
        """The day of every year on which its term ends, where the law names a day and no length (``value: "01-31"``)."""
        try:
            return YearDay.parse(self.value)
        except (TypeError, ValueError):
            return None

    def term_from(self, start: date) -> Term:
        """How long a clock runs that starts on ``start``: its term, or the days until the named day. Raises ``NoRule``."""
        if self.named_day is None:
            return self.clock
        return Term((self.named_day.after(start) - start).days, TermUnit.DAYS)


@dataclass(frozen=True)
class Ruling:
    """An interpretation (解释口径) that the oversight office gave of an article (Art. 21 第二十一条)."""

    on: date
    article: str
    by: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Pack:
    """One rule pack (规则包)."""

    name: str
    title: str
    level: str
    """``national``, ``provincial`` or ``local``: its place in a stack, lowest first."""
    version: str
    bases: Sequence[str]
    since: date
    until: date | None
    """The first day on which it does not hold any more."""
    rules: Mapping[str, Sequence[Rule]] = field(default_factory=dict)
    """Key → its values, oldest first."""
    rulings: Sequence[Ruling] = ()
    text: str = ""
    """Name of the file with the articles' text, below ``texts``; empty if there is none."""
    calendar: Overlay = Overlay()
    """What it adds to the State Council's calendar."""

    def in_force(self, day: date) -> bool:
        """True if the pack holds on ``day``."""
        return self.since <= day and (self.until is None or day < self.until)

    def rule(self, key: str, day: date) -> Rule | None:
        """What it says of ``key`` on ``day``, if anything."""
        found = [rule for rule in self.rules.get(key, ()) if rule.since <= day]
        return found[-1] if found and self.in_force(day) else None


class Law:
    """A stack of packs, lowest first."""

    def __init__(self, packs: Sequence[Pack]) -> None:
        self.packs = tuple(packs)

    def rule(self, key: str, day: date) -> Rule:
        """What holds for ``key`` on ``day``: the topmost pack's word, or the shortest term where the rule says so.

        Raises ``NoRule``.
        """
        found = [rule for pack in self.packs if (rule := pack.rule(key, day)) is not None]
        if not found:
            raise NoRule(key=key, day=day.isoformat())
        if any(rule.shorter_wins for rule in found):
            return min(reversed(found), key=_length)
        return found[-1]

    def value(self, key: str, day: date) -> Any:
        """The bare value of a rule that is no term."""
        return self.rule(key, day).value

    def rulings(self, article: str = "") -> list[Ruling]:
        """The rulings of all packs on ``article``, or all of them, oldest first."""
        found = [each for pack in self.packs for each in pack.rulings if article in ("", each.article)]
        return sorted(found, key=lambda each: each.on)

    def keys(self, prefix: str = "") -> list[str]:
        """All keys that begin with ``prefix``."""
        return sorted({key for pack in self.packs for key in pack.rules if key.startswith(prefix)})


def _length(rule: Rule) -> float:
    """Roughly how many days a rule's term takes."""
    return rule.clock.rough_days
