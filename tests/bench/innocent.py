"""Texts that only look like secrets: what government sites are full of (DOMAIN, part 2, §4). No finding above low may come."""
import random
from collections.abc import Callable, Iterator, Mapping

from tests.bench.detection_corpus import Sample, credit_code, digits, name, prose

Maker = Callable[[random.Random], str]


def _number(chance: random.Random, low: int, high: int) -> int:
    return chance.randint(low, high)


MAKERS: Mapping[str, Maker] = {
    "secrecy law": lambda c: c.choice([
        "认真学习《中华人民共和国保守国家秘密法》及其实施条例。", "依法保护商业秘密、个人隐私。",
        "保证数据的机密性、完整性和可用性。", "公开前应当依法进行保密审查。",
        "州国家保密局举办保密培训，讲解绝密、机密、秘密三级的划分。", "国家秘密的密级分为绝密、机密、秘密三级。",
        "严禁泄露国家秘密、工作秘密和商业秘密。", "绝密级国家秘密载体应当由两人以上携带。",
        "标有密级的文件，应当会后收回。", "不属于国家秘密的，不得做出国家秘密标志。", "对内部资料、内部文件的管理作出规定。"]),
    "document number": lambda c: f"根据州政办发〔{_number(c, 2000, 2026)}〕{_number(c, 1, 300)}号、国办函〔2018〕"
                                 f"{_number(c, 1, 99)}号文件要求，国务院令第{_number(c, 1, 800)}号同时废止。",
    "index number": lambda c: f"索引号：{digits(c, 9)}/{_number(c, 2000, 2026)}-{digits(c, 5)} "
                              f"统一登记号：XXCR-2018-{digits(c, 5)}",
    "project code": lambda c: f"项目代码：{_number(c, 2016, 2026)}-433101-{digits(c, 2)}-{digits(c, 2)}-{digits(c, 6)}，"
                              f"招标编号：HNZB-{_number(c, 2016, 2026)}{digits(c, 8)}",
    "permit": lambda c: f"湘（{_number(c, 2016, 2026)}）吉首市不动产权第{digits(c, 7)}号，建字第{digits(c, 12)}号，"
                        f"京B2-{digits(c, 8)}，湘ICP备{digits(c, 8)}号-1",
    "money": lambda c: f"合同金额{digits(c, 11)}元，拨付{_number(c, 100, 999)}.{digits(c, 8)}万元，"
                       f"￥1{c.choice('3589')}{digits(c, 9)}.00，累计13,800,138,000元。",
    "date": lambda c: f"{_number(c, 1990, 2026)}年{_number(c, 1, 12)}月{_number(c, 1, 28)}日，二〇一八年十一月十四日印发，"
                      f"时间戳{_number(c, 1990, 2026)}{digits(c, 4)}153000，2018-11-14 15:30:00",
    "coordinates": lambda c: f"东经109.{digits(c, 8)}，北纬28.{digits(c, 8)}，"
                             f"高程{_number(c, 100, 999)}.{digits(c, 2)}米，109°43′28″",
    "standard": lambda c: f"符合GB/T {digits(c, 5)}-2020、GB {digits(c, 4)}.{_number(c, 1, 9)}-2016、"
                          f"DB43/T {digits(c, 4)}—2021、ISO 9001:2015的要求。",
    "unit's code": lambda c: f"州民政局统一社会信用代码：{credit_code(c, '11')}，采购代理机构代码{credit_code(c, '91')}。",
    "office telephone": lambda c: f"咨询电话：0743-8{digits(c, 6)}；监督电话：0743-8{digits(c, 6)}、8{digits(c, 6)}；"
                                  f"传真：（0743）8{digits(c, 6)}；值班电话 0743 8{digits(c, 6)}",
    "contact": lambda c: f"联系单位：州财政局 联系人：{name(c)} 联系电话：0743-8{digits(c, 6)} 邮编：416000",
    "hotline": lambda c: "请拨打12345政务服务便民热线，报警110，火警119，监督12388，客服400-820-8820，95588。",
    "book": lambda c: f"ISBN 978-7-{digits(c, 4)}-{digits(c, 4)}-{digits(c, 1)}，"
                      f"ISSN {digits(c, 4)}-{digits(c, 4)}，定价58.00元",
    "serial": lambda c: f"序列号SN{digits(c, 12)}，批号{_number(c, 2018, 2026)}{digits(c, 6)}，条形码69{digits(c, 11)}，"
                        f"发票号码{digits(c, 20)}，订单编号：62{digits(c, 14)}，型号DS-2CD{digits(c, 4)}",
    "unit's account": lambda c: f"收款单位：州财政国库支付中心，开户行：农行吉首支行，账号：18{digits(c, 15)}。",
    "masked": lambda c: f"{name(c)[0]}某，身份证号433101********{digits(c, 4)}，手机138****{digits(c, 4)}，"
                        f"卡号6222 **** **** {digits(c, 4)}",
    "statistics": lambda c: "\n".join("\t".join(str(c.randrange(10 ** c.randint(1, 7))) for _ in range(8)) for _ in range(12)),
    "spaced statistics": lambda c: "\n".join(
        " ".join(str(c.randrange(10 ** c.randint(1, 6))) for _ in range(8)) for _ in range(8)),
    "years": lambda c: "1949 1958 1962 1978 1992，1949-1999-2019，第1条、第2条、第3条，1.2.3.4，192.168.10.101，8:00-12:00",
    "column": lambda c: "\n".join(str(c.randrange(10 ** c.randint(3, 6))) for _ in range(20)),
    "officials": lambda c: "姓名\t单位\t职务\n" + "\n".join(f"{name(c)}\t州财政局\t科长" for _ in range(5)),
    "office contacts": lambda c: "单位\t姓名\t职务\t办公电话\n" + "\n".join(
        f"州财政局\t{name(c)}\t科长\t0743-8{digits(c, 6)}" for _ in range(5)),
    "masked list": lambda c: "序号\t姓名\t身份证号\n" + "\n".join(
        f"{place}\t{name(c)[0]}*\t433101********{digits(c, 4)}" for place in range(1, 6)),
    "form to fill": lambda c: "姓名\t身份证号\t家庭住址\t联系电话\n\t\t\t\n\t\t\t",
    "office address": lambda c: f"地址：吉首市人民北路{_number(c, 1, 200)}号州政府{_number(c, 1, 9)}号楼"
                                f"{_number(c, 101, 909)}室，联系人：{name(c)}。",
    "company address": lambda c: f"某某有限公司，法定代表人：{name(c)}，住所：吉首市乾州街道世纪大道{_number(c, 1, 200)}号。",
    "letters": lambda c: f"{digits(c, 4)}hPa，PM2.5，A4纸，G{digits(c, 4)}次列车，S{digits(c, 3)}省道，"
                         f"K{_number(c, 1, 99)}+{digits(c, 3)}，V{_number(c, 1, 9)}.{_number(c, 0, 9)}，湘江A区，京港澳G4高速",
    "list of figures": lambda c: "一、二、三、四、五、六、七、八、九、十；一二三四五，上山打老虎；三三两两，七七八八。",
    "internal news": lambda c: "加强公司内部文件管理，规范内部资料交流，注意保存期限，仅供参考。",
    "names of plates": lambda c: f"湘A、湘U等号牌车辆，鲁B股，沪A级，桂林A区，川A类标准{digits(c, 1)}项",
}


def innocent(seed: int, each: int) -> Iterator[Sample]:
    """``each`` texts of every kind, plain, and as a page."""
    chance = random.Random(f"innocent {seed}")
    for kind, make in MAKERS.items():
        for _ in range(each):
            text = f"{prose(chance)}\n{make(chance)}\n{prose(chance)}"
            yield Sample(kind, "plain", text, "plain", None)
            page = "<p>" + text.replace("\n", "</p>\n<p>").replace("\t", " </p><p> ") + "</p>"
            if "\t" in text:
                rows = "".join(f"<tr><td>{line.replace(chr(9), '</td><td>')}</td></tr>\n" for line in text.split("\n"))
                page = f"<table>{rows}</table>"
            yield Sample(kind, "html", page, "html", None)
