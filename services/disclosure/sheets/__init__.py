"""Reads the tables that people hand in, CSV and xlsx, without ever evaluating anything in them. Pure but for openpyxl."""
from services.disclosure.sheets.cells import Formula, Row, Sheet
from services.disclosure.sheets.delimited import FORMULA_SIGNS, read_csv, written
from services.disclosure.sheets.workbook import read_xlsx

__all__ = ["FORMATS", "FORMULA_SIGNS", "Formula", "Row", "Sheet", "open_sheet", "written"]

FORMATS = {"csv": read_csv, "xlsx": read_xlsx}


def open_sheet(format_: str, raw: bytes) -> Sheet:
    """The table in ``raw``; raises ``InvalidSheet`` when there is none. Rows are read as they are asked for."""
    return FORMATS[format_](raw)
