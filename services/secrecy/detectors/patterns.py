"""Regular expressions of a dictionary, by RE2: matching takes time in proportion to the text, whatever the expression."""
from collections.abc import Iterator, Sequence

import re2

from shared.plugins import folding

PROGRAM_MOST = 2_000
"""Instructions of one compiled expression; a text is searched faster than a scan reads it up to about here."""
LONGEST = 500
"""Characters of an expression."""
_MEMORY = 4 << 20
_PROBES = ("的", "一", "x", "0", "。", " ", "\n")
_SYNTAX = frozenset("\\^$.|?*+()[]{}")


class PatternRefused(Exception):
    """An expression cannot be used; one Chinese sentence that does not repeat it."""


def check(pattern: str) -> None:
    """Raises ``PatternRefused`` for what RE2 refuses, what is too costly, and what every text matches."""
    if len(pattern) > LONGEST:
        raise PatternRefused(f"正则表达式最多 {LONGEST} 个字符。")
    try:
        compiled = re2.compile(pattern, _options())
    except re2.error:
        raise PatternRefused("不是 RE2 能够执行的正则表达式（不支持回溯引用和前后断言，重复次数最多 1000）。") from None
    if max(compiled.programsize, compiled.reverseprogramsize) > PROGRAM_MOST:
        raise PatternRefused("正则表达式过于复杂，请减少重复次数或者拆分。")
    if compiled.search("") or any(compiled.fullmatch(each) for each in _PROBES):
        raise PatternRefused("正则表达式能匹配空文本或者任意单个字符，等于匹配所有文本。")
    if any(not _is_plain(char) for char in pattern):
        raise PatternRefused("正则表达式在归一化的文本中匹配，请使用半角字符和简体字。")


class Patterns:
    """Expressions that passed ``check``, searched in a folded text: half width, simplified, lower case."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._each = [re2.compile(pattern, _options()) for pattern in patterns]

    def find(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Start, end and number of each hit."""
        for number, each in enumerate(self._each):
            for hit in each.finditer(text):
                if hit.end() > hit.start():
                    yield hit.start(), hit.end(), number


def _options() -> re2.Options:
    options = re2.Options()
    options.log_errors, options.case_sensitive, options.max_mem = False, False, _MEMORY
    return options


def _is_plain(char: str) -> bool:
    """Whether folding leaves a character as it is, but for its case."""
    if char in _SYNTAX:
        return True
    codes, _ = folding.fold(folding.encode(char))
    return folding.decode(codes) == char.lower()
