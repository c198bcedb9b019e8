"""An edition of an article: its way from a draft to the public, as an explicit table of transitions."""
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from services.content.errors import (
    ConfirmedTooEarly,
    IllegalTransition,
    NothingToForce,
    NotProvisional,
    SamePerson,
    StaleApproval,
    TextQuarantined,
)
from services.content.model import review_steps
from services.content.model.correction import Correction
from services.content.model.forced import Confirmation, Forced
from services.content.model.isolation import Quarantined
from services.content.model.item import Item
from services.content.model.review_steps import FINAL, FINAL_ONLY
from services.content.model.schedule import Schedule
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
    "pass_on": ((State.SUBMITTED,), State.SUBMITTED),
    "approve": ((State.SUBMITTED,), State.APPROVED),
    "force": ((State.SUBMITTED,), State.APPROVED),
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
"""Every step: the states that it may be taken from, and the one that it leads to. There are no others. ``pass_on`` is an
earlier step of the editorial review, ``approve`` its final one, ``force`` the final one without the earlier ones."""
URGENCIES = ("normal", "emergency")


@dataclass(frozen=True)
class Approval:
    """Editorial approval (审核) of one step for exactly one digest."""

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
    step: str = ""
    """The step of the editorial review that was due."""


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
    steps: tuple[str, ...] = FINAL_ONLY
    """The steps of the editorial review that it needs, fixed when it was handed in."""
    urgency: str = "normal"
    earlier: dict[str, Approval] = field(default_factory=dict)
    """The steps before the final one that were taken."""
    approval: Approval | None = None
    """The final one: it alone lets the text go on to the secrecy review."""
    forced: Forced | None = None
    clearance: Clearance | None = None
    returned: Return | None = None
    schedule: Schedule | None = None
    """When it goes public by itself; only what is cleared can have one."""
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
    def due_step(self) -> str | None:
        """The step of the editorial review that is to be taken next, if any."""
        if self.state is not State.SUBMITTED:
            return None
        return next((step for step in self.steps if step != FINAL and step not in self.earlier), FINAL)

    @property
    def provisional(self) -> bool:
        """True if its approval was forced and nobody has confirmed it."""
        return (self.forced is not None and self.forced.confirmation is None
                and self.state in (State.APPROVED, State.CLEARED, State.LIVE))

    @property
    def writers(self) -> tuple[str, ...]:
        """All who wrote it or handed it in."""
        return (*self.authors, self.submitted_by)

    @property
    def involved(self) -> tuple[str, ...]:
        """All who wrote, handed in or reviewed it: none of them takes another step."""
        given = [*self.earlier.values(), *([self.approval] if self.approval else [])]
        return tuple(dict.fromkeys([*self.writers, *(each.by for each in given)]))

    @property
    def files(self) -> tuple[str, ...]:
        """The files that belong to its text (their SHA-256)."""
        return tuple(each.file for each in self.item.attachments) if self.item else self.files_in_archive

    def step(self, name: str) -> None:
        """Take the step ``name``; raises ``IllegalTransition`` where the table has none. A schedule ends with the clearance
        that it was made for, whatever step ends that."""
        allowed, leads_to = TRANSITIONS[name]
        if self.state not in allowed:
            raise IllegalTransition(step=name, state=LABELS[self.state], allowed="、".join(LABELS[each] for each in allowed))
        self.state = leads_to
        if leads_to is not State.CLEARED:
            self.schedule = None

    def edit(self, item: Item, *, by: str, ties: Ties | None = None) -> bool:
        """Change text or ties. A real change voids approvals and clearance; the same again changes nothing (``False``)."""
        ties = self.ties if ties is None else ties
        if item.digest == self.digest and ties == self.ties:
            return False
        self.step("edit")
        self.item, self.digest, self.ties = item, item.digest, ties
        self._void()
        if by not in self.authors:
            self.authors.append(by)
        return True

    def submit(self, *, by: str, at: datetime, steps: tuple[str, ...] = FINAL_ONLY, urgency: str = "normal") -> None:
        """Hand the edition in for approval in ``steps``."""
        self.step("submit")
        self.submitted_by, self.submitted_at, self.returned = by, at, None
        self.steps, self.urgency = steps, urgency

    def recall(self) -> None:
        """Take back what was handed in; steps that were taken are void."""
        self.step("recall")
        self._void()

    def approve(self, *, by: str, at: datetime) -> str:
        """Take the step that is due for exactly this text, and say which it was; whoever wrote it, handed it in or took
        another step may not (Art. 4 第四条)."""
        due = self.due_step or FINAL
        self.expect_other(by, "审核" if self.steps == FINAL_ONLY else review_steps.LABELS[due])
        self.step("approve" if due == FINAL else "pass_on")
        given = Approval(by, at, self.digest)
        if due == FINAL:
            self.approval = given
        else:
            self.earlier = self.earlier | {due: given}
        return due

    def force(self, *, by: str, at: datetime, reason: str) -> Forced:
        """Approve it without the earlier steps that are missing. Raises ``NothingToForce`` where none is."""
        self.expect_other(by, "应急审核")
        skipped = tuple(step for step in self.steps if step != FINAL and step not in self.earlier)
        self.step("force")
        if not skipped:
            raise NothingToForce()
        self.approval, self.urgency = Approval(by, at, self.digest), "emergency"
        self.forced = Forced(by, at, reason, skipped)
        return self.forced

    def confirm(self, *, by: str, at: datetime) -> None:
        """Stand by a forced approval, as one who had no hand in it: so the clearance must be there. Raises ``NotProvisional``,
        ``ConfirmedTooEarly``."""
        if self.forced is None or not self.provisional:
            raise NotProvisional()
        if self.clearance is None:
            raise ConfirmedTooEarly()
        self.expect_other(by, "应急审核的确认")
        if self.clearance.by == by:
            raise SamePerson(step="应急审核的确认", other="保密审查")
        self.forced = replace(self.forced, confirmation=Confirmation(by, at, self.digest))

    def give_back(self, *, by: str, at: datetime, reason: str, stage: str, final: bool = False) -> None:
        """Return it to its authors, or refuse it; all approvals and the clearance are void either way."""
        due = self.due_step or ""
        self.step("refuse" if final else "return")
        self._void()
        self.returned = Return(by, at, reason, stage, due)

    def clear(self, clearance: Clearance) -> None:
        """Note the clearance; the clearing officer may have neither written nor reviewed it (Art. 12 第十二条)."""
        if clearance.by in self.involved:
            raise SamePerson(step="保密审查", other="编写、提交或者审核")
        if clearance.digest != self.digest:
            raise StaleApproval(what="保密审查结论")
        self.step("clear")
        self.clearance = clearance

    def publish(self, *, by: str, at: datetime) -> None:
        """Go public, if every step of the review and the clearance name exactly this text."""
        self.step("publish")
        assert self.item is not None
        actual = self.item.digest
        for step in self.steps:
            given = self.approval if step == FINAL else self.earlier.get(step)
            skipped = self.forced is not None and step in self.forced.skipped
            if not skipped and (given is None or given.digest != actual):
                raise StaleApproval(what=review_steps.LABELS[step] + "意见" if step != FINAL else "审核意见")
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

    def expect_other(self, by: str, step: str) -> None:
        """Raise ``SamePerson`` for somebody who had a hand in it already."""
        if by in self.writers:
            raise SamePerson(step=step, other="编写或者提交")
        forced_by = self.approval.by if self.provisional and self.approval else None
        if by == forced_by or by in [each.by for each in self.earlier.values()]:
            raise SamePerson(step=step, other="审核")

    def _void(self) -> None:
        self.approval = self.clearance = self.forced = None
        self.earlier = {}

    def without_text(self) -> "Edition":
        """The same edition with its text left out, for keeping after it moved to the archive."""
        return replace(self, item=None, files_in_archive=self.files)
