"""Dictionaries: what is read and what is refused."""
from pathlib import Path

import pytest

from services.secrecy.detectors.dictionary import Term, load
from shared.plugins.detectors import Severity

ENTRY = "{term: 甲号工程, severity: high, reason: 虚构的代号}"


def written(folder: Path, content: str) -> Path:
    path = folder / "terms.yaml"
    path.write_text(content, "utf-8")
    return path


def test_a_dictionary_keeps_its_version_terms_and_allowed_phrases(tmp_path: Path) -> None:
    terms = "terms: [{term: 甲号工程, severity: low, reason: 虚构的代号, tags: [工程]}]"
    dictionary = load(written(tmp_path, f'version: "7"\n{terms}\nallow: [甲号工程馆]'))
    assert dictionary.version == "7"
    assert dictionary.terms == (Term("甲号工程", Severity.LOW, "虚构的代号", ("工程",)),)
    assert dictionary.allow == ("甲号工程馆",)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (f"version: 1\nterms: [{ENTRY}]", "version"),
        (f"terms: [{ENTRY}]", "version"),
        ("- a", "mapping"),
        ("version: '1'\nterms: [", "cannot be read"),
        ("version: '1'\nterms: {a: b}", "must be lists"),
        ("version: '1'\nterms: [甲号工程]", "甲号工程"),
        ("version: '1'\nterms: [{term: 甲号工程, reason: 虚构}]", "甲号工程.*severity"),
        ("version: '1'\nterms: [{term: 甲号工程, severity: high}]", "甲号工程.*reason"),
        ("version: '1'\nterms: [{term: 甲号工程, severity: high, reason: 甲号工程不得公开}]", "甲号工程.*repeat"),
        ("version: '1'\nterms: [{term: 甲号工程, severity: high, reason: 虚构, tags: a}]", "甲号工程.*tags"),
        ("version: '1'\nterms: [{term: 密, severity: high, reason: 太短}]", "密.*two characters"),
        ("version: '1'\nterms: [{term: 密-, severity: high, reason: 太短}]", "密-.*two characters"),
        (f"version: '1'\nterms: [{ENTRY}]\nallow: [甲號 工程]", "甲号工程.*also allowed"),
        (f"version: '1'\nterms: [{ENTRY}, {ENTRY.replace('号', '號')}]", "甲號工程.*same as '甲号工程'"),
        (f"version: '1'\nterms: [{ENTRY}]\nallow: [7]", "allow"),
    ],
)
def test_a_wrong_dictionary_is_refused_with_the_file_and_the_term(tmp_path: Path, content: str, problem: str) -> None:
    path = written(tmp_path, content)
    with pytest.raises(ValueError, match=problem) as refusal:
        load(path)
    assert str(path) in str(refusal.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="none.yaml"):
        load(tmp_path / "none.yaml")
