"""What law owns: the book of notices, and rulings; and the regulation as articles. Pure: no I/O, no clock."""
from services.law.model.notices import BOOK, HolidayNotice, NoticeBook
from services.law.model.regulation import Article, articles, number_words
from services.law.model.rulings import LABELS, Ruling, State

__all__ = ["BOOK", "LABELS", "Article", "HolidayNotice", "NoticeBook", "Ruling", "State", "articles",
           "number_words"]
