"""All dictionaries that are kept in the database, as one detector (敏感词词库, Art. 12 第十二条)."""
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.secrecy.detectors.dictionary import Term
from services.secrecy.detectors.matcher import Matcher, finding
from services.secrecy.detectors.patterns import Patterns
from shared.plugins.detectors import Finding, Severity
from shared.plugins.text import Text

CODE, VERSION = "dictionary", 1
_WEIGHT = {Severity.LOW: 1, Severity.MEDIUM: 2, Severity.HIGH: 3}


@dataclass(frozen=True, slots=True)
class Word:
    """What the detector needs of an entry; ``key`` is its text folded and stripped."""

    kind: str
    key: str
    term: Term


class Lexicon:
    """Finds words and expressions, however they are disguised; a longer allowed phrase around one makes it harmless.

    The same word in two dictionaries counts with the higher severity; a phrase that is also a word is none.
    """

    code, version = CODE, VERSION
    label = "敏感词词库（在线维护）"
    reference = "《中华人民共和国保守国家秘密法》第三十五条、第三十六条"

    def __init__(self, words: Iterable[Word], phrases: Iterable[str]) -> None:
        words = list(words)
        terms = _weightiest(each for each in words if each.kind == "word")
        self._terms: Sequence[Term] = list(terms.values())
        self._matcher = Matcher([*terms, *sorted(set(phrases) - set(terms))])
        patterns = _weightiest(each for each in words if each.kind == "pattern")
        self._expressions, self._patterns = list(patterns.values()), Patterns(list(patterns))

    def scan(self, text: Text) -> Iterable[Finding]:
        """One pass for all words, one for all expressions."""
        harmless: list[tuple[int, int]] = []
        for start, end, number in self._matcher.outermost(text.stripped):
            if number < len(self._terms):
                yield finding(text, start, end, self._terms[number])
            else:
                harmless.append(text.span(text.stripped, start, end))
        if not self._expressions:
            return
        for start, end, number in self._patterns.find(text.folded.text):
            place, entry = text.span(text.folded, start, end), self._expressions[number]
            if not any(first <= place[0] and place[1] <= last for first, last in harmless):
                yield Finding(*place, entry.severity, "pattern", entry.reason)


def _weightiest(words: Iterable[Word]) -> Mapping[str, Term]:
    found: dict[str, Term] = {}
    for each in words:
        known = found.get(each.key)
        if known is None or _WEIGHT[known.severity] < _WEIGHT[each.term.severity]:
            found[each.key] = each.term
    return found
