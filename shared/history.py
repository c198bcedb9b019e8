"""The hash-chained history of an aggregate: who did what, when, on whose authority (Art. 5 第五条).

Each save appends one entry that names the digest of the entry before it and the digest of the state that it left
behind. So a changed, removed or inserted entry, or a state changed behind the suite's back, is found offline.
"""
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shared.digests import digest

GENESIS = "0" * 64
"""What the first entry names as its predecessor."""
LOST = "lost_versions"
"""The detail of an entry that names the numbers before it, first and last, which a restore of an older backup took away."""


@dataclass(frozen=True)
class Flaw:
    """Something that does not add up: where, and what."""

    subject: str
    entry: int
    problem: str


def entry(*, sequence: int, previous: str, state: str, at: str, action: str, by: str, authority: str,
          details: Mapping[str, Any], correlation: str) -> dict[str, Any]:
    """One entry of a chain. ``at`` is ISO 8601 UTC; ``state`` is the digest of the aggregate's state after the save."""
    body = {"sequence": sequence, "previous": previous, "state": state, "at": at, "action": action, "by": by,
            "authority": authority, "details": dict(details), "correlation": correlation}
    return {**body, "hash": digest(body)}


def lost_before(entries: Iterable[Mapping[str, Any]], sequence: int) -> bool:
    """True if ``sequence`` is one of the numbers that a restore took away."""
    spans = (each.get("details", {}).get(LOST) for each in entries)
    return any(span[0] <= sequence <= span[1] for span in spans if span)


def flaws(subject: str, entries: Iterable[Mapping[str, Any]], *, state: str, version: int, head: str | None) -> list[Flaw]:
    """Everything wrong with a chain whose aggregate has ``state`` (its digest), ``version`` and ``head`` (the hash of its
    last entry, as it was noted beside the state) today; empty when sound."""
    found, previous, expected, last = [], GENESIS, 1, ""
    for each in entries:
        body = {key: value for key, value in each.items() if key != "hash"}
        number = each["sequence"] if isinstance(each.get("sequence"), int) else -1
        if number != expected and not _skips(each, expected, number):
            found.append(Flaw(subject, number, f"sequence is {number}, expected {expected}"))
        if each.get("previous") != previous:
            found.append(Flaw(subject, number, "does not follow the entry before it"))
        if digest(body) != each.get("hash"):
            found.append(Flaw(subject, number, "content was changed: its hash does not match"))
        previous, expected, last = str(each.get("hash")), number + 1, str(each.get("state"))
    if expected - 1 != version:
        found.append(Flaw(subject, expected - 1, f"the chain ends at {expected - 1}, the item is at version {version}"))
    elif head != previous:
        found.append(Flaw(subject, version, "the item does not name its last entry"))
    elif last != state:
        found.append(Flaw(subject, version, "the item's state was changed outside the suite"))
    return found


def _skips(each: Mapping[str, Any], expected: int, number: int) -> bool:
    """Numbers may be left out only by the entry that says so; it is chained and digested like every other."""
    details = each.get("details")
    return isinstance(details, Mapping) and number > expected and list(details.get(LOST, ())) == [expected, number - 1]
