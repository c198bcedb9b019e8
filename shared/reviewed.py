"""How a service that publishes hears what the secrecy review decided (Art. 12 第十二条); the same for all of them."""
from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from shared.clearance import Clearance, Referred
from shared.errors import Fault, Kind
from shared.events import Received

RECALLED = "正在按保密审查要求复核"
"""What the public reads in place of what was recalled."""


class Reviewed(Protocol):
    """What is reviewed: a decision about another digest than its present one, or a repeated one, changes nothing in it.

    A recall takes exactly its digest from the public until it is lifted. The three notes of a recall may come in any order:
    what was lifted or upheld is not recalled again by the same recall.
    """

    def note_clearance(self, clearance: Clearance) -> None: ...
    def note_refusal(self, *, digest: str, by: str, at: datetime, reason: str, final: bool) -> None: ...
    def note_recall(self, recall: str, *, digest: str, at: datetime) -> None: ...
    def note_recall_upheld(self, recall: str, *, digest: str, by: str, at: datetime, reason: str) -> None: ...
    def note_recall_lifted(self, recall: str, clearance: Clearance) -> None: ...
    def note_referral(self, referred: Referred) -> None: ...


class ReviewedItems(Protocol):
    """Where what is reviewed is stored."""

    def get(self, id_: str) -> Any: ...
    def save(self, aggregate: Any) -> None: ...


class ReviewListener:
    """Handles the decisions on what ``service`` asked for; ``items`` finds its store in its ports. Safe to repeat.

    Reviews are asked for by every service that publishes; those of others are none of its business.
    """

    def __init__(self, service: str, items: Callable[[Any], ReviewedItems]) -> None:
        self._ours, self._items = service, items

    def note_review_cleared(self, ports: Any, *, now: datetime, event: Received, service: str, subject: str, digest: str,
                            clearance: str, officer: str, dictionary: str, rules: str) -> None:
        """Exactly this text may become public."""
        if service == self._ours:
            self._change(ports, subject, lambda item: item.note_clearance(Clearance(
                id=clearance, by=officer, at=now, digest=digest, dictionary=dictionary, rules=rules)))

    def note_review_refused(self, ports: Any, *, now: datetime, event: Received, service: str, subject: str, digest: str,
                            officer: str, reason: str) -> None:
        """This text is not to be published."""
        if service == self._ours:
            self._change(ports, subject, lambda item: item.note_refusal(
                digest=digest, by=officer, at=now, reason=reason, final=True))

    def note_review_returned(self, ports: Any, *, now: datetime, event: Received, service: str, subject: str, digest: str,
                             officer: str, reason: str) -> None:
        """This text was given back to be changed."""
        if service == self._ours:
            self._change(ports, subject, lambda item: item.note_refusal(
                digest=digest, by=officer, at=now, reason=reason, final=False))

    def note_recall_opened(self, ports: Any, *, now: datetime, event: Received, recall_id: str, service: str, subject: str,
                           digest: str) -> None:
        """Exactly this text is taken from the public at once, by the suite itself, on the authority of the recall."""
        if service == self._ours:
            self._change(ports, subject, lambda item: item.note_recall(recall_id, digest=digest, at=now))

    def note_recall_upheld(self, ports: Any, *, now: datetime, event: Received, recall_id: str, service: str, subject: str,
                           digest: str, officer: str, reason: str) -> None:
        """This text stays away; only another one can become public."""
        if service == self._ours:
            self._change(ports, subject, lambda item: item.note_recall_upheld(
                recall_id, digest=digest, by=officer, at=now, reason=reason))

    def note_recall_lifted(self, ports: Any, *, now: datetime, event: Received, recall_id: str, service: str, subject: str,
                           digest: str, clearance: str, officer: str, dictionary: str, rules: str) -> None:
        """This text was cleared anew: it is public again as it was."""
        if service == self._ours:
            self._change(ports, subject, lambda item: item.note_recall_lifted(recall_id, Clearance(
                id=clearance, by=officer, at=now, digest=digest, dictionary=dictionary, rules=rules)))
    def note_review_unclear(self, ports: Any, *, now: datetime, event: Received, service: str, subject: str, digest: str
                            ) -> None:
        """Whether this text may become public was put to the competent authority (送审)."""
        if service == self._ours:
            self._change(ports, subject, lambda item: item.note_referral(
                Referred(event.subject, event.sequence, digest, True)))

    def note_review_clarified(self, ports: Any, *, now: datetime, event: Received, service: str, subject: str, digest: str
                              ) -> None:
        """The authority answered, and the review of this text goes on."""
        if service == self._ours:
            self._change(ports, subject, lambda item: item.note_referral(
                Referred(event.subject, event.sequence, digest, False)))

    def _change(self, ports: Any, subject: str, change: Callable[[Any], None]) -> None:
        items = self._items(ports)
        try:
            item = items.get(subject)
        except Fault as fault:
            if fault.kind is Kind.NOT_FOUND:  # a restore of an older backup took it away: there is nothing to decide about
                return
            raise
        change(item)
        items.save(item)
