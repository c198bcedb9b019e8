"""Reading a file to its end: all that is wrong with it is noted, each with its line, not only the first."""
from collections.abc import Callable, Mapping
from typing import TypeVar

from yaml.nodes import MappingNode, Node

from shared.law.problems import Problem
from shared.law.strict_yaml import Refusal, items, line, named, pairs, twice

T = TypeVar("T")


class Sheet:
    """Reads one file and keeps what is wrong with it."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def refuse(self, at: int, text: str) -> None:
        """Note something wrong in line ``at``."""
        self.problems.append(Problem(self.file, at, text))

    def read(self, node: Node, reader: Callable[[Node], T], what: str) -> T | None:
        """What ``reader`` makes of ``node``, or ``None`` once the refusal is noted; ``what`` names it in the sentence."""
        try:
            return reader(node)
        except Refusal as refusal:
            self.refuse(refusal.line, f"{what}: {refusal.text}")
            return None

    def pairs(self, node: Node, what: str) -> dict[str, tuple[Node, Node]] | None:
        """Name → (its node, its value's node), the first of each name; ``None`` where there are no names at all."""
        if not isinstance(node, MappingNode):
            return self.read(node, pairs, what)
        found: dict[str, tuple[Node, Node]] = {}
        for key, value in node.value:
            name = self.read(key, named, what)
            if name in found:
                self.refuse(line(key), f"{what}: {twice(key, found[name][0]).text}")
            elif name is not None:
                found[name] = key, value
        return found

    def fields(self, node: Node, what: str, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> "Fields":
        """The fields of ``node``; unknown and missing ones are noted."""
        found = self.pairs(node, what)
        for name, (key, _) in (found or {}).items():
            if name not in required + optional:
                self.refuse(line(key), f"{what}: the field “{name}” is unknown; there are {', '.join(required + optional)}")
        missing = [name for name in required if found is not None and name not in found]
        if missing:
            named_all = " and ".join(filter(None, (", ".join(missing[:-1]), missing[-1])))
            self.refuse(line(node), f"{what}: {named_all} {'is' if len(missing) == 1 else 'are'} missing")
        return Fields(self, node, what, {name: value for name, (_, value) in (found or {}).items()})


class Fields:
    """The fields of one mapping."""

    def __init__(self, sheet: Sheet, node: Node, what: str, nodes: Mapping[str, Node]) -> None:
        self.sheet, self.node, self.what, self.nodes = sheet, node, what, nodes

    def __contains__(self, name: str) -> bool:
        return name in self.nodes

    def take(self, name: str, reader: Callable[[Node], T]) -> T | None:
        """The field ``name``, or ``None`` where it is missing or wrong."""
        return self.sheet.read(self.nodes[name], reader, f"{self.what}: {name}") if name in self.nodes else None

    def list(self, name: str) -> list[Node]:
        """The elements of a field that is a list; none where it is missing or wrong."""
        return self.take(name, items) or []

    def line(self, name: str = "") -> int:
        """The line of a field, or of the whole."""
        return line(self.nodes.get(name, self.node))

    def refuse(self, text: str, name: str = "") -> None:
        """Note something wrong with the field ``name``, or with the whole."""
        self.sheet.refuse(self.line(name), f"{self.what}: {text}")
