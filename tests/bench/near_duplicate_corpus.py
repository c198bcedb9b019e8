"""A labelled corpus of publications: real news, and the ways in which an old item is put up once more (Art. 8 第八条).

The recipe is seeded and made of regulations (real text, one paragraph a line): each is cut into items of 60 to 3,000
characters that have no sentence in common. Every pair is (an earlier item, a later one, whether the later one is padding).

Padding (must not count): ``same``; ``re_dated`` (every date, document and issue number is another); ``re_titled``;
``marked_up`` (other tags, spaces, full-width and traditional characters); ``touched`` (one character in fifty is another);
``edited`` (one sentence in twenty is dropped or added, at least one in a text of six or more); ``reordered`` (paragraphs in
another order); ``framed`` (a line of introduction and a footer around it).

News (must count): ``other`` (another item); ``neighbour`` (the next item of the same regulation); ``reworked`` (four to six
sentences in ten are others); ``report`` (the next weekly or monthly report of the same form, with other figures, places and
events); ``form`` (the same short form for another person, project or bidder).
"""
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

SEED = 20181114
SENTENCE = re.compile(r"[^。；\n]+[。；]?|\n")
DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|〔\d{4}〕\d+号|第\d+期")
TRADITIONAL = str.maketrans("国发关于进对实条务应规门开报业", "國發關於進對實條務應規門開報業")
WORDS = "县市州局处办厅年月工作项目服务群众企业建设管理监督检查改造资金教育医疗交通水利"
PLACES = ("乾州街道", "峒河街道", "矮寨镇", "马颈坳镇", "河溪镇", "丹青镇", "默戎镇", "芙蓉镇", "浦市镇",
          "边城镇", "里耶镇", "迁陵镇")
EVENTS = ("完成老旧小区供水管网改造", "开工建设农村公路", "开展森林防火巡查", "举办招聘会", "验收高标准农田", "修缮村级卫生室",
          "发放耕地地力保护补贴", "组织防汛演练", "投放便民公交线路", "建成社区养老驿站", "整治河道采砂", "调解土地承包纠纷",
          "公布食品抽检结果", "启用新的办税服务厅", "关闭一处地质灾害隐患点", "恢复非物质文化遗产展演", "新增义务教育学位")
SURNAMES, GIVEN = "张王李赵钱孙周吴郑陈杨黄石龙向彭田", "伟敏静磊洋艳勇军杰娟涛明超霞平刚桂英华玉兰"


@dataclass(frozen=True)
class Item:
    """A publication."""

    title: str
    body: str


@dataclass(frozen=True)
class Pair:
    """A later publication beside the earlier one that it may repeat."""

    kind: str
    earlier: Item
    later: Item
    padding: bool


def corpus(texts: Sequence[str], seed: int = SEED) -> list[Pair]:
    """All pairs of the recipe out of ``texts``."""
    rng = random.Random(seed)
    groups = [list(_items(text, rng)) for text in texts]
    return [*_padding(groups, rng), *_news(groups, rng), *_reports(len(texts), rng), *_forms(len(texts), rng)]


def _padding(groups: Sequence[Sequence[Item]], rng: random.Random) -> Iterator[Pair]:
    for item in (item for group in groups for item in group):
        for kind, change in PADDING.items():
            yield Pair(kind, item, change(item, rng), True)


def _news(groups: Sequence[Sequence[Item]], rng: random.Random) -> Iterator[Pair]:
    everything = [item for group in groups for item in group]
    for group in groups:
        for number, item in enumerate(group):
            other = rng.choice(everything)
            if other not in group:
                yield Pair("other", item, other, False)
            if number + 1 < len(group):
                yield Pair("neighbour", item, group[number + 1], False)
            yield Pair("reworked", item, _reworked(item, rng.choice(everything), rng), False)


