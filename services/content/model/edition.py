"""An edition of an article: its way from a draft to the public, as an explicit table of transitions."""
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from services.content.errors import IllegalTransition, SamePerson, StaleApproval, TextQuarantined
from services.content.model.correction import Correction
from services.content.model.isolation import Quarantined
from services.content.model.item import Item
from services.content.model.ties import UNTIED, Ties
from shared.clearance import Clearance


class State(StrEnum):
    """Where an edition stands."""

    DRAFT = "draft"
    """草稿: being written, or given back with a reason."""
    SUBMITTED = "submitted"
    """待审: waits for editorial approval."""
    APPROVED = "approved"
    """保密审查中: approved by the editors, waits for the secrecy clearance."""
    REFUSED = "refused"
    """保密审查未通过: not to be published as it is."""
    CLEARED = "cleared"
    """待发布: approved and cleared, may go public."""
    LIVE = "live"
    """已发布: what the public sees."""
    SUPERSEDED = "superseded"
    """已被新版替换."""
    WITHDRAWN = "withdrawn"
    """已撤回."""
    DISCARDED = "discarded"
    """已作废: given up before it was ever public."""
    QUARANTINED = "quarantined"
    """已隔离: a suspected state secret; the text was removed, its digest stays (Art. 12 第十二条)."""


LABELS = {
    State.DRAFT: "草稿", State.SUBMITTED: "待审", State.APPROVED: "保密审查中", State.REFUSED: "保密审查未通过",
    State.CLEARED: "待发布", State.LIVE: "已发布", State.SUPERSEDED: "已被新版替换", State.WITHDRAWN: "已撤回",
    State.DISCARDED: "已作废", State.QUARANTINED: "已隔离",
}
WORKING = (State.DRAFT, State.SUBMITTED, State.APPROVED, State.REFUSED, State.CLEARED)
"""States of an edition that is still being worked on; at most one edition of an article is in one of them."""

TRANSITIONS: dict[str, tuple[tuple[State, ...], State]] = {
    "edit": (WORKING, State.DRAFT),
    "submit": ((State.DRAFT,), State.SUBMITTED),
    "recall": ((State.SUBMITTED,), State.DRAFT),
    "approve": ((State.SUBMITTED,), State.APPROVED),
    "return": ((State.SUBMITTED, State.APPROVED, State.CLEARED), State.DRAFT),
    "clear": ((State.APPROVED,), State.CLEARED),
    "refuse": ((State.APPROVED, State.CLEARED), State.REFUSED),
    "publish": ((State.CLEARED,), State.LIVE),
    "supersede": ((State.LIVE,), State.SUPERSEDED),
    "withdraw": ((State.LIVE,), State.WITHDRAWN),
    "restore": ((State.WITHDRAWN,), State.LIVE),
    "discard": (WORKING, State.DISCARDED),
    "quarantine": (tuple(each for each in State if each != "quarantined"), State.QUARANTINED),
}
"""Every step: the states that it may be taken from, and the one that it leads to. There are no others."""


@dataclass(frozen=True)
class Approval:
    """Editorial approval (审核) for exactly one digest."""

    by: str
    at: datetime
    digest: str


@dataclass(frozen=True)
class Return:
    """Why an edition was given back: by an approver, or by the secrecy review."""

    by: str
    at: datetime
    reason: str
    stage: str
    """``editorial`` or ``secrecy``."""


