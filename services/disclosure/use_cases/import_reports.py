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

CSV_TYPE = "text/csv; charset=utf-8"
HEADER = ("行号", "结果", "列", "说明", "事项编号", "原文")


def list_matter_import_rows(ports: Ports, *, caller: Caller, now: datetime, import_id: str, outcome: str | None, limit: int,
                            cursor: str | None) -> tuple[list[dict[str, Any]], str | None]:
    """Rows with their line, what became of them, and what is wrong, in the order of the file."""
    found = get_matter_import(ports, caller=caller, now=now, import_id=import_id)
    rows, following = ports.import_rows.page(found.id, outcome, limit, cursor)
    return [_shown(row) for row in rows], following


def get_matter_import_report(ports: Ports, *, caller: Caller, now: datetime, import_id: str, all: bool) -> dict[str, str]:
    """The rows that became no matters, or all rows, as CSV."""
    found = get_matter_import(ports, caller=caller, now=now, import_id=import_id)
    kept = (Outcome.REGISTERED, Outcome.ACCEPTABLE, Outcome.WAITING)
    lines = [_line(_shown(row)) for row in ports.import_rows.all(found.id) if all or row["outcome"] not in kept]
    return {"name": f"导入结果-{found.id}.csv", "media_type": CSV_TYPE, "content": written([HEADER, *lines])}


def get_matter_import_template(ports: Ports, *, caller: Caller, now: datetime) -> dict[str, str]:
    """An empty table with the columns that an import takes."""
    header = [names[0] for names in NAMES.values()]
    return {"name": "公开事项导入模板.csv", "media_type": CSV_TYPE, "content": written([header])}


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