def _items(text: str, rng: random.Random) -> Iterator[Item]:
    """Items of very different lengths; each gets a title, a document number and a date of its own."""
    gathered, wanted = "", _length(rng)
    for paragraph in (line.strip("　 #*\t") for line in text.splitlines()):
        gathered += f"<p>{paragraph}</p>" if paragraph else ""
        if len(gathered) >= wanted:
            yield Item(f"关于{_words(rng, 6)}的通知", f"<p>{_number(rng)}</p>{gathered}<p>{_date(rng)}</p>")
            gathered, wanted = "", _length(rng)


def _same(item: Item, rng: random.Random) -> Item:
    return item


def _re_dated(item: Item, rng: random.Random) -> Item:
    def another(found: re.Match[str]) -> str:
        return _number(rng) if found[0].startswith("〔") else f"第{rng.randrange(1, 99)}期" if "期" in found[0] else _date(rng)

    return Item(f"{item.title}（{_date(rng)}）", DATE.sub(another, item.body))


def _re_titled(item: Item, rng: random.Random) -> Item:
    return Item(f"转载：{_words(rng, 8)}工作有关事项", item.body)


def _marked_up(item: Item, rng: random.Random) -> Item:
    words = item.body.translate(TRADITIONAL).replace("<p>", '<div><b>　　').replace("</p>", "</b><br></div> \n")
    return Item(item.title, re.sub(r"[0-9]", lambda digit: chr(ord(digit[0]) + 0xFEE0), words))


def _touched(item: Item, rng: random.Random) -> Item:
    return Item(item.title, re.sub(r"(?<=[\u4e00-\u9fff])[\u4e00-\u9fff](?=[\u4e00-\u9fff])",
                                   lambda char: rng.choice(WORDS) if rng.random() < 0.02 else char[0], item.body))


def _edited(item: Item, rng: random.Random) -> Item:
    sentences = _sentences(item)
    changes = max(round(len(sentences) / 20), 1 if len(sentences) > 5 else 0)
    for _ in range(changes):
        place = rng.randrange(len(sentences))
        if rng.random() < 0.5:
            del sentences[place]
        else:
            sentences.insert(place, f"请各单位认真抓好{_words(rng, 4)}的落实。")
    return Item(item.title, f"<p>{''.join(sentences)}</p>")


def _reordered(item: Item, rng: random.Random) -> Item:
    paragraphs = item.body.split("</p>")[:-1]
    rng.shuffle(paragraphs)
    return Item(item.title, "".join(f"{each}</p>" for each in paragraphs))


def _framed(item: Item, rng: random.Random) -> Item:
    return Item(item.title, f"<p>现将有关内容公布如下：</p>{item.body}<p>（来源：州政府办公室　责任编辑：{_person(rng)}）</p>")


PADDING: dict[str, Callable[[Item, random.Random], Item]] = {
    "same": _same, "re_dated": _re_dated, "re_titled": _re_titled, "marked_up": _marked_up, "touched": _touched,
    "edited": _edited, "reordered": _reordered, "framed": _framed}


def _reworked(item: Item, source: Item, rng: random.Random) -> Item:
    sentences, others = _sentences(item), _sentences(source)
    for place in rng.sample(range(len(sentences)), max(1, round(len(sentences) * rng.uniform(0.4, 0.6)))):
        sentences[place] = f"{rng.choice(others)}{_words(rng, 5)}。"
    return Item(item.title, f"<p>{''.join(sentences)}</p>")


def _reports(count: int, rng: random.Random) -> Iterator[Pair]:
    """Consecutive reports of one form: air, prices, projects."""
    for make in (_air, _prices, _projects):
        made = [make(rng, number) for number in range(1, count + 2)]
        yield from (Pair("report", earlier, later, False) for earlier, later in zip(made, made[1:], strict=False))


def _air(rng: random.Random, number: int) -> Item:
    cities = "；".join(f"{place}优良天数{rng.randrange(1, 8)}天，细颗粒物平均浓度{rng.randrange(9, 80)}微克每立方米"
                      for place in rng.sample(PLACES, 6))
    return Item(f"全州环境空气质量周报（第{number}期）",
                f"<p>{_date(rng)}至{_date(rng)}，全州环境空气质量情况如下：</p><p>{cities}。</p>"
                "<p>评价依据为环境空气质量标准，数据由自动监测站实时上报，未经审核，仅供参考。</p>")


