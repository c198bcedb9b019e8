"""What one law says otherwise than another, or than itself on another day."""
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from shared.law.errors import NoRule
from shared.law.overlay import Overlay
from shared.law.rules import Law, Rule

COMPARED = ("term", "value", "near", "extended", "roll", "shorter_wins")
"""What binds; where it is written is compared only for one law on two days."""


@dataclass(frozen=True)
class Change:
    """One key that is not the same; ``before`` or ``after`` is ``None`` where there is none."""

    key: str
    before: Rule | None
    after: Rule | None
    fields: tuple[str, ...] = ()
    """What differs."""

    @property
    def kind(self) -> str:
        """``added``, ``removed`` or ``changed``."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"


def compare(before: Law, day_before: date, after: Law, day_after: date) -> list[Change]:
    """Every key that ``after`` adds, lacks or changes, in order of keys."""
    compared = (*COMPARED, "article") if before is after else COMPARED
    return [change for key in sorted({*before.keys(), *after.keys()})
            for change in _change(key, rule(before, key, day_before), rule(after, key, day_after), compared)]


def days(before: Law, after: Law) -> list[tuple[str, str]]:
    """What ``after`` adds to (``+``) and lacks of (``-``) the calendar of ``before``."""
    first, second = ({line: None for pack in law.packs for line in _lines(pack.calendar)} for law in (before, after))
    return [("-", line) for line in first if line not in second] + [("+", line) for line in second if line not in first]


def _lines(overlay: Overlay) -> Iterator[str]:
    for each in overlay.corrections:
        yield f"{each.day} {'放假' if each.off else '上班'} {each.name}（{each.source}）"
    for local in overlay.days_off:
        since, until = (f"{local.since}-", "") if local.once else ("每年 ", f"，自{local.since}年起")
        yield f"{since}{local.month:02}-{local.day:02} 放假 {local.name}（{local.article}{until}）"
    for fixed in overlay.fixed_holidays:
        yield f"每年 {fixed.month:02}-{fixed.day:02} 固定节假日 {fixed.name}"


def rule(law: Law, key: str, day: date) -> Rule | None:
    """What holds for ``key`` on ``day``, or ``None``."""
    try:
        return law.rule(key, day)
    except NoRule:
        return None


def _change(key: str, before: Rule | None, after: Rule | None, compared: tuple[str, ...]) -> Iterator[Change]:
    if before is None or after is None:
        if before is not after:
            yield Change(key, before, after)
        return
    fields = tuple(name for name in compared if getattr(before, name) != getattr(after, name))
    if fields:
        yield Change(key, before, after, fields)

