"""Terms and phrases in a text, against the plainest way to find them."""
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.plugins.phrases import Phrases
from shared.plugins.terms import Terms
from shared.plugins.text import Text

SHORT = st.text(st.sampled_from("甲乙丙a1"), min_size=1, max_size=8)


def plainly(terms: list[str], text: str) -> set[tuple[int, int, int]]:
    return {(place, place + len(term), number) for number, term in enumerate(terms)
            for place in range(len(text)) if text.startswith(term, place)}


@settings(deadline=None)
@given(st.lists(SHORT, unique=True, max_size=12), st.lists(SHORT, max_size=30).map("".join))
def test_all_terms_are_found_wherever_they_stand(terms: list[str], text: str) -> None:
    hits = Terms(terms).of(Text("body", text).stripped)
    assert len(hits) == len(set(hits))
    assert set(hits) == plainly(terms, text)


def test_terms_are_found_on_the_borders_of_blocks() -> None:
    text = "甲乙丙丁戊己" * 30_000
    terms = ["丙丁", "戊己甲乙", "乙丙丁", "甲乙丙丁戊己甲", "己"]
    assert set(Terms(terms).of(Text("body", text).stripped)) == plainly(terms, text)


def test_phrases_are_found_disguised_and_the_longest_first() -> None:
    text = Text("body", "內 部*资料管理，内部资料；内部")
    found = Phrases(["内部资料", "内部资料管理"]).of(text)
    assert [text.stripped.text[slice(*span)] for span in found] == ["内部资料管理", "内部资料"]


@pytest.mark.parametrize("phrases", [[], ["内部"], ["内 部"]])
def test_a_phrase_has_three_characters(phrases: list[str]) -> None:
    with pytest.raises(ValueError, match="three"):
        Phrases(phrases)
