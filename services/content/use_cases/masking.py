"""Masking before publication (去标识化), and the sealed original (Art. 12 第十二条; 个人信息保护法)."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.content.model import Article
from services.content.model.masking import Place, masked_item, parts_of
from services.content.model.original import Original
from services.content.ports import OriginalQuery, Ports
from shared.caller import Caller

READERS = ("secrecy_head", "secrecy_officer")


@dataclass(frozen=True)
class Opened:
    """An original with its texts in clear: what one answer holds, and nothing that is stored."""

    original: Original
    parts: dict[str, str]


def mask_article(ports: Ports, *, caller: Caller, now: datetime, article_id: str, version: int,
                 places: Sequence[dict[str, Any]], reason: str) -> Article:
    """Mask places of the working edition for a public reason. It is an edit like any other: approvals begin anew.

    The original is sealed first: should the edit fail, it is there in vain, but never is it lost.
    """
    article = ports.articles.get(article_id)
    caller.require("editor", "publisher", unit=article.unit)
    article.expect(version)
    edition, spans = article.working(), [Place(**each) for each in places]
    assert edition.item is not None
    masked = masked_item(edition.item, spans, reason)
    parts = {each.part: parts_of(edition.item)[each.part] for each in spans}
    id_ = f"{article.id}.{edition.number}.{edition.digest[:12]}.{masked.digest[:12]}"
    if ports.originals.find_one({"_id": id_}) is None:
        ports.originals.keep(Original.keep(
            id=id_, article_id=article.id, unit=article.unit, edition=edition.number, by=caller.id, at=now, reason=reason,
            digest=edition.digest, masked_digest=masked.digest, places=spans, sealed=ports.seal(id_, parts)))
    article.mask(masked, by=caller.id, at=now, places=len(spans), reason=reason, original=id_)
    ports.articles.save(article)
    return article


def list_originals(ports: Ports, *, caller: Caller, now: datetime, article_id: str | None, unit: str | None, limit: int,
                   cursor: str | None) -> tuple[list[Original], str | None]:
    """The sealed originals of the caller's units, the newest first: who masked what and why, who read it; never a text."""
    units = caller.units(*READERS, "auditor")
    if unit is not None:
        caller.require(*READERS, "auditor", unit=unit)
        units = [unit]
    return ports.originals.page(OriginalQuery(units=units, article_id=article_id, limit=limit, cursor=cursor))


def open_original(ports: Ports, *, caller: Caller, now: datetime, original_id: str, version: int, reason: str) -> Opened:
    """Read the original of what was masked; who and why is on record before anything is shown."""
    original = ports.originals.get(original_id)
    caller.require(*READERS, unit=original.unit)
    original.expect(version)
    original.open(by=caller.id, at=now, reason=reason)
    ports.originals.save(original)
    return Opened(original, ports.unseal(original.sealed))
