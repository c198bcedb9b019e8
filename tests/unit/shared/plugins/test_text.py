"""The text that detectors receive: its views and the way back to the original."""
import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.plugins.text import Text, View

ANY = st.text(st.characters(exclude_categories=[]))
"""All characters there are, lone surrogates included."""
MARKUP = st.lists(
    st.one_of(
        st.sampled_from(["<b>", "</b>", "<p>", "<br/>", "<", ">", "&", "&amp;", "&#49;", "<!--", "-->", '"', "'"]),
        st.sampled_from(["<pre>", '<a title="', '">', "<img alt='密'>", "</pre>", "\n", "=", "&#xD800;", "&notit;"]),
        ANY,
    )
).map("".join)


def sources(text: Text, view: View) -> list[str]:
    return [text.original[slice(*text.span(view, place, place + 1))] for place in range(len(view.text))]


def test_a_text_is_a_value() -> None:
    assert Text("title", "机密") == Text("title", "机密", "plain")
    with pytest.raises(dataclasses.FrozenInstanceError):
        Text("title", "机密").original = "公开"  # type: ignore[misc]


def test_a_span_of_a_view_is_found_in_the_original() -> None:
    text = Text("body", "号：４３-3\u200b1 ①。")
    assert text.folded.text == "号:43-31 1。"
    assert text.stripped.text == "号:43311。"
    assert text.span(text.stripped, 2, 7) == (2, 10)
    assert text.span(text.folded, 2, 4) == (2, 4)


def test_a_reference_is_taken_whole_and_tags_inside_belong_to_the_span() -> None:
    text = Text("body", "<p>4331<b>01</b>&#49;9</p>", "html")
    assert text.stripped.text == "\n43310119\n"
    assert text.original[slice(*text.span(text.stripped, 1, 8))] == "4331<b>01</b>&#49;"


def test_a_tag_in_plain_text_is_text() -> None:
    assert Text("body", "a<b>").folded.text == "a<b>"


@pytest.mark.parametrize(("start", "end"), [(0, 0), (1, 1), (2, 1), (-1, 1), (0, 3)])
def test_a_span_outside_the_view_is_refused(start: int, end: int) -> None:
    text = Text("body", "机密")
    with pytest.raises(ValueError, match="no such span"):
        text.span(text.folded, start, end)


@pytest.mark.parametrize(
    ("original", "place", "joined"),
    [("12", 1, True), ("1 2", 1, False), ("1\u200b2", 1, False), ("①2", 1, False), ("①②", 1, True), ("12", 0, False)],
)
def test_a_character_continues_the_one_before_only_when_they_touch(original: str, place: int, joined: bool) -> None:
    assert Text("body", original).stripped.joined(place) is joined


@settings(deadline=None)  # the first look-up builds the tables
@given(ANY)
def test_every_character_of_a_plain_view_folds_from_its_own_place(original: str) -> None:
    text = Text("body", original)
    for view in (text.folded, text.stripped):
        assert all(len(source) == 1 for source in sources(text, view))
        assert "".join(Text("", source).folded.text for source in sources(text, view)) == view.text


@settings(deadline=None)  # the first look-up builds the tables
@given(ANY, ANY)
def test_a_text_without_markup_reads_the_same_as_html(before: str, after: str) -> None:
    plain = f"{before}{after}".translate({ord(char): None for char in "<&\n"})
    assert Text("", plain, "html").folded.text == Text("", plain).folded.text


@settings(deadline=None)  # the first look-up builds the tables
@given(MARKUP)
def test_any_page_has_views_whose_spans_lie_in_the_original(original: str) -> None:
    text = Text("body", original, "html")
    for view in (text.folded, text.stripped):
        spans = [text.span(view, place, place + 1) for place in range(len(view.text))]
        assert all(0 <= start < end <= len(original) for start, end in spans)
        if spans:
            start, end = text.span(view, 0, len(spans))
            assert 0 <= start < end <= len(original)
