"""Secrets of every class, planted in random texts under every disguise, are found in exactly their place (Art. 12 第十二条)."""
import random
from collections.abc import Sequence

from services.secrecy.scanner import scan
from shared.plugins.detectors import Detector
from shared.plugins.text import Text
from tests.bench.detection import detectors, measure, missed
from tests.bench.detection_corpus import Sample, planted
from tests.fuzz.turns import turns


def test_what_is_planted_is_found_where_it_stands(seed: int, seconds: int) -> None:
    used = detectors()
    for number in turns(seed, seconds, at_least=2):
        lost = missed(measure(planted(number, 1), used))
        assert not lost, f"seed {number}: {[(each.sample.name, each.sample.way, each.sample.text) for each in lost[:5]]}"


def test_several_secrets_in_one_text_are_all_found(seed: int, seconds: int) -> None:
    """Joined texts: a finding of one never hides another, and all places move by what stands before."""
    used = detectors()
    for number in turns(seed, seconds, at_least=2):
        chance = random.Random(number)
        plain = [each for each in planted(number, 1) if each.format == "plain" and each.planted]
        for _ in range(20):
            chosen = chance.sample(plain, 5)
            lost = _lost(chosen, used)
            assert not lost, f"seed {number}: {lost}"


def _lost(chosen: Sequence[Sample], used: Sequence[Detector]) -> list[tuple[str, str, str]]:
    text, wanted = "", []
    for each in chosen:
        at = len(text)
        wanted.append((each, at + each.planted.start, at + each.planted.end))
        text += each.text + "\n。\n"
    found = {(each.finding.kind, each.finding.start, each.finding.end) for each in scan([Text("body", text)], used)}
    return [(each.name, each.way, each.text) for each, start, end in wanted if (each.planted.kind, start, end) not in found]
