"""CSV as offices have it: UTF-8 with or without mark, GB18030, UTF-16 from Excel; comma, semicolon or tab; quoted lines."""
import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from services.disclosure.errors import InvalidSheet
from services.disclosure.sheets.cells import COLUMNS_MOST, Row, Sheet

DELIMITERS = ",;\t"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is run by some spreadsheets when the file is opened."""
_MARKED = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_csv(raw: bytes) -> Sheet:
    """The table; raises ``InvalidSheet``."""
    text, encoding = decoded(raw)
    rows = _rows(text, _delimiter(text))
    header = next((row for row in rows if not row.blank), None)
    if header is None or header.broken:
        raise InvalidSheet(why="文件没有表头。")
    return Sheet([str(cell).strip() for cell in header.cells], encoding, rows)


def decoded(raw: bytes) -> tuple[str, str]:
    """The text and how it was read: by its mark, else as strict UTF-8, else as strict GB18030. Raises ``InvalidSheet``."""
    marked = [encoding for mark, encoding in _MARKED if raw.startswith(mark)]
    for encoding in marked or ["utf-8", "gb18030"]:
        try:
            return raw.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise InvalidSheet(why="文件的字符编码无法识别，请另存为 UTF-8 或者 GB18030。")


def written(rows: Iterable[Sequence[object]], mark: str = "\ufeff") -> str:
    """CSV text with a mark for Excel (none where it goes on from other rows), in which no cell can be taken for a formula."""
    out = io.StringIO()
    csv.writer(out).writerows([_harmless(str(cell)) for cell in row] for row in rows)
    return mark + out.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def _delimiter(text: str) -> str:
    """Whichever stands most often in the first line that has any."""
    first = next((line for line in io.StringIO(text) if line.strip()), "")
    return max(DELIMITERS, key=first.count)


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Row(line, (), "该行无法读取：单元格过长或者引号不配对。")
        else:
            yield Row(line, cells[:COLUMNS_MOST])
        line = reader.line_num + 1
