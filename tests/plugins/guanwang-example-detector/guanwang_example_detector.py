"""Finds marks of drafts that are not for the public."""
import re
from collections.abc import Iterable, Mapping
from typing import Any

from shared.plugins.detectors import Detector, Finding, Severity
from shared.plugins.text import Text


class InternalDraft:
    """Finds the words of a list, however they are disguised."""

    code = "internal_draft"
    version = 1
    label = "内部草稿标记"
    reference = "《中华人民共和国政府信息公开条例》第十六条"

    def __init__(self, words: list[str]) -> None:
        self._pattern = re.compile("|".join(re.escape(Text("word", word).stripped.text) for word in words))

    def scan(self, text: Text) -> Iterable[Finding]:
        """One finding for each place."""
        view = text.stripped
        for hit in self._pattern.finditer(view.text):
            start, end = text.span(view, *hit.span())
            yield Finding(start, end, Severity.HIGH, kind="internal_draft", reason="含有内部草稿标记，不宜公开。",
                          evasion=text.original[start:end] != hit[0])


def make(params: Mapping[str, Any]) -> Detector:
    """The entry point. ``words``: what to look for."""
    words = params.get("words", ["内部草稿"])
    if not isinstance(words, list) or not words or not all(isinstance(word, str) and word for word in words):
        raise ValueError("words: must be a list of words")
    return InternalDraft(words)
