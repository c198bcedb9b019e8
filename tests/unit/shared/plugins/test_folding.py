"""The tables behind comparing."""
import numpy as np
import pytest

from shared.plugins import folding


def folded(text: str) -> str:
    return folding.decode(folding.fold(folding.encode(text))[0])


def stripped(text: str) -> str:
    return folding.decode(folding.strip(folding.fold(folding.encode(text))[0])[0])


@pytest.mark.parametrize(
    ("disguised", "plain"),
    [
        ("ＡＢｃ１２３（）", "abc123()"),
        ("①⑴⒈❶➀", "11111"),
        ("⓪²₃٤۵६𝟟𝟴", "02345678"),
        ("機密 絶密 祕密", "机密 绝密 秘密"),
        ("機関", "机関"),
        ("㊙密⼀⽇", "秘密一日"),
        ("4\u200b3\u200d3\ufeff1\u00ad0\u202e1\ufe0f", "433101"),
        ("4️⃣", "4"),
        ("é Ｅ\u0301", "e e"),
        ("1101051949123100２Ⅹ", "11010519491231002x"),
        ("\u3000\u00a0\u2003", "   "),
        ("a\r\nb\u2028c", "a\n\nb\nc"),
        ("，！？；：", ",!?;:"),
    ],
)
def test_a_disguised_character_becomes_its_plain_form(disguised: str, plain: str) -> None:
    assert folded(disguised) == plain


@pytest.mark.parametrize("text", ["涉密人员", "⑩⑳", "〇一二三", "。、", "㎡", "かな", "…"])
def test_what_has_no_plain_form_of_one_character_stays(text: str) -> None:
    assert folded(text) == text


def test_folding_twice_changes_nothing_more() -> None:
    every = np.arange(0x110000, dtype=np.uint32)
    once, _ = folding.fold(every)
    twice, dropped = folding.fold(once)
    assert dropped is None
    assert np.array_equal(once, twice)


@pytest.mark.parametrize("between", list(" \t.-_*|/\\~'\"()[]【】《》·…—★●😀＊－～￥%@#") + ["\ue000"])
def test_what_people_insert_is_stripped(between: str) -> None:
    assert stripped(f"机{between}密") == "机密"


@pytest.mark.parametrize("stop", list("\n。！？；，、：!?;,:"))
def test_a_newline_and_the_end_of_a_sentence_stay(stop: str) -> None:
    assert len(stripped(f"机{stop}密")) == 3


def test_the_places_of_the_characters_that_stay_are_kept() -> None:
    codes, kept = folding.strip(folding.encode("a-b--c"))
    assert folding.decode(codes) == "abc"
    assert kept is not None
    assert kept.tolist() == [0, 2, 5]
