"""At no moment did a gateway show a text that was not cleared and published then; nor, after the bound, one withdrawn."""
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.chaos.checker.evidence import Evidence
from tests.chaos.checker.expected import SIGHT_BOUND_SECONDS


@dataclass
class Life:
    """One text, known by its mark: from when on it may be seen, and from when on no more. Seconds of the machine's clock."""

    cleared: float = float("inf")
    published: float = float("inf")
    gone: float = float("inf")
    digests: set[str] = field(default_factory=set)


def flaws(evidence: Evidence) -> Iterator[str]:
    """What is wrong, a sentence each."""
    lives = _lives(evidence)
    for sight in evidence.seen:
        for mark in sight["marks"]:
            life, where = lives.get(mark), f"{sight['gateway']}{sight['path']} showed {mark}"
            if life is None:
                continue  # a list also has what earlier runs left public
            if sight["ended"] < life.cleared:
                yield f"{where} {life.cleared - sight['ended']:.3f} s before anybody asked to clear it"
            if sight["ended"] < life.published:
                yield f"{where} {life.published - sight['ended']:.3f} s before anybody asked to publish it"
            if sight["began"] > life.gone + SIGHT_BOUND_SECONDS:
                yield f"{where} {sight['began'] - life.gone:.1f} s after its end was answered"


def lag(evidence: Evidence) -> float:
    """The longest that something withdrawn or replaced was still seen, in seconds after the answer; 0 if never."""
    lives = _lives(evidence)
    return max((sight["began"] - lives[mark].gone for sight in evidence.seen for mark in sight["marks"]
                if mark in lives and sight["began"] > lives[mark].gone), default=0.0)


def _lives(evidence: Evidence) -> dict[str, Life]:
    """The life of each text by what the client itself asked for and was answered, article by article."""
    lives: dict[str, Life] = defaultdict(Life)
    by_article: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for write in evidence.writes.values():
        if write.get("article") and not write.get("must_fail"):
            by_article[write["article"]].append(write)
    for writes in by_article.values():
        working, live = "", ""
        for write in sorted(writes, key=lambda each: each["at"]):
            operation, possible = write["operation"], write["end"] != "refused"
            if write.get("mark") and possible:
                working = write["mark"]
                lives[working]
            elif operation == "clearance_of_review" and possible:
                lives[working].cleared = min(lives[working].cleared, write["at"])
            elif operation == "publication_of_article" and possible:
                lives[working].published = min(lives[working].published, write["at"])
                if write["end"] == "accepted":
                    if live and live != working:
                        lives[live].gone = write["answered_at"]
                    live = working
            elif operation == "withdrawal_of_article" and write["end"] == "accepted":
                lives[live].gone = write["answered_at"]
                live = ""
    return lives
