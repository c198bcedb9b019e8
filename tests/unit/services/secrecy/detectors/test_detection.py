"""All detectors together on the corpus of tests/bench: nothing planted is missed, nothing innocent is reported."""
import pytest

from services.secrecy.scanner import scan
from shared.plugins.detectors import Severity
from shared.plugins.text import Text
from tests.bench import detection
from tests.bench.detection_corpus import SECRETS, Sample, planted
from tests.bench.disguises import WAYS
from tests.bench.innocent import MAKERS, innocent
from tests.bench.regulations import VARIABLE, folder

SEED = 7
DETECTORS = detection.detectors()
PLANTED = list(planted(SEED, 2))
INNOCENT = list(innocent(SEED, 3))


def shown(sample: Sample) -> str:
    return f"{sample.way}: {sample.text!r}"


@pytest.mark.parametrize("kind", dict.fromkeys(sample.name for sample in PLANTED))
def test_every_secret_is_found_in_its_exact_place_in_every_disguise(kind: str) -> None:
    outcomes = detection.measure([sample for sample in PLANTED if sample.name == kind], DETECTORS)
    assert [shown(each.sample) for each in detection.missed(outcomes)] == []
    assert [(shown(sample), located.code) for sample, located in detection.false(outcomes)] == []


@pytest.mark.parametrize("kind", MAKERS)
def test_what_only_looks_like_a_secret_is_not_reported(kind: str) -> None:
    outcomes = detection.measure([sample for sample in INNOCENT if sample.name == kind], DETECTORS)
    assert [(shown(sample), located.code) for sample, located in detection.false(outcomes)] == []


def test_the_matrix_is_whole() -> None:
    numbers = {secret.kind for secret in SECRETS if not secret.is_word}
    assert numbers == {"id_card", "mobile", "landline", "bank_card", "credit_code", "plate", "passport", "officer_card"}
    assert {(sample.name, sample.way) for sample in PLANTED} >= {(kind, way) for kind in numbers for way in WAYS}


def test_every_disguise_but_the_plain_form_is_told() -> None:
    for sample in PLANTED:
        place = sample.planted
        if place and sample.name in ("id_card", "mobile", "bank_card", "passport"):
            written = sample.text[place.start : place.end]
            found = scan([Text("body", sample.text, sample.format)], DETECTORS)
            disguised = not (written.isascii() and written.isalnum())
            assert [each.finding.evasion for each in found if each.finding.start == place.start] == [disguised], shown(sample)


def test_real_regulations_hold_nothing() -> None:
    corpus = folder()
    if corpus is None:
        pytest.skip(f"no regulations here: set {VARIABLE} to their folder")
    number, found = detection.real(DETECTORS, corpus)
    assert number >= 100
    assert [each for each in found if each[1].finding.severity is Severity.HIGH] == []
    assert len(found) <= detection.MOST_MEDIUM * number, found
