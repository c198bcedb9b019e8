"""What is remembered of a text that was public, and how a later one is told to say something new (Art. 8 第八条)."""
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from services.content.events import ColumnPadded
from services.content.model import similarity
from shared.aggregate import Aggregate

UNCHANGED, RE_DATED, NEAR_DUPLICATE = "unchanged", "re_dated", "near_duplicate"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether a publication counts as an update: it does if there is no ``reason`` against it."""

    reason: str = ""
    similarity: float = 0.0
    """That of the most similar earlier public text of the site, 0–1."""
    of: str = ""
    """The article that it was most similar to."""

    @property
    def counts(self) -> bool:
        """True if the text says something new."""
        return not self.reason


@dataclass(kw_only=True)
class PublicText(Aggregate):
    """One edition that went public on a site: its digest, and hashes by which it can be compared, but not read."""

    article_id: str
    edition: int
    unit: str
    site: str
    column: str
    """Where it went public."""
    at: datetime
    digest: str
    essence: str
    """Digest of the shingles: equal for texts with a similarity of 1."""
    shingles: str
    """Base64."""
    bands: tuple[int, ...]
    verdict: Verdict = Verdict()

    @classmethod
    def of(cls, *, title: str, body: str, article_id: str, edition: int, **fields: Any) -> "PublicText":
        """The text of ``title`` and ``body`` (HTML), reduced to hashes."""
        found = similarity.shingles(similarity.essence(title, body))
        stored = found.tobytes()
        return cls(id=text_id(article_id, edition), article_id=article_id, edition=edition, bands=similarity.bands(found),
                   essence=sha256(stored).hexdigest(), shingles=b64encode(stored).decode(), **fields)

    def judge(self, others: Iterable["PublicText"], threshold: float) -> Verdict:
        """Whether it says something that none of ``others`` said before; ``threshold`` is the similarity from which on it
        does not."""
        best, mine = Verdict(), b64decode(self.shingles)
        for other in others:
            if (other.at, other.id) >= (self.at, self.id):
                continue
            own = other.article_id == self.article_id
            if own and other.digest == self.digest:
                return Verdict(reason=UNCHANGED, similarity=1.0, of=other.article_id)
            found = similarity.of(mine, b64decode(other.shingles))
            if found > best.similarity or (found == best.similarity and own):
                reason = "" if found < threshold else RE_DATED if own and found == 1.0 else NEAR_DUPLICATE
                best = Verdict(reason=reason, similarity=round(found, 4), of=other.article_id)
        return best

    def likeness(self, shingles: bytes) -> float:
        """How similar its text is to one with these stored shingles, 0–1."""
        return similarity.of(b64decode(self.shingles), shingles)

    def settle(self, verdict: Verdict) -> None:
        """What became of it, for good; whoever wants to know of padding is told."""
        self.verdict = verdict
        self.note("judged", reason=verdict.reason, similarity=verdict.similarity, of=verdict.of)
        if not verdict.counts:
            self.record(ColumnPadded(unit=self.unit, site=self.site, column=self.column, article_id=self.article_id,
                                     edition=self.edition, reason=verdict.reason, similarity=verdict.similarity, of=verdict.of))


def text_id(article_id: str, edition: int) -> str:
    """The id under which an edition's text is remembered."""
    return f"{article_id}/{edition}"
