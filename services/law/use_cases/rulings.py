"""Rulings (解释口径) of the oversight office (Art. 21 第二十一条): written, cleared, and only then public (Art. 4 第四条)."""
from datetime import date, datetime
from typing import Any

from services.law.errors import ArticleUnknown, ReviewTextGone
from services.law.events import NO_UNIT
from services.law.model import Ruling, State
from services.law.ports import Ports
from services.law.use_cases.importing import ROLE
from shared.caller import EVERYWHERE, Caller
from shared.clock import legal_day


def draft_ruling(ports: Ports, *, caller: Caller, now: datetime, article: int, on: date | None, office: str,
                 text: str) -> Ruling:
    """Write how an article is to be understood, given today or on the day when it was said, and ask for its secrecy review."""
    caller.require(ROLE, unit=EVERYWHERE)
    _expect_article(ports, article)
    ruling = Ruling.draft(id=ports.new_id(), article=article, on=on or legal_day(now), office=office, text=text,
                          unit=caller.unit or NO_UNIT, by=caller.id, at=now)
    ports.rulings.save(ruling)
    return ruling


def edit_ruling(ports: Ports, *, caller: Caller, now: datetime, ruling_id: str, version: int, **changes: Any) -> Ruling:
    """Change a ruling that is not public. The same again keeps its clearance; a real change asks for a new review."""
    ruling = _kept(ports, caller, ruling_id, version)
    _expect_article(ports, changes.get("article", ruling.article))
    ruling.edit(changes, by=caller.id, at=now)
    ports.rulings.save(ruling)
    return ruling


def publish_ruling(ports: Ports, *, caller: Caller, now: datetime, ruling_id: str, version: int) -> Ruling:
    """Tell everybody, if the secrecy review cleared exactly this text (Art. 12 第十二条).

    Its author may: who cleared it was somebody else.
    """
    ruling = _kept(ports, caller, ruling_id, version)
    ruling.publish(by=caller.id, at=now)
    ports.rulings.save(ruling)
    return ruling


def list_rulings(ports: Ports, *, caller: Caller, now: datetime, article: int | None) -> tuple[list[Ruling], None]:
    """The rulings on an article or on all of them, newest first; who neither keeps the rules nor audits sees public ones."""
    query: dict[str, Any] = {"article": article} if article else {}
    if not (caller.may(ROLE, EVERYWHERE) or caller.may("auditor", EVERYWHERE)):
        query["state"] = State.PUBLIC.value
    return sorted(ports.rulings.find(query), key=lambda each: (each.on, each.drafted_at, each.id), reverse=True), None


def get_review_text(ports: Ports, *, caller: Caller, now: datetime, subject: str, digest: str) -> dict[str, Any]:
    """The text that the secrecy review is to read, in named parts (Art. 12 第十二条)."""
    ruling = ports.rulings.get(subject)
    caller.require("secrecy_clerk", "secrecy_officer", "secrecy_head", unit=ruling.unit)
    if ruling.digest != digest or ruling.quarantine:
        raise ReviewTextGone()
    parts = [{"name": name, "format": "plain", "text": getattr(ruling, name)} for name in ("office", "text")]
    return {"title": f"{ruling.article_words}的解释口径（{ruling.on.isoformat()}）", "parts": parts}


def _kept(ports: Ports, caller: Caller, ruling_id: str, version: int) -> Ruling:
    caller.require(ROLE, unit=EVERYWHERE)
    ruling = ports.rulings.get(ruling_id)
    ruling.expect(version)
    return ruling


def _expect_article(ports: Ports, number: int) -> None:
    if number not in {each.number for each in ports.shelf.articles}:
        raise ArticleUnknown(number=number, last=len(ports.shelf.articles))
