"""One sheet of a workbook as a table: a line for each row that holds something, cells in their columns."""
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from services.files.extraction import xml
from services.files.extraction.plain import cell
from services.files.extraction.relations import Workbook
from services.files.extraction.scope import Scope

_REFERENCE = re.compile(r"([A-Z]{1,3})[0-9]+")
_EXPONENT = re.compile(r"-?[0-9]\.?[0-9]*[Ee]\+?[0-9]{1,2}")
_GAP_MOST = 64
"""Empty columns kept between two cells; beyond, their number tells nobody anything."""


def read_sheet(scope: Scope, pieces: Iterable[bytes], part: str, book: Workbook) -> None:
    """Parts ``sheet-1`` (the table), ``sheet-1-formulas`` (those with texts in them), ``sheet-1-notes`` (all other text)."""
    sheet = _Sheet(scope, book)
    xml.feed(sheet, pieces)
    scope.add(part, "\n".join(sheet.rows), "table", charged=True)
    scope.add(f"{part}-formulas", "\n".join(sheet.formulas), charged=True)
    scope.add(f"{part}-notes", "\n".join(sheet.notes), charged=True)


class _Sheet:
    """Cells as they come."""

    def __init__(self, scope: Scope, book: Workbook) -> None:
        self._scope, self._book = scope, book
        self.rows: list[str] = []
        self.formulas: dict[str, None] = {}
        self.notes: list[str] = []
        self._row: list[str] = []
        self._cell: dict[str, list[str]] | None = None
        """``v``, ``f`` and ``t`` of the open cell; ``None`` outside cells."""
        self._type, self._column, self._pieces = "", 0, []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A row, a cell, or what is in it; characters before it have no place there, and are kept all the same."""
        self._end_pieces()
        if tag == "row":
            self._row = []
        elif tag == "c":
            self._cell = {"v": [], "f": [], "t": []}
            self._type = attributes.get("t", "n")
            self._column = _column(attributes.get("r", ""), len(self._row))
        elif self._cell is None:  # the text of a validation, the address of a link
            for name in ("prompt", "promptTitle", "error", "errorTitle", "display", "tooltip"):
                if value := attributes.get(name, ""):
                    self._note(value)

    def end(self, tag: str) -> None:
        """A value, a cell or a row is whole."""
        if self._cell is not None:
            if tag in self._cell:
                self._cell[tag].append("".join(self._pieces))
                self._pieces = []
            elif tag == "c":
                self._end_cell()
        elif tag == "row" and self._row:
            self.rows.append("\t".join(self._row))
        self._end_pieces()

    def data(self, text: str) -> None:
        """Characters of a value, a formula or anything else."""
        self._pieces.append(text)

    def _end_pieces(self) -> None:
        if self._pieces and (text := "".join(self._pieces).strip()):
            self._note(text)
        self._pieces = []

    def _end_cell(self) -> None:
        assert self._cell is not None
        value, formula = "".join(self._cell["v"]), "".join(self._cell["f"])
        if self._type == "s":
            text = self._book.text(value)
        else:
            text = "".join(self._cell["t"]) or (_number(value) if self._type == "n" else value) or (formula and f"={formula}")
        self._cell = None
        if '"' in formula and formula not in self.formulas:
            self._scope.charge(len(formula) + 1)
            self.formulas[formula] = None
        if text:
            empty = min(max(self._column - len(self._row), 0), _GAP_MOST)
            self._scope.charge(len(text) + 1 + empty)
            self._row.extend([""] * empty)
            self._row.append(cell(text))

    def _note(self, text: str) -> None:
        self._scope.charge(len(text) + 1)
        self.notes.append(text)


def _column(reference: str, otherwise: int) -> int:
    """Counted from 0."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return otherwise
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return column - 1


def _number(value: str) -> str:
    """A number with all its digits: an identity number that was typed as a number is stored with an exponent."""
    if not _EXPONENT.fullmatch(value):
        return value
    try:
        exact = Decimal(value)
    except InvalidOperation:
        return value
    return f"{exact:f}"
