"""Filings (备案): opening, closing, merging and renaming columns takes effect when the office accepts it (Art. 9 第九条)."""
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services.content.errors import ColumnExists, FilingPending, InvalidFiling, NoFilingOffice
from services.content.model import Column, Filing, Plan
from services.content.model.filing import RULE
from services.content.model.review_steps import stricter
from services.content.ports import FilingQuery, Ports
from services.content.use_cases.effects import take_effect_now
from services.content.use_cases.places import known_unit
from shared.caller import Caller
from shared.clock import legal_day
from shared.errors import Forbidden
from shared.known import KnownUnit

NEEDS = {"open": ("plan", "site"), "close": ("column",), "merge": ("column", "into"), "rename": ("column", "name")}
"""The fields that each kind of filing consists of, besides its reason; it may hold no others."""


def propose_filing(ports: Ports, *, caller: Caller, now: datetime, kind: str, reason: str, **asked: Any) -> Filing:
    """Propose what is to become of a column; nothing changes until the e-government office accepts it."""
    _expect_complete(kind, asked)
    fields = _opening(ports, caller, now, **asked) if kind == "open" else _change(ports, caller, **asked)
    return proposed(ports, now=now, id_=ports.new_id(), kind=kind, reason=reason, by=caller.id, **fields)


def proposed(ports: Ports, *, now: datetime, id_: str, by: str, column: str, unit: str, **fields: Any) -> Filing:
    """A filing on its way to its office, saved; whoever calls has seen to it that this may be proposed."""
    if ports.filings.find_one({"pending": column}):
        raise FilingPending()
    filing = Filing.propose(id=id_, rule=ports.law.rule(RULE, legal_day(now)), office=filing_office(ports, unit, now).id,
                            now=now, calendar=ports.calendar, column=column, unit=unit, proposed_by=by, **fields)
    ports.filings.save(filing)
    return filing


def accept_filing(ports: Ports, *, caller: Caller, now: datetime, filing_id: str, version: int, into: str | None) -> Filing:
    """Accept a filing, which then takes effect; a closing that the suite proposed may become a merge ``into`` a column."""
    filing = _to_decide(ports, caller, filing_id, version)
    filing.expect_decidable("accept", by=caller.id)
    if into:
        filing.divert(into)
    _expect_possible(ports, filing, now)
    filing.accept(by=caller.id, now=now, calendar=ports.calendar)
    ports.filings.save(filing)
    take_effect_now(ports, filing, now)
    return filing


def refuse_filing(ports: Ports, *, caller: Caller, now: datetime, filing_id: str, version: int, reason: str) -> Filing:
    """Refuse a filing with a reason; nothing changes."""
    filing = _to_decide(ports, caller, filing_id, version)
    filing.refuse(by=caller.id, reason=reason, now=now, calendar=ports.calendar)
    ports.filings.save(filing)
    return filing


def withdraw_filing(ports: Ports, *, caller: Caller, now: datetime, filing_id: str, version: int) -> Filing:
    """Take a filing back before it is decided."""
    filing = ports.filings.get(filing_id)
    caller.require("column_manager", unit=filing.unit)
    filing.expect(version)
    filing.withdraw(by=caller.id, now=now, calendar=ports.calendar)
    ports.filings.save(filing)
    return filing


def get_filing(ports: Ports, *, caller: Caller, now: datetime, filing_id: str) -> Filing:
    """One filing, for its unit, its office and those who audit."""
    filing = ports.filings.get(filing_id)
    if not caller.may("filing_officer", filing.office):
        caller.require("column_manager", "auditor", unit=filing.unit)
    return filing


def get_filing_history(ports: Ports, *, caller: Caller, now: datetime, filing_id: str) -> tuple[list[dict[str, Any]], None]:
    """The hash-chained record of a filing (Art. 5 第五条)."""
    get_filing(ports, caller=caller, now=now, filing_id=filing_id)
    return ports.filings.history(filing_id), None


