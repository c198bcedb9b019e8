"""Rulings (解释口径): what the oversight office says an article means (Art. 21 第二十一条), and their way to the public."""
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from services.law.errors import IllegalTransition, RulingInFuture, RulingNotCleared, SamePerson
from services.law.events import DisplayChanged, ReviewRequested, RulingPublished, RulingWithdrawn, TextRemoved
from services.law.model.regulation import number_words
from shared.aggregate import Aggregate
from shared.clearance import Clearance, Referred
from shared.clock import legal_day
from shared.digests import digest

FETCH = "law.get_review_text"
"""The operation by which the secrecy review reads the text."""


class State(StrEnum):
    """Where a ruling stands."""

    REVIEW = "under_review"
    """保密审查中: drafted, waits for the secrecy clearance."""
    REFUSED = "refused"
    """保密审查未通过: not to be published as it is."""
    RETURNED = "returned"
    """退回修改: given back to be changed."""
    CLEARED = "cleared"
    """待公布: may go public."""
    PUBLIC = "public"
    """已公布: what the public sees; it is not changed, a later one says otherwise."""
    RECALLED = "recalled"
    """暂停公布: hidden while the secrecy review looks at it again."""
    WITHDRAWN = "withdrawn"
    """停止公布: the recall was upheld; another ruling may say what can be said."""
    QUARANTINED = "quarantined"
    """已隔离: a suspected state secret; the text was removed, its digest stays (Art. 12 第十二条)."""


LABELS = {State.REVIEW: "保密审查中", State.REFUSED: "保密审查未通过", State.RETURNED: "退回修改", State.CLEARED: "待公布",
          State.PUBLIC: "已公布", State.RECALLED: "暂停公布", State.WITHDRAWN: "停止公布", State.QUARANTINED: "已隔离"}
WORKING = (State.REVIEW, State.REFUSED, State.RETURNED, State.CLEARED)
"""States of a ruling that the public does not know of."""

TRANSITIONS: dict[str, tuple[tuple[State, ...], State]] = {
    "edit": (WORKING, State.REVIEW),
    "clear": ((State.REVIEW,), State.CLEARED),
    "refuse": ((State.REVIEW,), State.REFUSED),
    "return": ((State.REVIEW,), State.RETURNED),
    "publish": ((State.CLEARED,), State.PUBLIC),
    "recall": ((State.PUBLIC,), State.RECALLED),
    "uphold": ((State.RECALLED,), State.WITHDRAWN),
    "restore": ((State.RECALLED,), State.PUBLIC),
    "quarantine": ((*WORKING, State.PUBLIC, State.RECALLED, State.WITHDRAWN), State.QUARANTINED),
}
"""Every step: the states that it may be taken from, and the one that it leads to. There are no others."""


