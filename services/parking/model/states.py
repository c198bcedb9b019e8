"""A parked event (停放事件): the states that it can be in, and every step between them."""
from enum import StrEnum


class State(StrEnum):
    """Where an event stands."""

    PARKED = "parked"
    """停放: waits for a decision."""
    RETRYING = "retrying"
    """重试中: is to be put back into its queue, or was within the last minute."""
    RETURNED = "returned"
    """已交还: was put back and did not come again within the time of all retries, so it counts as handled."""
    DROPPED = "dropped"
    """已放弃: nobody will handle it; somebody said why."""


LABELS = {State.PARKED: "停放", State.RETRYING: "重试中", State.RETURNED: "已交还", State.DROPPED: "已放弃"}

TRANSITIONS: dict[str, tuple[tuple[State, ...], State]] = {
    "retry": ((State.PARKED,), State.RETRYING),
    "send": ((State.RETRYING,), State.RETRYING),
    "park_again": ((State.RETRYING, State.RETURNED), State.PARKED),
    "give_back": ((State.RETRYING,), State.RETURNED),
    "drop": ((State.PARKED,), State.DROPPED),
}
"""Every step: the states that it may be taken from, and the one that it leads to. There are no others."""
