"""Fixed phrases in a text, for detectors that look closer only where one stands.

An automaton reads every character of a text for every detector; this asks one shared table of all three-character
pieces of the text, made once, and so costs a detector a tenth. Of thousands of phrases an automaton is the better tool.
"""
import re
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from shared.plugins.folding import blocks, encode
from shared.plugins.text import Text, View, hashed

_PIECE, _BITS = 3, 16
_SHIFT = np.uint32(32 - _BITS)


class Phrases:
    """Finds phrases of at least three characters, written as they are folded (or in any other way)."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = sorted({Text("phrase", phrase).stripped.text for phrase in phrases}, key=len, reverse=True)
        if not self._phrases or len(self._phrases[-1]) < _PIECE:
            raise ValueError("phrases have at least three characters")
        self._pattern = re.compile("|".join(map(re.escape, self._phrases)))
        self._known = np.zeros(1 << _BITS, bool)
        self._known[hashed(encode("".join(phrase[:_PIECE] for phrase in self._phrases)))[::_PIECE] >> _SHIFT] = True

    def places(self, view: View) -> NDArray[np.intp]:
        """Where one may begin."""
        parts = [self._known[view.pieces[block] >> _SHIFT].nonzero()[0] + block.start for block in blocks(len(view.pieces))]
        return np.concatenate(parts) if parts else np.zeros(0, np.intp)

    def of(self, text: Text) -> Iterator[tuple[int, int]]:
        """Start and end of each in the stripped view, the longest at every place."""
        for place in self.places(text.stripped).tolist():
            hit = self._pattern.match(text.stripped.text, place)
            if hit:
                yield hit.span()
