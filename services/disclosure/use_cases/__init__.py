"""What disclosure can do: one function an operation, one a handled event. This is the service's index."""
from services.disclosure.use_cases.applications.tending import note_unit
from services.disclosure.use_cases.hearing import note_article_published, note_article_withdrawn, note_notice
from services.disclosure.use_cases.matters import (
    exempt_matter,
    extend_matter,
    fulfil_matter,
    get_matter,
    get_matter_account,
    get_matter_history,
    list_matter_classes,
    list_matters,
    register_matter,
    supersede_matter,
    tend_matter,
)

__all__ = [
    "exempt_matter", "extend_matter", "fulfil_matter", "get_matter", "get_matter_account", "get_matter_history",
    "list_matter_classes", "list_matters", "note_article_published", "note_article_withdrawn", "note_notice", "note_unit",
    "register_matter", "supersede_matter", "tend_matter",
]
