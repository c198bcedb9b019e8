"""A table as it was handed in: its header, and its rows with the lines where they stand."""
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Value = Any
"""``str``, ``int``, ``float``, ``bool``, ``date``, ``Formula`` or ``None``."""
COLUMNS_MOST = 50
"""A table with more columns is no list of matters; what stands beyond is not read."""


@dataclass(frozen=True)
class Formula:
    """A cell that holds a formula or an error instead of a value."""

    text: str


@dataclass(frozen=True)
class Row:
    """One row: the line (CSV) or row number (xlsx) where it begins, counted from 1, and its cells."""

    line: int
    cells: Sequence[Value]
    broken: str = ""
    """Why it cannot be read at all, in Chinese."""

    @property
    def blank(self) -> bool:
        """True if nothing is written in it."""
        return not self.broken and all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in self.cells)


@dataclass(frozen=True)
class Sheet:
    """A table."""

    header: Sequence[str]
    encoding: str
    """How its text was read, e.g. ``utf-8``; for xlsx ``xlsx``."""
    rows: Iterator[Row]
    serial_shift: int = 0
    """What is to be added to a day that is written as a number: workbooks may count from 1904 instead of 1900."""


def words(cell: Value) -> str:
    """A cell as text, as near to how it was given as can be."""
    if cell is None:
        return ""
    if isinstance(cell, Formula):
        return cell.text
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, date):
        return cell.isoformat()
    return f"{cell:g}" if isinstance(cell, float) and cell == int(cell) and abs(cell) < 1e15 else str(cell)
