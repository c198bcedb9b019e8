"""Reading for those who work here: articles, their record, and what changed between editions."""
import difflib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.content.errors import ArticleNotFound, InvalidMetadata, ReviewTextGone
from services.content.model import Article, Edition, Item
from services.content.model.review_steps import REVIEWERS
from services.content.ports import ArticleQuery, Ports
from shared.caller import Caller
from shared.errors import Fault, attempted

_SECRECY = ("secrecy_clerk", "secrecy_officer", "secrecy_head")
STAFF = ("editor", *REVIEWERS, *_SECRECY, "publisher", "auditor")


def article_if_there(ports: Ports, article_id: str) -> Article | None:
    """The article, or ``None`` if there is none."""
    try:
        return ports.articles.get(article_id)
    except ArticleNotFound:
        return None


def get_article(ports: Ports, *, caller: Caller, now: datetime, article_id: str) -> Article:
    """One article with all that is known of its editions."""
    article = ports.articles.get(article_id)
    caller.require(*STAFF, unit=article.unit)
    return article


def list_articles(ports: Ports, *, caller: Caller, now: datetime, unit: str | None, **query: Any
                  ) -> tuple[list[Article], str | None]:
    """A page of the articles of the units that the caller works for."""
    units = caller.units(*STAFF)
    if unit is not None:
        caller.require(*STAFF, unit=unit)
        units = [unit]
    return ports.articles.page(ArticleQuery(units=units, **query))


def get_article_history(ports: Ports, *, caller: Caller, now: datetime, article_id: str
                        ) -> tuple[list[dict[str, Any]], None]:
    """The hash-chained record of an article: who did what, when, on whose authority (Art. 5 第五条)."""
    get_article(ports, caller=caller, now=now, article_id=article_id)
    return ports.articles.history(article_id), None


def get_edition(ports: Ports, *, caller: Caller, now: datetime, article_id: str, edition: int) -> Edition:
    """One edition with its text, old ones from the archive."""
    article = get_article(ports, caller=caller, now=now, article_id=article_id)
    found = article.edition(edition)
    if edition < article.masked_before and edition != article.live:
        caller.require("secrecy_head", "secrecy_officer", unit=article.unit)
    return found if found.item or found.quarantine else ports.articles.old_edition(article_id, edition)


def get_edition_diff(ports: Ports, *, caller: Caller, now: datetime, article_id: str, before: int, after: int
                     ) -> dict[str, Any]:
    """What changed from edition ``before`` to ``after``: fields with old and new value, the body as a unified diff."""
    if before == after:
        raise InvalidMetadata(fields={"after": ["请选择两个不同的版本。"]})
    old, new = (get_edition(ports, caller=caller, now=now, article_id=article_id, edition=number) for number in (before, after))
    old.expect_text()
    new.expect_text()
    assert old.item is not None and new.item is not None
    changed = {name: {"before": getattr(old.item, name), "after": getattr(new.item, name)}
               for name in old.item.__dataclass_fields__
               if name != "body" and getattr(old.item, name) != getattr(new.item, name)}
    changed |= {name: {"before": getattr(old.ties, name), "after": value}
                for name, value in new.ties.differences(old.ties).items()}
    lines = difflib.unified_diff(_lines(old.item.body), _lines(new.item.body), f"{before}", f"{after}", lineterm="", n=1)
    return {"article_id": article_id, "before": before, "after": after, "fields": changed, "body": list(lines)}


def get_review_text(ports: Ports, *, caller: Caller, now: datetime, subject: str, digest: str) -> dict[str, Any]:
    """The text that the secrecy review is to read, in named parts (Art. 12 第十二条): the newest, what the public sees, or
    what was recalled.

    What the attachments hold is read from the files service; here are their names.
    """
    (found,) = get_review_texts(ports, now=now, calls=[(caller, {"subject": subject, "digest": digest})])
    if isinstance(found, Fault):
        raise found
    return found


def get_review_texts(ports: Ports, *, now: datetime, calls: Sequence[tuple[Caller, Mapping[str, Any]]]
                     ) -> list[dict[str, Any] | Fault]:
    """Many calls of ``get_review_text`` at once: what is live is read in bundles."""
    texts = ports.articles.review_items([(fields["subject"], fields["digest"]) for _, fields in calls])
    return [attempted(_review_text, caller, text) for (caller, _), text in zip(calls, texts, strict=True)]


def _review_text(caller: Caller, found: tuple[str, Item | None] | None) -> dict[str, Any]:
    if found is None:
        raise ArticleNotFound()
    unit, item = found
    caller.require(*_SECRECY, unit=unit)
    if item is None:
        raise ReviewTextGone()
    plain = {"title": item.title, "summary": item.summary, "source": item.source, "author": item.author,
             "keywords": "\n".join(item.keywords), "document_number": item.document_number}
    if item.correction:
        plain |= {"correction-wrong": item.correction.wrong, "correction-right": item.correction.right}
    plain["masking"] = item.masking
    files = [(f"attachment-{number}", each) for number, each in enumerate(item.attachments, 1)]
    plain |= {f"{name}-name": f"{each.name}\n{each.caption}".strip() for name, each in files}
    parts = [{"name": name, "format": "plain", "text": text} for name, text in plain.items() if text]
    return {"title": item.title, "parts": [*parts, {"name": "body", "format": "html", "text": item.body}],
            "attachments": [{"name": name, "file": each.file} for name, each in files]}


def _lines(html: str) -> list[str]:
    return html.replace("</p>", "</p>\n").replace("<br>", "<br>\n").splitlines()
