"""Rulings (解释口径) of the oversight office (Art. 21 第二十一条)."""
from datetime import date, datetime

from services.law.errors import ArticleUnknown
from services.law.events import NO_UNIT
from services.law.model import Ruling
from services.law.ports import Ports
from services.law.use_cases.importing import ROLE
from shared.caller import EVERYWHERE, Caller
from shared.clock import legal_day


def publish_ruling(ports: Ports, *, caller: Caller, now: datetime, article: int, on: date | None, office: str,
                   text: str) -> Ruling:
    """Tell everybody how an article is to be understood, from today on or since the day when it was said."""
    caller.require(ROLE, unit=EVERYWHERE)
    if article not in {each.number for each in ports.shelf.articles}:
        raise ArticleUnknown(number=article, last=len(ports.shelf.articles))
    ruling = Ruling.publish(id=ports.new_id(), article=article, on=on or legal_day(now), office=office, text=text,
                            unit=caller.unit or NO_UNIT, at=now)
    ports.rulings.save(ruling)
    return ruling


def list_rulings(ports: Ports, *, caller: Caller, now: datetime, article: int | None) -> tuple[list[Ruling], None]:
    """The rulings on an article or on all of them, newest first."""
    found = ports.rulings.find({"article": article} if article else {})
    return sorted(found, key=lambda each: (each.on, each.published_at, each.id), reverse=True), None