def list_filings(ports: Ports, *, caller: Caller, now: datetime, **query: Any) -> tuple[list[Filing], str | None]:
    """A page of the filings that the caller proposes, decides or audits, the newest first."""
    return ports.filings.page(FilingQuery(units=caller.units("column_manager", "auditor"),
                                          offices=caller.units("filing_officer"), **query))


def tend_filing(ports: Ports, *, now: datetime, id_: str) -> None:
    """Bring the office's clock up to now (the sweep)."""
    filing = ports.filings.get(id_)
    filing.tend(now, ports.calendar)
    ports.filings.save(filing)


def filing_office(ports: Ports, unit: str, now: datetime) -> KnownUnit:
    """The e-government office for a unit: the one beside its nearest superior. Raises ``NoFilingOffice``."""
    offices = [each for each in ports.units.find({"kind": "e_government"}) if each.exists(now)]
    beside = {each.parent: each for each in sorted(offices, key=lambda each: each.id, reverse=True)}
    place, seen = ports.units.find_one({"_id": unit}), set[str]()
    while place and place.id not in seen:
        if found := beside.get(place.id):
            return found
        seen.add(place.id)
        place = ports.units.find_one({"_id": place.parent}) if place.parent else None
    if not offices:
        raise NoFilingOffice()
    return min(offices, key=lambda each: each.id)


def _expect_complete(kind: str, asked: Mapping[str, Any]) -> None:
    problems = {name: ["该类备案必须填写。"] for name in NEEDS[kind] if not asked[name]}
    problems |= {name: ["该类备案不填写此项。"] for name, value in asked.items() if value and name not in NEEDS[kind]}
    if problems:
        raise InvalidFiling(fields=problems)


def _opening(ports: Ports, caller: Caller, now: datetime, *, site: str, plan: Mapping[str, Any], **_: Any) -> dict[str, Any]:
    home, made = ports.sites.get(site), Plan(**{
        **plan, "keywords": tuple(plan["keywords"]), "review_steps": stricter(plan.get("review_steps", ()))})
    _require_manager(caller, home.unit, made.unit)
    known_unit(ports, made.unit, now)
    column = f"{home.id}.{made.code}"
    if ports.columns.find_one({"_id": column}):
        raise ColumnExists(id=column)
    return {"site": home.id, "column": column, "unit": made.unit, "plan": made}


def _change(ports: Ports, caller: Caller, *, column: str, into: str | None, name: str | None, **_: Any) -> dict[str, Any]:
    place = ports.columns.get(column)
    _require_manager(caller, ports.sites.get(place.site).unit, place.unit)
    place.expect_alive()
    if name == place.name:
        raise InvalidFiling(fields={"name": ["新名称与现名称相同。"]})
    if into:
        _expect_target(ports, place, into)
    return {"site": place.site, "column": place.id, "unit": place.unit, "into": into or "", "name": name or ""}


def _expect_target(ports: Ports, place: Column, into: str) -> None:
    target = ports.columns.get(into)
    if target.id == place.id:
        raise InvalidFiling(fields={"into": ["栏目不能并入自身。"]})
    if target.site != place.site:
        raise InvalidFiling(fields={"into": ["栏目只能并入同一网站的栏目。"]})
    target.expect_alive()


def _expect_possible(ports: Ports, filing: Filing, now: datetime) -> None:
    """Raise what stands against the filing today, whatever was true when it was proposed."""
    if filing.plan:
        known_unit(ports, filing.plan.unit, now)
        if ports.columns.find_one({"_id": filing.column}):
            raise ColumnExists(id=filing.column)
        return
    place = ports.columns.get(filing.column)
    place.expect_alive()
    if filing.kind == "merge":
        _expect_target(ports, place, filing.into)


def _require_manager(caller: Caller, *units: str) -> None:
    if not any(caller.may("column_manager", unit) for unit in units):
        raise Forbidden(unit="、".join(dict.fromkeys(units)), roles="栏目管理")


def _to_decide(ports: Ports, caller: Caller, filing_id: str, version: int) -> Filing:
    filing = ports.filings.get(filing_id)
    caller.require("filing_officer", unit=filing.office)
    filing.expect(version)
    return filing
