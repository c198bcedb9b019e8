"""What law owns: the book of notices, and rulings; and the regulation as articles. Pure: no I/O, no clock."""
from services.law.model.notices import BOOK, HolidayNotice, NoticeBook
from services.law.model.regulation import Article, articles, number_words
from services.law.model.rulings import Ruling

__all__ = ["BOOK", "Article", "HolidayNotice", "NoticeBook", "Ruling", "articles", "number_words"]