@dataclass(frozen=True)
class Return:
    """Why the secrecy review refused a ruling, or gave it back."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Quarantined:
    """Why the text of a ruling is gone; the register of the secrecy review has the rest."""

    review: str
    at: datetime
    digest: str
    circumstances: tuple[str, ...]


@dataclass(kw_only=True)
class Ruling(Aggregate):
    """One dated note on an article; ``authors`` are all who wrote its text."""

    WORDING: ClassVar[tuple[str, ...]] = ("article", "on", "office", "text")
    """What becomes public, and so what a clearance is given for."""

    unit: str
    """The unit of who drafted it; its secrecy officers review it."""
    article: int
    """Number of the article."""
    on: date
    """The day on which it was given."""
    office: str
    """Who gave it."""
    text: str
    authors: list[str] = field(default_factory=list)
    drafted_at: datetime
    state: State = State.REVIEW
    clearance: Clearance | None = None
    returned: Return | None = None
    published_at: datetime | None = None
    published_by: str = ""
    recall: str = ""
    """Id of the recall that hides it, or hid it for good."""
    settled_recalls: list[str] = field(default_factory=list)
    """Recalls that were decided: news of their opening that come later change nothing."""
    referred: Referred | None = None
    quarantine: Quarantined | None = None

    @property
    def article_words(self) -> str:
        """``Art. 7 第七条``."""
        return f"Art. {self.article} {number_words(self.article)}"

    @property
    def digest(self) -> str:
        """Of exactly what would become public; of a quarantined text it stays."""
        return self.quarantine.digest if self.quarantine else digest({name: getattr(self, name) for name in self.WORDING})

    @property
    def is_unclear(self) -> bool:
        """True while the competent authority has the word on the present text (送审)."""
        referred = self.referred
        return bool(self.state is State.REVIEW and referred and referred.open and referred.digest == self.digest)

    @classmethod
    def draft(cls, *, id: str, article: int, on: date, office: str, text: str, unit: str, by: str, at: datetime) -> "Ruling":
        """A new ruling, which asks for its secrecy review; raises ``RulingInFuture``."""
        _expect_past(on, at)
        ruling = cls(id=id, unit=unit, article=article, on=on, office=office, text=text, authors=[by], drafted_at=at)
        ruling.note("drafted", article=ruling.article_words, digest=ruling.digest)
        ruling._ask()
        return ruling

    def edit(self, changes: Mapping[str, Any], *, by: str, at: datetime) -> None:
        """Change what ``WORDING`` names. A real change voids the clearance and asks for a review of the new text; the same
        again changes nothing. Raises ``RulingInFuture``, ``IllegalTransition``."""
        if all(getattr(self, name) == value for name, value in changes.items()):
            return
        self._step("edit")
        _expect_past(changes.get("on", self.on), at)
        for name in self.WORDING:
            setattr(self, name, changes.get(name, getattr(self, name)))
        self.clearance = self.returned = None
        if by not in self.authors:
            self.authors.append(by)
        self.note("edited", article=self.article_words, digest=self.digest)
        self._ask()

    def note_clearance(self, clearance: Clearance) -> None:
        """The secrecy review cleared a digest. Only exactly this text profits; a repeat changes nothing.

        Raises ``SamePerson`` if the officer wrote the text (Art. 12 第十二条).
        """
        if self.state is not State.REVIEW or clearance.digest != self.digest:
            return
        if clearance.by in self.authors:
            raise SamePerson()
        self._step("clear")
        self.clearance = clearance
        self.note("cleared", digest=clearance.digest, clearance=clearance.id, dictionary=clearance.dictionary,
                  rules=clearance.rules, officer=clearance.by)

    def note_refusal(self, *, digest: str, by: str, at: datetime, reason: str, final: bool) -> None:
        """The secrecy review refused a digest, or gave it back to be changed; a repeat changes nothing."""
        if self.state is not State.REVIEW or digest != self.digest:
            return
        self._step("refuse" if final else "return")
        self.returned = Return(by, at, reason)
        self.note("refused" if final else "returned", digest=digest, officer=by, reason=reason)

    def note_referral(self, referred: Referred) -> None:
        """The secrecy review put the text to the authority, or heard from it; what is older than what is known says nothing."""
        if referred.digest == self.digest and referred.after(self.referred) is not self.referred:
            self.referred = referred
            self.note("referred" if referred.open else "clarified", digest=referred.digest, review=referred.review)

    def isolate(self, *, review: str, digest: str, circumstances: Sequence[str], at: datetime) -> None:
        """Let go of a text that is a suspected state secret, also if it is public; a repeat changes nothing.

        Of a text that was changed meanwhile nothing is left but what earlier requests were answered: that goes, too.
        """
        if self.state is State.QUARANTINED:
            return
        self.forget()
        if digest != self.digest:
            self.note("text_absent", digest=digest, review=review)
            self.record(TextRemoved(unit=self.unit, subject=self.id, digest=digest, copies=0, files=[]))
            return
        was_public = self.state is State.PUBLIC
        self._step("quarantine")
        self.quarantine = Quarantined(review, at, digest, tuple(circumstances))
        self.text = self.office = ""
        self.note("quarantined", digest=digest, review=review, circumstances=list(circumstances))
        if was_public:
            self.record(DisplayChanged(unit=self.unit, subject=self.id, digest="", fetch=FETCH, files=[]))
            self.record(RulingWithdrawn(unit=self.unit, ruling=self.id, article=self.article_words))
        self.record(TextRemoved(unit=self.unit, subject=self.id, digest=digest, copies=1, files=[]))

    def publish(self, *, by: str, at: datetime) -> None:
        """Go public, if the clearance names exactly this text; raises ``IllegalTransition``, ``RulingNotCleared``."""
        self._step("publish")
        if self.clearance is None or self.clearance.digest != self.digest:
            raise RulingNotCleared()
        self.published_by, self.published_at = by, at
        self.note("published", article=self.article_words, digest=self.digest)
        self._tell_shown()

    def note_recall(self, recall: str, *, digest: str, at: datetime) -> None:
        """Hide exactly this text at once; a recall that was decided already changes nothing."""
        if self.state is State.PUBLIC and digest == self.digest and recall not in self.settled_recalls:
            self._step("recall")
            self.recall = recall
            self.note("hidden", authority=f"recall {recall}", digest=digest)
            self.record(DisplayChanged(unit=self.unit, subject=self.id, digest="", fetch=FETCH, files=[]))
            self.record(RulingWithdrawn(unit=self.unit, ruling=self.id, article=self.article_words))

    def note_recall_upheld(self, recall: str, *, digest: str, by: str, at: datetime, reason: str) -> None:
        """It stays away for good. Heard before the recall's opening, it hides the text all the same."""
        self.note_recall(recall, digest=digest, at=at)
        self._settle(recall)
        if self.state is State.RECALLED and self.recall == recall:
            self._step("uphold")
            self.note("recall_upheld", authority=by, digest=digest, recall=recall, reason=reason)

    def note_recall_lifted(self, recall: str, clearance: Clearance) -> None:
        """It is public again as it was, with its new clearance."""
        self._settle(recall)
        if self.state is State.RECALLED and self.recall == recall:
            self._step("restore")
            self.clearance, self.recall = clearance, ""
            self.note("restored", authority=clearance.by, digest=self.digest, recall=recall, clearance=clearance.id)
            self._tell_shown()

    def tell_anew(self, told: Collection[str]) -> None:
        """After a restore put it back to an older state: others, who were ``told`` more of it, hear what is true now."""
        self.note("told_anew", told=sorted(told))
        if self.state is State.PUBLIC:
            self._tell_shown()
        else:
            self.record(DisplayChanged(unit=self.unit, subject=self.id, digest="", fetch=FETCH, files=[]))
            self.record(RulingWithdrawn(unit=self.unit, ruling=self.id, article=self.article_words))
        if self.state is State.REVIEW and ReviewRequested.TYPE in told:
            self._ask()

    def _settle(self, recall: str) -> None:
        if recall not in self.settled_recalls:
            self.settled_recalls.append(recall)
            self.note("recall_settled", recall=recall)

    def _tell_shown(self) -> None:
        self.record(DisplayChanged(unit=self.unit, subject=self.id, digest=self.digest, fetch=FETCH, files=[]))
        self.record(RulingPublished(unit=self.unit, ruling=self.id, article=self.article_words, on=self.on.isoformat(),
                                    office=self.office))

    def _ask(self) -> None:
        self.record(ReviewRequested(unit=self.unit, subject=self.id, digest=self.digest, urgency="normal", fetch=FETCH,
                                    involved=list(self.authors)))

    def _step(self, name: str) -> None:
        allowed, leads_to = TRANSITIONS[name]
        if self.state not in allowed:
            raise IllegalTransition(step=name, state=LABELS[self.state], allowed="、".join(LABELS[each] for each in allowed))
        self.state = leads_to


def _expect_past(on: date, at: datetime) -> None:
    if on > legal_day(at):
        raise RulingInFuture(day=on.isoformat())
