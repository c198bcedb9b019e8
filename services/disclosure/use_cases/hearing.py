"""What disclosure does when it hears of others' events."""
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from services.disclosure.errors import MatterExists
from services.disclosure.model import (
    EarlyNews,
    Matter,
    Place,
    PublicItem,
    Removal,
    State,
    class_of_item,
    derived_id,
    part_of_catalogue,
)
from services.disclosure.ports import Ports
from services.disclosure.use_cases.matters import follow, made, met_by
from services.disclosure.use_cases.report_hearing import note_report_public, note_unit_of_reports
from services.disclosure.use_cases.sources import open_from
from services.disclosure.use_cases.withheld_items import matter_withheld_before
from services.disclosure.use_cases.withholding import open_again
from shared import known
from shared.caller import SYSTEM
from shared.clock import legal_day
from shared.events import Received
from shared.known import note_notice
from shared.law.errors import DayUnknown, NoRule

__all__ = ["note_article_moved", "note_article_published", "note_article_withdrawn", "note_matter_fulfilled", "note_notice",
           "note_unit"]


def note_article_published(ports: Ports, *, now: datetime, event: Received, article_id: str, matters: Sequence[str],
                           **told: Any) -> None:
    """An item went public: it enters the catalogue and meets the duties of the matters that it says it carries, and of the
    one that it was itself while it was withheld."""
    if told["unit_name"] == "" and (unit := ports.units.find_one({"_id": told["unit"]})):
        told["unit_name"] = unit.name
    item = ports.items.find_one({"_id": article_id}) or PublicItem(id=article_id, **told)
    item.hear(sequence=event.sequence, part=part_of_catalogue(ports.law, legal_day(now), told["column_type"]), **told)
    _keep(ports, item)
    named = [matter for id_ in matters if (matter := ports.matters.find_one({"_id": id_}))]
    withheld = matter_withheld_before(ports, article_id, event.sequence)
    if withheld and withheld.id not in matters:
        named.append(withheld)
    carried = [_carried(ports, matter, item, now) for matter in named]
    if not any(carried):
        _own_matter(ports, item, now)
    _catch_up(ports, item, now)  # last: it was public, and met what it met, before anything else happened to it


def note_article_withdrawn(ports: Ports, *, now: datetime, event: Received, article_id: str, mode: str, reason: str,
                           redirect: str, withdrawn_at: datetime) -> None:
    """An item is no longer public; what it met while it was stays met, and its index number stays taken."""
    if mode == "archive":
        return
    removal = Removal(withdrawn_at, reason, redirect)
    item = _known_item(ports, article_id, lambda early: early.hear_removal(event.sequence, removal))
    if item:
        item.remove(sequence=event.sequence, removal=removal)
        ports.items.save(item)


def note_article_moved(ports: Ports, *, now: datetime, event: Received, article_id: str, column: str, path: str,
                       column_type: str) -> None:
    """An item's column was merged into another (Art. 9 第九条): the catalogue says where it is from now on.

    What a matter was met by stays as it was noted; the old address keeps answering.
    """
    place = Place(column, path, column_type)
    item = _known_item(ports, article_id, lambda early: early.hear_move(event.sequence, place))
    if item:
        item.move(sequence=event.sequence, column=column, path=path, column_type=column_type or item.column_type,
                  part=_part(ports, item, column_type, now))
        ports.items.save(item)


def note_unit(ports: Ports, *, now: datetime, event: Received, code: str, name: str, kind: str, parent: str | None,
              dissolved_on: date | None, successors: Sequence[str], **data: Any) -> None:
    """A unit changed; when it is dissolved, its first successor has its open duties from its first day on."""
    known.note_unit(ports, now=now, event=event, code=code, name=name, kind=kind, parent=parent, dissolved_on=dissolved_on,
                    successors=list(successors))
    open_from(ports, now=now, event=event, data={**data, "unit": code, "code": code, "name": name, "kind": kind,
                                                 "parent": parent, "dissolved_on": dissolved_on})
    note_unit_of_reports(ports, now=now, code=code, dissolved_on=dissolved_on, successors=successors)
    if dissolved_on is None or not successors:
        return
    for matter_id in ports.matters.open_of(code):
        matter = ports.matters.get(matter_id)
        if follow(ports, matter):
            matter.tend(now, ports.calendar)
            ports.matters.save(matter)


