"""The public catalogue (信息公开目录): ready bytes for everybody (政府信息公开条例 Art. 12 第十二条)."""
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import orjson

from services.disclosure.errors import EntryNotFound, EntryWithdrawn
from services.disclosure.model import VALIDITIES, PublicItem
from services.disclosure.model.classes import PARTS
from services.disclosure.ports import CatalogueQuery, Ports
from shared.caller import Caller
from shared.clock import legal_day
from shared.law.errors import NoRule
from shared.ready import Ready

TAG = "catalogue"


def list_catalogue(ports: Ports, *, caller: Caller, now: datetime, limit: int, cursor: str | None, **filters: Any) -> Ready:
    """A page of the catalogue, newest first, and how many entries each of its parts has under the same filters."""
    today = legal_day(now)
    query = CatalogueQuery(today=today, limit=limit, cursor=cursor, **filters)
    parts = _parts(ports, today)
    items, following = ports.items.catalogue(query)
    counts = ports.items.parts(replace(query, part=None))
    body = {"items": [_entry(each, today, parts) for each in items], "next": following,
            "parts": [{"code": code, "label": label, "count": counts.get(code, 0)} for code, label in parts.items()]}
    return Ready(orjson.dumps(body), (TAG,))


def get_catalogue_entry(ports: Ports, *, caller: Caller, now: datetime, index_number: str) -> Ready:
    """The entry that has an index number; of what was withdrawn, that and why."""
    item = ports.items.find_one({"number_held": index_number})
    if item is None:
        raise EntryNotFound(index_number=index_number)
    if item.removal:
        raise EntryWithdrawn(index_number=index_number, reason=item.removal.reason, redirect=item.removal.redirect,
                             withdrawn_at=item.removal.at.isoformat())
    today = legal_day(now)
    return Ready(orjson.dumps(_entry(item, today, _parts(ports, today))), (TAG, f"entry:{item.id}"))


def _parts(ports: Ports, today: date) -> dict[str, str]:
    try:
        return {each["code"]: each["label"] for each in ports.law.value(PARTS, today)}
    except NoRule:
        return {}


def _entry(item: PublicItem, today: date, parts: Mapping[str, str]) -> dict[str, Any]:
    validity = item.validity_on(today)
    return {
        "article_id": item.id, "index_number": item.index_number, "title": item.title, "summary": item.summary,
        "made_on": item.made_on, "unit": item.unit, "unit_name": item.unit_name, "document_number": item.document_number,
        "kind": item.kind, "subject": item.subject, "part": item.part, "part_label": parts.get(item.part, ""),
        "validity": validity, "validity_label": VALIDITIES.get(validity, validity), "effective_on": item.effective_on,
        "expires_on": item.expires_on, "site": item.site, "column": item.column, "path": item.path,
        "first_published_at": item.first_published_at, "published_at": item.published_at,
        "index_number_clashes": bool(item.clashes_with)}
