"""Licence plates (机动车号牌, GA 36-2018): they lead to the owner of a car."""
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from string import ascii_lowercase
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shared.plugins.detectors import Detector, Finding, Severity
from shared.plugins.folding import decode, solids, table_of, where
from shared.plugins.numbers import NUMERALS, digitised
from shared.plugins.text import Text

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_SIGN = f"[a-hj-np-z0-9{NUMERALS}]"
_PLATE = re.compile(
    f"[{_PROVINCES}]\n{{0,4}}[a-hj-np-z](?P<signs>(?:\n{{0,4}}{_SIGN}){{4}}\n{{0,4}}(?:{_SIGN}(?P<sixth>{_SIGN})?|[挂学警港澳]))"
)
_REACH = 80
_CALLED = re.compile("车牌|号牌|车号|车辆|牌照|驾驶|轿车|客车|货车|汽车|摩托|挂车|车主|机动车")
_BEFORE, _AFTER = 40, 20
_TOUCHING = 2
"""Letters or digits that are no further from its end than one sign belong to something longer."""
_ENGLISH = re.compile("[a-z]{3}")
_USUAL = re.compile("(?<=^..)[ ·•]")
_INSIDE = re.compile(r"[ ·•.\-—*_★☆]*")
"""What may stand between the signs of a plate; brackets or a slash part something else."""


@dataclass(frozen=True)
class Plate:
    """Finds plates by form; one that nobody calls so is less certain."""

    code = "plate"
    version = 1
    label = "机动车号牌"
    reference = "《中华人民共和国个人信息保护法》第三十四条；GA 36-2018"

    def scan(self, text: Text) -> Iterable[Finding]:
        """Province, letter, five or six signs, of which two at least are digits."""
        reached = 0
        for place in _candidates(text):
            written, places = _solid(text, place)
            hit = _PLATE.match(written)
            if place < reached or hit is None:
                continue
            end = hit.start("sixth") if _is_beside(hit) else hit.end()
            if not _is_plate(written, places, end):
                continue
            start, last = text.span(text.folded, places[0], places[end - 1] + 1)
            folded, behind = text.folded.text, places[end - 1] + 1
            around = folded[max(0, place - _BEFORE) : place] + folded[behind : behind + _AFTER]
            is_called = _CALLED.search(around)
            if is_called or _is_tidy(text, places[:end]):
                reached = behind
                is_disguised = _USUAL.sub("", text.original[start:last], count=1).lower() != digitised(written[:end])
                yield Finding(start, last, Severity.MEDIUM, "plate", "疑似机动车号牌，请核对能否公开",
                              0.8 if is_called else 0.5, is_disguised)


def _candidates(text: Text) -> Iterator[int]:
    """Places, in the folded view, of a province's character with a letter, or the end of a line, after it."""
    view = text.stripped
    places = where(_provinces(), view.codes[:-1])
    yield from map(view.place_below, places[_follows()[view.codes[places + 1]]].tolist())


def _solid(text: Text, place: int) -> tuple[str, list[int]]:
    """The characters from a place of the folded view on that are not stripped, rings ○ among them, and their places."""
    codes = text.folded.codes[place : place + _REACH]
    kept = (solids()[codes] | _numerals()[codes]).nonzero()[0]
    return decode(codes[kept]), (kept + place).tolist()


def _is_beside(hit: re.Match[str]) -> bool:
    """Whether the sixth sign is a word after five plain ones, as in ``湘U12345一辆``."""
    return bool(hit["sixth"]) and hit["sixth"] in NUMERALS and hit["signs"][:-1].isascii()


def _is_plate(written: str, places: list[int], end: int) -> bool:
    """Whether it is neither a piece of something longer nor a word."""
    after = written[end : end + 1]
    if after.isascii() and after.isalnum() and places[end] - places[end - 1] <= _TOUCHING:
        return False
    signs = digitised(written[:end].replace("\n", ""))[2:]
    return sum(char.isdigit() for char in signs) >= 2 and not _ENGLISH.search(signs)


def _is_tidy(text: Text, places: list[int]) -> bool:
    """Whether nothing stands inside it that plates do not have."""
    folded = text.folded.text
    gaps = (folded[before + 1 : after] for before, after in zip(places, places[1:], strict=False))
    return "\n" not in folded[places[0] : places[-1]] and all(map(_INSIDE.fullmatch, gaps))


@cache
def _provinces() -> NDArray[np.bool_]:
    return table_of(_PROVINCES)


@cache
def _numerals() -> NDArray[np.bool_]:
    return table_of(NUMERALS)


@cache
def _follows() -> NDArray[np.bool_]:
    return table_of(f"{ascii_lowercase}\n")


def make(params: Mapping[str, Any]) -> Detector:
    """The entry point; there is nothing to set."""
    return Plate()
