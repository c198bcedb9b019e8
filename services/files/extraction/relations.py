"""How the parts of a package hang together: relations, the order of sheets, the texts that sheets share."""
import posixpath
from collections.abc import Callable, Mapping

from services.files.extraction import xml


class Relations:
    """A ``.rels`` part: what its owner refers to, inside the package by id, and outside."""

    def __init__(self, folder: str = "") -> None:
        self._folder = folder
        self.inside: dict[str, str] = {}
        self.outside: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A relation."""
        target = attributes.get("Target", "")
        if attributes.get("TargetMode") == "External":
            self.outside.append(target)
        elif target:
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(self._folder, target)
            self.inside[attributes.get("Id", "")] = posixpath.normpath(path)

    def end(self, tag: str) -> None:
        """Nothing is left open."""

    def data(self, text: str) -> None:
        """Relations have no text; what is there was hidden there."""
        if text := text.strip():
            self.outside.append(text)


class SharedStrings:
    """The texts of a workbook, to which its cells refer by number."""

    def __init__(self, charge: Callable[[int], None]) -> None:
        self._charge = charge
        self.texts: list[str] = []
        self._item: list[str] = []
        self._reading = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A text begins, or a run of one."""
        self._reading += tag == "t"

    def end(self, tag: str) -> None:
        """A text or a run ends."""
        self._reading -= tag == "t"
        if tag == "si":
            self.texts.append("".join(self._item))
            self._item = []

    @property
    def rest(self) -> str:
        """What stands in no text at all."""
        return "".join(self._item)

    def data(self, text: str) -> None:
        """Characters of a run, or what was put beside them."""
        if self._reading or not text.isspace():
            self._charge(len(text))
            self._item.append(text)


class Workbook:
    """The workbook itself: names of sheets and of ranges, and which part is which sheet."""

    def __init__(self, charge: Callable[[int], None], relations: Relations) -> None:
        self._charge, self._relations = charge, relations
        self.strings = SharedStrings(charge)
        self.names: list[str] = []
        self.defined: list[str] = []
        self.used: set[int] = set()
        self._parts: dict[str, str] = {}
        self._defining = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A sheet, or a name that is defined."""
        if tag == "sheet":
            values = xml.plain(attributes)
            self.names.append(values.get("name", ""))
            self._charge(len(self.names[-1]) + 1)
            path = self._relations.inside.get(values.get("id", ""), "")
            self._parts[path.lower()] = f"sheet-{len(self.names)}"
        elif tag == "definedName":
            self._defining = True
            self.defined.append(" ".join((attributes.get("name", ""), attributes.get("comment", ""))).strip() + " ")

    def end(self, tag: str) -> None:
        """A name is defined."""
        if tag == "definedName":
            self._defining = False

    def data(self, text: str) -> None:
        """What a name stands for, or what was put beside the names."""
        if self._defining:
            self._charge(len(text))
            self.defined[-1] += text
        elif not text.isspace():
            self._charge(len(text))
            self.defined.append(text)

    def part_of(self, path: str) -> str:
        """The name of a sheet's part; one that the workbook does not know is named after its file."""
        return self._parts.get(path) or f"stray-{posixpath.basename(path).removesuffix('.xml')}"

    def text(self, index: str) -> str:
        """The shared text with this number, or nothing."""
        if not (index.isdecimal() and index.isascii() and len(index) < 10) or int(index) >= len(self.strings.texts):
            return ""
        self.used.add(int(index))
        return self.strings.texts[int(index)]

    def unused(self) -> str:
        """Texts that no cell shows: what a deleted cell or sheet has left behind."""
        left = [text for index, text in enumerate(self.strings.texts) if index not in self.used]
        return "\n".join([*left, *filter(None, [self.strings.rest])])
