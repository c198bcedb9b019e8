"""Running text with tables: WordprocessingML and DrawingML, which have the same words for it, and any other XML."""
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from services.files.extraction.plain import cell

_TEXT = frozenset({"t", "delText", "instrText", "delInstrText"})
"""Text, deleted text that is still there, and the codes of fields, which name files and addresses."""
_FRAMES = frozenset({"p", "tbl", "tr", "tc", "txbxContent"})
_PLACES = frozenset({"posOffset", "align", "pctPosHOffset", "pctPosVOffset", "pctWidth", "pctHeight", "tableStyleId"})
"""What stands in these is no text but says where a picture is, or how a table looks."""
_PLACE = re.compile(r"-?[0-9]{1,10}|center|left|right|inside|outside|top|bottom|\{[0-9A-Fa-f-]{36}\}")
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass
class _Frame:
    """An element that is open: a paragraph, a table, a row, a cell, a text box."""

    tag: str
    pieces: list[str] = field(default_factory=list)


class Flow:
    """Collects paragraphs, tables, text boxes and the descriptions of pictures.

    ``charge`` is told of characters as they come, so that no document grows beyond the limits unseen.
    """

    def __init__(self, charge: Callable[[int], None]) -> None:
        self._charge = charge
        self._body = _Frame("body")
        self._stack, self._tags, self._reading = [self._body], [""], 0
        self.tables: list[str] = []
        self._boxes: dict[str, None] = {}  # each is there twice, for old and for new programs
        self._descriptions: dict[str, None] = {}
        self._strays: list[str] = []

    @property
    def body(self) -> str:
        """All paragraphs outside tables and boxes, a line each."""
        return "\n".join(self._body.pieces)

    @property
    def boxes(self) -> str:
        """The text boxes."""
        return "\n".join(self._boxes)

    @property
    def descriptions(self) -> str:
        """Titles and alternative texts of pictures and shapes."""
        return "\n".join(self._descriptions)

    @property
    def strays(self) -> str:
        """Characters in elements that are not for text: programs may show them or not."""
        return "\n".join(self._strays)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A tag begins."""
        parent = self._tags[-1]
        self._tags.append(tag)
        if tag in _TEXT:
            self._reading += 1
        elif tag in _FRAMES:
            self._stack.append(_Frame(tag))
        elif tag in _CHARACTERS and parent != "tabs":
            self._put(_CHARACTERS[tag])
        elif tag in ("docPr", "cNvPr"):
            for name in ("title", "descr"):
                if value := attributes.get(name, ""):
                    self._charge(len(value))
                    self._descriptions[value] = None

    def end(self, tag: str) -> None:
        """A tag ends."""
        self._tags.pop()
        if tag in _TEXT:
            self._reading -= 1
        elif tag in _FRAMES:
            self._close(self._stack.pop())

    def data(self, text: str) -> None:
        """Characters: of the text, if they stand in its elements."""
        if self._reading:
            self._put(text)
        elif (stray := text.strip()) and not (self._tags[-1] in _PLACES and _PLACE.fullmatch(stray)):
            self._charge(len(stray) + 1)
            self._strays.append(stray)

    def _put(self, text: str) -> None:
        self._charge(len(text) + 1)
        self._stack[-1].pieces.append(text)

    def _close(self, frame: _Frame) -> None:
        if frame.tag == "p":
            self._nearest("tc", "txbxContent").pieces.append("".join(frame.pieces))
        elif frame.tag == "tc":
            self._nearest("tr").pieces.append(cell(" ".join(frame.pieces)).strip())
        elif frame.tag == "tr":
            self._nearest("tbl").pieces.append("\t".join(frame.pieces))
        elif frame.tag == "tbl":
            self.tables.append("\n".join(frame.pieces))
        else:
            self._boxes["\n".join(frame.pieces)] = None

    def _nearest(self, *tags: str) -> _Frame:
        """The innermost open element of these, or the body."""
        return next((frame for frame in reversed(self._stack) if frame.tag in tags), self._body)


class AnyText:
    """All text of any XML, a line an element, runs of one paragraph joined; and the values of attributes.

    ``attributes_of`` names the elements whose attributes are text; ``None`` = all.
    """

    def __init__(self, charge: Callable[[int], None], attributes_of: frozenset[str] | None = frozenset()) -> None:
        self._charge, self._attributes_of = charge, attributes_of
        self._pieces: list[str] = []

    @property
    def text(self) -> str:
        """What was found, without empty lines."""
        return "\n".join(filter(None, map(str.strip, "".join(self._pieces).split("\n"))))

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A tag begins."""
        if self._attributes_of is None or tag in self._attributes_of:
            for value in attributes.values():
                self._charge(len(value) + 1)
                self._pieces.append(value + "\n")

    def end(self, tag: str) -> None:
        """A tag ends, and its line with it, unless it is a run."""
        if tag not in ("t", "r", "rPr") and self._pieces and self._pieces[-1] != "\n":
            self._pieces.append("\n")

    def data(self, text: str) -> None:
        """Characters."""
        self._charge(len(text))
        self._pieces.append(text)
