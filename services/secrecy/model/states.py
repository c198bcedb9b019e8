"""A secrecy review (审查单): the states that it can be in, and every step between them."""
from enum import StrEnum


class State(StrEnum):
    """Where a review stands."""

    OPEN = "open"
    """待审查: waits for the person of its present level."""
    UNCLEAR = "unclear"
    """送审: nobody here can tell; the competent authority has the word (条例 Art. 17 第十七条)."""
    CLEARED = "cleared"
    """审查通过: exactly this text may become public."""
    REFUSED = "refused"
    """不得公开: not to be published as it is."""
    RETURNED = "returned"
    """退回修改: given back to be changed."""
    SUPERSEDED = "superseded"
    """已被替代: the text changed, or was handed in anew, before anybody decided."""
    QUARANTINED = "quarantined"
    """已隔离: a suspected state secret; its text was removed from working storage (保密法 Art. 31 第三十一条)."""


LABELS = {State.OPEN: "待审查", State.UNCLEAR: "送审", State.CLEARED: "审查通过", State.REFUSED: "不得公开",
          State.RETURNED: "退回修改", State.SUPERSEDED: "已被替代", State.QUARANTINED: "已隔离"}
PENDING = (State.OPEN, State.UNCLEAR)
"""States of a review that nobody has decided."""
_ANY_BUT_QUARANTINED = (*PENDING, State.CLEARED, State.REFUSED, State.RETURNED, State.SUPERSEDED)

TRANSITIONS: dict[str, tuple[tuple[State, ...], State]] = {
    "claim": ((State.OPEN,), State.OPEN),
    "release": ((State.OPEN,), State.OPEN),
    "scan": ((State.OPEN,), State.OPEN),
    "dismiss": ((State.OPEN,), State.OPEN),
    "restore": ((State.OPEN,), State.OPEN),
    "pass": ((State.OPEN,), State.OPEN),
    "clear": ((State.OPEN,), State.CLEARED),
    "refuse": (PENDING, State.REFUSED),
    "return": (PENDING, State.RETURNED),
    "refer": ((State.OPEN,), State.UNCLEAR),
    "answer": ((State.UNCLEAR,), State.OPEN),
    "forbid": ((State.UNCLEAR,), State.REFUSED),
    "ask_consent": ((State.OPEN,), State.OPEN),
    "answer_consent": ((State.OPEN,), State.OPEN),
    "answer_consent_meanwhile": ((State.UNCLEAR,), State.UNCLEAR),
    "supersede": (PENDING, State.SUPERSEDED),
    "quarantine": (_ANY_BUT_QUARANTINED, State.QUARANTINED),
    "note_removal": ((State.QUARANTINED,), State.QUARANTINED),
    "report": ((State.QUARANTINED,), State.QUARANTINED),
}
"""Every step: the states that it may be taken from, and the one that it leads to. There are no others."""
