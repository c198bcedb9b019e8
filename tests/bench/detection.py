"""Measures the detectors: ``python -m tests.bench.detection [--seed N] [--each N] [--corpus FOLDER]``.

Precision and recall of every class and disguise on a corpus of its own (docs/detectors.md), then every finding above low on
real regulations, which hold no secret. Both with the shipped settings and one invented term.
"""
import argparse
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from services.secrecy.scanner import Located, scan
from shared.plugins.detectors import Detector, Severity
from shared.plugins.discovery import DETECTORS, discover
from shared.plugins.text import Text
from tests.bench.detection_corpus import TERM, Sample, planted
from tests.bench.innocent import innocent
from tests.bench.regulations import folder, texts

SEED, EACH = 20_240_501, 20
MOST_MEDIUM = 0.03
"""Findings of medium severity a regulation."""
_DICTIONARY = f'version: "bench"\nterms:\n  - {{term: {TERM}, severity: high, reason: 虚构的代号}}\n'


@dataclass(frozen=True)
class Outcome:
    """What came of one sample."""

    sample: Sample
    exact: bool
    """Something of its class was found in exactly its place."""
    touched: bool
    """Something was found there."""
    others: tuple[Located, ...]
    """What is above low and lies elsewhere."""


def detectors() -> list[Detector]:
    """All that are installed, as they ship, with one invented term."""
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
        file.write(_DICTIONARY)
        file.flush()
        settings = {"term_list": {"dictionary": file.name}}
        return [plugin.loaded(plugin.params) for plugin in discover(DETECTORS, settings) if plugin.loaded]


def measure(samples: Iterable[Sample], used: Sequence[Detector]) -> list[Outcome]:
    """Each text scanned as secrecy does it."""
    return [_outcome(sample, scan([Text("body", sample.text, sample.format)], used)) for sample in samples]


def _outcome(sample: Sample, found: Sequence[Located]) -> Outcome:
    place = sample.planted
    if place is None:
        return Outcome(sample, False, False, tuple(each for each in found if _counts(each)))
    there = [each for each in found if each.finding.start < place.end and each.finding.end > place.start]
    exact = any((each.finding.kind, each.finding.start, each.finding.end) == (place.kind, place.start, place.end)
                for each in there)
    beside = [each for each in found if each not in there and _counts(each) and sample.name != "personal_table"]
    return Outcome(sample, exact, any(each.finding.kind == place.kind for each in there), tuple(beside))


def _counts(located: Located) -> bool:
    return located.finding.severity is not Severity.LOW


def missed(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """What was planted and not found in exactly its place."""
    return [each for each in outcomes if each.sample.planted and not each.exact]


def false(outcomes: Iterable[Outcome]) -> list[tuple[Sample, Located]]:
    """What was found and not planted."""
    return [(each.sample, located) for each in outcomes for located in each.others]


def show(outcomes: Sequence[Outcome]) -> None:
    """Tables in Markdown: by class, then recall by class and disguise where it is not whole."""
    wrong = Counter(located.code for _, located in false(outcomes))
    kinds = dict.fromkeys(each.sample.name for each in outcomes if each.sample.planted)
    print("| class | planted | disguises | found | exact place | false | precision | recall |\n" + "|---" * 8 + "|")
    for kind in kinds:
        mine = [each for each in outcomes if each.sample.planted and each.sample.name == kind]
        right, exact = sum(each.touched for each in mine), sum(each.exact for each in mine)
        falsely = wrong["term_list" if kind == "term" else kind]
        print(f"| `{kind}` | {len(mine)} | {len({each.sample.way for each in mine})} | {right} | {exact} | {falsely} | "
              f"{right / max(right + falsely, 1):.4f} | {exact / len(mine):.4f} |")
    negatives = [each for each in outcomes if each.sample.planted is None]
    clean = sum(not each.others for each in negatives)
    sorts = len({each.sample.name for each in negatives})
    print(f"\nHard negatives: {clean} of {len(negatives)} texts of {sorts} kinds clean.")
    for each in missed(outcomes):
        print(f"missed: {each.sample.name} / {each.sample.way}: {_shown(each.sample)}")
    for sample, located in false(outcomes):
        print(f"false: {located.code} {located.finding.severity} in {sample.name} / {sample.way}: "
              f"{sample.text[located.finding.start:located.finding.end]!r}")


def _shown(sample: Sample) -> str:
    place = sample.planted
    return repr(sample.text[max(0, place.start - 12) : place.end + 6]) if place else ""


def real(used: Sequence[Detector], corpus: Path) -> tuple[int, list[tuple[str, Located, str]]]:
    """How many regulations there are, and every finding in them above low, with the words it stands in."""
    read = list(texts(corpus))
    found = [(title, located, text[max(0, located.finding.start - 15) : located.finding.end + 15])
             for title, text in read for located in scan([Text("body", text)], used) if _counts(located)]
    return len(read), found


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.detection", description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--each", type=int, default=EACH, help="texts of each class and disguise (default %(default)s)")
    parser.add_argument("--corpus", type=Path, help="folder of regulations; else GUANWANG_REGULATIONS, or beside the project")
    chosen = parser.parse_args(arguments)
    used = detectors()
    show(measure([*planted(chosen.seed, chosen.each), *innocent(chosen.seed, chosen.each)], used))
    corpus = chosen.corpus or folder()
    if corpus is None:
        print("\nNo regulations here: set GUANWANG_REGULATIONS to their folder to measure false positives on real texts.")
        return
    number, found = real(used, corpus)
    counted = Counter(located.finding.severity for _, located, _ in found)
    print(f"\n{number} regulations: {counted[Severity.HIGH]} findings high (allowed 0), {counted[Severity.MEDIUM]} medium "
          f"(allowed {MOST_MEDIUM * number:.0f}).")
    for title, located, around in found:
        print(f"{located.code} v{located.version} {located.finding.severity}: {title}: {around!r}")


if __name__ == "__main__":
    main()
