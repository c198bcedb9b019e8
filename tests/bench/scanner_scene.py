"""What the scanner's benchmark scans, and for what: real sentences where there are some, terms of their words."""
import random
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rjieba

from services.secrecy.detectors.dictionary import Dictionary, Term
from services.secrecy.detectors.term_list import TermList
from shared import law
from shared.plugins.detectors import Detector, Severity
from shared.plugins.discovery import DETECTORS, discover
from tests.bench.detection_corpus import planted
from tests.bench.regulations import folder, texts

SEED = 4
TERMS = 100_000
SECRETS = 20
"""Planted in the long text."""
BYTES = 1_000_000
_WORD = re.compile("[一-鿿]{1,5}")


@dataclass(frozen=True)
class Scene:
    """One long text in two forms, and short ones of two lengths that together are as long."""

    plain: str
    page: str
    short: tuple[str, ...]
    middle: tuple[str, ...]
    terms: tuple[str, ...]
    source: str

    @property
    def bytes(self) -> int:
        """Of the long text in UTF-8."""
        return len(self.plain.encode())


def scene() -> Scene:
    """The same every time."""
    chance = random.Random(SEED)
    corpus = folder()
    lines = _lines(corpus)
    terms = _terms(lines, chance)
    chance.shuffle(lines)
    while sum(len(line.encode()) + 1 for line in lines) < BYTES:
        lines += lines
    kept: list[str] = []
    size = 0
    for line in lines:
        size += len(line.encode()) + 1
        if size > BYTES:
            break
        kept.append(line)
    secrets = [sample.text.split("\n")[1] for sample in planted(SEED, 1) if sample.way == "plain" and "\n" in sample.text]
    for place in chance.sample(range(len(kept)), SECRETS // 2):
        kept[place] += chance.choice(secrets)
        kept[place - 1] += f"关于{chance.choice(terms)}的通知"
    plain = "\n".join(kept)
    return Scene(plain, _page(kept), _cut(plain, 1_000), _cut(plain, 10_000), tuple(terms),
                 "300 regulations" if corpus else "the shipped regulation, over and over")


def detectors(terms: tuple[str, ...]) -> list[Detector]:
    """All that are installed, with a dictionary of these terms."""
    entries = tuple(Term(term, Severity.HIGH, "基准") for term in terms)
    made: list[Any] = [plugin.loaded(plugin.params) for plugin in discover(DETECTORS, {}) if plugin.loaded]
    return [TermList(Dictionary("bench", entries)) if each.code == "term_list" else each for each in made]


def _lines(corpus: Path | None) -> list[str]:
    read = "\n".join(text for _, text in texts(corpus)) if corpus else "\n".join(law.regulation())
    return [line.strip() for line in read.split("\n") if line.strip()]


def _terms(lines: list[str], chance: random.Random) -> list[str]:
    """Names that nobody has: two or three words of the texts, so that the automaton often goes half the way."""
    words = sorted({word for line in lines[:20_000] for word in rjieba.cut(line) if _WORD.fullmatch(word)})
    found: set[str] = set()
    whole = "\n".join(lines)
    while len(found) < TERMS:
        term = "".join(chance.choice(words) for _ in range(chance.choice([2, 2, 3])))[:8]
        if len(term) > 2 and (len(term) > 4 or term not in whole):
            found.add(term)
    return sorted(found)


def _page(lines: list[str]) -> str:
    """As an editor's page: a paragraph a line, some words in bold."""
    return "\n".join(f'<p style="text-indent: 2em">{line[:8]}<strong>{line[8:12]}</strong>{line[12:]}</p>' for line in lines)


def _cut(text: str, size: int) -> tuple[str, ...]:
    """Pieces of so many bytes, more or less."""
    length = size * len(text) // len(text.encode())
    return tuple(text[start : start + length] for start in range(0, len(text) - length, length))
