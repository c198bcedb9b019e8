"""Texts with planted secrets of every class, plain and disguised, and texts that only look like them. All invented.

Everything is drawn from one seed, so a corpus is a number and need not be kept.
"""
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from services.secrecy.detectors.grouping import luhn
from shared import law
from tests.bench.disguises import WAYS, escaped

GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华建国志文斌波辉玲鹏飞健"
SURNAMES = "张王李刘陈杨赵黄周吴徐孙向彭田石龙吕"
UNITS = ["州财政局", "州民政局", "吉首市教育和体育局", "凤凰县水利局", "州住房公积金管理中心", "永顺县人民医院"]
TOWNS = ["吉首市乾州街道兔岩村", "泸溪县浦市镇青草村", "龙山县里耶镇长春村", "花垣县边城镇隘门村", "保靖县迁陵镇和平社区"]
TERM = "甲号示例工程"


@dataclass(frozen=True)
class Planted:
    """A secret in a text."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Sample:
    """One text; ``planted`` is None where nothing of more than low severity may be found."""

    name: str
    """Class and disguise, or what it only looks like."""
    way: str
    text: str
    format: Literal["plain", "html", "table"]
    planted: Planted | None


@dataclass(frozen=True)
class Secret:
    """One class of secrets: what may stand before it, how it is made, what may stand after it."""

    kind: str
    before: Sequence[str]
    make: Callable[[random.Random], str]
    after: Sequence[str] = ("。", "，请核实。", "")
    is_word: bool = False
    """Not a number: neither cut over lines nor spelled."""


def name(chance: random.Random) -> str:
    """Somebody's."""
    return chance.choice(SURNAMES) + "".join(chance.choice(GIVEN) for _ in range(chance.choice([1, 2, 2])))


def digits(chance: random.Random, number: int) -> str:
    """Any digits."""
    return "".join(chance.choice("0123456789") for _ in range(number))


def birthday(chance: random.Random) -> date:
    """Between 1930 and 2018."""
    return date(1930, 1, 1) + timedelta(days=chance.randrange(32_000))


def id_card(chance: random.Random) -> str:
    """A valid number of GB 11643."""
    body = f"{chance.choice(['433101', '433123', '433127', '430702'])}{birthday(chance):%Y%m%d}{digits(chance, 3)}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(weight * int(digit) for weight, digit in zip(weights, body, strict=True)) % 11]


def bank_card(chance: random.Random) -> str:
    """A valid number of 16 or 19 digits with the Chinese prefix."""
    body = "62" + chance.choice("1258") + digits(chance, chance.choice([12, 15]))
    return next(body + check for check in "0123456789" if luhn(body + check))


def credit_code(chance: random.Random, head: str = "92") -> str:
    """A valid code of GB 32100."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = head + "433101" + "MA" + "".join(chance.choice(alphabet) for _ in range(7))
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
    return body + alphabet[-sum(weight * alphabet.index(char) for weight, char in zip(weights, body, strict=True)) % 31]


def plate(chance: random.Random) -> str:
    """A car's, three digits at least."""
    return "湘" + chance.choice("ABUN") + chance.choice("0123456789ABCDEFG") + digits(chance, 4)


def address(chance: random.Random) -> str:
    """To a group or a house."""
    return chance.choice(TOWNS) + chance.choice([f"{chance.randint(1, 19)}组", f"{chance.randint(1, 299)}号"])


