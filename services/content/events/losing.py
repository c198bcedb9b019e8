"""What closes something that a restore of an older backup took away: what others hold of it ends (Art. 4 第四条, 9 第九条)."""
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from services.content.events import (
    ArticlePublished,
    ArticleWithdrawn,
    AttachmentsChanged,
    ColumnClosed,
    ColumnMerged,
    ColumnOpened,
    ColumnPrepared,
    DisplayChanged,
    FilingAccepted,
    FilingProposed,
    FilingRefused,
    FilingWithdrawn,
)
from shared.events import Event

GONE = "系统恢复至较早的备份，该信息已不存在"
"""The public reason."""


def lost(told: Mapping[str, Mapping[str, Any]], *, now: datetime) -> Iterator[Event]:
    """``told`` is the data of the last event of each type that others heard of it."""
    if data := told.get(ArticlePublished.TYPE):
        yield ArticleWithdrawn(unit=data["unit"], article_id=data["article_id"], edition=data["edition"], site=data["site"],
                               column=data["column"], path=data["path"], mode="gone", reason=GONE, redirect="",
                               withdrawn_at=now.isoformat(), placements=list(data.get("placements", ())))
    if data := told.get(DisplayChanged.TYPE):
        yield DisplayChanged(unit=data["unit"], subject=data["subject"], digest="", fetch=data["fetch"], files=[])
    if data := told.get(AttachmentsChanged.TYPE):
        yield AttachmentsChanged(unit=data["unit"], subject=data["subject"], files=[])
    if (data := told.get(ColumnOpened.TYPE) or told.get(ColumnPrepared.TYPE)) and not told.keys() & {
            ColumnClosed.TYPE, ColumnMerged.TYPE}:
        yield ColumnClosed(unit=data["unit"], site=data["site"], column=data["column"], reason=GONE)
    if (data := told.get(FilingProposed.TYPE)) and not told.keys() & {
            FilingAccepted.TYPE, FilingRefused.TYPE, FilingWithdrawn.TYPE}:
        yield FilingWithdrawn(**{name: data[name] for name in FilingWithdrawn.field_names()})
