"""Where somebody lives: (text, what is found), all invented."""
import pytest

from services.secrecy.detectors import address
from tests.unit.services.secrecy.detectors.cases import found

HOME = "吉首市乾州街道兔岩村3组"


@pytest.mark.parametrize(
    ("original", "hits"),
    [
        (f"张三，男，家住{HOME}。", [HOME]),
        (f"户主：李小明，住址：{HOME}", [HOME]),
        (f"申请人王芳，女，现住{HOME}18号", [f"{HOME}18号"]),
        (f"姓名：张三\t{HOME}", [HOME]),
        ("被处罚人：张三，住湖南省凤凰县沱江镇虹桥中路五十二号", ["湖南省凤凰县沱江镇虹桥中路五十二号"]),
        ("欧阳明（男）住在芙蓉小区2栋301室", ["芙蓉小区2栋301室"]),
    ],
)
def test_a_home_with_a_person_is_medium(original: str, hits: list[str]) -> None:
    assert found(address.make({}), original) == [(hit, "medium") for hit in hits]


@pytest.mark.parametrize(
    "original",
    [
        f"{HOME}",
        f"张某，男，家住{HOME}",
        "张三，男，家住吉首市乾州街道",
        "地址：吉首市人民北路18号，联系人：张三",
        "某某公司，法定代表人：张三，住所：吉首市世纪大道18号",
        "中华人民共和国国务院令第262号",
        "州政办发〔2018〕21号",
        "村民委员会每届3户",
        "",
    ],
)
def test_an_address_alone_or_of_a_unit_is_not_reported(original: str) -> None:
    assert found(address.make({}), original) == []
