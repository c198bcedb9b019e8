"""Texts as they are searched: visible, folded (half width, simplified, lower case), and taken apart into words.

A text is indexed under *every* word of the dictionary that stands in it, however sentences could be read, so a word that is
in the dictionary is found wherever it stands; whatever else is asked for is compared with the text itself.
"""
import html
import re

import nh3
import rjieba

from shared.plugins.folding import decode, encode, fold

WORD_MOST = 40
"""Characters of a run of letters and digits that are indexed; what follows is not."""
HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_PLAIN = re.compile("[0-9a-z]+")
_HAN = re.compile(f"[{HAN}]{{2,}}\\Z")
_INLINE = ("a", "abbr", "b", "code", "del", "em", "i", "img", "ins", "q", "s", "small", "span", "strong", "sub", "sup", "u")
_BLOCK = re.compile(rf"<(?!/?(?:{'|'.join(_INLINE)})[\s>])[^<>]*>", re.IGNORECASE)


def visible(body: str) -> str:
    """What a reader sees of sanitised HTML, in one line: blocks and cells with a space between, nothing of any attribute."""
    return cleaned(html.unescape(nh3.clean(_BLOCK.sub(lambda tag: f" {tag[0]} ", body), tags=set())))


def cleaned(text: str) -> str:
    """``text`` with single spaces and without what nobody sees, so that it and its folded form have the same places."""
    codes = encode(" ".join(text.split()))
    kept = fold(codes)[1]
    return decode(codes if kept is None else codes[kept])


def folded(text: str) -> str:
    """The form in which ``cleaned`` texts are compared; character by character as long as they are."""
    return decode(fold(encode(text))[0])


def words(text: str) -> set[str]:
    """Every word of a folded text that has two characters at least: those of the dictionary, runs of letters and digits."""
    found = {each for each in rjieba.cut_all(text) if _HAN.match(each)}
    return found | {each[:WORD_MOST] for each in _PLAIN.findall(text) if len(each) > 1}
