"""Who may look, and who may decide. An event may belong to any unit or to none, so either role counts for all units only."""
from shared.caller import EVERYWHERE, Caller

OPERATOR = "operator"
READERS = (OPERATOR, "auditor")


def expect_reader(caller: Caller) -> None:
    """Raises ``Forbidden``."""
    caller.require(*READERS, unit=EVERYWHERE)


def expect_operator(caller: Caller) -> None:
    """Raises ``Forbidden``."""
    caller.require(OPERATOR, unit=EVERYWHERE)
