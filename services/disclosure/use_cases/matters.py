"""Matters to disclose: registered, extended, met, exempted; and how their clocks stand (Art. 7 第七条)."""
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from services.disclosure.errors import InvalidExemption, NotPublished, UnitDissolved, UnknownClass, UnknownUnit
from services.disclosure.model import Exemption, Fulfilment, Matter
from services.disclosure.ports import MatterQuery, Ports
from shared.caller import Caller
from shared.clock import legal_day
from shared.known import KnownUnit
from shared.law.account import account
from shared.law.words import explain

STAFF = ("disclosure_officer", "disclosure_head", "auditor")


def register_matter(ports: Ports, *, caller: Caller, now: datetime, unit: str, classes: Sequence[str], happened_on: date,
                    **fields: Any) -> Matter:
    """Register something that must be disclosed; of several classes the most specific one's clock runs."""
    caller.require("disclosure_officer", unit=unit)
    responsible_unit(ports, unit, now)
    return registered(ports, id_=ports.new_id(), by=caller.id, now=now, unit=unit, classes=classes, happened_on=happened_on,
                      **fields)


def registered(ports: Ports, *, id_: str, by: str, now: datetime, unit: str, classes: Sequence[str], happened_on: date,
               **fields: Any) -> Matter:
    """A matter with its clock, saved; whoever calls has seen to it that this may be done."""
    chosen, key = _classified(ports, classes, happened_on)
    matter = Matter.register(id=id_, rule=ports.law.rule(key, happened_on), now=now, calendar=ports.calendar, unit=unit,
                             classes=chosen, happened_on=happened_on, registered_by=by, **fields)
    ports.matters.save(matter)
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
    clock = matter.duty.clock
    return {"matter_id": matter.id, "due_on": matter.duty.due_on, "stage": matter.duty.stage_at(now, ports.calendar).value,
            "provisional": matter.duty.provisional, "rule": matter.duty.kind, "pack": matter.duty.pack,
            "pack_version": matter.duty.pack_version, "article": matter.duty.article,
            "sentences": explain(clock, ports.calendar), "days": account(clock, ports.calendar)}


def get_matter_history(ports: Ports, *, caller: Caller, now: datetime, matter_id: str) -> tuple[list[dict[str, Any]], None]:
    """The hash-chained record of a matter (Art. 5 第五条)."""
    get_matter(ports, caller=caller, now=now, matter_id=matter_id)
    return ports.matters.history(matter_id), None


def extend_matter(ports: Ports, *, caller: Caller, now: datetime, matter_id: str, version: int, ground: str) -> Matter:
    """Grant the longest term that the rule allows, for a special reason and before the term is over."""
    matter = _changeable(ports, caller, matter_id, version, "disclosure_head")
    matter.extend(total=matter.duty.limit or matter.duty.clock.term, ground=ground, by=caller.id, now=now,
                  calendar=ports.calendar)
    ports.matters.save(matter)
    return matter


def fulfil_matter(ports: Ports, *, caller: Caller, now: datetime, matter_id: str, version: int, article_id: str) -> Matter:
    """Note which public item carries the matter."""
    matter = _changeable(ports, caller, matter_id, version, "disclosure_officer")
    item = ports.items.find_one({"_id": article_id})
    if item is None or item.withdrawn or item.unit not in (matter.unit, matter.responsible):
        raise NotPublished(article_id=article_id)
    matter.fulfil(Fulfilment(article_id, item.title, item.path, item.index_number, item.first_published_at), now=now,
                  calendar=ports.calendar)
    ports.matters.save(matter)
    return matter


def exempt_matter(ports: Ports, *, caller: Caller, now: datetime, matter_id: str, version: int, reason: str, explanation: str,
                  re_examine_on: date) -> Matter:
    """Withhold a matter on a ground of the closed list, to be examined again on a day."""
    matter = _changeable(ports, caller, matter_id, version, "disclosure_head")
    if re_examine_on <= legal_day(now):
        raise InvalidExemption(fields={"re_examine_on": ["重新审查的日期应当在今日之后。"]})
    matter.exempt(Exemption(reason, explanation, caller.id, now, re_examine_on), now=now, calendar=ports.calendar)
    ports.matters.save(matter)
    return matter


def supersede_matter(ports: Ports, *, caller: Caller, now: datetime, matter_id: str, version: int, by: str) -> Matter:
    """Let another matter of the same unit stand for this one."""
    matter = _changeable(ports, caller, matter_id, version, "disclosure_officer")
    other = ports.matters.get(by)
    caller.require("disclosure_officer", unit=other.responsible)
    matter.supersede(other.id, now=now, calendar=ports.calendar)
    ports.matters.save(matter)
    return matter


def tend_matter(ports: Ports, *, now: datetime, id_: str) -> None:
    """Bring a matter's clock up to now (the sweep)."""
    matter = ports.matters.get(id_)
    matter.tend(now, ports.calendar)
    ports.matters.save(matter)


def responsible_unit(ports: Ports, code: str, now: datetime) -> KnownUnit:
    """The unit, if it exists today; raises ``UnknownUnit`` or ``UnitDissolved``."""
    known = ports.units.find_one({"_id": code})
    if known is None:
        raise UnknownUnit(unit=code)
    if not known.exists(now):
        assert known.dissolved_on is not None
        raise UnitDissolved(unit=code, on=known.dissolved_on.isoformat(), successors="、".join(known.successors))
    return known


def _classified(ports: Ports, classes: Sequence[str], day: date) -> tuple[tuple[str, ...], str]:
    """The classes in order, the most specific first, and the key of that one's rule."""
    order = {each["code"]: (place, each["key"]) for place, each in enumerate(ports.law.value("disclosure.classes", day))}
    for name in classes:
        if name not in order:
            raise UnknownClass(class_name=name, known="、".join(order), fields={"classes": ["没有这一信息类别。"]})
    chosen = tuple(sorted(set(classes), key=lambda name: order[name][0]))
    return chosen, order[chosen[0]][1]


def _changeable(ports: Ports, caller: Caller, matter_id: str, version: int, role: str) -> Matter:
    matter = ports.matters.get(matter_id)
    caller.require(role, unit=matter.responsible)
    matter.expect(version)
    return matter
