"""Licence plates: (text, what is found), all invented."""
import pytest

from services.secrecy.detectors import plate
from tests.unit.services.secrecy.detectors.cases import found


@pytest.mark.parametrize(
    ("original", "hits"),
    [
        ("湘U12345", ["湘U12345"]),
        ("湘U·12345小型轿车", ["湘U·12345"]),
        ("车牌号湘u d123挂，湘UD12345", ["湘u d123挂", "湘UD12345"]),
        ("车主张三（湘A 1B234）", ["湘A 1B234"]),
        ("车辆湘U12345一辆", ["湘U12345"]),
        ("车牌湘U一二三四五", ["湘U一二三四五"]),
        ("号牌：湘U1○○45", ["湘U1○○45"]),
        ("车牌湘U\n12345", ["湘U\n12345"]),
        ("湘U12345/湘U54321", ["湘U12345", "湘U54321"]),
    ],
)
def test_a_plate_is_found(original: str, hits: list[str]) -> None:
    assert found(plate.make({}), original) == [(hit, "medium") for hit in hits]


@pytest.mark.parametrize(
    "original",
    [
        "京B2-20181234",
        "湘ICP备12345678号",
        "湘A12345678",
        "湘UABCDE",
        "京Apple12",
        "湘U\n12345",
        "湘U（12345）",
        "湘江A区12345",
        "沪A股600123",
        "湘",
        "湘A",
        "",
    ],
)
def test_a_near_miss_is_not_reported(original: str) -> None:
    assert found(plate.make({}), original) == []
