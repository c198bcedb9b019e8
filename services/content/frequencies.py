"""How frequent words of the full-text index are, remembered by a process for a while: only the order of looking hangs on it."""
from collections import OrderedDict
from datetime import datetime, timedelta

KEPT = timedelta(minutes=5)
WORDS_MOST = 20_000


class Frequencies:
    """Word → in how many entries it stood when it was counted last. A word that stood nowhere is never remembered."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, tuple[int, datetime]] = OrderedDict()

    def of(self, word: str, now: datetime) -> int:
        """0 if it is not known, or was counted too long ago."""
        count, counted_at = self._known.get(word, (0, now))
        return count if now < counted_at + KEPT else 0

    def note(self, word: str, count: int, now: datetime) -> None:
        """It was counted; the words that were counted first are forgotten first."""
        self._known.pop(word, None)
        if count:
            self._known[word] = (count, now)
        while len(self._known) > WORDS_MOST:
            self._known.popitem(last=False)
