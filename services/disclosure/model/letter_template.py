"""Templates of letters: paragraphs with placeholders, each of which the step that writes the letter tells. Pure.

A template can only ask for what is known of its letter: the facts that its step records, what all letters know, and of the
application what may be told to whom the letter goes. A letter to a third party never tells who applied.
"""
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from string import Formatter
from typing import Any

from shared.law.words import day_words

_COMMON = frozenset({"unit_name", "you", "remedy"})
_OF_APPLICANT = frozenset({"receipt", "applied_on", "asked"})
_OF_PARTY = frozenset({"summary"})
_ANSWER = frozenset({"outcome_label", "group", "law", "explanation", "provided", "masked", "review_body", "court"})
_RELEASED = frozenset({"released"})

FACTS: Mapping[str, frozenset[str]] = {
    "receipt": frozenset({"received_on", "due_on"}),
    "correction": frozenset({"missing", "correct_by"}),
    "reasons": frozenset(),
    "extension": frozenset({"ground", "due_on"}),
    "third_party": frozenset({"reply_by"}),
    "co_maker": frozenset({"reply_by"}),
    "third_party_override": frozenset({"reason"}),
    "consultation_notice": frozenset({"reply_by", "grounds"}),
    "fee": frozenset({"units", "yuan", "text", "pay_by"}),
    "disclosed": _ANSWER | _RELEASED,
    "partly": _ANSWER | _RELEASED,
    "refused": _ANSWER,
    "not_available": _ANSWER,
    "not_processed": _ANSWER,
    "otherwise": _ANSWER,
}
"""What the step that writes a letter tells of it, by the letter's code."""
TO_PARTY = frozenset({"third_party", "co_maker", "third_party_override"})
_PLAIN_NAME = re.compile(r"[a-z_]+\Z")
_LAW = re.compile(r"^(?P<name>.+?) Art\. \S+ (?P<article>第.+)$")
_NAMES = {"政府信息公开条例": "中华人民共和国政府信息公开条例"}
"""Laws by the name that the rule packs call them, and the name that a letter cites."""
_DAYS = ("_on", "_by")
"""How the names of facts end that are days."""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; left out while the fact named in ``when`` is empty."""

    text: str
    when: str = ""


@dataclass(frozen=True)
class Template:
    """One letter."""

    code: str
    to: str
    """``applicant`` or ``party``."""
    body: tuple[Paragraph, ...]
    closing: str

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> "Template":
        """The template in a file; raises ``ValueError`` for a placeholder that nobody fills."""
        made = cls(given["code"], given["to"], tuple(Paragraph(**each) for each in given["body"]), given["closing"])
        if made.code not in FACTS:
            raise ValueError(f"no step writes a letter “{made.code}”")
        if (made.to == "party") != (made.code in TO_PARTY):
            raise ValueError(f"a letter “{made.code}” does not go to the {made.to}")
        if unknown := made.placeholders - made.known:
            raise ValueError(f"nobody tells {', '.join(sorted(unknown))}; there are {', '.join(sorted(made.known))}")
        return made

    @property
    def placeholders(self) -> frozenset[str]:
        """Everything that it asks for."""
        found = {each.when for each in self.body if each.when}
        for text in (*(each.text for each in self.body), self.closing):
            for _, name, form, conversion in Formatter().parse(text):
                if name is not None and (not _PLAIN_NAME.match(name) or form or conversion):
                    raise ValueError(f"“{{{name}}}” is no placeholder; write a name in braces")
                found |= {name} if name else set()
        return frozenset(found)

    @property
    def known(self) -> frozenset[str]:
        """Everything that it may ask for."""
        return _COMMON | FACTS[self.code] | (_OF_PARTY if self.to == "party" else _OF_APPLICANT)

    def filled(self, values: Mapping[str, Any]) -> list[str]:
        """Its paragraphs with ``values``; what is not told is empty, so a letter never shows a brace."""
        told = dict.fromkeys(self.known, "") | {name: words(name, value) for name, value in values.items()}
        return [each.text.format_map(told) for each in (*self.body, Paragraph(self.closing))
                if not each.when or told[each.when]]


def words(name: str, value: Any) -> str:
    """A fact as a letter says it: days in words, laws with their name, texts without a full stop of their own."""
    if isinstance(value, date):
        return day_words(value)
    if name.endswith(_DAYS) and isinstance(value, str) and value:
        return day_words(date.fromisoformat(value))
    if name == "law":
        found = _LAW.match(str(value))
        return f"《{_NAMES.get(found['name'], found['name'])}》{found['article']}" if found else str(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "、".join(str(each) for each in value)
    return str(value) if name == "remedy" else " ".join(str(value).split()).rstrip("。．.；;，, ")
