"""What disclosure can do: one function an operation, one a handled event. This is the service's index."""
from services.disclosure.use_cases.applications.tending import note_unit
from services.disclosure.use_cases.catalogue import get_catalogue_entry, list_catalogue
from services.disclosure.use_cases.hearing import (
    note_article_moved,
    note_article_published,
    note_article_withdrawn,
    note_matter_fulfilled,
    note_notice,
)
from services.disclosure.use_cases.import_reports import (
    get_matter_import_report,
    get_matter_import_template,
    list_matter_import_rows,
)
from services.disclosure.use_cases.importing import (
    cancel_matter_import,
    get_matter_import,
    import_matters,
    list_matter_imports,
    tend_import,
)
from services.disclosure.use_cases.matters import (
    extend_matter,
    fulfil_matter,
    get_matter,
    get_matter_account,
    get_matter_history,
    list_extension_grounds,
    list_matter_classes,
    list_matters,
    register_matter,
    supersede_matter,
    tend_matter,
)
from services.disclosure.use_cases.report_hearing import note_report_approved
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
from services.disclosure.use_cases.restoring import tell_matter_anew
from services.disclosure.use_cases.sources import note_post
from services.disclosure.use_cases.withheld_items import note_article_withheld
from services.disclosure.use_cases.withholding import exempt_matter, list_withholding_reasons, re_examine_matter

__all__ = [
    "cancel_matter_import", "exempt_matter", "extend_matter", "fulfil_matter", "get_catalogue_entry", "get_matter",
    "get_matter_account", "get_matter_history", "get_matter_import", "get_matter_import_report", "get_matter_import_template",
    "import_matters", "list_catalogue", "list_extension_grounds", "list_matter_classes", "list_matter_import_rows",
    "list_matter_imports", "list_matters", "list_withholding_reasons", "note_article_moved", "note_article_published",
    "note_article_withdrawn", "note_article_withheld", "note_notice", "note_post", "note_unit", "re_examine_matter",
    "register_matter", "supersede_matter", "tell_matter_anew", "tend_import", "tend_matter",
    "note_matter_fulfilled", "note_report_approved",
    "get_yearly_report", "get_yearly_report_article", "get_yearly_report_document", "get_yearly_report_history",
    "list_yearly_reports",
    "approve_yearly_report", "correct_yearly_report", "enter_report_figures", "return_yearly_report",
    "start_yearly_report", "submit_yearly_report", "tend_yearly_report", "write_report_texts",
]
