"""How a public article is written down: once, at the moment when what the public sees changes."""
from typing import Any

import orjson

from services.content import vocabulary
from services.content.model import Article, Item
from services.content.model.attachment import Attachment
from services.content.model.correction import LABELS, Change
from services.content.model.images import sources
from shared.clock import BEIJING


def page(article: Article) -> dict[str, Any] | None:
    """``{"json", "entry", "published_at"}`` of what the public sees of ``article``, or ``None``.

    ``json`` and ``entry`` are JSON texts: the page with its labels (国办发〔2017〕47号), and its line in lists.
    """
    edition = article.public_edition
    if edition is None:
        return None
    item = edition.item
    assert item is not None and article.published_at is not None and edition.published_at is not None
    entry = {
        "id": article.id, "site": article.site,
        "title": item.title, "summary": item.summary, "path": article.path, "column": article.column,
        "index_number": article.index_number, "document_number": item.document_number, "validity": item.validity,
        "published_at": article.published_at.isoformat(),
    }
    full = entry | {
        "unit": {"code": article.unit, "name": article.unit_name}, "edition": edition.number,
        "digest": edition.digest, "body": item.body, "source": item.source, "author": item.author,
        "keywords": item.keywords,
        "kind": item.kind, "kind_label": vocabulary.DOCUMENT_KINDS[item.kind], "subject": item.subject,
        "subject_label": vocabulary.SUBJECTS[item.subject], "validity_label": vocabulary.VALIDITIES[item.validity],
        "made_on": item.made_on, "effective_on": item.effective_on, "expires_on": item.expires_on,
        "revised_at": edition.published_at.isoformat(), "archived": article.withdrawal.reason if article.withdrawal else None,
        "interprets": article.interpreted, "interpretations": article.interpretations,
        "attachments": [_file(article, each) for each in item.attachments],
        "cover": next((_file(article, each) for each in item.attachments if each.role == "cover"), None),
        "gallery": [_file(article, each) for each in item.attachments if each.role == "gallery"],
        "images": sources(item.body), "related": article.related,
        "labels": article.place_labels | _labels(article, item),
        "canonical": _canonical(article), "placements": [each.told for each in article.shown_in],
        "masking": item.masking or None,
        "changes": [_change(each) for each in article.changes],
    }
    corrected = [each for each in article.changes if each.note]
    log = {name: entry[name] for name in ("id", "site", "title", "path", "column")} | {
        "unit": full["unit"], "canonical": full["canonical"], "corrections": [_change(each) for each in corrected]}
    return {
        "json": orjson.dumps(full).decode(),
        "entry": orjson.dumps(entry).decode(),
        "published_at": article.published_at,
        "topics": [*(f"keyword:{each}" for each in item.keywords), f"subject:{item.subject}"],
        **({"corrected_at": corrected[0].at, "corrections": orjson.dumps(log).decode()} if corrected else {}),
    }


def _file(article: Article, each: Attachment) -> dict[str, Any]:
    facts = article.file_facts.get(each.file)
    return {"file": each.file, "name": each.name, "role": each.role, "caption": each.caption, "url": each.url,
            "size": facts.size if facts else None, "media_type": facts.media_type if facts else None}


def _change(change: Change) -> dict[str, Any]:
    note = change.note
    return {"edition": change.edition, "at": change.at.isoformat(), "kind": change.kind, "kind_label": LABELS[change.kind],
            "wrong": note.wrong if note else None, "right": note.right if note else None}


def _canonical(article: Article) -> str:
    """Its one address, whatever other places show it."""
    domain = article.place_labels.get("SiteDomain", "")
    return f"https://{domain}{article.path}" if domain else article.path


def _labels(article: Article, item: Item) -> dict[str, str]:
    assert article.published_at is not None
    cover = next((each for each in item.attachments if each.role == "cover"), None)
    return {"ArticleTitle": item.title, "PubDate": f"{article.published_at.astimezone(BEIJING):%Y-%m-%d %H:%M}",
            "ContentSource": item.source or article.unit_name, "Keywords": ",".join(item.keywords),
            "Author": item.author, "Description": item.summary, "Url": article.path,
            **({"Image": cover.url} if cover else {})}
