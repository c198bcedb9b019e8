"""7. The scanner: all detectors with 100,000 terms, against pyahocorasick alone on the same text and terms (Art. 12).

CPU time of one process. pyahocorasick looks for the terms as they are written, and for nothing else.
"""
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import ahocorasick
from daachorse import CharwiseDoubleArrayAhoCorasick

from services.secrecy.scanner import scan
from shared.plugins.text import Text
from tests.bench.figures import Figure, figure
from tests.bench.options import Options
from tests.bench.scanner_scene import TERMS, detectors, scene
from tests.bench.theatre import Theatre

NAME = "scanner"
RATE_LEAST = 30.0
FASTER_LEAST = 5.0
REPETITIONS = 3


@dataclass(frozen=True)
class Round:
    """MB/s of each side."""

    peer: float
    engine: float
    plain: float
    page: float
    short: float
    middle: float


async def run(_theatre: Theatre | None, options: Options) -> list[Figure]:
    """Long and short texts, plain and as a page; every round measures all sides."""
    set_ = scene()
    used = detectors(set_.terms)
    peer = ahocorasick.Automaton()
    for term in set_.terms:
        peer.add_word(term, term)
    peer.make_automaton()
    engine = CharwiseDoubleArrayAhoCorasick(list(set_.terms))
    findings = len(scan([Text("body", set_.plain)], used))

    def whole(pieces: Iterable[str], html: bool = False) -> Callable[[], object]:
        return lambda: [scan([Text("body", each, "html" if html else "plain")], used) for each in pieces]

    rounds = [Round(
        peer=_rate([set_.plain], lambda: list(peer.iter(set_.plain))),
        engine=_rate([set_.plain], lambda: engine.find_overlapping(set_.plain)),
        plain=_rate([set_.plain], whole([set_.plain])),
        page=_rate([set_.page], whole([set_.page], html=True)),
        short=_rate(set_.short, whole(set_.short)),
        middle=_rate(set_.middle, whole(set_.middle)),
    ) for _ in range(options.rounds)]
    told = f"{set_.bytes / 1e6:.1f} MB of {set_.source}, {TERMS:,} terms, {findings} findings"
    return [
        figure(NAME, "whole scanner, plain text", [each.plain for each in rounds], unit="MB/s", at_least=RATE_LEAST,
               detail=told),
        figure(NAME, "the same to pyahocorasick alone", [each.plain / each.peer for each in rounds], at_least=FASTER_LEAST,
               detail=f"pyahocorasick {rounds[0].peer:.1f} MB/s"),
        figure(NAME, "the same to its automaton alone (the limit)", [each.plain / each.engine for each in rounds],
               detail=f"daachorse {rounds[0].engine:.0f} MB/s"),
        figure(NAME, "texts of 10 KB", [each.middle for each in rounds], unit="MB/s"),
        figure(NAME, "texts of 1 KB", [each.short for each in rounds], unit="MB/s"),
        figure(NAME, "one text of 1 KB", [1e3 / each.short for each in rounds], unit="µs"),
        figure(NAME, "the long text as a page (bytes of the source)", [each.page for each in rounds], unit="MB/s"),
    ]


def _rate(texts: Iterable[str], work: Callable[[], object]) -> float:
    """MB/s of UTF-8 by CPU time, the best of a few repetitions."""
    size = sum(len(each.encode()) for each in texts) / 1e6
    spent = []
    for _ in range(REPETITIONS):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return size / min(spent)
