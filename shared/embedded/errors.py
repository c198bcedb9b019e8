"""The exceptions of the embedded stack."""


class StackError(Exception):
    """An expected failure; its text is one clear sentence for the operator that says what to do."""


class PortTaken(StackError):
    """A port that must be this one is held by another program; it may pass."""
