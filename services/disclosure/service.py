"""The nameko class of disclosure: which operation and event goes to which use case."""
from services.disclosure import incoming, schemas, store, use_cases
from services.disclosure.manifest import MANIFEST
from services.disclosure.schemas import applications as forms
from services.disclosure.schemas import letters, reports
from services.disclosure.use_cases import applications as desk
from shared.retelling import retelling
from shared.runtime.frame import Frame
from shared.runtime.handling import handler
from shared.runtime.operations import operation
from shared.schemas import HistoryEntryView


class DisclosureService:
    """Matters to disclose, and applications for disclosure."""

    name = MANIFEST.name
    frame = Frame(MANIFEST, store.ports, store.INDEXES, equip=store.equip, sweeps={
        "matters": use_cases.tend_matter, "imports": use_cases.tend_import, "applications": desk.tend_application,
        "reports": use_cases.tend_yearly_report},
        anew={"matters": use_cases.tell_matter_anew, **{
            name: retelling(name) for name in ("items", "imports", "applications", "reports")}})

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

    re_examine_matter = operation(use_cases.re_examine_matter, schemas.ReExamineMatter, schemas.MatterView)
    list_extension_grounds = operation(use_cases.list_extension_grounds, schemas.Nothing, schemas.GroundView, many=True)
    list_withholding_reasons = operation(use_cases.list_withholding_reasons, schemas.Nothing, schemas.GroundView, many=True)

    import_matters = operation(use_cases.import_matters, schemas.ImportMatters, schemas.MatterImportView)
    list_matter_imports = operation(use_cases.list_matter_imports, schemas.ListMatterImports, schemas.MatterImportView,
                                    many=True)
    get_matter_import = operation(use_cases.get_matter_import, schemas.GetMatterImport, schemas.MatterImportView)
    list_matter_import_rows = operation(use_cases.list_matter_import_rows, schemas.ListMatterImportRows,
                                        schemas.ImportRowView, many=True)
    get_matter_import_report = operation(use_cases.get_matter_import_report, schemas.GetMatterImportReport)
    get_matter_import_template = operation(use_cases.get_matter_import_template, schemas.Nothing)
    cancel_matter_import = operation(use_cases.cancel_matter_import, schemas.GetMatterImport, schemas.MatterImportView)

    list_catalogue = operation(use_cases.list_catalogue, schemas.ListCatalogue)
    get_catalogue_entry = operation(use_cases.get_catalogue_entry, schemas.GetCatalogueEntry)
    submit_application = operation(desk.submit_application, forms.SubmitApplication, forms.FiledView)
    look_up_application = operation(desk.look_up_application, forms.LookUpApplication, forms.OwnApplicationView)
    confirm_application = operation(desk.confirm_application, forms.ConfirmApplication, forms.OwnStepView)
    correct_application = operation(desk.correct_application, forms.CorrectApplication, forms.OwnStepView)
    withdraw_application = operation(desk.withdraw_application, forms.WithdrawApplication, forms.OwnStepView)
    accept_application_fee = operation(desk.accept_application_fee, forms.AcceptApplicationFee, forms.OwnStepView)
    rate_application = operation(desk.rate_application, forms.RateApplication, forms.OwnStepView)
    enter_application = operation(desk.enter_application, forms.EnterApplication, forms.FiledView)
    list_application_outcomes = operation(desk.list_application_outcomes, schemas.Nothing, forms.OutcomeView, many=True)
    list_applications = operation(desk.list_applications, forms.ListApplications, forms.ApplicationView, many=True)
    get_application = operation(desk.get_application, forms.GetApplication, forms.ApplicationDetailView)
    get_application_account = operation(desk.get_application_account, forms.GetApplication, forms.ApplicationAccountView)
    get_application_history = operation(desk.get_application_history, forms.GetApplication, HistoryEntryView, many=True)
    confirm_application_receipt = operation(desk.confirm_application_receipt, forms.ChangeApplication, forms.ApplicationView)
    claim_application = operation(desk.claim_application, forms.ChangeApplication, forms.ApplicationView)
    accept_application = operation(desk.accept_application, forms.ChangeApplication, forms.ApplicationView)
    request_correction = operation(desk.request_correction, forms.RequestCorrection, forms.ApplicationView)
    extend_application = operation(desk.extend_application, forms.ExtendApplication, forms.ApplicationView)
    ask_application_reasons = operation(desk.ask_application_reasons, forms.ChangeApplication, forms.ApplicationView)
    consult_party = operation(desk.consult_party, forms.ConsultParty, forms.ApplicationView)
    note_party_reply = operation(desk.note_party_reply, forms.NotePartyReply, forms.ApplicationView)
    override_refusal = operation(desk.override_refusal, forms.OverrideRefusal, forms.ApplicationView)
    charge_application_fee = operation(desk.charge_application_fee, forms.ChargeApplicationFee, forms.ApplicationView)
    note_application_payment = operation(desk.note_application_payment, forms.ChangeApplication, forms.ApplicationView)
    draft_application_answer = operation(desk.draft_application_answer, forms.DraftApplicationAnswer, forms.ApplicationView)
    return_application_answer = operation(desk.return_application_answer, forms.ReturnApplicationAnswer,
                                          forms.ApplicationView)
    issue_application_answer = operation(desk.issue_application_answer, forms.ChangeApplication, forms.ApplicationView)
    archive_application = operation(desk.archive_application, forms.ChangeApplication, forms.ApplicationView)
    file_application_remedy = operation(desk.file_application_remedy, forms.FileApplicationRemedy, forms.ApplicationView)
    conclude_application_remedy = operation(desk.conclude_application_remedy, forms.ConcludeApplicationRemedy,
                                            forms.ApplicationView)
    open_application_matter = operation(desk.open_application_matter, forms.OpenApplicationMatter, forms.ApplicationView)

    on_article_published = handler("content.article.published.v1", use_cases.note_article_published,
                                   incoming.ArticlePublished)
    on_article_withdrawn = handler("content.article.withdrawn.v1", use_cases.note_article_withdrawn,
                                   incoming.ArticleWithdrawn)
    on_article_moved = handler("content.article.moved.v1", use_cases.note_article_moved, incoming.ArticleMoved)
    on_article_withheld = handler("content.article.withheld.v1", use_cases.note_article_withheld, incoming.ArticleWithheld)
    on_unit_registered = handler("directory.unit.registered.v1", use_cases.note_unit, incoming.UnitChanged)
    on_unit_changed = handler("directory.unit.changed.v1", use_cases.note_unit, incoming.UnitChanged)
    on_notice_imported = handler("law.notice.imported.v1", use_cases.note_notice, incoming.NoticeImported)
    on_post_appointed = handler("directory.post.appointed.v1", use_cases.note_post, incoming.PostChanged)
    on_post_ended = handler("directory.post.ended.v1", use_cases.note_post, incoming.PostChanged)

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

    get_letter_document = operation(desk.get_letter_document, letters.GetLetterDocument)
    download_application_letter = operation(desk.download_application_letter, letters.DownloadApplicationLetter)
