"""What is remembered of a text that was public, and how a later one is told to say something new (Art. 8 第八条)."""
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from services.content.model import similarity

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


@dataclass(frozen=True, kw_only=True)
class PublicText:
    """One edition that went public on a site: its digest, and hashes by which it can be compared, but not read."""

    article_id: str
    edition: int
    site: str
    at: datetime
    digest: str
    essence: str
    """Digest of the shingles: equal for texts with a similarity of 1."""
    shingles: bytes
    bands: tuple[int, ...]
    verdict: Verdict = Verdict()

    @classmethod
    def of(cls, *, title: str, body: str, **fields: object) -> "PublicText":
        """The text of ``title`` and ``body`` (HTML), reduced to hashes."""
        found = similarity.shingles(similarity.essence(title, body))
        stored = found.tobytes()
        return cls(essence=sha256(stored).hexdigest(), shingles=stored, bands=similarity.bands(found),
                   **fields)  # type: ignore[arg-type]

    def judged(self, verdict: Verdict) -> "PublicText":
        """The same with what became of it."""
        return replace(self, verdict=verdict)


def judge(text: PublicText, others: Iterable[PublicText], threshold: float) -> Verdict:
    """Whether ``text`` says something that no text before it said; ``threshold`` is the similarity from which it does not."""
    best = Verdict()
    for other in others:
        if (other.at, other.article_id, other.edition) >= (text.at, text.article_id, text.edition):
            continue
        own = other.article_id == text.article_id
        if own and other.digest == text.digest:
            return Verdict(reason=UNCHANGED, similarity=1.0, of=other.article_id)
        found = similarity.of(text.shingles, other.shingles)
        if found > best.similarity or (found == best.similarity and own):
            reason = "" if found < threshold else RE_DATED if own and found == 1.0 else NEAR_DUPLICATE
            best = Verdict(reason=reason, similarity=round(found, 4), of=other.article_id)
    return best
