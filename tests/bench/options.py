"""What the command line chose."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """``rounds`` paired rounds of ``seconds`` each; ``connections`` at the same time where load is measured."""

    rounds: int = 5
    seconds: float = 2.0
    connections: int = 32
    lone_seconds: float = 1.0
    """Length of one round of lone calls, one after the other on one connection."""
    repetitions: int = 120
    """Publications and withdrawals whose spreading is timed."""
    events: int = 3_000
    """Events that are relayed in one round."""
    articles: int = 5_000
    """Distinct public articles that uncached reads are spread over."""
    live: int = 10_000
    """Live articles that are looked at anew when a dictionary changes."""