@dataclass(kw_only=True)
class Edition:
    """One edition; ``authors`` are all who changed its text."""

    number: int
    item: Item | None
    """``None`` once the edition was superseded and its text moved to the archive of editions, or was quarantined."""
    digest: str
    state: State = State.DRAFT
    authors: list[str] = field(default_factory=list)
    created_at: datetime
    submitted_by: str = ""
    submitted_at: datetime | None = None
    approval: Approval | None = None
    clearance: Clearance | None = None
    returned: Return | None = None
    published_at: datetime | None = None
    published_by: str = ""
    ties: Ties = UNTIED
    correction: Correction | None = None
    """The note with which it went public; it stays here when the text moves to the archive."""
    files_in_archive: tuple[str, ...] = ()
    """Of an edition whose text is in the archive: the files that belong to it."""
    quarantine: Quarantined | None = None

    @property
    def withheld(self) -> bool:
        """True if it is not to be disclosed (不予公开)."""
        return self.item is not None and self.item.attribute == "withheld"

    @property
    def files(self) -> tuple[str, ...]:
        """The files that belong to its text (their SHA-256)."""
        return tuple(each.file for each in self.item.attachments) if self.item else self.files_in_archive

    def step(self, name: str) -> None:
        """Take the step ``name``; raises ``IllegalTransition`` where the table has none."""
        allowed, leads_to = TRANSITIONS[name]
        if self.state not in allowed:
            raise IllegalTransition(step=name, state=LABELS[self.state], allowed="、".join(LABELS[each] for each in allowed))
        self.state = leads_to

    def edit(self, item: Item, *, by: str, ties: Ties | None = None) -> bool:
        """Change text or ties. A real change voids approval and clearance; the same again changes nothing (``False``)."""
        ties = self.ties if ties is None else ties
        if item.digest == self.digest and ties == self.ties:
            return False
        self.step("edit")
        self.item, self.digest, self.ties = item, item.digest, ties
        self.approval = self.clearance = None
        if by not in self.authors:
            self.authors.append(by)
        return True

    def submit(self, *, by: str, at: datetime) -> None:
        """Hand the edition in for approval."""
        self.step("submit")
        self.submitted_by, self.submitted_at, self.returned = by, at, None

    def approve(self, *, by: str, at: datetime) -> None:
        """Approve exactly this text; whoever wrote or submitted it may not (Art. 4 第四条)."""
        if by in self.authors or by == self.submitted_by:
            raise SamePerson(step="审核", other="编写或者提交")
        self.step("approve")
        self.approval = Approval(by, at, self.digest)

    def give_back(self, *, by: str, at: datetime, reason: str, stage: str, final: bool = False) -> None:
        """Return it to its authors, or refuse it; approval and clearance are void either way."""
        self.step("refuse" if final else "return")
        self.approval = self.clearance = None
        self.returned = Return(by, at, reason, stage)

    def clear(self, clearance: Clearance) -> None:
        """Note the clearance; the clearing officer may be neither author nor approver (Art. 12 第十二条)."""
        if clearance.by in self.authors or clearance.by in (self.submitted_by, self.approval.by if self.approval else ""):
            raise SamePerson(step="保密审查", other="编写、提交或者审核")
        if clearance.digest != self.digest:
            raise StaleApproval(what="保密审查结论")
        self.step("clear")
        self.clearance = clearance

    def publish(self, *, by: str, at: datetime) -> None:
        """Go public, if approval and clearance both name exactly this text."""
        self.step("publish")
        assert self.item is not None
        actual = self.item.digest
        if self.approval is None or self.approval.digest != actual:
            raise StaleApproval(what="审核意见")
        if self.clearance is None or self.clearance.digest != actual:
            raise StaleApproval(what="保密审查结论")
        self.published_by, self.published_at, self.correction = by, at, self.item.correction

    def isolate(self, quarantined: Quarantined) -> None:
        """Let go of its text, whatever state it is in; only why stays (Art. 12 第十二条)."""
        self.step("quarantine")
        self.item, self.files_in_archive, self.correction, self.quarantine = None, (), None, quarantined

    def expect_text(self) -> None:
        """Raise ``TextQuarantined`` if its text was removed for good."""
        if self.quarantine:
            raise TextQuarantined()

    def without_text(self) -> "Edition":
        """The same edition with its text left out, for keeping after it moved to the archive."""
        return replace(self, item=None, files_in_archive=self.files)
