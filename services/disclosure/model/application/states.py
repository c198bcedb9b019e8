"""The states of an application for disclosure, along 登记 → 审核 → 办理 → 答复 → 归档 (政府信息公开条例第四十五条)."""
from enum import StrEnum


class State(StrEnum):
    """Where an application stands."""

    SUBMITTED = "submitted"
    """待确认: came by a way on which the day of receipt is the day that both sides confirm."""
    REGISTERED = "registered"
    """已登记: received; its clock runs, nobody has examined yet whether it can be handled."""
    CORRECTION = "correction"
    """待补正: the applicant was told, once, what is missing."""
    HANDLING = "handling"
    """办理中."""
    CONSULTING = "consulting"
    """征求意见中: third parties or other makers have the word; the clock stands still."""
    AWAITING_FEE = "awaiting_fee"
    """待缴费: the clock stands still."""
    IN_REVIEW = "in_review"
    """答复待审核: an answer is drafted, somebody else examines it."""
    ANSWERED = "answered"
    """已答复."""
    CLOSED = "closed"
    """已终结: deemed abandoned, or withdrawn by the applicant."""
    ARCHIVED = "archived"
    """已归档."""


LABELS = {State.SUBMITTED: "待确认", State.REGISTERED: "已登记", State.CORRECTION: "待补正", State.HANDLING: "办理中",
          State.CONSULTING: "征求意见中", State.AWAITING_FEE: "待缴费", State.IN_REVIEW: "答复待审核",
          State.ANSWERED: "已答复", State.CLOSED: "已终结", State.ARCHIVED: "已归档"}

STAGES = {"registration": ("登记", (State.SUBMITTED,)), "examination": ("审核", (State.REGISTERED, State.CORRECTION)),
          "handling": ("办理", (State.HANDLING, State.CONSULTING, State.AWAITING_FEE)),
          "answer": ("答复", (State.IN_REVIEW, State.ANSWERED, State.CLOSED)), "archive": ("归档", (State.ARCHIVED,))}
"""The chain of work (第四十五条): code → Chinese name and the states in it."""

_OPEN = (State.SUBMITTED, State.REGISTERED, State.CORRECTION, State.HANDLING, State.CONSULTING, State.AWAITING_FEE,
         State.IN_REVIEW)

TRANSITIONS: dict[str, tuple[tuple[State, ...], State]] = {
    "confirm": ((State.SUBMITTED,), State.SUBMITTED),
    "register": ((State.SUBMITTED,), State.REGISTERED),
    "accept": ((State.REGISTERED,), State.HANDLING),
    "ask_correction": ((State.REGISTERED,), State.CORRECTION),
    "correct": ((State.CORRECTION,), State.REGISTERED),
    "abandon": ((State.CORRECTION, State.AWAITING_FEE), State.CLOSED),
    "extend": ((State.HANDLING,), State.HANDLING),
    "ask_reasons": ((State.HANDLING,), State.HANDLING),
    "consult": ((State.HANDLING, State.CONSULTING), State.CONSULTING),
    "note_reply": ((State.CONSULTING,), State.CONSULTING),
    "resume": ((State.CONSULTING,), State.HANDLING),
    "override": ((State.HANDLING,), State.HANDLING),
    "ask_fee": ((State.HANDLING,), State.AWAITING_FEE),
    "accept_fee": ((State.AWAITING_FEE,), State.AWAITING_FEE),
    "pay": ((State.AWAITING_FEE,), State.HANDLING),
    "draft_answer": ((State.HANDLING,), State.IN_REVIEW),
    "return_answer": ((State.IN_REVIEW,), State.HANDLING),
    "issue_answer": ((State.IN_REVIEW,), State.ANSWERED),
    "withdraw": (_OPEN, State.CLOSED),
    "rate": ((State.ANSWERED,), State.ANSWERED),
    "archive": ((State.ANSWERED, State.CLOSED), State.ARCHIVED),
    "erase": ((State.SUBMITTED, State.ANSWERED, State.CLOSED, State.ARCHIVED), State.ARCHIVED),
}
"""Every step: the states that it may be taken from, and the one that it leads to. There are no others."""
OPEN = _OPEN
"""The states of an application that is not done with."""


def stage_of(state: State) -> tuple[str, str]:
    """Code and Chinese name of the link of the chain that a state belongs to."""
    return next((code, label) for code, (label, states) in STAGES.items() if state in states)
