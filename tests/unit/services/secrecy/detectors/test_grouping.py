"""What stands between digits: (text, span of the stripped digits, what it is)."""
import pytest

from services.secrecy.detectors.grouping import are_hiding, are_usual, gaps, stands_apart
from shared.plugins.text import Text

GROUPS = {(2, 2), (1, 1, 1, 1)}


def test_gaps_are_what_was_stripped_between_the_characters() -> None:
    assert gaps(Text("body", "1 2\u200b3－*4"), 0, 4) == [" ", "", "-*"]


@pytest.mark.parametrize("original", ["1*2", "1★2", "1😀2", "1_2", "1 · 2"])
def test_a_sign_that_parts_no_numbers_hides_one(original: str) -> None:
    assert are_hiding(gaps(Text("body", original), 0, 2))


@pytest.mark.parametrize("original", ["1 2", "1-2", "1|2", "1℃2", "1㎡2", "1%2", "1/2", "1\u200b2", "12"])
def test_an_honest_sign_hides_nothing(original: str) -> None:
    assert not are_hiding(gaps(Text("body", original), 0, 2))


@pytest.mark.parametrize(
    ("original", "usual"),
    [
        ("12 34", True),
        ("12-34", True),
        ("1 2 3 4", True),
        ("1 234", False),
        ("12|34", False),
        ("1 2-3 4", False),
        ("1234", False),
    ],
)
def test_a_usual_grouping_uses_one_sign_throughout(original: str, usual: bool) -> None:
    assert are_usual(gaps(Text("body", original), 0, 4), GROUPS) is usual


@pytest.mark.parametrize(
    ("original", "apart"),
    [
        ("12 34", True),
        ("9-12 34", True),
        ("第9号 12 34", True),
        ("9 12 34", False),
        ("9.12 34", False),
        ("①12 34", True),
    ],
)
def test_a_number_stands_apart_when_its_borders_differ_from_its_gaps(original: str, apart: bool) -> None:
    text = Text("body", original)
    end = len(text.stripped.text)
    assert stands_apart(text, end - 4, end, gaps(text, end - 4, end)) is apart
