"""What content tells of texts that it let go of as suspected state secrets (Art. 12 第十二条): ids, digests, codes."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from shared.events import Event

_SUBJECT = "0d9c7a52-6a0e-4c55-9f0e-0c1f4f1c7d11"
_DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


@dataclass(frozen=True, kw_only=True)
class ArticleQuarantined(Event):
    """The editions of an article with this digest lost their text; copies outside the article follow."""

    TYPE: ClassVar[str] = "content.article.quarantined.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {"unit": "433100", "article_id": _SUBJECT, "editions": [1], "digest": _DIGEST,
                                            "circumstances": ["classification_mark", "officer"]}
    article_id: str
    editions: list[int]
    digest: str
    circumstances: list[str]


@dataclass(frozen=True, kw_only=True)
class TextRemoved(Event):
    """No copy of a quarantined text is left in content; the same shape from every service that publishes.

    ``copies`` counts the editions that had it; ``files`` (SHA-256) were used by nothing else and are to be removed too.
    """

    TYPE: ClassVar[str] = "content.text.removed.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {"unit": "433100", "subject": _SUBJECT, "digest": _DIGEST, "copies": 1,
                                            "files": [_DIGEST]}
    subject: str
    digest: str
    copies: int
    files: list[str]


EVENTS = (ArticleQuarantined, TextRemoved)
