"""Law's collections: the book of notices, and rulings."""
import uuid

from pymongo import ASCENDING, DESCENDING, IndexModel

from services.law import errors
from services.law.model import BOOK, NoticeBook, Ruling
from services.law.origin import InstalledShelf, equip
from services.law.ports import Ports
from shared.law.calendar import Calendar
from shared.runtime.frame import Tools
from shared.runtime.store import Collection, Work

INDEXES = {
    "books": [],
    "rulings": [IndexModel([("article", ASCENDING), ("on", DESCENDING)], name="article")],
}

__all__ = ["INDEXES", "equip", "ports"]


def ports(work: Work, tools: Tools) -> Ports:
    """Law's ports over MongoDB."""
    books = work.collection("books", NoticeBook, missing=errors.NoticeNotFound)
    rulings = work.collection("rulings", Ruling, missing=errors.RulingNotFound)
    shelf: InstalledShelf = tools.own
    return Ports(books=books, rulings=rulings, shelf=shelf, calendar=lambda: _calendar(books, shelf),
                 new_id=lambda: str(uuid.uuid4()))


def _calendar(books: Collection[NoticeBook], shelf: InstalledShelf) -> Calendar:
    """Each import is one save, so the book's version is the number of its notices."""
    stored = books.raw(BOOK, {"version": 1})
    if stored is None:
        return shelf.present(0, list)
    return shelf.present(stored["version"], lambda: books.get(BOOK).notices)
