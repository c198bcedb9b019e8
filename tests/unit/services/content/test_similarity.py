"""Which texts are the same news, however they are dressed up, and which are not (Art. 8 第八条)."""
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.content.model import similarity
from tests.bench import near_duplicates
from tests.unit.services.content.town import AT, LAW

BODY = ("<p>各县市人民政府：</p><p>为做好今年汛期地质灾害防治工作，请逐点落实监测员和预警信号，遇有强降雨提前组织群众撤离，"
        "雨停之后未经专业人员核查不得返回。值班电话保持畅通，险情应当立即报告。</p>")


def alike(one: tuple[str, str], other: tuple[str, str]) -> float:
    """The similarity of two texts, title and body each."""
    a, b = (similarity.shingles(similarity.essence(*each)) for each in (one, other))
    return similarity.of(a.tobytes(), b.tobytes())


@pytest.mark.parametrize("again", [
    BODY, BODY.replace("<p>", "<div><b>").replace("</p>", "</b></div>\n　　"), BODY.replace("。", "！ "),
    BODY.replace("人民政府", "人&#x6c11;政府"), BODY.replace("为", "為").replace("时", "時"),
    BODY.replace("值班电话", "<i>值班</i>电话"), BODY.replace("各县", "2026年11月23日各县").replace("。", "（〔2026〕7号）", 1),
    BODY.replace("各县", "二〇二六年五月一日各县"), BODY.replace("各县", "第１２期 2026-05-01 08:30 各县")])
def test_markup_spelling_dates_and_numbers_of_documents_make_no_new_text(again: str) -> None:
    assert alike(("防汛", BODY), ("防汛", again)) == 1.0


@pytest.mark.parametrize("other", [
    "", "<p>本周全州空气优良天数比例为九成。</p>", "<p>张示例同志任州林业局局长。</p>", BODY[:40] + "停水三天，请储水。" * 3])
def test_other_news_is_other_text(other: str) -> None:
    assert alike(("防汛", BODY), ("防汛", other)) < 0.3


def test_figures_are_news() -> None:
    report = "<p>优良天数{}天，细颗粒物浓度{}微克，同比{}个百分点，受理投诉{}件，办结{}件。</p>"
    assert alike(("周报", report.format(7, 35, 2.4, 118, 117)), ("周报", report.format(5, 51, 1.9, 64, 60))) < 0.6


def test_values_of_attributes_and_comments_are_not_compared() -> None:
    assert alike(("题", BODY), ("题", BODY.replace("<p>", '<p id="凑字数凑字数"><!-- 凑字数 -->'))) == 1.0


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_measure_is_a_measure(one: str, other: str) -> None:
    a, b = (similarity.shingles(similarity.essence("", each)) for each in (one, other))
    found = similarity.of(a.tobytes(), b.tobytes())
    exact = {similarity.essence("", one)[i:i + 5] for i in range(max(len(similarity.essence("", one)) - 4, 1))}
    beside = {similarity.essence("", other)[i:i + 5] for i in range(max(len(similarity.essence("", other)) - 4, 1))}
    assert 0 <= found <= 1 and found == similarity.of(b.tobytes(), a.tobytes())
    assert similarity.of(a.tobytes(), a.tobytes()) == 1.0
    assert math.isclose(found, len(exact & beside) / len(exact | beside)) or min(len(one), len(other)) < 5


def test_what_is_stored_stays_what_it_is() -> None:
    """Hashes of texts of years ago are compared with those of today: no release may compute others."""
    found = similarity.shingles(similarity.essence("题", "<p>未经审核的信息不得上网发布。</p>"))
    assert (found[:3].tolist(), similarity.bands(found)[:2]) == GOLDEN


GOLDEN = ([898637236, 1067336368, 1673056140], (7398057317374219748, 5521346310647136667))


def test_a_long_text_costs_little() -> None:
    text = "".join(chr(0x4E00 + (number * number) % 20000) for number in range(1_000_000))
    assert len(similarity.bands(similarity.shingles(text))) == similarity.BANDS


def test_the_threshold_of_the_pack_tells_repeats_from_news() -> None:
    measured = near_duplicates.measure(near_duplicates.shipped())
    found = near_duplicates.score(measured, float(LAW.value("column.near_duplicate", AT.date())))
    assert found.precision >= 0.98 and found.recall >= 0.98
    missed = [each.kind for each in measured if each.padding and each.similarity >= 0.7 and not each.found]
    assert not missed
