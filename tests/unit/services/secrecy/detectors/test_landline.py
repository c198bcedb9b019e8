"""Fixed-line numbers: (text, what is found), all numbers invented."""
import pytest

from services.secrecy.detectors import landline
from tests.unit.services.secrecy.detectors.cases import found


@pytest.mark.parametrize(
    ("original", "hits"),
    [
        ("家庭电话：0743-8123456", [("0743-8123456", "medium")]),
        ("宅电（0743）8123456", [("0743）8123456", "medium")]),
        ("张三住宅电话 8123456。", [("8123456", "medium")]),
        ("0743-8123456", [("0743-8123456", "low")]),
        ("010 6123 4567", [("010 6123 4567", "low")]),
        ("联系电话：0731-81234567", [("0731-81234567", "low")]),
        ("家长电话：0743-8123456、0743-8123457", [("0743-8123456", "medium"), ("0743-8123457", "medium")]),
        ("家庭电话：0743-8123456-801", [("0743-8123456", "medium")]),
        ("电话：8123456/8123457", [("8123456", "low"), ("8123457", "low")]),
        ("家庭电话<td>0743</td><td>8123456</td>", [("0743</td><td>8123456", "medium")]),
    ],
)
def test_a_number_is_judged_by_what_introduces_it(original: str, hits: list[tuple[str, str]]) -> None:
    assert found(landline.make({}), original, "html" if "<" in original else "plain") == hits


@pytest.mark.parametrize(
    "original",
    [
        "咨询电话：0743-8123456",
        "监督电话：0743-8123456、8123457",
        "传真：（0743）8123456",
        "州财政局办公室电话0743-8123456",
        "24小时值班电话 8123456",
        "拨打12345、110、95588、400-820-8820",
        "面积8123456平方米",
        "8123456",
        "编号0123456789",
        "电话：81234567元",
        "电话：123456",
        "G0743-8123456",
        "000014349/2017-00110",
        "0.7438123456",
        "",
    ],
)
def test_what_is_meant_for_the_public_is_no_finding(original: str) -> None:
    assert found(landline.make({}), original) == []


@pytest.mark.parametrize("office", ["0743-8123456", "8123456", "（0743）8123456", "０７４３８１２３４５６"])
def test_a_number_of_the_settings_is_no_finding(office: str) -> None:
    detector = landline.make({"offices": [office]})
    assert found(detector, "家庭电话：0743-8123456，0743-8123457") == [("0743-8123457", "medium")]


@pytest.mark.parametrize("offices", ["0743-8123456", [7], ["电话"], [""]])
def test_offices_that_are_no_numbers_are_refused(offices: object) -> None:
    with pytest.raises(ValueError, match="offices"):
        landline.make({"offices": offices})
