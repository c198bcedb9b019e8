"""What the suite can tell of table 2 by itself: documents that were made, went public and still are. A proposal, no more.

A unit enters the figures; what was made before the suite was there, or never registered as a matter, only the unit knows.
"""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.disclosure.model.report_form import Form


@dataclass(frozen=True, kw_only=True)
class DocumentFact:
    """A matter that was fulfilled, and its public item."""

    made_on: date
    published_on: date
    withdrawn: bool


def proposed(form: Form, year: int, row: str, documents: Iterable[DocumentFact]) -> dict[str, int]:
    """Numbers for the cells of a row that this form has."""
    known = [each for each in documents if each.made_on.year <= year]
    public = [each for each in known if not each.withdrawn and each.published_on.year <= year]
    found = {f"{row}.made": sum(each.made_on.year == year for each in known),
             f"{row}.opened": sum(each.published_on.year == year for each in known),
             f"{row}.public": len(public), f"{row}.in_force": len(public)}
    return {cell: number for cell, number in found.items() if cell in form.proactive_cells}
