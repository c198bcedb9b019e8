"""Masking (去标识化) before publication: characters that would identify somebody become ``*``, the others stay where they are.

Places are those of the secrecy review's findings: characters of a part as it was written, in a body those of its HTML. What
may stay: of an identity card the first six and last four, of a mobile number three and four, of a bank card the last four,
of a name the first; of anything else nothing.
"""
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from services.content.errors import InvalidMasking
from services.content.model.item import Item
from shared.plugins import markup
from shared.plugins.folding import NEWLINE

STYLES = {"id_card": "身份证号码", "mobile": "手机号码", "name": "姓名", "bank_card": "银行卡号", "full": "全部隐去"}
STAR, WIDE_STAR = "*", "＊"
"""What stands for a masked character, and what does so in the name of a file, where the other may not be."""
PLAIN = ("title", "summary", "source", "author", "keywords")
"""Parts without markup that can be masked, besides the names of files."""


@dataclass(frozen=True)
class Place:
    """Where to mask: characters ``start`` to ``end`` of a part, as what."""

    part: str
    start: int
    end: int
    style: str


def masked(text: str, style: str) -> str:
    """``text``, an identity card number and the like, with ``*`` for what must not stay; as long as before.

    Spaces and signs between stay, so that a masked number looks like one; masking again changes nothing.
    """
    if style == "full":
        return "".join(each if each in "\r\n" else STAR for each in text)
    places = [place for place, each in enumerate(text) if each in (STAR, WIDE_STAR) or _tells(each)]
    kept = {places[number] for number in _KEPT[style]([text[place] for place in places])}
    hidden = {place for place in set(places) - kept if text[place] != WIDE_STAR}
    return "".join(STAR if place in hidden else each for place, each in enumerate(text))


def masked_part(text: str, spans: Sequence[tuple[int, int, str]], *, html: bool) -> str:
    """A part with all ``spans`` (start, end, style) masked: tags stay as they are, a reference is one character."""
    pieces = list(text)
    reading = markup.read(text) if html else None
    for start, end, style in spans:
        if reading is None:
            units = [(place, place + 1, text[place]) for place in range(start, end)]
        else:
            units = sorted((*reading.source(number), reading.unfolded(number)) for number in _within(reading, start, end))
        whole = "".join(char for _, _, char in units)
        for (first, last, char), new in zip(units, masked(whole, style), strict=True):
            if new != char:
                pieces[first:last] = [new, *[""] * (last - first - 1)]
    return "".join(pieces)


def masked_item(item: Item, places: Sequence[Place], reason: str) -> Item:
    """``item`` with all places masked and the public note of it. Raises ``InvalidMasking`` where one cannot be."""
    parts = parts_of(item)
    problems = _problems(parts, places)
    if problems:
        raise InvalidMasking(fields={"places": problems})
    changes: dict[str, str] = {}
    for part in dict.fromkeys(each.part for each in places):
        spans = [(each.start, each.end, each.style) for each in places if each.part == part]
        changes[part] = masked_part(parts[part], spans, html=part == "body")
    if all(changes[part] == parts[part] for part in changes):
        raise InvalidMasking(fields={"places": ["所选位置已经没有需要隐去的字符。"]})
    notes = [*filter(None, item.masking.split("；")), reason]
    return replace(_rebuilt(item, changes), masking="；".join(dict.fromkeys(notes)))


def parts_of(item: Item) -> dict[str, str]:
    """The parts that can be masked, named as the secrecy review names them."""
    plain = {name: getattr(item, name) for name in PLAIN if name != "keywords"}
    files = {f"attachment-{number}-name": f"{each.name}\n{each.caption}".strip()
             for number, each in enumerate(item.attachments, 1)}
    return {**plain, "keywords": "\n".join(item.keywords), "body": item.body, **files}


def _rebuilt(item: Item, changes: Mapping[str, str]) -> Item:
    fields: dict[str, object] = {name: text for name, text in changes.items()
                                 if name in (*PLAIN, "body") and name != "keywords"}
    if "keywords" in changes:
        fields["keywords"] = tuple(changes["keywords"].split("\n"))
    attachments = list(item.attachments)
    for number, each in enumerate(item.attachments, 1):
        if text := changes.get(f"attachment-{number}-name"):
            name, _, caption = text.partition("\n")
            attachments[number - 1] = replace(each, name=name.replace(STAR, WIDE_STAR), caption=caption)
    if tuple(attachments) != item.attachments:
        fields["attachments"] = tuple(attachments)
    return item.with_changes(fields)


def _problems(parts: Mapping[str, str], places: Sequence[Place]) -> list[str]:
    problems, taken = [], dict[str, set[int]]()
    for number, each in enumerate(places, 1):
        text = parts.get(each.part)
        mine = set(range(each.start, min(each.end, len(text or ""))))
        if text is None:
            problems.append(f"第 {number} 处：没有可以脱敏的部分“{each.part[:40]}”。")
        elif not 0 <= each.start < each.end <= len(text):
            problems.append(f"第 {number} 处：位置 {each.start}–{each.end} 不在“{each.part}”之内。")
        elif mine & taken.setdefault(each.part, set()):
            problems.append(f"第 {number} 处：与前面的位置重叠。")
        elif each.part == "body" and not list(_within(markup.read(text), each.start, each.end)):
            problems.append(f"第 {number} 处：所选位置没有文字，只有标签。")
        taken.setdefault(each.part, set()).update(mine)
    return problems


def _within(reading: markup.Reading, start: int, end: int) -> list[int]:
    """The characters of a page that stand in the span of its source; the line ends that tags make are none."""
    found = ((reading.starts >= start) & (reading.ends <= end) & (reading.codes != NEWLINE)).nonzero()[0]
    return [int(each) for each in found]


def _tells(char: str) -> bool:
    """True for what could be read as a letter, an ideograph or a digit, in whatever dress."""
    return unicodedata.category(char)[0] in "LN"


def _ends(first: int, last: int, least: int) -> Callable[[Sequence[str]], set[int]]:
    """Keep so many at both ends of whatever has ``least`` characters or more; of less keep nothing."""
    def kept(found: Sequence[str]) -> set[int]:
        count = len(found)
        return {*range(first), *range(count - last, count)} if count >= least else set()
    return kept


def _mobile(found: Sequence[str]) -> set[int]:
    """Three and four of the last eleven; the country's number before them stays."""
    before = "".join(unicodedata.normalize("NFKC", each) for each in found[:-11])
    country = range(len(found) - 11) if before in ("86", "0086") else range(0)
    return {*country, *(len(found) - 11 + place for place in (0, 1, 2, 7, 8, 9, 10))} if len(found) >= 11 else set()


_KEPT: Mapping[str, Callable[[Sequence[str]], set[int]]] = {
    "id_card": _ends(6, 4, 15), "mobile": _mobile, "bank_card": _ends(0, 4, 12), "name": _ends(1, 0, 2)}
