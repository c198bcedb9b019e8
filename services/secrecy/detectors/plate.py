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
from shared.plugins.folding import table_of, where
from shared.plugins.numbers import NUMERALS, digitised
from shared.plugins.text import Text

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_SIGN = f"[a-hj-np-z0-9{NUMERALS}]"
_PLATE = re.compile(f"[{_PROVINCES}]\n{{0,4}}[a-hj-np-z](?:\n{{0,4}}{_SIGN}){{4,5}}\n{{0,4}}(?:{_SIGN}|[挂学警港澳])")
_CALLED = re.compile("车牌|号牌|车号|车辆|牌照|驾驶|轿车|客车|货车|汽车|摩托|挂车|车主|机动车")
_BEFORE, _AFTER = 40, 20
_ENGLISH = re.compile("[a-z]{5}")
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
        view, reached = text.stripped, 0
        for place in _candidates(text):
            hit = _PLATE.match(view.text, place)
            if place < reached or hit is None or not _is_plate(text, hit):
                continue
            around = view.text[max(0, place - _BEFORE) : place] + view.text[hit.end() : hit.end() + _AFTER]
            is_called, is_wrapped = _CALLED.search(around), "\n" in hit[0]
            if is_called or not (is_wrapped or _is_odd(text, hit)):
                reached = hit.end()
                span = text.span(view, *hit.span())
                yield Finding(*span, Severity.MEDIUM, "plate", "疑似机动车号牌，请核对能否公开", 0.8 if is_called else 0.5,
                              _USUAL.sub("", text.original[slice(*span)], 1).lower() != digitised(hit[0]))


def _candidates(text: Text) -> Iterator[int]:
    """Places of a province's character with a letter, or the end of a line, after it."""
    codes = text.stripped.codes
    places = where(_provinces(), codes[:-1])
    yield from places[_follows()[codes[places + 1]]].tolist()


def _is_plate(text: Text, hit: re.Match[str]) -> bool:
    """Whether it is neither a piece of something longer nor a word."""
    view, end = text.stripped, hit.end()
    if view.text[end : end + 1].isascii() and view.text[end : end + 1].isalnum() and _touches(text, end):
        return False
    signs = digitised(hit[0].replace("\n", ""))[2:]
    return sum(char.isdigit() for char in signs) >= 2 and not _ENGLISH.search(signs)


def _touches(text: Text, place: int) -> bool:
    """Whether a letter or digit goes on without a space or another sign that parts words."""
    return text.gap(place).strip("-._/·") == "" and " " not in text.gap(place)


def _is_odd(text: Text, hit: re.Match[str]) -> bool:
    """Whether something stands inside it that plates do not have."""
    return not all(_INSIDE.fullmatch(text.gap(place)) for place in range(hit.start() + 1, hit.end()))


@cache
def _provinces() -> NDArray[np.bool_]:
    return table_of(_PROVINCES)


@cache
def _follows() -> NDArray[np.bool_]:
    return table_of(f"{ascii_lowercase}\n")


def make(params: Mapping[str, Any]) -> Detector:
    """The entry point; there is nothing to set."""
    return Plate()
