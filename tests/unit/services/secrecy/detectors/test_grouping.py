"""What stands between digits: (text with one number, what it is)."""
import re

import pytest

from services.secrecy.detectors.grouping import are_hiding, are_usual, grouping, luhn, stands_apart
from shared.plugins.numbers import Number
from shared.plugins.text import Text

GROUPS = {(4, 4), (2, 2, 2, 2), (1,) * 8}
FORM = re.compile("12345678")


def number(original: str) -> Number:
    (found,) = Text("body", original).numbers.of(8, form=FORM)
    return found


@pytest.mark.parametrize("sign", ["*", "★", "😀", "_", " · "])
def test_a_sign_that_parts_no_numbers_hides_one(sign: str) -> None:
    assert are_hiding(number(f"1234{sign}5678").gaps)


@pytest.mark.parametrize("sign", [" ", "-", "|", "℃", "㎡", "%", "/", "\u200b", ""])
def test_an_honest_sign_hides_nothing(sign: str) -> None:
    assert not are_hiding(number(f"1234{sign}5678").gaps)


@pytest.mark.parametrize(
    ("original", "usual"),
    [
        ("1234 5678", True),
        ("1234 - 5678", True),
        ("1234-5678", True),
        ("1 2 3 4 5 6 7 8", True),
        ("12 345678", False),
        ("1234|5678", False),
        ("12 34-56 78", False),
        ("12345678", False),
    ],
)
def test_a_usual_grouping_uses_one_sign_throughout(original: str, usual: bool) -> None:
    assert are_usual(number(original).gaps, GROUPS) is usual


@pytest.mark.parametrize(
    ("original", "apart"),
    [
        ("1234 5678", True),
        ("9-1234 5678", True),
        ("第9号 1234 5678", True),
        ("9 1234 5678", False),
        ("9.1234 5678", False),
        ("①1234 5678", True),
        ("9\t1234\t5678", False),
        ("9 \t1234\t 5678", False),
    ],
)
def test_a_number_stands_apart_when_its_borders_differ_from_its_gaps(original: str, apart: bool) -> None:
    assert stands_apart(number(original)) is apart


def test_a_grouping_is_how_many_stand_together() -> None:
    assert grouping(number("1 234-5678").gaps) == (1, 3, 4)
    assert grouping(number("12345678").gaps) == (8,)


@pytest.mark.parametrize(("digits", "holds"), [("79927398713", True), ("79927398710", False), ("0", True)])
def test_luhn(digits: str, holds: bool) -> None:
    assert luhn(digits) is holds
