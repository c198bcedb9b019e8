"""A text of ours is a suspected state secret: it goes from wherever content keeps it (Art. 12 第十二条, 保密法 Art. 31, 34).

One save takes it out of the article and from the public and decides the rest; what the save says then clears the archive of
editions and the pages that named it, and is told to whoever keeps the register. Each step may be repeated.
"""
from collections.abc import Sequence
from datetime import datetime

from services.content.model import Article, Edition
from services.content.model.isolation import Quarantined
from services.content.ports import Ports
from shared.caller import SYSTEM
from shared.events import Received

OURS = "content"


def note_review_quarantined(ports: Ports, *, now: datetime, event: Received, service: str, subject: str, digest: str,
                            review_id: str, circumstances: Sequence[str]) -> None:
    """The secrecy review quarantined a text; of ours all editions with it let go of it at once."""
    if service != OURS:
        return
    article = ports.articles.get(subject)
    files = sorted({file for each in article.holding(digest) for file in each.files})
    unused = set(files) - ports.articles.files_elsewhere(files, digest) if files else set()
    was_live = article.live
    article.isolate(Quarantined(review_id, now, tuple(circumstances), tuple(sorted(unused))), digest, by=SYSTEM.id)
    if was_live and not article.live:
        article.excuse("quarantined", now=now, calendar=ports.calendar)
    ports.articles.save(article)


def note_article_quarantined(ports: Ports, *, now: datetime, event: Received, article_id: str, digest: str) -> None:
    """An article of ours let go of a text: so do the archive, and other articles' links that name it by its title."""
    article = ports.articles.get(article_id)
    gone = [each for each in article.editions if each.quarantine and each.digest == digest]
    ports.articles.purge_editions(article.id, gone)
    for id_ in _naming(ports, article, gone):
        other = ports.articles.get(id_)
        other.unlink(article.id)
        ports.articles.save(other)
    for original in ports.originals.find({"article_id": article.id, "digest": digest}):
        ports.destroy_seal(original.id)
        original.shred()
        ports.originals.save(original)
    article.confirm_removal(digest, at=now)
    ports.articles.save(article)


def _naming(ports: Ports, article: Article, gone: Sequence[Edition]) -> list[str]:
    """Ids of the articles that may have named this one: its policies, and what interprets it."""
    policies = [each.ties.interprets for each in gone if each.ties.interprets]
    naming = [*policies, *ports.articles.naming(article.id)]
    return list(dict.fromkeys([*naming, *(each.id for each in ports.articles.interpreting(article.id))]))
