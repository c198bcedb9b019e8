"""What must follow from what, by hand from ``docs/events.md`` and ``docs/states.md``; never taken from the suite's code."""

CONSUMER_QUEUES = tuple(f"{service}.on_{each}" for service, handled in {
    "content": "review_cleared review_refused review_returned recall_opened recall_upheld recall_lifted review_unclear "
               "review_clarified review_quarantined article_quarantined unit_registered unit_changed notice_imported "
               "matter_registered article_published article_withdrawn article_moved article_placed display_changed "
               "filing_accepted file_stored file_removed file_examined",
    "disclosure": "article_published article_withdrawn article_moved article_withheld unit_registered unit_changed "
                  "post_appointed post_ended notice_imported report_approved matter_fulfilled",
    "files": "display_changed attachments_changed text_removed file_stored",
    "law": "review_cleared review_refused review_returned recall_opened recall_upheld recall_lifted review_unclear "
           "review_clarified review_quarantined",
    "secrecy": "review_requested text_removed review_quarantined unit_registered unit_changed notice_imported display_changed "
               "dictionary_changed",
}.items() for each in handled.split())

EVENTS = {
    ("content.articles", "submitted"): ("content.article.submitted.v1",),
    ("content.articles", "approved"): ("content.article.approved.v1", "content.review.requested.v1"),
    ("content.articles", "published"): ("content.article.published.v1", "content.display.changed.v1"),
    ("content.articles", "withdrawn"): ("content.article.withdrawn.v1", "content.display.changed.v1"),
    ("content.articles", "returned"): ("content.article.returned.v1",),
    ("content.articles", "refused"): ("content.article.returned.v1",),
    ("secrecy.reviews", "cleared"): ("secrecy.review.cleared.v1",),
    ("secrecy.reviews", "refused"): ("secrecy.review.refused.v1",),
    ("files.files", "stored"): ("files.file.stored.v1",),
}
"""Where and what was done → the events that this one save must have told."""

ACTIONS = {
    "draft_article": "drafted", "edit_article": "edited", "submission_of_article": "submitted", "recall_of_article": "recalled",
    "return_of_article": "returned", "approval_of_article": "approved", "comments_of_article": "commented",
    "publication_of_article": "published", "withdrawal_of_article": "withdrawn", "revision_of_article": "revised",
    "clearance_of_review": "cleared", "refusal_of_review": "refused", "store_file": "stored",
}
"""The client's word for a write → the word that the record must have for it."""

SIGHT_BOUND_SECONDS = 30.0
"""The bound that is promised for a text that was withdrawn or replaced, whatever fails: the life of a public answer."""
