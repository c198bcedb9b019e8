"""The nameko class of secrecy: which operation and event goes to which use case."""
from services.secrecy import incoming, schemas, store, use_cases
from services.secrecy.manifest import MANIFEST
from services.secrecy.schemas import dictionaries as lists
from services.secrecy.schemas import recalls
from shared.runtime.frame import Frame
from shared.runtime.handling import handler
from shared.runtime.operations import operation
from shared.schemas import HistoryEntryView

EXAMINE_SECONDS = 300
"""Reading and scanning many large attachments takes its time."""


class SecrecyService:
    """Reviews of everything that is to become public."""

    name = MANIFEST.name
    frame = Frame(MANIFEST, store.ports, store.INDEXES, equip=store.equip, begin=use_cases.begin,
                  sweeps={"reviews": use_cases.tend_review, "reexaminations": use_cases.tend_reexamination},
                  anew={"dictionaries": use_cases.tell_dictionary_anew, "reviews": use_cases.tell_review_anew,
                        "recalls": use_cases.tell_recall_anew})

    list_reviews = operation(use_cases.list_reviews, schemas.ListReviews, schemas.ReviewView, many=True)
    get_review = operation(use_cases.get_review, schemas.GetReview, schemas.ReviewDetail)
    get_review_text = operation(use_cases.get_review_text, schemas.GetReviewText, schemas.ReviewTextView)
    get_review_history = operation(use_cases.get_review_history, schemas.GetReview, HistoryEntryView, many=True)

    claim_review = operation(use_cases.claim_review, schemas.ChangeReview, schemas.ReviewView)
    release_review = operation(use_cases.release_review, schemas.ChangeReview, schemas.ReviewView)
    scan_review = operation(use_cases.scan_review, schemas.ChangeReview, schemas.ReviewView)
    clear_review = operation(use_cases.clear_review, schemas.ClearReview, schemas.ReviewView)
    refuse_review = operation(use_cases.refuse_review, schemas.WithReason, schemas.ReviewView)
    return_review = operation(use_cases.return_review, schemas.WithReason, schemas.ReviewView)

    create_dictionary = operation(use_cases.create_dictionary, lists.CreateDictionary, lists.DictionaryView)
    list_dictionaries = operation(use_cases.list_dictionaries, lists.ListDictionaries, lists.DictionaryView, many=True)
    get_dictionary = operation(use_cases.get_dictionary, lists.GetDictionary, lists.DictionaryDetail)
    get_dictionary_history = operation(use_cases.get_dictionary_history, lists.GetDictionary, HistoryEntryView, many=True)
    stage_entries = operation(use_cases.stage_entries, lists.StageEntries, lists.PageView)
    change_dictionary = operation(use_cases.change_dictionary, lists.ChangeDictionary, lists.DictionaryView)
    list_dictionary_entries = operation(use_cases.list_dictionary_entries, lists.ListDictionaryEntries, lists.EntryView,
                                        many=True)
    list_dictionary_differences = operation(use_cases.list_dictionary_differences, lists.ListDictionaryDifferences,
                                            lists.DifferenceView, many=True)
    get_dictionary_export = operation(use_cases.get_dictionary_export, lists.ExportDictionary)

    list_recalls = operation(use_cases.list_recalls, recalls.ListRecalls, recalls.RecallView, many=True)
    get_recall = operation(use_cases.get_recall, recalls.GetRecall, recalls.RecallDetail)
    get_recall_text = operation(use_cases.get_recall_text, recalls.GetRecall, recalls.RecallTextView)
    get_recall_history = operation(use_cases.get_recall_history, recalls.GetRecall, HistoryEntryView, many=True)
    claim_recall = operation(use_cases.claim_recall, recalls.ChangeRecall, recalls.RecallView)
    release_recall = operation(use_cases.release_recall, recalls.ChangeRecall, recalls.RecallView)
    scan_recall = operation(use_cases.scan_recall, recalls.ChangeRecall, recalls.RecallView)
    uphold_recall = operation(use_cases.uphold_recall, recalls.UpholdRecall, recalls.RecallView)
    lift_recall = operation(use_cases.lift_recall, recalls.LiftRecall, recalls.RecallView)

    start_reexamination = operation(use_cases.start_reexamination, recalls.StartReexamination, recalls.ReexaminationView)
    list_reexaminations = operation(use_cases.list_reexaminations, recalls.ListReexaminations, recalls.ReexaminationView,
                                    many=True)
    get_reexamination = operation(use_cases.get_reexamination, recalls.GetReexamination, recalls.ReexaminationView)
    list_reexamination_outcomes = operation(use_cases.list_reexamination_outcomes, recalls.ListReexaminationOutcomes,
                                            recalls.OutcomeView, many=True)
    get_reexamination_history = operation(use_cases.get_reexamination_history, recalls.GetReexamination, HistoryEntryView,
                                          many=True)

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

    on_review_requested = handler("*.review.requested.v1", use_cases.open_review, incoming.ReviewRequested,
                                  seconds=EXAMINE_SECONDS)
    on_review_quarantined = handler("secrecy.review.quarantined.v1", use_cases.note_review_quarantined,
                                    incoming.ReviewQuarantined)
    on_text_removed = handler("*.text.removed.v1", use_cases.note_text_removed, incoming.TextRemoved)
    on_unit_registered = handler("directory.unit.registered.v1", use_cases.note_unit, incoming.UnitChanged)
    on_unit_changed = handler("directory.unit.changed.v1", use_cases.note_unit, incoming.UnitChanged)
    on_notice_imported = handler("law.notice.imported.v1", use_cases.note_notice, incoming.NoticeImported)
    on_display_changed = handler("*.display.changed.v1", use_cases.note_display_changed, incoming.DisplayChanged)
    on_dictionary_changed = handler("secrecy.dictionary.changed.v1", use_cases.note_dictionary_changed,
                                    incoming.DictionaryChanged)
