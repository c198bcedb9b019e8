"""What a hit shows: its title, and pieces of its text around what was asked for, safe to be put into a page as they are."""
import html
import re
from collections.abc import Iterator, Sequence

from services.content.model.search.words import folded

FRAGMENTS, AROUND = 3, 40
"""Pieces of a text that are shown, and characters before and after what was asked for."""
LOOKED_AT_MOST = 200
"""Places in one text that are looked at."""
_END = "。！？；"


def marked(text: str, pieces: Sequence[str]) -> str:
    """``text`` (cleaned) as HTML with ``<mark>`` around all of ``pieces`` (folded) that stand in it."""
    return _html(text, 0, len(text), list(_places(text, pieces)))


def fragments(text: str, pieces: Sequence[str]) -> list[str]:
    """The first pieces of ``text`` in which something that was asked for stands, as HTML; else its beginning."""
    places = list(_places(text, pieces))
    shown: list[tuple[int, int]] = []
    for start, end in places:
        first, last = _around(text, start, end)
        if shown and first <= shown[-1][1]:
            if last - shown[-1][0] <= 4 * AROUND:
                shown[-1] = shown[-1][0], max(last, shown[-1][1])
        elif len(shown) < FRAGMENTS:
            shown.append((first, last))
        else:
            break
    shown = shown or [(0, min(len(text), 2 * AROUND))]
    return [("…" if first else "") + _html(text, first, last, places) + ("…" if last < len(text) else "")
            for first, last in shown if last > first]


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The surroundings of a place, from the beginning of its sentence if that is near."""
    first = max(start - AROUND, 0)
    near = max(text.rfind(sign, first, start) for sign in _END)
    return (near + 1 if near >= 0 else first), min(end + AROUND, len(text))


def _places(text: str, pieces: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where something stands that was asked for, in order; what overlaps is one place."""
    wanted = re.compile("|".join(re.escape(each) for each in pieces))
    for number, found in enumerate(wanted.finditer(folded(text))):
        if number == LOOKED_AT_MOST:
            return
        yield found.span()


def _html(text: str, first: int, last: int, places: Sequence[tuple[int, int]]) -> str:
    made, at = [], first
    for start, end in places:
        start, end = max(start, at), min(end, last)
        if start < end:
            made += [html.escape(text[at:start]), "<mark>", html.escape(text[start:end]), "</mark>"]
            at = end
    return "".join([*made, html.escape(text[at:last])])
