"""Where dictionaries are stored."""
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from services.secrecy.model.dictionary import Dictionary, Entry


class Dictionaries(Protocol):
    """The dictionaries that are kept in the database."""

    def get(self, id_: str) -> Dictionary: ...          # raises DictionaryNotFound
    def save(self, aggregate: Dictionary) -> None: ...  # raises StaleVersion, DictionaryExists
    def find(self, query: Mapping[str, Any]) -> Iterator[Dictionary]: ...
    def history(self, id_: str) -> list[dict[str, Any]]: ...


Made = Mapping[str, int]
"""Changes that were made, each with the edition that it led to; what others brought or took counts for nothing."""


@dataclass(frozen=True, kw_only=True)
class EntryQuery:
    """Which entries of a dictionary, and where the page begins; ``None`` = no matter which."""

    dictionary: str
    added: Made
    """Only what came with these changes."""
    made: Made
    """All changes up to the edition that is asked about: they tell what was taken out."""
    contains: str | None = None
    """What stands in the folded text."""
    kind: str | None = None
    tag: str | None = None
    severity: str | None = None
    state: str | None = None
    standing: str = "active"
    """``active``, ``removed`` or ``all``."""
    between: tuple[int, int] | None = None
    """Only what came or went, and did not do both, after the one edition and up to the other."""
    limit: int = 20
    cursor: str | None = None


class Entries(Protocol):
    """The lines of dictionaries; they are only ever added to, but for pages of changes that were not made."""

    def put(self, change: str, page: int, entries: Sequence[Entry]) -> list[int]: ...  # lines that another page has
    def remove(self, change: str, entries: Sequence[tuple[str, str]], *, dictionary: str, by: str, at: datetime) -> None: ...
    def forget(self, dictionary: str, *, made: Sequence[str], before: datetime) -> None: ...  # of other changes than these
    def of_change(self, change: str) -> list[Entry]: ...
    def named(self, dictionary: str, ids: Sequence[str], made: Made) -> list[Entry]: ...
    def with_keys(self, keys: Sequence[str], made: Mapping[str, Made]) -> Iterable[Entry]: ...  # dictionary → its changes
    def page(self, query: EntryQuery) -> tuple[list[Entry], str | None]: ...
    def standing(self, dictionary: str, made: Made) -> Iterator[Entry]: ...  # by their keys
