"""Live articles as content and secrecy store them, made without their way through the gate: for loads and for crashes."""
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from services.content import store as content_store
from services.content.model import Article, Edition, Item
from services.content.model.edition import State
from services.secrecy.model.shown import Shown
from shared.clearance import Clearance
from shared.history import GENESIS
from shared.runtime.mapping import to_document

AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
FETCH = "content.get_review_text"
_FRAME = {"version": 1, "head": GENESIS, "history": [], "outbox": []}


def live(bodies: Iterator[str], *, prefix: str = "live", unit: str = "433100", site: str = "xxz", column: str = "xxz.zcwj",
         dictionary: str = "d", rules: str = "r") -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """For each body (HTML) the document of its article and the one by which secrecy knows that it is live."""
    for number, body in enumerate(bodies):
        item = Item(title=f"示例标题{number}", body=body)
        clearance = Clearance("c", "officer", AT, item.digest, dictionary, rules)
        edition = Edition(number=1, item=item, digest=item.digest, state=State.LIVE, authors=["author"], created_at=AT,
                          clearance=clearance, published_at=AT, published_by="publisher")
        article = Article(id=f"{prefix}-{number:06d}", unit=unit, site=site, column=column, created_by="author", created_at=AT,
                          changed_at=AT, editions=[edition], live=1, published_at=AT, unit_name="示例州人民政府",
                          path=f"/zcwj/{prefix}-{number:06d}.html", index_number=f"{_serial(prefix)}/2026-{number:05d}")
        shown = Shown(id=f"content/{article.id}", service="content", subject=article.id, unit=unit, digest=item.digest,
                      fetch=FETCH, sequence=1, since=AT, clearance="c", dictionary=dictionary, rules=rules,
                      involved=("author",))
        yield (to_document(article) | dict(content_store._extras(article)) | _FRAME, to_document(shown) | _FRAME)


def _serial(prefix: str) -> str:
    return hashlib.sha256(prefix.encode()).hexdigest()[:9]
