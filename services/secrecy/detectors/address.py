"""Where somebody lives (家庭住址): an address to the house or group, with a person's name near.

The address of an office or a company is public; a name and a house together are not (《个人信息保护法》第四条、第三十四条).
"""
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shared.plugins.detectors import Detector, Finding, Severity
from shared.plugins.folding import table_of, where
from shared.plugins.numbers import NUMERALS
from shared.plugins.text import Text

_TAILS = "号组室栋幢户弄队"
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费"
    "廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁"
    "杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程邢"
    "裴陆荣翁荀羊惠甄曲家封芮储靳汲松井段富巫乌焦巴弓牧隗山谷车侯全班仰秋仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶幸司韶黎薄印宿白怀蒲从索赖卓"
    "蔺屠蒙池乔阴能苍双闻莘党翟谭贡劳申扶堵冉宰雍桑桂牛寿通边燕冀浦尚农温别庄晏柴瞿阎充慕连茹习艾向古易慎戈廖终居衡步都耿满弘匡国文寇广"
    "东欧利师巩聂关荆覃邝肖涂闫代岳苟付"
)
_NAME = f"(?:欧阳|司马|上官|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|[{_SURNAMES}])(?!某)[一-鿿]{{1,2}}"
_PERSON = re.compile(
    "(?:姓名|户主|申请人|当事人|收件人|收货人|受害人|死者|患者|原告|被告人?|嫌疑人|被处罚人|违法行为人|监护人|房主|残疾人|低保户|贫困户|对象"
    f"|村民|居民|市民|学生)(?:为|是|[:\t ])?\n?{_NAME}"
    f"|{_NAME}[,(:\t]?(?:男|女)[,)\t]"
    f"|{_NAME}(?:同志|先生|女士|同学)?[,(:\t]?(?:家住|现住|住址|家庭住址|住在|居住|户籍|户口|系|住)"
)
_AT_HOME = re.compile("家庭住址|家庭地址|家住|现住|居住|户籍|户口|住址|常住|住在|,住|住:")
_UNIT = re.compile("公司|法定代表人|注册地|经营场所|营业|办公地|单位地址|门店|合作社|事务所|招标|采购人|投标|开庭|报名地点")
_PLACE = re.compile(
    "(?:村|社区|居委会|街道|镇|乡|路|街|大道|巷|胡同|小区|花园|公寓|家园|苑|庄|屯|寨|湾|冲|坪)"
    f"(?![^\n]{{0,8}}[令〕])[^\n。;,:!?]{{0,16}}[0-9a-z{NUMERALS}十百]$"
)
_BEGINS = re.compile("[:,。;!?()\n\t]|住址|地址|住在|家住|现住|居住在|户籍地?|位于|籍贯|住")
_BEFORE, _AFTER, _LONGEST = 60, 30, 50


@dataclass(frozen=True)
class Address:
    """Finds an address that goes to a house, a flat or a villagers' group, if somebody is said to live there."""

    code = "address"
    version = 1
    label = "家庭住址"
    reference = "《中华人民共和国个人信息保护法》第四条、第三十四条"

    def scan(self, text: Text) -> Iterable[Finding]:
        """The span is that of the address, from its first word to its house."""
        view, reached = text.stripped, 0
        for start, end in _addresses(text):
            around = view.text[max(0, start - _BEFORE) : end + _AFTER]
            if start >= reached and _PERSON.search(around) and not _UNIT.search(around):
                reached = end
                span = text.span(view, start, end)
                evasion = text.original[slice(*span)] != view.text[start:end]
                yield Finding(*span, Severity.MEDIUM, "address", "疑似个人住址（到门牌或者村组），请核对能否公开",
                              0.7 if _AT_HOME.search(around) else 0.5, evasion)


def _addresses(text: Text) -> Iterator[tuple[int, int]]:
    """Start and end, in the stripped view, of what goes to a house; several houses of one address count once."""
    view, codes = text.stripped, text.stripped.codes
    tails = where(_tails(), codes[1:])
    tails = tails[_digits()[codes[tails]]]
    found: list[tuple[int, int]] = []
    for place in tails.tolist():
        first = max(0, place + 1 - _LONGEST)
        before = view.text[first : place + 1]
        if _PLACE.search(before):
            begins = [each.end() for each in _BEGINS.finditer(before)]
            start = first + (begins[-1] if begins else 0)
            start = next((cell for cell in range(place, start, -1) if "\t" in text.gap(cell)), start)
            if found and found[-1][0] == start:
                found.pop()
            found.append((start, place + 2))
    yield from found


@cache
def _tails() -> NDArray[np.bool_]:
    return table_of(_TAILS)


@cache
def _digits() -> NDArray[np.bool_]:
    return table_of(f"0123456789十百{NUMERALS}")


def make(params: Mapping[str, Any]) -> Detector:
    """The entry point; there is nothing to set."""
    return Address()
