"""The nameko class of disclosure: which operation and event goes to which use case."""
from services.disclosure import incoming, schemas, store, use_cases
from services.disclosure.manifest import MANIFEST
from services.disclosure.schemas import reports
from shared.runtime.frame import Frame
from shared.runtime.handling import handler
from shared.runtime.operations import operation
from shared.schemas import HistoryEntryView


class DisclosureService:
    """Matters to disclose."""

    name = MANIFEST.name
    frame = Frame(MANIFEST, store.ports, store.INDEXES,
                  sweeps={"matters": use_cases.tend_matter, "reports": use_cases.tend_yearly_report})

    list_matter_classes = operation(use_cases.list_matter_classes, schemas.Nothing, schemas.MatterClassView, many=True)
    register_matter = operation(use_cases.register_matter, schemas.RegisterMatter, schemas.MatterView)
    list_matters = operation(use_cases.list_matters, schemas.ListMatters, schemas.MatterView, many=True)
    get_matter = operation(use_cases.get_matter, schemas.GetMatter, schemas.MatterView)
    get_matter_account = operation(use_cases.get_matter_account, schemas.GetMatter, schemas.AccountView)
    get_matter_history = operation(use_cases.get_matter_history, schemas.GetMatter, HistoryEntryView, many=True)
    extend_matter = operation(use_cases.extend_matter, schemas.ExtendMatter, schemas.MatterView)
    fulfil_matter = operation(use_cases.fulfil_matter, schemas.FulfilMatter, schemas.MatterView)
    exempt_matter = operation(use_cases.exempt_matter, schemas.ExemptMatter, schemas.MatterView)
    supersede_matter = operation(use_cases.supersede_matter, schemas.SupersedeMatter, schemas.MatterView)

    on_article_published = handler("content.article.published.v1", use_cases.note_article_published,
                                   incoming.ArticlePublished)
    on_article_withdrawn = handler("content.article.withdrawn.v1", use_cases.note_article_withdrawn,
                                   incoming.ArticleWithdrawn)
    on_unit_registered = handler("directory.unit.registered.v1", use_cases.note_unit, incoming.UnitChanged)
    on_unit_changed = handler("directory.unit.changed.v1", use_cases.note_unit, incoming.UnitChanged)
    on_notice_imported = handler("law.notice.imported.v1", use_cases.note_notice, incoming.NoticeImported)

    list_yearly_reports = operation(use_cases.list_yearly_reports, reports.ListYearlyReports, reports.YearlyReportView,
                                    many=True)
    start_yearly_report = operation(use_cases.start_yearly_report, reports.StartYearlyReport, reports.YearlyReportView)
    get_yearly_report = operation(use_cases.get_yearly_report, reports.GetYearlyReport, reports.ReportDetailView)
    get_yearly_report_document = operation(use_cases.get_yearly_report_document, reports.GetYearlyReportDocument)
    get_yearly_report_article = operation(use_cases.get_yearly_report_article, reports.GetYearlyReport,
                                          reports.ReportArticleView)
    get_yearly_report_history = operation(use_cases.get_yearly_report_history, reports.GetYearlyReport, HistoryEntryView,
                                          many=True)
    enter_report_figures = operation(use_cases.enter_report_figures, reports.EnterReportFigures, reports.YearlyReportView)
    write_report_texts = operation(use_cases.write_report_texts, reports.WriteReportTexts, reports.YearlyReportView)
    submit_yearly_report = operation(use_cases.submit_yearly_report, reports.ChangeYearlyReport, reports.YearlyReportView)
    return_yearly_report = operation(use_cases.return_yearly_report, reports.ReturnYearlyReport, reports.YearlyReportView)
    approve_yearly_report = operation(use_cases.approve_yearly_report, reports.ChangeYearlyReport, reports.YearlyReportView)
    correct_yearly_report = operation(use_cases.correct_yearly_report, reports.CorrectYearlyReport, reports.YearlyReportView)

    on_report_approved = handler("disclosure.report.approved.v1", use_cases.note_report_approved, incoming.ReportApproved)
    on_matter_fulfilled = handler("disclosure.matter.fulfilled.v1", use_cases.note_matter_fulfilled, incoming.MatterFulfilled)
