"""Reasons: a decision that must be explained is explained."""
from services.secrecy.errors import ReasonMissing


def given(reason: str) -> str:
    """``reason``, unless it says nothing. Raises ``ReasonMissing``."""
    if not reason.strip():
        raise ReasonMissing(fields={"reason": ["必填。"]})
    return reason
