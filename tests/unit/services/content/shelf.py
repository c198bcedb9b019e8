"""The search index in memory, with the behaviour of the real one, for tests of use cases."""
from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from services.content.model.search import Entry, mark
from services.content.ports import Wanted


class Shelf:
    """Entries by id; an entry of which only the version is known is a number."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry | int] = {}
        self.check = ""

    def put(self, entry: Entry) -> None:
        """Unless a newer one is known."""
        if self._version(entry.id) <= entry.version:
            self.entries[entry.id] = entry

    def forget(self, article_id: str, version: int) -> None:
        """Unless a newer one is known."""
        if self._version(article_id) <= version:
            self.entries[article_id] = version

    def _version(self, id_: str) -> int:
        known = self.entries.get(id_, 0)
        return known.version if isinstance(known, Entry) else known

    def find(self, wanted: Wanted, *, limit: int, cursor: str | None, ahead: int = 0
             ) -> tuple[list[Entry], str | None, bool]:
        """Newest first; the cursor is the number of those that came before."""
        found = self._matching(wanted)[int(cursor or 0):]
        return found[:limit], str(int(cursor or 0) + limit) if len(found) > limit else None, True

    def count(self, wanted: Wanted, most: int) -> int:
        """How many match."""
        return len(self._matching(wanted)[:most])

    def tally(self, wanted: Wanted, most: int) -> Mapping[str, Mapping[str, int]]:
        """By column and kind."""
        return {name: Counter(getattr(each, name) for each in self._matching(wanted)[:most]) for name in ("column", "kind")}

    def titled(self, beginning: str, site: str | None, most: int) -> list[Entry]:
        """By the beginning of a title or of a word in it."""
        found = [each for each in self._all() if site in (None, each.site)]
        begin = [each for each in found if each.title_folded.startswith(beginning)]
        return [*begin, *(each for each in found if each not in begin
                          and any(term.startswith(f"^{beginning}") for term in each.terms))][:most]

    def marks(self, after: str, until: str | None) -> Mapping[str, str]:
        """What was indexed."""
        return {id_: mark(each.digest, each.columns, each.published) if isinstance(each, Entry) else ""
                for id_, each in self.entries.items() if id_ > after and (until is None or id_ <= until)}

    def check_begins(self, check: str, at: datetime) -> None:
        """From the first start on."""

    def checked_until(self, check: str) -> str:
        """Where the check stopped."""
        return self.check

    def check_goes_on(self, check: str, after: str, at: datetime) -> None:
        """Where it goes on."""
        self.check = after

    def _all(self) -> list[Entry]:
        return [each for each in self.entries.values() if isinstance(each, Entry)]

    def _matching(self, wanted: Wanted) -> list[Entry]:
        found = [each for each in self._all() if _fits(each, wanted) and (wanted.but is None or not _fits(each, wanted.but))]
        return sorted(found, key=lambda each: (each.published, each.id), reverse=True)


def _fits(entry: Entry, wanted: Wanted) -> bool:
    text = entry.title_folded if wanted.in_title else entry.folded
    return (set(wanted.terms) <= set(entry.terms) and all(each in text for each in wanted.checks)
            and (wanted.since is None or entry.published >= wanted.since)
            and (wanted.until is None or entry.published < wanted.until))
