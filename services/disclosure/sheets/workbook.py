"""xlsx: the first sheet of a workbook, read row by row. Formulas are not evaluated, and a zip bomb is not opened."""
import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904, from_excel

from services.disclosure.errors import InvalidSheet
from services.disclosure.sheets.cells import COLUMNS_MOST, Formula, Row, Sheet

UNPACKED_MOST = 60_000_000
"""Bytes that all parts together may have unpacked; the zip reader gives no part more bytes than its entry says."""
PARTS_MOST = 2_000
ROWS_MOST = 100_000
"""Rows that are looked at, blank ones included."""
HEAD_BYTES = 65_536
MAC_SHIFT = 1462
"""Days from 1 January 1900, as spreadsheets count it, to 1 January 1904."""
_UNREADABLE = "文件不是可以读取的 xlsx 工作簿。"


def read_xlsx(raw: bytes) -> Sheet:
    """The first sheet; raises ``InvalidSheet``."""
    _guard(raw)
    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size may be wrong
        rows = _rows(sheet)
        header = next((row for row in rows if not row.blank), None)
    except InvalidSheet:
        raise
    except Exception as error:  # openpyxl raises whatever it trips over
        raise InvalidSheet(why=_UNREADABLE) from error
    if header is None or header.broken:
        raise InvalidSheet(why="文件没有表头。")
    names = [cell.strip() if isinstance(cell, str) else "" for cell in header.cells]
    while names and not names[-1]:
        names.pop()
    return Sheet(names, "xlsx", rows, MAC_SHIFT if book.epoch == CALENDAR_MAC_1904 else 0)


def _guard(raw: bytes) -> None:
    """Refuse what would grow beyond measure when it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            parts = package.infolist()
            if len(parts) > PARTS_MOST or sum(part.file_size for part in parts) > UNPACKED_MOST:
                raise InvalidSheet(why=f"工作簿解压后超过 {UNPACKED_MOST // 1_000_000} MB，未予打开。")
            if any(part.flag_bits & 1 for part in parts):
                raise InvalidSheet(why="工作簿有密码，请去除密码后再提交。")
            if not any(part.filename == "xl/workbook.xml" for part in parts):
                raise InvalidSheet(why=_UNREADABLE)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with package.open(part) as stream:
                        if b"<!DOCTYPE" in stream.read(HEAD_BYTES):
                            raise InvalidSheet(why=_UNREADABLE)
    except InvalidSheet:
        raise
    except Exception as error:
        raise InvalidSheet(why=_UNREADABLE) from error


def _rows(sheet: Any) -> Iterator[Row]:
    number = 0
    try:
        for number, cells in enumerate(sheet.iter_rows(max_col=COLUMNS_MOST), start=1):
            if number > ROWS_MOST:
                yield Row(number, (), f"表格超过 {ROWS_MOST} 行，其后未读取。")
                return
            values = [_value(cell) for cell in cells]
            while values and values[-1] is None:
                values.pop()
            yield Row(number, values)
    except Exception:  # a part that is damaged in the middle
        yield Row(number + 1, (), "工作簿自该行起损坏，其后无法读取。")


def _value(cell: Any) -> Any:
    if cell.data_type in ("f", "e"):
        return Formula(str(getattr(cell.value, "text", cell.value)))
    return cell.value.date() if isinstance(cell.value, datetime) else cell.value


def day_of_serial(number: float) -> datetime:
    """The day that a spreadsheet writes as a number of days; raises ``ValueError`` for what is no day of our time."""
    if not 20_000 <= number < 80_000:
        raise ValueError(number)
    found: datetime = from_excel(number)
    return found
