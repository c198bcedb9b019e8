"""The regulation as articles: its text, cut where an article begins."""
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_DIGITS = "零一二三四五六七八九"
_CHAPTER = re.compile(r"第[一二三四五六七八九十]+章(?:\s|\Z)")
_ARTICLE = re.compile(r"第([一二三四五六七八九十]+)条\s*")


@dataclass(frozen=True)
class Article:
    """One article with its paragraphs and items."""

    number: int
    chapter: str
    paragraphs: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """``Art. 7 第七条``, as rules and faults name it."""
        return f"Art. {self.number} {number_words(self.number)}"


def articles(lines: Iterable[str]) -> list[Article]:
    """The articles of a text whose lines are chapter heads, articles, and what belongs to the article before."""
    found: list[Article] = []
    chapter = ""
    for line in lines:
        if _CHAPTER.match(line):
            chapter = line
        elif head := _ARTICLE.match(line):
            found.append(Article(_number(head[1]), chapter, [line[head.end():]]))
        elif found:
            found[-1].paragraphs.append(line)
    return found


def number_words(number: int) -> str:
    """7 → 第七条; below 100."""
    tens, ones = divmod(number, 10)
    return f"第{'' if tens < 2 else _DIGITS[tens]}{'十' if tens else ''}{_DIGITS[ones] if ones else ''}条"


def _number(words: str) -> int:
    tens, ten, ones = words.rpartition("十")
    return (10 * (_DIGITS.index(tens) if tens else 1) if ten else 0) + (_DIGITS.index(ones) if ones else 0)
