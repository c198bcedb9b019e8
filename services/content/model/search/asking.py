"""What a reader asks for: words that must all be there, and quoted phrases that must stand there as they are."""
import re
from collections.abc import Iterator
from dataclasses import dataclass

import rjieba

from services.content.errors import NothingAsked
from services.content.model.search.words import HAN, WORD_MOST, cleaned, folded, words

PHRASE_WORDS_MOST = 6
"""Words of a phrase by which it is looked up, before it is compared as a whole."""
_QUOTED = re.compile('["“”＂]([^"“”＂]*)["“”＂]|「([^」]*)」')
_RUN = re.compile(f"[{HAN}]+|[0-9a-z]+")
_PARTICLES = frozenset("的了和与及在为是之等或对于其被将把向从就都而也")
"""They say nothing on which texts could be told apart; asked for together with words, they are left out."""


@dataclass(frozen=True)
class Asked:
    """A question, taken apart."""

    terms: tuple[str, ...]
    """Words under which texts are indexed; all of them are wanted."""
    checks: tuple[str, ...]
    """Folded pieces of text that are wanted as they stand: phrases, and what is in no dictionary."""

    @property
    def pieces(self) -> tuple[str, ...]:
        """Everything that a hit is shown with, the longest first."""
        return tuple(sorted({*self.terms, *self.checks}, key=lambda each: (-len(each), each)))


def asked(question: str) -> Asked:
    """The question in its parts; raises ``NothingAsked`` if there is nothing in it that could be searched for.

    Everything but letters, digits, Chinese characters and quotation marks only parts words: there are no operators.
    """
    plain = cleaned(question)
    terms: dict[str, None] = {}
    checks: dict[str, None] = {}
    for quoted in _QUOTED.finditer(plain):
        phrase = folded(quoted[1] or quoted[2] or "").strip()
        if _RUN.search(phrase):
            checks[phrase] = None
            long_first = sorted((each for each in words(phrase) if not each.isascii()), key=len, reverse=True)
            terms |= dict.fromkeys(long_first[:PHRASE_WORDS_MOST])
    particles: list[str] = []
    for run in _RUN.findall(folded(_QUOTED.sub(" ", plain))):
        for piece, known in _pieces(run):
            if known:
                terms[piece] = None
            elif piece in _PARTICLES:
                particles.append(piece)
            else:
                checks[piece] = None
    if not terms and not checks:
        checks = dict.fromkeys(particles)
    if not terms and not checks:
        raise NothingAsked()
    return Asked(tuple(terms), tuple(checks))


def _pieces(run: str) -> Iterator[tuple[str, bool]]:
    """The words of one run, and whether texts are indexed under them; neighbours that are no words are one piece."""
    if run.isascii():
        yield run, 1 < len(run) <= WORD_MOST
        return
    alone = ""
    for piece in rjieba.cut(run, False):
        if len(piece) == 1 and piece not in _PARTICLES:
            alone += piece
            continue
        if alone:
            yield alone, False
            alone = ""
        yield piece, len(piece) > 1
    if alone:
        yield alone, False
