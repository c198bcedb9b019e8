"""Withholding a matter on a legal ground (不予公开), and examining that again (政府信息公开条例 Art. 18 第十八条)."""
from datetime import date, datetime
from typing import Any

from services.disclosure.errors import InvalidExemption
from services.disclosure.model import Exemption, Matter, classified
from services.disclosure.ports import Ports
from services.disclosure.use_cases.matters import changeable, follow
from shared.caller import Caller
from shared.clock import legal_day

REASONS, REVIEW = "disclosure.withholding_reasons", "disclosure.withheld_review"


def list_withholding_reasons(ports: Ports, *, caller: Caller, now: datetime) -> tuple[list[dict[str, Any]], None]:
    """The closed list of grounds on which a matter may be withheld today, each with its article."""
    return list(ports.law.value(REASONS, legal_day(now))), None


def exempt_matter(ports: Ports, *, caller: Caller, now: datetime, matter_id: str, version: int, reason: str, explanation: str,
                  re_examine_on: date | None) -> Matter:
    """Withhold a matter on a ground of the closed list, to be examined again by a day."""
    matter = changeable(ports, caller, matter_id, version, "disclosure_head")
    matter.exempt(_exemption(ports, caller, now, reason, explanation, re_examine_on),
                  review=ports.law.rule(REVIEW, legal_day(now)), now=now, calendar=ports.calendar)
    follow(ports, matter)
    ports.matters.save(matter)
    return matter


def re_examine_matter(ports: Ports, *, caller: Caller, now: datetime, matter_id: str, version: int, outcome: str,
                      explanation: str, reason: str | None, re_examine_on: date | None) -> Matter:
    """Say what a new look at a withheld matter came to: it stays withheld until a day, or is to be disclosed from now on."""
    matter = changeable(ports, caller, matter_id, version, "disclosure_head")
    today = legal_day(now)
    if outcome == "still_withheld":
        reason = reason or (matter.exemption.reason if matter.exemption else "other")
        matter.withhold_again(_exemption(ports, caller, now, reason, explanation, re_examine_on),
                              review=ports.law.rule(REVIEW, today), now=now, calendar=ports.calendar)
    else:
        open_again(ports, matter, explanation=explanation, by=caller.id, now=now)
    follow(ports, matter)
    ports.matters.save(matter)
    return matter


def open_again(ports: Ports, matter: Matter, *, explanation: str, by: str, now: datetime) -> None:
    """A withheld matter is to be disclosed after all, under the rule of its class as it is today."""
    _, key = classified(ports.law, matter.classes, matter.happened_on)
    matter.reopen(rule=ports.law.rule(key, legal_day(now)), explanation=explanation, by=by, now=now, calendar=ports.calendar)


def _exemption(ports: Ports, caller: Caller, now: datetime, reason: str, explanation: str, day: date | None) -> Exemption:
    today = legal_day(now)
    known = [each["code"] for each in ports.law.value(REASONS, today)]
    if reason not in known:
        raise InvalidExemption(fields={"reason": [f"只能是：{'、'.join(known)}。"]})
    if day is not None and day <= today:
        raise InvalidExemption(fields={"re_examine_on": ["重新审查的日期应当在今日之后。"]})
    return Exemption(reason, explanation, caller.id, now, day or date.max)
