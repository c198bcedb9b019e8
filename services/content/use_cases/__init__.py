"""What content can do: one function an operation, one a handled event. This is the service's index."""
from services.content.use_cases.editing import (
                                                comment_article,
                                                discard_edition,
                                                draft_article,
                                                edit_article,
                                                recall_article,
                                                revise_article,
                                                submit_article,
)
from services.content.use_cases.hearing import (
                                                note_article_published,
                                                note_article_withdrawn,
                                                note_matter_registered,
                                                note_notice,
                                                note_review_cleared,
                                                note_review_refused,
                                                note_review_returned,
                                                note_unit,
)
from services.content.use_cases.interpreting import list_interpretations, tend_article, waive_interpretation, withdraw_waiver
from services.content.use_cases.places import list_columns, list_sites, open_column, register_site
from services.content.use_cases.publishing import publish_article, withdraw_article
from services.content.use_cases.reading import (
                                                get_article,
                                                get_article_history,
                                                get_edition,
                                                get_edition_diff,
                                                get_review_text,
                                                list_articles,
)
from services.content.use_cases.reviewing import approve_article, claim_article, release_article, return_article
from services.content.use_cases.showing import get_public_article, get_public_articles, get_public_page, list_public_articles

__all__ = [
    "approve_article", "claim_article", "comment_article", "discard_edition", "draft_article", "edit_article",
    "get_article", "get_article_history", "get_edition", "get_edition_diff", "get_public_article", "get_public_articles",
    "get_public_page", "get_review_text", "list_articles", "list_columns", "list_interpretations", "list_public_articles",
    "list_sites", "note_article_published", "note_article_withdrawn", "note_matter_registered", "note_notice",
    "note_review_cleared", "note_review_refused", "note_review_returned", "note_unit", "open_column", "publish_article",
    "recall_article", "register_site", "release_article", "return_article", "revise_article", "submit_article",
    "tend_article", "waive_interpretation", "withdraw_article", "withdraw_waiver",
]
