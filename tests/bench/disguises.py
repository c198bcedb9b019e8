"""How people hide a number or a word from a scanner: each takes what is planted and gives what stands in the text."""
import html
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources

FULL = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
CIRCLED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")
RINGS = str.maketrans("0123456789", "○一二三四五六七八九")
FORMAL = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
BOLD = str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
FILLERS = "*·★_✦"
"""What nobody puts between two numbers."""

Disguise = Callable[[str, random.Random], str]


@dataclass(frozen=True)
class Way:
    """One way to disguise."""

    make: Disguise
    html: bool = False
    """Only on a page."""
    digits: bool = False
    """Changes digits: nothing to do for a word."""
    lines: bool = False
    """Goes over lines or cells: for numbers only."""


def _between(pieces: Callable[[random.Random], str]) -> Disguise:
    return lambda planted, chance: "".join(
        char + (pieces(chance) if place < len(planted) - 1 else "") for place, char in enumerate(planted))


def _cut(pieces: str, most: int = 3) -> Disguise:
    """Cuts in two or more; the cuts fall between characters of the number, not at its words."""
    def cut(planted: str, chance: random.Random) -> str:
        inside = [place for place in range(1, len(planted)) if planted[place - 1 : place + 1].isascii()
                  and planted[place - 1 : place + 1].isalnum()]
        places = sorted(chance.sample(inside, min(len(inside), chance.randint(1, most))))
        return pieces.join(planted[a:b] for a, b in zip([0, *places], [*places, len(planted)], strict=True))
    return cut


def _traditional() -> dict[int, str]:
    """The first traditional form of each simplified character in the table that folding uses."""
    lines = (resources.files("shared.plugins") / "traditional.txt").read_text("utf-8").splitlines()
    forms: dict[int, str] = {}
    for pair in (line for line in lines if not line.startswith("#")):
        forms.setdefault(ord(pair[1]), pair[0])
    return forms


TRADITIONAL = _traditional()

WAYS: Mapping[str, Way] = {
    "plain": Way(lambda planted, _: planted),
    "full width": Way(lambda planted, _: planted.translate(FULL)),
    "case": Way(lambda planted, _: planted.swapcase()),
    "traditional": Way(lambda planted, _: planted.translate(TRADITIONAL)),
    "zero width": Way(_between(lambda chance: chance.choice(INVISIBLE) if chance.random() < 0.6 else "")),
    "filler": Way(_between(lambda chance: chance.choice(FILLERS) if chance.random() < 0.6 else "")),
    "spaced": Way(_between(lambda _: " ")),
    "circled": Way(lambda planted, _: planted.translate(CIRCLED), digits=True),
    "bold digits": Way(lambda planted, _: planted.translate(BOLD), digits=True),
    "numerals": Way(lambda planted, _: planted.translate(NUMERALS), digits=True),
    "rings": Way(lambda planted, _: planted.translate(RINGS), digits=True),
    "formal numerals": Way(lambda planted, _: planted.translate(FORMAL), digits=True),
    "some numerals": Way(lambda planted, chance: "".join(
        char.translate(NUMERALS) if chance.random() < 0.5 else char for char in planted), digits=True),
    "cells": Way(_cut("\t"), lines=True),
    "cell each": Way(_between(lambda _: "\t"), digits=True, lines=True),
    "line break": Way(_cut("\n", 1), lines=True),
    "tags": Way(_between(lambda chance: chance.choice(["<b>", "</b>", "<span>", "<i title='1'>", "", ""])), html=True),
    "references": Way(lambda planted, _: "".join(f"&#{ord(char)};" for char in planted), html=True),
    "html cells": Way(_cut("</td>\n<td>"), html=True, lines=True),
    "html break": Way(_cut("<br>", 1), html=True, lines=True),
    "html blocks": Way(_cut("</p>\n<p>", 1), html=True, lines=True),
}


def escaped(text: str, is_html: bool) -> str:
    """Text as it stands in the source."""
    return html.escape(text, quote=False) if is_html else text
