"""Articles that content withholds (不予公开): each is a matter, withheld from the first, with the duty to examine that again.

So the information is accounted for although nobody may read it (Art. 4 第四条, 政府信息公开条例 Art. 18 第十八条).
"""
from datetime import date, datetime, timedelta

from services.disclosure.model import Exemption, Matter, State, Withholding, class_of_item, derived_id
from services.disclosure.ports import Ports
from services.disclosure.use_cases.matters import made
from services.disclosure.use_cases.withholding import REASONS, REVIEW
from shared.caller import SYSTEM
from shared.clock import legal_day
from shared.events import Received

TITLE = "不予公开的稿件（编号{id}）"
"""What is shown of it: nothing that it says itself."""
APPROVED = "稿件经审核通过，公开属性为不予公开。"
ANY_OTHER = "other"
"""Stands for a reason that the packs do not list."""


def note_article_withheld(ports: Ports, *, now: datetime, event: Received, article_id: str, unit: str, reason: str,
                          re_examine_on: date, **attributes: str) -> None:
    """An article was approved that is withheld: it is a matter, exempted at once, to be examined again as content says.

    A newer edition with another day or reason is a new look at it. What somebody decided since, the unit's head or a
    publication, is not undone by older news; nor is a head's decision that it is to be disclosed, by any.
    """
    item = ports.items.find_one({"_id": article_id})
    if item and item.published_at > event.time:
        return
    told = Withholding(event.sequence, reason, re_examine_on)
    day, id_ = legal_day(event.time), derived_id("withheld", article_id)
    exemption = Exemption(_known(ports, reason, day), APPROVED, SYSTEM.id, event.time, max(re_examine_on, day + timedelta(1)))
    how = {"review": ports.law.rule(REVIEW, day), "now": event.time, "calendar": ports.calendar}
    matter = ports.matters.find_one({"_id": id_})
    if matter is None:
        # Of the day of the decision: nothing had to be disclosed before it, so nothing is overdue, whenever it was made.
        matter = made(ports, id_=id_, by=SYSTEM.id, now=event.time, unit=unit, happened_on=day, basis="kept", origin="item",
                      classes=class_of_item(ports.law, day, attributes), title=TITLE.format(id=article_id),
                      origin_ref=article_id, withholding=told)
        matter.exempt(exemption, **how)
        matter.note("registered", title=matter.title, article_id=article_id, reason=exemption.reason,
                    re_examine_on=matter.duty.due_on.isoformat())
    elif matter.hear(told) and matter.state is State.EXEMPTED and _older(matter, event.time):
        matter.withhold_again(exemption, **how)
    ports.matters.save(matter)


def matter_withheld_before(ports: Ports, article_id: str, sequence: int) -> Matter | None:
    """The matter that an article was while it was withheld, if that was before the version ``sequence`` of it."""
    matter = ports.matters.find_one({"_id": derived_id("withheld", article_id)})
    return matter if matter and matter.withholding and matter.withholding.sequence < sequence else None


def _known(ports: Ports, reason: str, day: date) -> str:
    """The code of ``disclosure.withholding_reasons`` for a reason of content's; the two lists have the same codes."""
    return reason if reason in [each["code"] for each in ports.law.value(REASONS, day)] else ANY_OTHER


def _older(matter: Matter, at: datetime) -> bool:
    return matter.exemption is not None and matter.exemption.at <= at
