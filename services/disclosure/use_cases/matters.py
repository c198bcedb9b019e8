"""Matters to disclose: registered, extended, met, exempted; and how their clocks stand (Art. 7 第七条)."""
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from services.disclosure.errors import (
    InvalidGround,
    NotPublished,
    PublishedBefore,
    SupersededByItself,
    UnitDissolved,
    UnknownUnit,
)
from services.disclosure.model import Fulfilment, Matter, PublicItem, classified
from services.disclosure.ports import MatterQuery, Ports
from shared.caller import Caller
from shared.clock import legal_day
from shared.known import KnownUnit
from shared.law.duties import Succession
from shared.law.explaining import explained

STAFF = ("disclosure_officer", "disclosure_head", "auditor")
APPROVER = "本单位信息公开负责人"
"""Who grants an extension, as it is shown; the account is in the record."""
SUCCESSIONS_MOST = 10
"""So often a duty may pass on in one step, from a unit that is dissolved to one that was dissolved in its turn."""


def register_matter(ports: Ports, *, caller: Caller, now: datetime, unit: str, classes: Sequence[str], happened_on: date,
                    **fields: Any) -> Matter:
    """Register something that must be disclosed; of several classes the most specific one's clock runs."""
    caller.require("disclosure_officer", unit=unit)
    known = responsible_unit(ports, unit, now)
    return registered(ports, id_=ports.new_id(), by=caller.id, now=now, unit=unit, classes=classes, happened_on=happened_on,
                      known=known, **fields)


def registered(ports: Ports, **fields: Any) -> Matter:
    """A matter with its clock, saved; whoever calls has seen to it that this may be done."""
    matter = made(ports, **fields)
    ports.matters.save(matter)
    return matter


def made(ports: Ports, *, id_: str, by: str, now: datetime, unit: str, classes: Sequence[str], happened_on: date,
         known: KnownUnit | None = None, **fields: Any) -> Matter:
    """A matter with its clock, not yet saved; ``known`` is its unit, where it was looked up already.

    Raises ``UnknownClass``, ``NoRule``, ``StartInFuture``, ``DayUnknown``.
    """
    chosen, key = classified(ports.law, classes, happened_on)
    matter = Matter.register(id=id_, rule=ports.law.rule(key, happened_on), now=now, calendar=ports.calendar, unit=unit,
                             classes=chosen, happened_on=happened_on, registered_by=by, **fields)
    follow(ports, matter, known)
    return matter


def get_matter(ports: Ports, *, caller: Caller, now: datetime, matter_id: str) -> Matter:
    """One matter."""
    matter = ports.matters.get(matter_id)
    caller.require(*STAFF, unit=matter.responsible)
    return matter


def list_matters(ports: Ports, *, caller: Caller, now: datetime, unit: str | None, **query: Any
                 ) -> tuple[list[Matter], str | None]:
    """A page of the matters of the units that the caller works for."""
    units = caller.units(*STAFF)
    if unit is not None:
        caller.require(*STAFF, unit=unit)
        units = [unit]
    return ports.matters.page(MatterQuery(units=units, **query))


def list_matter_classes(ports: Ports, *, caller: Caller, now: datetime) -> tuple[list[dict[str, Any]], None]:
    """The classes of matters in force today, the most specific first, each with its term."""
    today = legal_day(now)
    found = []
    for each in ports.law.value("disclosure.classes", today):
        rule = ports.law.rule(each["key"], today)
        found.append({"code": each["code"], "label": each["label"], "term": rule.clock.words, "article": rule.article,
                      "extended": rule.extended.words if rule.extended else None})
    return found, None


def get_matter_account(ports: Ports, *, caller: Caller, now: datetime, matter_id: str) -> dict[str, Any]:
    """How a matter's due date comes about: every day from its start, and the same in sentences."""
    matter = get_matter(ports, caller=caller, now=now, matter_id=matter_id)
    return {"matter_id": matter.id, **explained(matter.duty, now, ports.calendar)}


def get_matter_history(ports: Ports, *, caller: Caller, now: datetime, matter_id: str) -> tuple[list[dict[str, Any]], None]:
    """The hash-chained record of a matter (Art. 5 第五条)."""
    get_matter(ports, caller=caller, now=now, matter_id=matter_id)
    return ports.matters.history(matter_id), None


