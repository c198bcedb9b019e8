"""A column that was not updated in time again and again proposes its own end: a merge or a closing (Art. 9 第九条)."""
from collections.abc import Sequence
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from services.content.errors import FilingPending, NoFilingOffice
from services.content.model import Column
from services.content.model.column import Breach
from services.content.model.filing import SYSTEM
from services.content.ports import Ports
from services.content.use_cases.filings import proposed
from shared.clock import legal_day
from shared.law.terms import Term
from shared.law.words import day_words

RULE = "column.breaches"
"""Key of the rule that says how many breaches within which time are too many."""


def propose_end(ports: Ports, column: Column, now: datetime) -> None:
    """Propose to close the column if its newest breach was one too many. To be called before the column is saved: the id
    is derived from the breach, so a repeat finds the proposal, and a refused one comes back only with another breach."""
    if not (column.alive and column.breaches):
        return
    today = legal_day(now)
    rule = ports.law.value(RULE, today)
    found = column.breaches_within(Term.parse(rule["within"]), today, ports.calendar)
    id_ = str(uuid5(NAMESPACE_URL, f"guanwang:{column.id}/{column.breaches[-1].duty}"))
    if len(found) < rule["count"] or ports.filings.find_one({"_id": id_}):
        return
    try:
        proposed(ports, now=now, id_=id_, by=SYSTEM, origin=SYSTEM, kind="close", site=column.site, column=column.id,
                 unit=column.unit, reason=_reason(found, Term.parse(rule["within"])))
    except (FilingPending, NoFilingOffice):
        return  # something is being decided already, or nobody could: the next breach will tell again


def _reason(breaches: Sequence[Breach], within: Term) -> str:
    days = "、".join(day_words(each.due_on) for each in breaches)
    return f"该栏目在{within.words}内{len(breaches)}次未在时限内更新（时限分别届满于{days}），建议归并或者关闭。"
