"""The nameko class of law: which operation goes to which use case."""
from services.law import incoming, schemas, store, use_cases
from services.law.manifest import MANIFEST
from shared.retelling import retelling
from shared.runtime.frame import Frame
from shared.runtime.handling import handler
from shared.runtime.operations import operation


class LawService:
    """Holiday notices, rulings, and what the public may ask of calendar and rules."""

    name = MANIFEST.name
    frame = Frame(MANIFEST, store.ports, store.INDEXES, equip=store.equip,
                  anew={"books": use_cases.tell_book_anew, "rulings": retelling("rulings")})

    import_notice = operation(use_cases.import_notice, schemas.ImportNotice, schemas.NoticeView)
    list_notices = operation(use_cases.list_notices, schemas.Nothing, schemas.NoticeView, many=True)
    get_notice = operation(use_cases.get_notice, schemas.GetNotice, schemas.NoticeDetail)

    draft_ruling = operation(use_cases.draft_ruling, schemas.DraftRuling, schemas.RulingView)
    edit_ruling = operation(use_cases.edit_ruling, schemas.EditRuling, schemas.RulingView)
    publish_ruling = operation(use_cases.publish_ruling, schemas.PublishRuling, schemas.RulingView)
    list_rulings = operation(use_cases.list_rulings, schemas.ListRulings, schemas.RulingView, many=True)
    get_review_text = operation(use_cases.get_review_text, schemas.GetReviewText)

    list_days = operation(use_cases.list_days, schemas.ListDays)
    count_due_date = operation(use_cases.count_due_date, schemas.CountDueDate)
    list_rules = operation(use_cases.list_rules, schemas.ListRules)
    get_regulation = operation(use_cases.get_regulation, schemas.Nothing)

    on_review_cleared = handler("secrecy.review.cleared.v1", use_cases.note_review_cleared, incoming.ReviewCleared)
    on_review_refused = handler("secrecy.review.refused.v1", use_cases.note_review_refused, incoming.ReviewRefused)
    on_review_returned = handler("secrecy.review.returned.v1", use_cases.note_review_returned, incoming.ReviewRefused)
    on_recall_opened = handler("secrecy.recall.opened.v1", use_cases.note_recall_opened, incoming.RecallOpened)
    on_recall_upheld = handler("secrecy.recall.upheld.v1", use_cases.note_recall_upheld, incoming.RecallUpheld)
    on_recall_lifted = handler("secrecy.recall.lifted.v1", use_cases.note_recall_lifted, incoming.RecallLifted)
    on_review_unclear = handler("secrecy.review.unclear.v1", use_cases.note_review_unclear, incoming.ReviewReferred)
    on_review_clarified = handler("secrecy.review.clarified.v1", use_cases.note_review_clarified, incoming.ReviewReferred)
    on_review_quarantined = handler("secrecy.review.quarantined.v1", use_cases.note_review_quarantined,
                                    incoming.ReviewQuarantined)
