"""What is released without the spans that are not, personal data as they may be shown, and texts that tell too much."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.disclosure.errors.applications import InvalidMasks
from services.disclosure.model.application import Mask
from services.disclosure.model.masking import BLOCK, holds_any, masked, release

TEXT = "联系人王示例，电话0743。"


def spans(*pairs: tuple[int, int]) -> list[Mask]:
    """Masks with some reason."""
    return [Mask(start, end, "个人隐私") for start, end in pairs]


def test_spans_are_blocked_in_any_order() -> None:
    assert release(TEXT, spans((9, 13), (3, 6))) == "联系人■■■，电话■■■■。"
    assert release(TEXT, []) == TEXT and release(TEXT, spans((0, len(TEXT)))) == BLOCK * len(TEXT)
    assert release(TEXT, spans((3, 4), (4, 6))) == release(TEXT, spans((3, 6))), "spans may touch"


@pytest.mark.parametrize("pairs", [
    [(-1, 2)], [(3, 3)], [(4, 3)], [(0, len(TEXT) + 1)], [(0, 4), (3, 6)], [(0, 9), (3, 6)], [(3, 6), (3, 6)]])
def test_spans_outside_empty_or_overlapping_are_refused(pairs: list[tuple[int, int]]) -> None:
    with pytest.raises(InvalidMasks) as refused:
        release(TEXT, spans(*pairs))
    assert next(iter(refused.value.fields)).startswith("masks.")


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(-2, 62), st.integers(-2, 62)), max_size=4))
def test_whatever_is_masked_is_gone_and_the_rest_stays(text: str, pairs: list[tuple[int, int]]) -> None:
    places = [set(range(start, end)) for start, end in pairs]
    fit = all(0 <= start < end <= len(text) for start, end in pairs) and sum(map(len, places)) == len(set().union(*places))
    try:
        released = release(text, spans(*pairs))
    except InvalidMasks:
        assert not fit
        return
    hidden = set().union(*places)
    assert fit and released == "".join(BLOCK if place in hidden else each for place, each in enumerate(text))


@pytest.mark.parametrize(("name", "value", "shown"), [
    ("name", "张三", "张*"), ("name", "欧阳秘密示例", "欧****例"), ("identity_number", "433101199001011234", "*" * 14 + "1234"),
    ("phone", "13907430000", "*******0000"), ("phone", "1390", "****"), ("address", "湘西示例路一号", "湘西示****"),
    ("email", "zhang@example.com", "z***@example.com"), ("contact", "", ""), ("postcode", "416000", "******")])
def test_personal_data_are_shown_just_so_far(name: str, value: str, shown: str) -> None:
    assert masked(name, value) == shown


@pytest.mark.parametrize(("text", "found"), [
    ("张三丰示例申请", True), ("张三 丰示例", True), ("张三丰 示例的139-0743-0000", True), ("139 0743 0000", True),
    ("张先生", False), ("", False)])
def test_a_text_that_names_somebody_is_noticed(text: str, found: bool) -> None:
    assert holds_any(text, ["张三丰示例", "13907430000", "甲"]) is found