def _prices(rng: random.Random, number: int) -> Item:
    goods = rng.sample(("大米", "面粉", "菜籽油", "猪肉", "牛肉", "鸡蛋", "草鱼", "白菜", "萝卜", "土豆", "辣椒", "柑橘"), 7)
    lines = "".join(f"<tr><td>{each}</td><td>{rng.uniform(1, 60):.2f}元</td><td>{rng.choice(('上涨', '下降', '持平'))}"
                    f"{rng.uniform(0, 9):.1f}%</td></tr>" for each in goods)
    return Item(f"居民生活必需品价格监测（第{number}期）",
                f"<p>据{_date(rng)}监测，全州主要农副产品零售均价如下。</p><table>{lines}</table>")


def _projects(rng: random.Random, number: int) -> Item:
    done = "".join(f"<p>{place}{event}，惠及{rng.randrange(80, 9000)}人。</p>"
                   for place, event in zip(rng.sample(PLACES, 5), rng.sample(EVENTS, 5), strict=True))
    return Item(f"民生实事项目进展（第{number}期）", f"<p>截至{_date(rng)}，今年民生实事项目推进情况通报如下：</p>{done}"
                "<p>请各责任单位对照任务清单，倒排工期，确保按时完成。</p>")


def _forms(count: int, rng: random.Random) -> Iterator[Pair]:
    for make in (_appointment, _tender, _notice):
        for _ in range(count):
            yield Pair("form", make(rng), make(rng), False)


def _appointment(rng: random.Random) -> Item:
    lines = "".join(f"<p>{_person(rng)}同志任{_words(rng, 4)}局{rng.choice(('局长', '副局长', '调研员', '总工程师'))}，"
                    f"免去其{_words(rng, 4)}中心主任职务；</p>" for _ in range(rng.randrange(1, 5)))
    return Item("关于人事任免的通知", f"<p>{_number(rng)}</p><p>经研究决定：</p>{lines}<p>{_date(rng)}</p>")


def _tender(rng: random.Random) -> Item:
    project = f"{rng.choice(PLACES)}{rng.choice(EVENTS)}项目"
    return Item(f"{project}中标公告", f"<p>{project}于{_date(rng)}开标，经评标委员会评审，中标人为{_words(rng, 6)}有限公司，"
                f"中标金额{rng.uniform(10, 5000):.2f}万元，工期{rng.randrange(30, 700)}日历天，项目负责人{_person(rng)}。</p>"
                "<p>投标人对中标结果有异议的，可以在公示期内以书面形式向招标人提出。</p>")


def _notice(rng: random.Random) -> Item:
    place, event = rng.choice(PLACES), rng.choice(EVENTS)
    return Item(f"{place}停水公告", f"<p>因{place}{event}需要，定于{_date(rng)}对{_words(rng, 6)}一带停水，预计影响"
                f"{rng.randrange(100, 9000)}户，请提前储水。给您带来的不便，敬请谅解。</p>")


def _sentences(item: Item) -> list[str]:
    return SENTENCE.findall(re.sub("<[^>]+>", "", item.body)) or [item.body]


def _length(rng: random.Random) -> int:
    return round(min(max(rng.lognormvariate(6.2, 0.9), 60), 3000))


def _words(rng: random.Random, count: int) -> str:
    return "".join(rng.choice(WORDS) for _ in range(count))


def _person(rng: random.Random) -> str:
    return rng.choice(SURNAMES) + "".join(rng.choice(GIVEN) for _ in range(rng.randrange(1, 3)))


def _date(rng: random.Random) -> str:
    return f"{rng.randrange(2015, 2027)}年{rng.randrange(1, 13)}月{rng.randrange(1, 29)}日"


def _number(rng: random.Random) -> str:
    return f"州政发〔{rng.randrange(2015, 2027)}〕{rng.randrange(1, 90)}号"
