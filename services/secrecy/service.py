"""The nameko class of secrecy: which operation and event goes to which use case."""
from services.secrecy import incoming, schemas, store, use_cases
from services.secrecy.manifest import MANIFEST
from shared.runtime.frame import Frame
from shared.runtime.handling import handler
from shared.runtime.operations import operation
from shared.schemas import HistoryEntryView


class SecrecyService:
    """Reviews of everything that is to become public."""

    name = MANIFEST.name
    frame = Frame(MANIFEST, store.ports, store.INDEXES, equip=store.equip, sweeps={"reviews": use_cases.tend_review})

    list_reviews = operation(use_cases.list_reviews, schemas.ListReviews, schemas.ReviewView, many=True)
    get_review = operation(use_cases.get_review, schemas.GetReview, schemas.ReviewDetail)
    get_review_text = operation(use_cases.get_review_text, schemas.GetReview, schemas.ReviewTextView)
    get_review_history = operation(use_cases.get_review_history, schemas.GetReview, HistoryEntryView, many=True)

    claim_review = operation(use_cases.claim_review, schemas.ChangeReview, schemas.ReviewView)
    release_review = operation(use_cases.release_review, schemas.ChangeReview, schemas.ReviewView)
    scan_review = operation(use_cases.scan_review, schemas.ChangeReview, schemas.ReviewView)
    clear_review = operation(use_cases.clear_review, schemas.ClearReview, schemas.ReviewView)
    refuse_review = operation(use_cases.refuse_review, schemas.WithReason, schemas.ReviewView)
    return_review = operation(use_cases.return_review, schemas.WithReason, schemas.ReviewView)

    get_review_account = operation(use_cases.get_review_account, schemas.GetReview, schemas.ReviewAccountView)
    pass_review = operation(use_cases.pass_review, schemas.PassReview, schemas.ReviewView)
    dismiss_finding = operation(use_cases.dismiss_finding, schemas.DismissFinding, schemas.ReviewView)
    restore_finding = operation(use_cases.restore_finding, schemas.RestoreFinding, schemas.ReviewView)
    dismiss_findings = operation(use_cases.dismiss_findings, schemas.DismissFindings, schemas.ReviewView)
    refer_review = operation(use_cases.refer_review, schemas.ReferReview, schemas.ReviewView)
    list_referrals = operation(use_cases.list_referrals, schemas.ListAsked, schemas.ReviewView, many=True)
    answer_referral = operation(use_cases.answer_referral, schemas.AnswerReferral, schemas.ReviewView)
    ask_consent = operation(use_cases.ask_consent, schemas.AskConsent, schemas.ReviewView)
    list_consents = operation(use_cases.list_consents, schemas.ListAsked, schemas.ReviewView, many=True)
    answer_consent = operation(use_cases.answer_consent, schemas.AnswerConsent, schemas.ReviewView)
    quarantine_review = operation(use_cases.quarantine_review, schemas.QuarantineReview, schemas.ReviewView)
    list_quarantined = operation(use_cases.list_quarantined, schemas.ListQuarantined, schemas.ReviewView, many=True)
    get_quarantined = operation(use_cases.get_quarantined, schemas.GetReview, schemas.ReviewDetail)
    get_quarantined_history = operation(use_cases.get_quarantined_history, schemas.GetReview, HistoryEntryView, many=True)
    report_quarantine = operation(use_cases.report_quarantine, schemas.ReportQuarantine, schemas.ReviewView)

    list_detectors = operation(use_cases.list_detectors, schemas.Nothing, schemas.DetectorsView)

    on_review_requested = handler("*.review.requested.v1", use_cases.open_review, incoming.ReviewRequested)
    on_review_quarantined = handler("secrecy.review.quarantined.v1", use_cases.note_review_quarantined,
                                    incoming.ReviewQuarantined)
    on_text_removed = handler("*.text.removed.v1", use_cases.note_text_removed, incoming.TextRemoved)
    on_unit_registered = handler("directory.unit.registered.v1", use_cases.note_unit, incoming.UnitChanged)
    on_unit_changed = handler("directory.unit.changed.v1", use_cases.note_unit, incoming.UnitChanged)
    on_notice_imported = handler("law.notice.imported.v1", use_cases.note_notice, incoming.NoticeImported)
