"""What law's use cases need from outside."""
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from services.law.model import Article, NoticeBook, Ruling
from shared.law.calendar import Calendar
from shared.law.notices import Notice
from shared.law.rules import Law


class Books(Protocol):
    """The one book of notices."""

    def find_one(self, query: Mapping[str, Any]) -> NoticeBook | None: ...
    def save(self, aggregate: NoticeBook) -> None: ...  # raises StaleVersion


class Rulings(Protocol):
    """The stored rulings."""

    def get(self, id_: str) -> Ruling: ...  # raises RulingNotFound
    def save(self, aggregate: Ruling) -> None: ...  # raises StaleVersion
    def find(self, query: Mapping[str, Any]) -> Iterator[Ruling]: ...


class Shelf(Protocol):
    """What is installed: the law of the rule packs, the regulation, and their part of the calendar."""

    @property
    def law(self) -> Law: ...
    @property
    def articles(self) -> Sequence[Article]: ...
    def calendar(self, notices: Sequence[Notice]) -> Calendar: ...


@dataclass(frozen=True)
class Ports:
    """Everything outside, grouped."""

    books: Books
    rulings: Rulings
    shelf: Shelf
    calendar: Callable[[], Calendar]
    """The calendar as it is now, with all notices."""
    new_id: Callable[[], str]
