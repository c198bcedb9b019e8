"""Where law comes from: the installed rule packs, read once a process, and the calendar of the notices, made when one comes."""
from collections.abc import Callable, Sequence

from services.law.model import Article, articles
from shared.law import regulation
from shared.law.almanac import calendar
from shared.law.calendar import Calendar
from shared.law.notices import Notice
from shared.law.rules import Law
from shared.runtime.law import law
from shared.runtime.settings import Settings


class InstalledShelf:
    """Law, regulation and calendar of this process; the newest calendar is kept."""

    def __init__(self, law: Law, text: Sequence[str]) -> None:
        self.law = law
        """The stack of rule packs."""
        self._kept: tuple[int, Calendar] | None = None
        self.articles: Sequence[Article] = articles(text)

    def calendar(self, notices: Sequence[Notice]) -> Calendar:
        """The calendar with ``notices``."""
        return calendar(self.law, notices)

    def present(self, number: int, read: Callable[[], Sequence[Notice]]) -> Calendar:
        """The calendar with all notices, of which there are ``number`` or a few more by now; read only if one came."""
        if self._kept is None or self._kept[0] < number:
            notices = read()
            self._kept = len(notices), self.calendar(notices)
        return self._kept[1]


def equip(settings: Settings) -> InstalledShelf:
    """What a process of this service has."""
    return InstalledShelf(law(settings), regulation())
