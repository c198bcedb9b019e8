"""What disclosure does after a restore put it back to an older state: terms run on whatever was lost (Art. 7 第七条)."""
from datetime import date, datetime

from services.disclosure.events import MatterFulfilled, MatterRegistered, MatterSuperseded
from services.disclosure.model import Matter, State
from services.disclosure.ports import Ports
from services.disclosure.use_cases.matters import made, met_by
from shared.caller import SYSTEM
from shared.retelling import Told

BY_HAND = "manual"
"""The origin of what nobody tells again: an item, an import's line, a unit or an article is heard, or imported, once more."""


def tell_matter_anew(ports: Ports, *, now: datetime, id_: str, told: Told) -> None:
    """A matter is met or replaced as it was told, as far as that can be checked; else it is owed.

    One that somebody registered since the backup stands again with its class, its day and its term, under a title that says
    that the words are lost: register it properly, and let that one stand for it.
    """
    matter = ports.matters.find_one({"_id": id_}) or _as_told(ports, id_, told)
    if matter is None:
        return
    _settle(ports, matter, told, now)
    matter.tell_anew(told)
    matter.note("told_anew", told=sorted(told), state=matter.state.value)
    ports.matters.save(matter)


def _as_told(ports: Ports, id_: str, told: Told) -> Matter | None:
    registered = told.last(MatterRegistered.TYPE)
    if registered is None or registered.data["origin"] != BY_HAND or MatterSuperseded.TYPE in told:
        return None
    data = registered.data
    return made(ports, id_=id_, by=SYSTEM.id, now=registered.at, unit=data["unit"], classes=[data["class_name"]],
                happened_on=date.fromisoformat(data["happened_on"]), title=f"（系统恢复：标题已丢失，待重新登记）{id_}",
                basis="formed", origin=BY_HAND)


def _settle(ports: Ports, matter: Matter, told: Told, now: datetime) -> None:
    """What met it, or stands for it, is there: so it is as it was told."""
    last = told.last(MatterFulfilled.TYPE, MatterSuperseded.TYPE)
    if last is None or matter.state is not State.OPEN:
        return
    if last.type == MatterSuperseded.TYPE:
        if ports.matters.find_one({"_id": last.data["by"]}):
            matter.supersede(last.data["by"], now=last.at, calendar=ports.calendar)
        return
    item = ports.items.find_one({"_id": last.data["article_id"]})
    if item and not item.withdrawn and item.unit in (matter.unit, matter.responsible):
        met_by(ports, matter, item, now)
