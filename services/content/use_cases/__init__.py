"""What content can do: one function an operation, one a handled event. This is the service's index."""
from services.content.use_cases.attaching import note_file_examined, note_file_removed, note_file_stored
from services.content.use_cases.bulk import change_articles
from services.content.use_cases.columns import (
                                                get_column,
                                                get_column_account,
                                                get_column_history,
                                                list_columns,
                                                set_review_steps,
                                                tend_column,
)
from services.content.use_cases.correcting import correct_article, list_public_corrections
from services.content.use_cases.counting import list_column_padding
from services.content.use_cases.editing import (
                                                comment_article,
                                                discard_edition,
                                                draft_article,
                                                edit_article,
                                                recall_article,
                                                revise_article,
                                                submit_article,
)
from services.content.use_cases.feeding import (
                                                get_public_feed,
                                                get_public_sitemap,
                                                get_public_sitemap_page,
                                                list_public_addresses,
                                                list_public_sites,
)
from services.content.use_cases.filings import (
                                                accept_filing,
                                                get_filing,
                                                get_filing_history,
                                                list_filings,
                                                propose_filing,
                                                refuse_filing,
                                                tend_filing,
                                                withdraw_filing,
)
from services.content.use_cases.hearing import (
                                                note_article_moved,
                                                note_article_published,
                                                note_article_withdrawn,
                                                note_filing_accepted,
                                                note_matter_registered,
                                                note_notice,
                                                note_recall_lifted,
                                                note_recall_opened,
                                                note_recall_upheld,
                                                note_review_clarified,
                                                note_review_cleared,
                                                note_review_refused,
                                                note_review_returned,
                                                note_review_unclear,
                                                note_unit,
)
from services.content.use_cases.inbox import list_inbox
from services.content.use_cases.indexing import begin_checking, note_article_placed, note_display_changed, tend_search
from services.content.use_cases.interpreting import list_interpretations, waive_interpretation, withdraw_waiver
from services.content.use_cases.isolating import note_article_quarantined, note_review_quarantined
from services.content.use_cases.linking import check_links, get_article_links, list_broken_links
from services.content.use_cases.masking import list_originals, mask_article, open_original
from services.content.use_cases.moving import move_article
from services.content.use_cases.places import list_sites, register_site
from services.content.use_cases.placing import accept_placement, change_placements, list_placements, refuse_placement
from services.content.use_cases.publishing import publish_article, withdraw_article
from services.content.use_cases.reading import (
                                                get_article,
                                                get_article_history,
                                                get_edition,
                                                get_edition_diff,
                                                get_review_text,
                                                get_review_texts,
                                                list_articles,
)
from services.content.use_cases.relating import list_related_suggestions
from services.content.use_cases.restoring import tell_article_anew
from services.content.use_cases.reviewing import (
                                                approve_article,
                                                claim_article,
                                                confirm_article,
                                                force_article,
                                                reject_article,
                                                release_article,
                                                return_article,
)
from services.content.use_cases.scheduling import schedule_article, tend_article, unschedule_article
from services.content.use_cases.searching import search_public_articles, search_public_words
from services.content.use_cases.showing import get_public_article, get_public_articles, get_public_page, list_public_articles
from services.content.use_cases.showing_columns import list_public_columns
from services.content.use_cases.templating import list_templates

__all__ = [
    "accept_filing", "accept_placement", "approve_article", "begin_checking", "change_articles", "change_placements",
    "check_links", "claim_article", "comment_article", "confirm_article", "correct_article", "discard_edition",
    "draft_article", "edit_article", "force_article", "get_article", "get_article_history", "get_article_links",
    "get_column", "get_column_account", "get_column_history", "get_edition", "get_edition_diff", "get_filing",
    "get_filing_history", "get_public_article", "get_public_articles", "get_public_feed", "get_public_page",
    "get_public_sitemap", "get_public_sitemap_page", "get_review_text", "get_review_texts", "list_articles",
    "list_broken_links", "list_column_padding", "list_columns", "list_filings", "list_inbox", "list_interpretations",
    "list_originals", "list_placements", "list_public_addresses", "list_public_articles", "list_public_columns",
    "list_public_corrections", "list_public_sites", "list_related_suggestions", "list_sites", "list_templates",
    "mask_article", "move_article", "note_article_moved", "note_article_placed", "note_article_published",
    "note_article_quarantined", "note_article_withdrawn", "note_display_changed", "note_file_examined",
    "note_file_removed", "note_file_stored", "note_filing_accepted", "note_matter_registered", "note_notice",
    "note_recall_lifted", "note_recall_opened", "note_recall_upheld", "note_review_clarified", "note_review_cleared",
    "note_review_quarantined", "note_review_refused", "note_review_returned", "note_review_unclear", "note_unit",
    "open_original", "propose_filing", "publish_article", "recall_article", "refuse_filing", "refuse_placement",
    "register_site", "reject_article", "release_article", "return_article", "revise_article", "schedule_article",
    "search_public_articles", "search_public_words", "set_review_steps", "submit_article", "tend_article",
    "tend_column", "tend_filing", "tend_search", "unschedule_article", "waive_interpretation", "withdraw_article",
    "withdraw_filing", "withdraw_waiver",
    "tell_article_anew",
]
