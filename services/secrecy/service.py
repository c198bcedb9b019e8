"""The nameko class of secrecy: which operation and event goes to which use case."""
from services.secrecy import incoming, schemas, store, use_cases
from services.secrecy.manifest import MANIFEST
from services.secrecy.schemas import dictionaries as lists
from services.secrecy.schemas import recalls
from shared.runtime.frame import Frame
from shared.runtime.handling import handler
from shared.runtime.operations import operation
from shared.schemas import HistoryEntryView


class SecrecyService:
    """Reviews of everything that is to become public."""

    name = MANIFEST.name
    frame = Frame(MANIFEST, store.ports, store.INDEXES, equip=store.equip, begin=use_cases.begin,
                  sweeps={"reexaminations": use_cases.tend_reexamination})

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

    list_detectors = operation(use_cases.list_detectors, schemas.Nothing, schemas.DetectorsView)

    on_display_changed = handler("*.display.changed.v1", use_cases.note_display_changed, incoming.DisplayChanged)
    on_dictionary_changed = handler("secrecy.dictionary.changed.v1", use_cases.note_dictionary_changed,
                                    incoming.DictionaryChanged)
    on_review_requested = handler("*.review.requested.v1", use_cases.open_review, incoming.ReviewRequested)
