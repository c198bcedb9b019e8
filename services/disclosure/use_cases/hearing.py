"""What disclosure does when it hears of others' events."""
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from services.disclosure.model import Fulfilment, PublicItem, State
from services.disclosure.ports import Ports
from services.disclosure.use_cases.report_hearing import note_unit_of_reports
from shared import known
from shared.events import Received
from shared.known import note_notice
from shared.law.duties import Succession

__all__ = ["note_article_published", "note_article_withdrawn", "note_notice", "note_unit"]


def note_article_published(ports: Ports, *, now: datetime, event: Received, article_id: str, matters: Sequence[str],
                           **told: Any) -> None:
    """An item went public: it enters the catalogue and meets the duties of the matters that it says it carries."""
    item = ports.items.find_one({"_id": article_id}) or PublicItem(id=article_id, **told)
    item.hear(sequence=event.sequence, withdrawn=False, **told)
    ports.items.save(item)
    for matter_id in matters:
        matter = ports.matters.find_one({"_id": matter_id})
        if matter and matter.state is State.OPEN and item.unit in (matter.unit, matter.responsible):
            matter.fulfil(Fulfilment(article_id, item.title, item.path, item.index_number, item.first_published_at), now=now,
                          calendar=ports.calendar)
            ports.matters.save(matter)


def note_article_withdrawn(ports: Ports, *, now: datetime, event: Received, article_id: str, mode: str) -> None:
    """An item is no longer public; what it met while it was stays met."""
    item = ports.items.find_one({"_id": article_id})
    if item and mode != "archive":
        item.hear(sequence=event.sequence, withdrawn=True)
        ports.items.save(item)


def note_unit(ports: Ports, *, now: datetime, event: Received, code: str, dissolved_on: date | None, successors: Sequence[str],
              **told: Any) -> None:
    """A unit changed; when it is dissolved, its first successor has its open duties from its first day on."""
    known.note_unit(ports, now=now, event=event, code=code, dissolved_on=dissolved_on, successors=list(successors), **told)
    note_unit_of_reports(ports, now=now, code=code, dissolved_on=dissolved_on, successors=successors)
    if dissolved_on is None or not successors:
        return
    for matter_id in ports.matters.open_of(code):
        matter = ports.matters.get(matter_id)
        succession = Succession(successors[0], dissolved_on)
        if matter.succession != succession:
            matter.succession = succession
            matter.note("succession_noted", unit=succession.unit, on=succession.on.isoformat())
            matter.tend(now, ports.calendar)
            ports.matters.save(matter)
