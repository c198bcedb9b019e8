"""HTML as a reader sees it, with the place of every character in the source: tags gone, references decoded.

Tags inside a line join what they part (``<b>43</b>31`` reads 4331), tags between blocks end a line, a cell begins with a
tab. Attribute values and comments, which a reader does not see but everyone can open, follow after the visible text,
each on its own line.
"""
import html
import re
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from shared.plugins.folding import DROPPED, NEWLINE, SPACE, TAB, Codes, encode

Places = NDArray[np.intp]

_BLOCK_NAMES = """
address article aside blockquote body br button canvas caption center col colgroup dd details dialog dir div dl dt
fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe input legend
li link main menu meta nav noscript object ol optgroup option p pre script search section select style summary table
tbody template textarea tfoot thead title tr ul video
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CELLS = frozenset({"td", "th"})
"""A tab before each: a word or number that is parted by the cells of a row is still one to its reader."""
_VERBATIM = frozenset({"pre", "textarea"})
"""Here a newline of the source is a newline for the reader; elsewhere it is a space."""
# Quantifiers are possessive and a tag never swallows the next "<": a hostile page costs linear time.
_TOKEN = re.compile(
    r"<!--(?P<comment>.*?)(?:--!?>|\Z)"
    r"|<(?P<closing>/?)(?P<name>[a-z][^\s/<>\"']*+)(?P<attributes>(?:\"[^\"]*+\"|'[^']*+'|[^\"'<>])*+)>"
    r"|<[!?/][^<>]*+>",
    re.IGNORECASE | re.DOTALL,
)
_VALUE = re.compile(r"""=\s*+(?:"([^"]++)"|'([^']++)'|([^\s"'<>]++))""")
_REFERENCE = re.compile(
    r"&(?:#0*+(?P<decimal>[0-9]{1,9});?|#x0*+(?P<hex>[0-9a-f]{1,8});?|[a-z][a-z0-9]{1,31};"
    r"|(?:nbsp|shy|amp|lt|gt|quot)(?![a-z0-9;=]))",
    re.IGNORECASE,
)


@dataclass(frozen=True, eq=False)
class Reading:
    """The characters of a page in reading order and, for each, where its source begins and ends."""

    codes: Codes
    starts: Places
    ends: Places

    def source(self, place: int) -> tuple[int, int]:
        """Where one character begins and ends in the source."""
        return int(self.starts[place]), int(self.ends[place])

    def unfolded(self, place: int) -> str:
        """One character as a reader sees it."""
        return chr(self.codes[place])

    def sources(self, places: Places) -> tuple[Places, Places]:
        """``source`` of many characters at once."""
        return self.starts[places], self.ends[places]

    def unfolded_codes(self, places: Places) -> Codes:
        """``unfolded`` of many characters at once."""
        return self.codes[places]


class _Tags(NamedTuple):
    """Where the markup of a page stands: start and end of each piece, in flat lists, which numpy reads fast."""

    spans: list[int]
    blocks: list[int]
    cells: list[int]
    verbatim: list[int]
    hidden: list[int]
    """Text that a reader does not see: comments and the values of attributes."""


def read(source: str) -> Reading:
    """Reads sanitised HTML; odd markup that is no tag stays text."""
    whole = encode(source).copy()
    starts = np.arange(len(whole))
    ends = starts + 1
    _decode_references(source, whole, starts, ends)
    tags = _tags(source)
    visible = _visible(whole, tags, ends)
    shown = np.flatnonzero(visible)
    islands, island_codes = _islands(whole, tags.hidden)
    codes, order = np.concatenate([visible[shown], island_codes]), np.concatenate([shown, islands])
    kept = codes != DROPPED
    return Reading(codes[kept], starts[order[kept]], ends[order[kept]])


def _tags(source: str) -> _Tags:
    """Finds every tag and comment, and what is hidden in them."""
    tags = _Tags([], [], [], [], [])
    for token in _TOKEN.finditer(source):
        span, name = token.span(), (token["name"] or "").lower()
        tags.spans.extend(span)
        if name in _BLOCKS:
            tags.blocks.extend(span)
        elif name in _CELLS and not token["closing"]:
            tags.cells.extend(span)
        if name in _VERBATIM:
            tags.verbatim.extend(span)
        if token["comment"]:
            tags.hidden.extend(token.span("comment"))
        elif token["attributes"]:
            for value in _VALUE.finditer(source, *token.span("attributes")):
                tags.hidden.extend(value.span(value.lastindex or 0))
    return tags


def _decode_references(source: str, codes: Codes, starts: Places, ends: Places) -> None:
    """Puts the character in the place of its reference and lets it span the whole reference."""
    for reference in _REFERENCE.finditer(source):
        meant = _meaning(reference)
        if meant == reference[0]:
            continue
        first, end = reference.span()
        codes[first:end] = DROPPED
        filled = slice(first, first + len(meant))
        codes[filled], starts[filled], ends[filled] = encode(meant), first, end


def _meaning(reference: re.Match[str]) -> str:
    """What a browser shows for it. Leading zeros go first: Python refuses to read thousands of digits."""
    if reference["decimal"]:
        return html.unescape(f"&#{reference['decimal']};")
    if reference["hex"]:
        return html.unescape(f"&#x{reference['hex']};")
    return html.unescape(reference[0])


def _visible(whole: Codes, tags: _Tags, ends: Places) -> Codes:
    """The page without its tags: nothing, or a newline or tab that spans the tag, in the place of each."""
    codes = np.where(whole == NEWLINE, np.uint32(SPACE), whole)
    for start, end in zip(tags.verbatim[1::4], tags.verbatim[2::4], strict=False):  # end of <pre>, start of </pre>
        codes[start:end] = whole[start:end]
    edges = np.zeros(len(whole) + 1, np.int8)
    spans = np.array(tags.spans, np.intp).reshape(-1, 2)
    edges[spans[:, 0]] += 1
    edges[spans[:, 1]] -= 1
    codes[np.cumsum(edges[:-1], dtype=np.int8) > 0] = DROPPED
    for pieces, code in (tags.blocks, NEWLINE), (tags.cells, TAB):
        firsts, lasts = np.array(pieces, np.intp).reshape(-1, 2).T
        codes[firsts], ends[firsts] = code, lasts
    return codes


def _islands(whole: Codes, hidden: list[int]) -> tuple[Places, Codes]:
    """Places and characters of the hidden parts, each after a newline that stands for the character before it."""
    spans = np.array(hidden, np.intp).reshape(-1, 2)
    firsts = spans[:, 0] - 1
    lengths = spans[:, 1] - firsts
    begins = np.cumsum(lengths) - lengths
    places = np.arange(lengths.sum()) + np.repeat(firsts - begins, lengths)
    codes = whole[places]
    codes[begins] = NEWLINE
    return places, codes
