"""The one exception of the embedded stack."""


class StackError(Exception):
    """An expected failure; its text is one clear sentence for the operator that says what to do."""
