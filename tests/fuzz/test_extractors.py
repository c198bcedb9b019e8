"""Files after accidents and in bad hands: always an outcome within the limits, and no text lost unsaid (Art. 12 第十二条)."""
import random
import resource
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.files.extraction import REASONS, Extraction, Extractor, Limits
from services.files.extraction.model import GAPS_MOST
from tests.fuzz.accidents import Case, case
from tests.fuzz.samples import MARK, samples
from tests.fuzz.turns import turns
from tests.unit.services.files.extraction import makers

LIMITS = Limits(characters=200_000, parts=300, unpacked=6_000_000, entries=300, pages=50, seconds=20, memory=1_000_000_000)
_SAMPLES = samples()
_PROCESSOR_SECONDS = 10
_GROWTH = 400_000
"""KB that this process may grow by one file of these limits."""


@pytest.fixture(scope="module")
def extractor() -> Iterator[Extractor]:
    """The process that the product reads files in."""
    made = Extractor(LIMITS)
    yield made
    made.close()


def test_what_is_whole_is_read(tmp_path: Path) -> None:
    for sample in _SAMPLES:
        found = makers.read(tmp_path, sample.data, sample.name, LIMITS)
        assert found.outcome == "read" and _told(found), sample.name


def test_what_was_damaged_or_forged_has_an_outcome_and_hides_nothing(seed: int, seconds: int, tmp_path: Path) -> None:
    for number in turns(seed, seconds / 2, at_least=80):
        given = case(_SAMPLES, random.Random(number))
        before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        found = makers.read(tmp_path, given.data, given.name, LIMITS)
        spent, grown = time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        where = f"seed {number}: {given.name} ({given.how}): {found.outcome} {found.gaps}"
        assert spent < _PROCESSOR_SECONDS, where
        assert grown < _GROWTH, where
        _is_sound(found, where)
        assert not given.marked or _told(found) or found.gaps, where
        assert makers.read(tmp_path, given.data, given.name, LIMITS) == found, f"{where}: not twice the same"


def test_the_worker_says_the_same(extractor: Extractor, seed: int, seconds: int, tmp_path: Path) -> None:
    for number in turns(seed, seconds / 2, at_least=15):
        given = case(_SAMPLES, random.Random(number))
        started = time.monotonic()
        found = _asked(extractor, tmp_path, given)
        where = f"seed {number}: {given.name} ({given.how}): {found.outcome} {found.gaps}"
        assert time.monotonic() - started < LIMITS.seconds + 5, where
        _is_sound(found, where)
        assert len(found.gaps) <= GAPS_MOST, where
        here = Extraction.from_wire(makers.read(tmp_path, given.data, given.name, LIMITS).to_wire())
        assert found == here or found.reason in ("timeout", "too_large"), where


def _asked(extractor: Extractor, folder: Path, given: Case) -> Extraction:
    path = folder / "asked"
    path.write_bytes(given.data)
    return extractor.extract(path, given.name)


def _is_sound(found: Extraction, where: str) -> None:
    """Its outcome is one of the declared, and nothing in it is beyond its bounds."""
    assert found.outcome == ("read" if not found.gaps else "partial" if found.parts else "unreadable"), where
    assert {gap.reason for gap in found.gaps} <= set(REASONS) and all(gap.count > 0 for gap in found.gaps), where
    assert found.characters <= LIMITS.characters and len(found.parts) <= LIMITS.parts, where
    assert {part.kind for part in found.parts} <= {"plain", "html", "table"}, where
    assert len({part.name for part in found.parts}) == len(found.parts), where
    assert all(len(part.name) < 300 and part.text.strip() and "\0" not in part.text for part in found.parts), where
    "".join(part.name + part.text for part in found.parts).encode()


def _told(found: Extraction) -> bool:
    return any(MARK in part.text for part in found.parts)
