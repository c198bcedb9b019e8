"""The nameko class of content: which operation and event goes to which use case."""
from services.content import incoming, schemas, store, use_cases
from services.content.manifest import MANIFEST
from shared.retelling import retelling
from shared.runtime.frame import Frame
from shared.runtime.handling import handler
from shared.runtime.operations import operation
from shared.schemas import HistoryEntryView


class ContentService:
    """Sites, columns, and articles with their editions."""

    name = MANIFEST.name
    frame = Frame(MANIFEST, store.ports, store.INDEXES,
                  sweeps={"columns": use_cases.tend_column, "filings": use_cases.tend_filing,
                          "articles": use_cases.tend_article},
                  equip=store.equip, begin=use_cases.begin_checking,
                  anew={"articles": use_cases.tell_article_anew, **{
                      name: retelling(name) for name in ("sites", "columns", "filings")}},
                  slow_sweeps={"links": use_cases.check_links, "search_checks": use_cases.tend_search})

    register_site = operation(use_cases.register_site, schemas.RegisterSite, schemas.SiteView)
    list_sites = operation(use_cases.list_sites, schemas.Nothing, schemas.SiteView, many=True)

    propose_filing = operation(use_cases.propose_filing, schemas.ProposeFiling, schemas.FilingView)
    list_filings = operation(use_cases.list_filings, schemas.ListFilings, schemas.FilingView, many=True)
    get_filing = operation(use_cases.get_filing, schemas.GetFiling, schemas.FilingView)
    get_filing_history = operation(use_cases.get_filing_history, schemas.GetFiling, HistoryEntryView, many=True)
    accept_filing = operation(use_cases.accept_filing, schemas.AcceptFiling, schemas.FilingView)
    refuse_filing = operation(use_cases.refuse_filing, schemas.RefuseFiling, schemas.FilingView)
    withdraw_filing = operation(use_cases.withdraw_filing, schemas.ChangeFiling, schemas.FilingView)
    list_columns = operation(use_cases.list_columns, schemas.ListColumns, schemas.ColumnView, many=True)
    get_column = operation(use_cases.get_column, schemas.GetColumn, schemas.ColumnDetail)
    get_column_account = operation(use_cases.get_column_account, schemas.GetColumn, schemas.ColumnAccountView)
    list_column_padding = operation(use_cases.list_column_padding, schemas.ListColumnPadding, schemas.PaddingView, many=True)
    set_review_steps = operation(use_cases.set_review_steps, schemas.SetReviewSteps, schemas.ColumnDetail)
    get_column_history = operation(use_cases.get_column_history, schemas.GetColumn, HistoryEntryView, many=True)

    draft_article = operation(use_cases.draft_article, schemas.DraftArticle, schemas.ArticleView)
    edit_article = operation(use_cases.edit_article, schemas.EditArticle, schemas.ArticleView)
    submit_article = operation(use_cases.submit_article, schemas.HandIn, schemas.ArticleView)
    recall_article = operation(use_cases.recall_article, schemas.SubmitArticle, schemas.ArticleView)
    revise_article = operation(use_cases.revise_article, schemas.SubmitArticle, schemas.ArticleView)
    discard_edition = operation(use_cases.discard_edition, schemas.WithReason, schemas.ArticleView)
    comment_article = operation(use_cases.comment_article, schemas.CommentArticle, schemas.ArticleView)

    move_article = operation(use_cases.move_article, schemas.MoveArticle, schemas.ArticleView)
    change_articles = operation(use_cases.change_articles, schemas.ChangeArticles, schemas.ChangedView)
    claim_article = operation(use_cases.claim_article, schemas.SubmitArticle, schemas.ArticleView)
    release_article = operation(use_cases.release_article, schemas.SubmitArticle, schemas.ArticleView)
    approve_article = operation(use_cases.approve_article, schemas.ApproveArticle, schemas.ArticleView)
    return_article = operation(use_cases.return_article, schemas.WithReason, schemas.ArticleView)
    force_article = operation(use_cases.force_article, schemas.WithReason, schemas.ArticleView)
    confirm_article = operation(use_cases.confirm_article, schemas.SubmitArticle, schemas.ArticleView)
    reject_article = operation(use_cases.reject_article, schemas.WithReason, schemas.ArticleView)
    publish_article = operation(use_cases.publish_article, schemas.PublishArticle, schemas.ArticleView)
    schedule_article = operation(use_cases.schedule_article, schemas.ScheduleArticle, schemas.ArticleView)
    unschedule_article = operation(use_cases.unschedule_article, schemas.SubmitArticle, schemas.ArticleView)
    withdraw_article = operation(use_cases.withdraw_article, schemas.WithdrawArticle, schemas.ArticleView)

    change_placements = operation(use_cases.change_placements, schemas.ChangePlacements, schemas.ArticleView)
    list_placements = operation(use_cases.list_placements, schemas.ListPlacements, schemas.PlacedArticleView, many=True)
    accept_placement = operation(use_cases.accept_placement, schemas.AcceptPlacement, schemas.PlacedArticleView)
    refuse_placement = operation(use_cases.refuse_placement, schemas.RefusePlacement, schemas.PlacedArticleView)
    correct_article = operation(use_cases.correct_article, schemas.CorrectArticle, schemas.ArticleView)
    list_public_corrections = operation(use_cases.list_public_corrections, schemas.ListPublicCorrections)
    list_broken_links = operation(use_cases.list_broken_links, schemas.ListBrokenLinks, schemas.BrokenLinksView, many=True)
    get_article_links = operation(use_cases.get_article_links, schemas.GetArticle, schemas.ArticleLinksView)
    mask_article = operation(use_cases.mask_article, schemas.MaskArticle, schemas.ArticleView)
    list_originals = operation(use_cases.list_originals, schemas.ListOriginals, schemas.OriginalView, many=True)
    open_original = operation(use_cases.open_original, schemas.OpenOriginal, schemas.OpenedOriginalView, shows_once=True)
    list_templates = operation(use_cases.list_templates, schemas.Nothing, schemas.TemplateView, many=True)
    list_related_suggestions = operation(use_cases.list_related_suggestions, schemas.GetArticle, schemas.SuggestionView,
                                         many=True)

    waive_interpretation = operation(use_cases.waive_interpretation, schemas.WithReason, schemas.ArticleView)
    withdraw_waiver = operation(use_cases.withdraw_waiver, schemas.WithReason, schemas.ArticleView)
    list_interpretations = operation(use_cases.list_interpretations, schemas.GetArticle, schemas.ArticleView, many=True)

    get_article = operation(use_cases.get_article, schemas.GetArticle, schemas.ArticleDetail)
    list_articles = operation(use_cases.list_articles, schemas.ListArticles, schemas.ArticleView, many=True)
    list_inbox = operation(use_cases.list_inbox, schemas.ListInbox, schemas.InboxView)
    get_article_history = operation(use_cases.get_article_history, schemas.GetArticle, HistoryEntryView, many=True)
    get_edition = operation(use_cases.get_edition, schemas.GetEdition, schemas.EditionView)
    get_edition_diff = operation(use_cases.get_edition_diff, schemas.GetEditionDiff, schemas.EditionDiffView)
    get_review_text = operation(use_cases.get_review_text, schemas.GetReviewText, together=use_cases.get_review_texts)

    get_public_article = operation(use_cases.get_public_article, schemas.GetArticle,
                                   together=use_cases.get_public_articles)
    get_public_page = operation(use_cases.get_public_page, schemas.GetPublicPage)
    list_public_articles = operation(use_cases.list_public_articles, schemas.ListPublicArticles)
    search_public_articles = operation(use_cases.search_public_articles, schemas.SearchPublicArticles)
    search_public_words = operation(use_cases.search_public_words, schemas.SearchPublicWords)
    get_public_feed = operation(use_cases.get_public_feed, schemas.GetPublicFeed)
    get_public_sitemap = operation(use_cases.get_public_sitemap, schemas.OfSite)
    get_public_sitemap_page = operation(use_cases.get_public_sitemap_page, schemas.GetPublicSitemapPage)
    list_public_sites = operation(use_cases.list_public_sites, schemas.Nothing)
    list_public_addresses = operation(use_cases.list_public_addresses, schemas.ListPublicAddresses, schemas.PublicAddress,
                                      many=True)
    list_public_columns = operation(use_cases.list_public_columns, schemas.OfSite)

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
    on_article_quarantined = handler("content.article.quarantined.v1", use_cases.note_article_quarantined,
                                     incoming.ArticleQuarantined)
    on_unit_registered = handler("directory.unit.registered.v1", use_cases.note_unit, incoming.UnitChanged)
    on_unit_changed = handler("directory.unit.changed.v1", use_cases.note_unit, incoming.UnitChanged)
    on_article_published = handler("content.article.published.v1", use_cases.note_article_published,
                                   incoming.ArticlePublished)
    on_article_withdrawn = handler("content.article.withdrawn.v1", use_cases.note_article_withdrawn,
                                   incoming.ArticleWithdrawn)
    on_article_moved = handler("content.article.moved.v1", use_cases.note_article_moved, incoming.ArticleMoved)
    on_display_changed = handler("content.display.changed.v1", use_cases.note_display_changed, incoming.DisplayChanged)
    on_article_placed = handler("content.article.placed.v1", use_cases.note_article_placed, incoming.ArticlePlaced)
    on_filing_accepted = handler("content.filing.accepted.v1", use_cases.note_filing_accepted, incoming.FilingAccepted)
    on_matter_registered = handler("disclosure.matter.registered.v1", use_cases.note_matter_registered,
                                   incoming.MatterRegistered)
    on_notice_imported = handler("law.notice.imported.v1", use_cases.note_notice, incoming.NoticeImported)
    on_file_stored = handler("files.file.stored.v1", use_cases.note_file_stored, incoming.FileStored)
    on_file_removed = handler("files.file.removed.v1", use_cases.note_file_removed, incoming.FileRemoved)
    on_file_examined = handler("files.file.examined.v1", use_cases.note_file_examined, incoming.FileExamined)
