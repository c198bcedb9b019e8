"""The states of a yearly report (年度报告), and what it is made of: figures, frozen tables, corrections."""
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.disclosure.model.report import Row, Tables


class State(StrEnum):
    """Where a report stands."""

    DRAFTING = "drafting"
    """起草: figures and texts are entered; the tables are computed whenever somebody looks."""
    SUBMITTED = "submitted"
    """待审: complete and consistent, waits for the head of the disclosure office."""
    APPROVED = "approved"
    """待公布: frozen; its publication is registered as a matter to disclose."""
    PUBLISHED = "published"
    """已公布."""


LABELS = {State.DRAFTING: "起草", State.SUBMITTED: "待审", State.APPROVED: "待公布", State.PUBLISHED: "已公布"}

TRANSITIONS: dict[str, tuple[tuple[State, ...], State]] = {
    "enter": ((State.DRAFTING,), State.DRAFTING),
    "write": ((State.DRAFTING,), State.DRAFTING),
    "submit": ((State.DRAFTING,), State.SUBMITTED),
    "return": ((State.SUBMITTED, State.APPROVED), State.DRAFTING),
    "approve": ((State.SUBMITTED,), State.APPROVED),
    "publish": ((State.APPROVED,), State.PUBLISHED),
    "correct": ((State.PUBLISHED,), State.DRAFTING),
}
"""Every step: the states that it may be taken from, and the one that it leads to. There are no others."""


@dataclass(frozen=True)
class Figure:
    """A number that somebody entered; ``value`` is a decimal number as text."""

    cell: str
    value: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Frozen:
    """The tables as they were approved. Table 2 as ``(cell, number)``: a cell's name has a dot in it."""

    proactive: tuple[tuple[str, str], ...]
    applications: tuple[Row, ...]
    remedies: tuple[Row, ...]

    @property
    def tables(self) -> Tables:
        """As tables."""
        return Tables(dict(self.proactive), self.applications, self.remedies)


@dataclass(frozen=True)
class Correction:
    """Why a public report was taken up again (更正), by whom, and what it said before."""

    reason: str
    by: str
    at: datetime
    article_id: str
    before: Frozen
    texts: tuple[tuple[str, str], ...]
