"""YAML as rule packs may use it: each value is read as what its field wants, and what YAML 1.1 would guess is refused.

YAML 1.1 reads ``0755`` as 493, ``1:30`` as 90, ``on`` as true and ``2018-11-14`` as an object. Here a field that wants a
text gets the characters as written, and a free value that could be read in two ways is refused with its line.
"""
import re
from datetime import date
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from shared.law.terms import Term

_TAG = "tag:yaml.org,2002:"
_PLAIN = {"str", "int", "float", "bool", "timestamp", "value", "merge"}
_WHOLE = re.compile(r"-?(0|[1-9]\d{0,11})\Z")
_DECIMAL = re.compile(r"-?(0|[1-9]\d{0,11})(\.\d{1,9})?\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_MONTH_DAY = re.compile(r"(\d{2})-(\d{2})\Z")
_ALMOST_NUMBER = re.compile(r"[-+]?[\d.][\d_.,:]*([eE][-+]?\d+)?\Z")
_KINDS = {MappingNode: "names and values", SequenceNode: "a list", ScalarNode: "a single value"}


class Refusal(Exception):
    """A place in the file that is not what its field wants; ``line`` counts from 1."""

    def __init__(self, line: int, text: str) -> None:
        self.line, self.text = line, text
        super().__init__(text)


class _Loader(yaml.SafeLoader):
    """Refuses aliases: a pack is read by people, and an alias may refer to itself or grow without bounds."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            raise Refusal(self.peek_event().start_mark.line + 1,
                          "aliases (*name) are not used in rule packs; write the value out")
        return super().compose_node(parent, index)


def parse(raw: bytes) -> Node:
    """The root of a YAML file; raises ``Refusal`` for what is no YAML, no UTF-8 or empty."""
    try:
        text = raw.decode("utf-8-sig")
        root = yaml.compose(text, Loader=_Loader)
    except UnicodeDecodeError as error:
        raise Refusal(raw.count(b"\n", 0, error.start) + 1, "the file is not UTF-8") from None
    except yaml.reader.ReaderError as error:
        at, character = text.count("\n", 0, error.position) + 1, f"U+{error.character:04X}"
        raise Refusal(at, f"the character {character} may not stand in YAML") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Refusal(mark.line + 1 if mark else 0, f"this is no YAML: {error.problem or error.context}") from None
    except RecursionError:
        raise Refusal(0, "the file is nested too deeply") from None
    if root is None:
        raise Refusal(1, "the file is empty")
    return root


def line(node: Node) -> int:
    """The line that a node begins on, from 1."""
    return node.start_mark.line + 1


# -- readers: a node becomes a value, or a Refusal says why not

def text(node: Node) -> str:
    """The characters as written, whatever YAML would make of them."""
    written = _scalar(node, "a text")
    if not written.strip():
        raise Refusal(line(node), "must not be empty")
    return written.strip()


def day(node: Node) -> date:
    """A date, bare or in quotes."""
    written = _scalar(node, "a date like 2018-11-14")
    try:
        return date.fromisoformat(written if _DAY.match(written) else "")
    except ValueError:
        raise Refusal(line(node), f"must be a date like 2018-11-14, not “{written}”") from None


def month_day(node: Node) -> tuple[int, int]:
    """A day of every year, as MM-DD."""
    written = _scalar(node, "a day like 05-01")
    found = _MONTH_DAY.match(written)
    try:
        each = date(2001, int(found[1]), int(found[2])) if found else None
    except ValueError:
        each = None
    if each is None:
        raise Refusal(line(node), f"must be a day that every year has, like 05-01, not “{written}”")
    return each.month, each.day


def whole(node: Node) -> int:
    """A whole number from 0."""
    written = _scalar(node, "a whole number")
    if node.style or not _WHOLE.match(written) or written.startswith("-"):
        raise Refusal(line(node), f"must be a whole number such as 3, without quotes or leading zeros, not “{written}”")
    return int(written)


def share(node: Node) -> float:
    """A share from 0 to 1."""
    written = _scalar(node, "a share from 0 to 1")
    if node.style or not _DECIMAL.match(written) or not 0 <= float(written) <= 1:
        raise Refusal(line(node), f"must be a share from 0 to 1, like 0.4, not “{written}”")
    return float(written)


def truth(node: Node) -> bool:
    """True or false, in these words only."""
    written = _scalar(node, "true or false")
    if node.style or written not in ("true", "false"):
        raise Refusal(line(node), f"must be true or false, not “{written}”")
    return written == "true"


def term(node: Node) -> Term:
    """A term such as 5 workdays."""
    written = _scalar(node, "a term like 5 workdays")
    try:
        return Term.parse(written)
    except ValueError as error:
        raise Refusal(line(node), str(error)) from None


def items(node: Node) -> list[Node]:
    """The elements of a list."""
    if not isinstance(node, SequenceNode):
        raise Refusal(line(node), f"must be a list, not {_kind(node)}")
    return list(node.value)


def texts(node: Node) -> list[str]:
    """A list of texts with one at least."""
    found = [text(each) for each in items(node)]
    if not found:
        raise Refusal(line(node), "must name one at least")
    return found


def pairs(node: Node) -> dict[str, tuple[Node, Node]]:
    """Name → (its node, its value's node); names are taken as written, so ``on`` is a name like any other."""
    if not isinstance(node, MappingNode):
        raise Refusal(line(node), f"must be names and values, not {_kind(node)}")
    found: dict[str, tuple[Node, Node]] = {}
    for key, value in node.value:
        name = named(key)
        if name in found:
            raise twice(key, found[name][0])
        found[name] = key, value
    return found


def named(key: Node) -> str:
    """A name in a mapping."""
    name = _scalar(key, "a name")
    if key.tag == f"{_TAG}merge":
        raise Refusal(line(key), "merging (<<) is not used in rule packs; write the values out")
    return name


def twice(key: Node, first: Node) -> Refusal:
    """The refusal of a name that stands in a mapping already."""
    return Refusal(line(key), f"“{named(key)}” stands here twice; the first is in line {line(first)}")


def free(node: Node) -> Any:
    """A value of any shape: number, text, true or false, list, names and values; never one that can be read in two ways."""
    if isinstance(node, MappingNode):
        return {name: free(value) for name, (_, value) in pairs(node).items()}
    if isinstance(node, SequenceNode):
        return [free(each) for each in node.value]
    written = _scalar(node, "a value")
    if node.style:
        return written
    if _WHOLE.match(written):
        return int(written)
    if _DECIMAL.match(written):
        return float(written)
    if written in ("true", "false"):
        return written == "true"
    if node.tag != f"{_TAG}str" or _ALMOST_NUMBER.match(written):
        raise Refusal(line(node), f"“{written}” can be read in more than one way; put it in quotes if it is a text, "
                                  "else write a plain number, true or false")
    return written


def _scalar(node: Node, wanted: str) -> str:
    if not isinstance(node, ScalarNode):
        raise Refusal(line(node), f"must be {wanted}, not {_kind(node)}")
    if node.tag == f"{_TAG}null":
        raise Refusal(line(node), "has no value; leave the line out or write one")
    if node.tag.removeprefix(_TAG) not in _PLAIN:
        raise Refusal(line(node), f"has the tag “{node.tag}”; rule packs use plain values only")
    return str(node.value)


def _kind(node: Node) -> str:
    return _KINDS[type(node)]