def extend_matter(ports: Ports, *, caller: Caller, now: datetime, matter_id: str, version: int, ground: str,
                  explanation: str) -> Matter:
    """Grant the longest term that the rule allows, for a special reason and before the term is over."""
    matter = changeable(ports, caller, matter_id, version, "disclosure_head")
    words = f"{_ground(ports, ground, matter.happened_on)}（{explanation.strip().rstrip('。')}）"
    matter.extend(total=matter.duty.limit or matter.duty.clock.term, ground=words, approver=APPROVER, by=caller.id, now=now,
                  calendar=ports.calendar)
    ports.matters.save(matter)
    return matter


def list_extension_grounds(ports: Ports, *, caller: Caller, now: datetime) -> tuple[list[dict[str, Any]], None]:
    """The special reasons (特殊情况) for more time that the rule packs list today."""
    return list(ports.law.value("disclosure.extension_grounds", legal_day(now))), None


def fulfil_matter(ports: Ports, *, caller: Caller, now: datetime, matter_id: str, version: int, article_id: str) -> Matter:
    """Note which public item carries the matter."""
    matter = changeable(ports, caller, matter_id, version, "disclosure_officer")
    item = ports.items.find_one({"_id": article_id})
    if item is None or item.withdrawn or item.unit not in (matter.unit, matter.responsible):
        raise NotPublished(article_id=article_id)
    if not met_by(ports, matter, item, now):
        raise PublishedBefore(article_id=article_id, happened_on=matter.happened_on.isoformat())
    ports.matters.save(matter)
    return matter


def met_by(ports: Ports, matter: Matter, item: PublicItem, now: datetime) -> bool:
    """Let ``item`` carry ``matter``, unless it was public before the matter came about and not revised since (``False``)."""
    at = item.disclosed_at(matter.happened_on)
    if at is None:
        return False
    matter.fulfil(Fulfilment(item.id, item.title, item.path, item.index_number, at), now=now, calendar=ports.calendar)
    return True


def supersede_matter(ports: Ports, *, caller: Caller, now: datetime, matter_id: str, version: int, by: str) -> Matter:
    """Let another matter of the same unit stand for this one."""
    matter = changeable(ports, caller, matter_id, version, "disclosure_officer")
    other = ports.matters.get(by)
    if other.id == matter.id or other.superseded_by == matter.id:
        raise SupersededByItself()
    caller.require("disclosure_officer", unit=other.responsible)
    matter.supersede(other.id, now=now, calendar=ports.calendar)
    ports.matters.save(matter)
    return matter


def tend_matter(ports: Ports, *, now: datetime, id_: str) -> None:
    """Bring a matter's clock up to now (the sweep)."""
    matter = ports.matters.get(id_)
    matter.tend(now, ports.calendar)
    for _ in range(SUCCESSIONS_MOST):
        if not follow(ports, matter):
            break
        matter.tend(now, ports.calendar)
    ports.matters.save(matter)


def follow(ports: Ports, matter: Matter, known: KnownUnit | None = None) -> bool:
    """Note who has its open duties next, if the unit that has them is dissolved or will be (Art. 3 第三条).

    The sweep passes them on when the day has come. ``False`` if nothing changed.
    """
    if known is None and matter.open_duties:
        known = ports.units.find_one({"_id": matter.responsible})
    if known is None or known.dissolved_on is None or not known.successors:
        return False
    succession = Succession(known.successors[0], known.dissolved_on)
    if matter.succession == succession:
        return False
    matter.succession = succession
    if not matter.changed:
        matter.note("succession_noted", unit=succession.unit, on=succession.on.isoformat())
    return True


def responsible_unit(ports: Ports, code: str, now: datetime) -> KnownUnit:
    """The unit, if it exists today; raises ``UnknownUnit`` or ``UnitDissolved``."""
    known = ports.units.find_one({"_id": code})
    if known is None:
        raise UnknownUnit(unit=code)
    if not known.exists(now):
        assert known.dissolved_on is not None
        raise UnitDissolved(unit=code, on=known.dissolved_on.isoformat(), successors="、".join(known.successors))
    return known


def changeable(ports: Ports, caller: Caller, matter_id: str, version: int, role: str) -> Matter:
    """The matter, if the caller has ``role`` for who answers for it and saw its present version."""
    matter = ports.matters.get(matter_id)
    caller.require(role, unit=matter.responsible)
    matter.expect(version)
    return matter


def _ground(ports: Ports, code: str, day: date) -> str:
    labels = {each["code"]: each["label"] for each in ports.law.value("disclosure.extension_grounds", day)}
    if code not in labels:
        raise InvalidGround(ground=code, known="、".join(labels), fields={"ground": ["没有这一延长事由。"]})
    return str(labels[code])
