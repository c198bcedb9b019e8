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
from services.disclosure.use_cases.report_hearing import note_matter_fulfilled, note_report_approved
from services.disclosure.use_cases.report_reading import (
    get_yearly_report,
    get_yearly_report_article,
    get_yearly_report_document,
    get_yearly_report_history,
    list_yearly_reports,
)
from services.disclosure.use_cases.report_writing import (
    approve_yearly_report,
    correct_yearly_report,
    enter_report_figures,
    return_yearly_report,
    start_yearly_report,
    submit_yearly_report,
    tend_yearly_report,
    write_report_texts,
)

__all__ = [
    "exempt_matter", "extend_matter", "fulfil_matter", "get_matter", "get_matter_account", "get_matter_history",
    "list_matter_classes", "list_matters", "note_article_published", "note_article_withdrawn", "note_notice", "note_unit",
    "register_matter", "supersede_matter", "tend_matter",
    "note_matter_fulfilled", "note_report_approved",
    "get_yearly_report", "get_yearly_report_article", "get_yearly_report_document", "get_yearly_report_history",
    "list_yearly_reports",
    "approve_yearly_report", "correct_yearly_report", "enter_report_figures", "return_yearly_report",
    "start_yearly_report", "submit_yearly_report", "tend_yearly_report", "write_report_texts",
]
