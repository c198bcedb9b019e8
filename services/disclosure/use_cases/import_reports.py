"""What became of each row of an import, page by page and as CSV; and the template."""
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services.disclosure.model.import_rows import NAMES
from services.disclosure.model.matter_import import OUTCOMES, Outcome
from services.disclosure.ports import Ports
from services.disclosure.sheets import written
from services.disclosure.use_cases.importing import get_matter_import
from shared.caller import Caller
from shared.document import CSV, MOST_BYTES, Document

HEADER = ("行号", "结果", "列", "说明", "事项编号", "原文")
MARGIN_BYTES = 1_000
"""Kept free for the header and for the line that says what was left out."""
LEFT_OUT = "文件已满，其余 {n} 行未列出，请逐行查看登记结果。"


def list_matter_import_rows(ports: Ports, *, caller: Caller, now: datetime, import_id: str, outcome: str | None, limit: int,
                            cursor: str | None) -> tuple[list[dict[str, Any]], str | None]:
    """Rows with their line, what became of them, and what is wrong, in the order of the file."""
    found = get_matter_import(ports, caller=caller, now=now, import_id=import_id)
    rows, following = ports.import_rows.page(found.id, outcome, limit, cursor)
    return [_shown(row) for row in rows], following


def get_matter_import_report(ports: Ports, *, caller: Caller, now: datetime, import_id: str, all: bool) -> Document:
    """The rows that became no matters, or all rows, as a CSV file; one too long ends where it says so."""
    found = get_matter_import(ports, caller=caller, now=now, import_id=import_id)
    kept = (Outcome.REGISTERED, Outcome.ACCEPTABLE, Outcome.WAITING)
    lines = [_line(_shown(row)) for row in ports.import_rows.all(found.id) if all or row["outcome"] not in kept]
    return Document(f"导入结果-{found.id}.csv", CSV, _fitting(lines))


def get_matter_import_template(ports: Ports, *, caller: Caller, now: datetime) -> Document:
    """An empty CSV table with the columns that an import takes."""
    header = [names[0] for names in NAMES.values()]
    return Document("公开事项导入模板.csv", CSV, written([header]).encode())


def _fitting(lines: list[list[Any]]) -> bytes:
    """As many lines as one document holds; the last then says how many are left, and where to read them."""
    parts, room = [written([HEADER]).encode()], MOST_BYTES - MARGIN_BYTES
    for number, line in enumerate(lines):
        part = written([line], mark="").encode()
        room -= len(part)
        if room < 0:
            return b"".join([*parts, written([["", "", "", LEFT_OUT.format(n=len(lines) - number)]], mark="").encode()])
        parts.append(part)
    return b"".join(parts)


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    problems = list(row["problems"])
    if "same_as" in row:
        problems.append({"field": "", "column": "", "text": f"与第 {row['same_as']} 行重复。"})
    if row["outcome"] == Outcome.KNOWN.value:
        problems.append({"field": "", "column": "", "text": "该事项此前已经登记。"})
    return {"line": row["line"], "outcome": row["outcome"], "outcome_label": OUTCOMES[Outcome(row["outcome"])],
            "problems": problems, "given": row["given"], "matter_id": row.get("matter_id", "")}


def _line(row: Mapping[str, Any]) -> list[Any]:
    columns = "；".join(each["column"] for each in row["problems"] if each["column"])
    texts = "；".join(each["text"] for each in row["problems"])
    return [row["line"], row["outcome_label"], columns, texts, row["matter_id"], " | ".join(row["given"])]
