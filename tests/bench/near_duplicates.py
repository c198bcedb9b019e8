"""Measures how well near duplicates are told from news: ``python -m tests.bench.near_duplicates [--corpus FOLDER]``.

FOLDER holds regulations as text or Markdown files, one paragraph a line; without it the regulation that the project ships
is cut up. Prints precision and recall for each threshold, recall of each kind, and how the candidates' index does.
"""
import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from services.content.model import similarity
from shared import law
from tests.bench.near_duplicate_corpus import Pair, corpus

SHIPPED_CUTS = 15
THRESHOLDS = (0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)


@dataclass(frozen=True)
class Measured:
    """One pair: how similar it is, and whether its later text would find the earlier one."""

    kind: str
    padding: bool
    similarity: float
    found: bool
    """The two share a band."""


@dataclass(frozen=True)
class Score:
    """How a threshold does."""

    precision: float
    recall: float


def measure(pairs: Sequence[Pair]) -> list[Measured]:
    """Every pair compared as content does it."""
    measured = []
    for pair in pairs:
        (a, a_bands), (b, b_bands) = (_hashes(item.title, item.body) for item in (pair.earlier, pair.later))
        measured.append(Measured(pair.kind, pair.padding, similarity.of(a.tobytes(), b.tobytes()),
                                 bool(set(a_bands) & set(b_bands))))
    return measured


def score(measured: Sequence[Measured], threshold: float) -> Score:
    """Precision and recall of calling everything padding that is found and similar enough."""
    called = [each for each in measured if each.found and each.similarity >= threshold]
    right = sum(each.padding for each in called)
    return Score(right / max(len(called), 1), right / sum(each.padding for each in measured))


def shipped() -> list[Pair]:
    """The corpus of what the project ships: its one regulation, cut up in many ways."""
    text = "\n".join(law.regulation())
    return [pair for seed in range(SHIPPED_CUTS) for pair in corpus([text], seed)]


def regulations(folder: Path) -> list[str]:
    """The texts that the corpus is made of."""
    return [path.read_text("utf-8") for path in sorted(folder.rglob("*")) if path.suffix in (".md", ".txt")
            and path.name != "README.md"]


def _hashes(title: str, body: str) -> tuple[similarity.Shingles, tuple[int, ...]]:
    found = similarity.shingles(similarity.essence(title, body))
    return found, similarity.bands(found)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path)
    folder = parser.parse_args(arguments).corpus
    pairs = corpus(regulations(folder)) if folder else shipped()
    began = time.perf_counter()
    measured = measure(pairs)
    took = (time.perf_counter() - began) / len(pairs) / 2
    padding = sum(each.padding for each in measured)
    print(f"{len(measured)} pairs: {padding} padding, {len(measured) - padding} news; {took * 1000:.2f} ms a text\n")
    print("| threshold | precision | recall | F1 |\n|---|---|---|---|")
    for threshold in THRESHOLDS:
        found = score(measured, threshold)
        harmonic = 2 * found.precision * found.recall / (found.precision + found.recall)
        print(f"| {threshold} | {found.precision:.4f} | {found.recall:.4f} | {harmonic:.4f} |")
    _kinds(measured)
    close = [each for each in measured if each.similarity >= 0.5]
    print(f"\nOf {len(close)} pairs with a similarity of 0.5 or more, {sum(each.found for each in close)} share a band.")


def _kinds(measured: Sequence[Measured]) -> None:
    print("\n| kind | pairs | padding | similarity: least | 5 % | median | 95 % | most |\n|---|---|---|---|---|---|---|---|")
    for kind in dict.fromkeys(each.kind for each in measured):
        mine = [each for each in measured if each.kind == kind]
        low, five, middle, ninety_five, high = np.quantile([each.similarity for each in mine], [0, 0.05, 0.5, 0.95, 1])
        print(f"| {kind} | {len(mine)} | {'yes' if mine[0].padding else 'no'} | {low:.2f} | {five:.2f} | {middle:.2f} | "
              f"{ninety_five:.2f} | {high:.2f} |")


if __name__ == "__main__":
    main()