def note_matter_fulfilled(ports: Ports, *, now: datetime, event: Received, matter_id: str, article_id: str,
                          published_at: datetime) -> None:
    """A matter is public: a yearly report that it was is, and the item that carries it is no matter of its own any more.

    The latter is a step of its own, not part of the linking: every way to link comes by here, and one save commits alone.
    """
    note_report_public(ports, now=now, matter_id=matter_id, article_id=article_id, published_at=published_at)
    own = ports.matters.find_one({"_id": derived_id("item", article_id)})
    if own and own.id != matter_id and own.state is State.FULFILLED:
        own.yield_to(matter_id, now=now)
        ports.matters.save(own)


def _known_item(ports: Ports, article_id: str, keep: Callable[[EarlyNews], None]) -> PublicItem | None:
    """The item; where there is none yet, what was told is kept for it.

    Both sides write first and look afterwards, so whichever of two handlers comes last sees what the other wrote.
    """
    item = ports.items.find_one({"_id": article_id})
    if item is None:
        early = ports.early_news.find_one({"_id": article_id}) or EarlyNews(id=article_id)
        keep(early)
        ports.early_news.save(early)
        item = ports.items.find_one({"_id": article_id})
    return item


def _catch_up(ports: Ports, item: PublicItem, now: datetime) -> None:
    """Let an item hear what was told before it was known."""
    if early := ports.early_news.find_one({"_id": item.id}):
        early.tell(item, _part(ports, item, early.place.column_type if early.place else "", now))
        ports.items.save(item)


def _part(ports: Ports, item: PublicItem, column_type: str, now: datetime) -> str:
    return part_of_catalogue(ports.law, legal_day(now), column_type) if column_type else item.part


def _keep(ports: Ports, item: PublicItem) -> None:
    """Save it; if another item had its index number first, that is told instead of hidden."""
    holder = ports.items.find_one({"number_held": item.index_number}) if item.changed else None
    if holder and holder.id not in (item.id, item.clashes_with):
        item.yield_number(holder.id)
        ports.items.count_clash()
    ports.items.save(item)


def _carried(ports: Ports, matter: Matter, item: PublicItem, now: datetime) -> bool:
    """The item says that it carries the matter: it does, if it is of the same unit and new enough."""
    if matter.fulfilment and matter.fulfilment.article_id == item.id:
        return True
    if item.unit not in (matter.unit, matter.responsible) or item.disclosed_at(matter.happened_on) is None:
        return False
    if matter.state is State.EXEMPTED:
        open_again(ports, matter, explanation="载有该事项的信息已经公开。", by=SYSTEM.id, now=now)
    if matter.state is not State.OPEN or not met_by(ports, matter, item, now):
        return False
    ports.matters.save(matter)
    return True


def _own_matter(ports: Ports, item: PublicItem, now: datetime) -> None:
    """An item that carries no registered matter is one itself, so that the statistics are whole: opened and met at once."""
    if item.made_on is None or item.withdrawn:
        return
    day = min(item.made_on, legal_day(item.first_published_at))
    id_ = derived_id("item", item.id)
    if day < ports.since(legal_day(now)) or ports.matters.find_one({"_id": id_}):
        return
    attributes = {"column_type": item.column_type, "kind": item.kind, "subject": item.subject}
    try:
        # As of the moment when it went public: what is heard late was not late.
        matter = made(ports, id_=id_, by=SYSTEM.id, now=item.first_published_at, unit=item.unit, happened_on=day,
                      classes=class_of_item(ports.law, day, attributes), title=item.title, basis="formed", origin="item",
                      origin_ref=item.id, document_number=item.document_number)
    except (NoRule, DayUnknown):
        return
    fingerprint = matter.fingerprint
    if met_by(ports, matter, item, now):
        matter.note("registered", title=matter.title, article_id=item.id, late=matter.duty.met_late)
    try:
        ports.matters.save(matter)
    except MatterExists:  # somebody registered it by hand: this item carries that one
        if same := ports.matters.find_one({"fingerprint": fingerprint}):
            _carried(ports, same, item, now)
