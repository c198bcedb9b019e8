"""Terms of a dictionary (敏感词词库): what a body has decided must not be published (Art. 12 第十二条)."""
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from services.secrecy.detectors.dictionary import Dictionary, comparable, load
from services.secrecy.detectors.matcher import Matcher, finding
from shared.plugins.detectors import Detector, Finding
from shared.plugins.text import Text

_SHIPPED = Path(__file__).parent.parent / "dictionaries" / "default.yaml"


class TermList:
    """Finds the terms, however they are disguised; a longer allowed phrase around a term makes it harmless."""

    code = "term_list"
    version = 1
    label = "敏感词词库"
    reference = "《中华人民共和国保守国家秘密法》第三十五条、第三十六条"

    def __init__(self, dictionary: Dictionary) -> None:
        self.dictionary_version = dictionary.version
        self._terms = dictionary.terms
        allowed = {phrase for phrase in map(comparable, dictionary.allow) if phrase}
        patterns = [*(comparable(entry.term) for entry in dictionary.terms), *sorted(allowed)]
        self._matcher = Matcher(patterns)

    def scan(self, text: Text) -> Iterable[Finding]:
        """One pass over the stripped text; of terms within one another the longest is reported."""
        for start, end, number in self._matcher.outermost(text.stripped):
            if number < len(self._terms):
                yield finding(text, start, end, self._terms[number])


def make(params: Mapping[str, Any]) -> Detector:
    """The entry point. ``dictionary``: path of the YAML file; without it a small invented example is used."""
    path = params.get("dictionary", _SHIPPED)
    if not isinstance(path, str | Path) or not str(path):
        raise ValueError("dictionary: must be the path of a YAML file")
    return TermList(load(Path(path)))