SECRETS = (
    Secret("id_card", ["身份证号：", "身份证号码 ", "公民身份号码为", "（证件号"], id_card),
    Secret("id_card", ["身份证号：", "旧身份证号码："],
           lambda chance: f"433101{birthday(chance):%y%m%d}{digits(chance, 3)}"),
    Secret("mobile", ["联系电话：", "手机：", "联系人电话"], lambda chance: "1" + chance.choice("3456789") + digits(chance, 9)),
    Secret("landline", ["家庭电话：", "住宅电话："], lambda chance: "07438" + digits(chance, 6)),
    Secret("bank_card", ["银行卡号：", "一卡通卡号："], bank_card),
    Secret("credit_code", ["个体工商户统一社会信用代码：", "经营者统一社会信用代码："], credit_code),
    Secret("plate", ["驾驶小型轿车，车牌号：", "号牌号码："], plate),
    Secret("passport", ["护照号码：", "持护照，号码："], lambda chance: chance.choice("EGDP") + digits(chance, 8)),
    Secret("officer_card", ["军官证号：", "警官证："], lambda chance: f"{chance.choice('军海空')}字第{digits(chance, 8)}号"),
    Secret("address", ["{name}，男，家住", "户主：{name}，住址：", "{name}，女，现住"], address, is_word=True),
    Secret("classification_mark", ["", "标题\n"], lambda chance: chance.choice(["绝密★长期", "机密★10年", "秘密★6个月"]),
           ("\n正文",), is_word=True),
    Secret("internal_paper", ["", "（", "此件"],
           lambda chance: chance.choice(["会后收回", "不得外传", "阅后退回"]), ("\n", "）", "。"), is_word=True),
    Secret("internal_paper", ["", "（", "本件为"], lambda chance: chance.choice(["内部资料", "内部文件"]), ("\n", "）", "。"),
           is_word=True),
    Secret("term", ["关于", "推进"], lambda _: TERM, ("的通知", "建设"), is_word=True),
)


def planted(seed: int, each: int) -> Iterator[Sample]:
    """``each`` texts for every class and every disguise that fits it."""
    chance = random.Random(seed)
    for secret in SECRETS:
        for way in WAYS:
            if not (secret.is_word and (WAYS[way].lines or (WAYS[way].digits and secret.kind != "address"))):
                yield from (_sample(secret, way, chance) for _ in range(each))
    yield from (_table(way, chance) for way in ("plain", "spaced", "traditional", "zero width", "full width", "commas",
                                                "bars", "html", "html blocks") for _ in range(each))


def _sample(secret: Secret, way: str, chance: random.Random) -> Sample:
    is_html = WAYS[way].html
    head, tail = (chance.choice(choices).replace("{name}", name(chance)) for choices in (secret.before, secret.after))
    hidden = WAYS[way].make(secret.make(chance), chance)
    lead = "" if secret.kind in ("classification_mark",) else prose(chance) + "\n"
    before = escaped(lead + head, is_html)
    if is_html:
        before = f"<p>{before}" if "td" not in way else f"<table><tr><td>{before}"
    text = f"{before}{hidden}{escaped(tail, is_html)}" + ("</p>" if is_html else "") + "\n" + prose(chance)
    format: Literal["plain", "html", "table"] = "html" if is_html else "table" if "cell" in way else "plain"
    return Sample(secret.kind, way, text, format, Planted(secret.kind, len(before), len(before) + len(hidden)))


def _table(way: str, chance: random.Random) -> Sample:
    """A list of people with two to five columns, the last one sensitive."""
    heads = ["序号", "姓名", *chance.sample(["性别", "年龄", "金额"], chance.randint(0, 2)),
             chance.choice(["身份证号", "银行卡号", "病种", "残疾等级"])]
    values = [[str(number), name(chance), *["男"] * (len(heads) - 3), "二级"] for number in range(1, chance.randint(2, 6))]
    sign = {"commas": ",", "bars": "|"}.get(way, "\t")
    if way.startswith("html"):
        open_, close = ("<td><p>", "</p></td>") if way == "html blocks" else ("<td>", "</td>")
        lines = ["".join(f"{open_}{cell}{close}" for cell in row) for row in [heads, *values]]
        text = "<table><tr>" + "</tr>\n<tr>".join(lines) + "</tr></table>"
        start = text.index(heads[0]) - 3 * (way == "html blocks")
        end = text.index("</td></tr>")
    else:
        disguise = WAYS[way].make if way in WAYS and way != "plain" else lambda planted, _: planted
        shown = [disguise(head, chance) for head in heads]
        text = "\n".join(sign.join(row) for row in [["名单公示"], shown, *values])
        start = len("名单公示\n")
        end = start + len(sign.join(shown))
    format: Literal["plain", "html", "table"] = "html" if way.startswith("html") else "table" if sign == "\t" else "plain"
    return Sample("personal_table", way, text, format, Planted("personal_table", start, end))


def prose(chance: random.Random) -> str:
    """A sentence of the regulation that the project ships."""
    return chance.choice(law.regulation()).strip()
