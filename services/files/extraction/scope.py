"""Where readers put what they read: one ``Ledger`` for a file with all that is inside it, one ``Scope`` for each file."""
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO

from services.files.extraction.model import Gap, Limits, Part

Reader = Callable[["Scope", IO[bytes], str], None]


class Unread(Exception):
    """This file cannot be read any further; ``reason`` is one of ``REASONS``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Exhausted(Unread):
    """A limit of the whole is reached: nothing is read any further, whatever file it stands in."""


@dataclass
class Ledger:
    """What was read so far, and how much of the limits it took."""

    limits: Limits
    read: Reader
    """Reads a file of any kind into a scope."""
    parts: list[Part] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    """How often a name was given to a part; a package may hold two files of one name."""
    characters: int = 0
    unpacked: int = 0
    entries: int = 0

    def name(self, wanted: str) -> str:
        """A name that no other part has."""
        self.names[wanted] = self.names.get(wanted, 0) + 1
        return wanted if self.names[wanted] == 1 else self.name(f"{wanted}-again-{self.names[wanted]}")

    def charge(self, characters: int) -> None:
        """Text is about to be kept; raises ``Exhausted``."""
        self.characters += characters
        if self.characters > self.limits.characters:
            raise Exhausted("too_large")

    def unpack(self, size: int) -> None:
        """Bytes came out of an archive; raises ``Exhausted``."""
        self.unpacked += size
        if self.unpacked > self.limits.unpacked:
            raise Exhausted("bomb")

    def enter(self) -> None:
        """Another entry of an archive; raises ``Exhausted``."""
        self.entries += 1
        if self.entries > self.limits.entries:
            raise Exhausted("bomb")


@dataclass(frozen=True)
class Scope:
    """One file's place in the whole: its parts and gaps get names that begin with ``prefix``."""

    ledger: Ledger
    prefix: str = ""
    depth: int = 0

    def add(self, name: str, text: str, kind: str = "plain", *, charged: bool = False) -> None:
        """Keep a part, unless there is nothing in it; ``charged``: its characters were counted already."""
        if not text or text.isspace():
            return
        if len(self.ledger.parts) >= self.ledger.limits.parts:
            raise Exhausted("too_large")
        if not charged:
            self.ledger.charge(len(text))
        self.ledger.parts.append(Part(self.ledger.name(self.prefix + name), _whole(text), kind))

    def charge(self, characters: int) -> None:
        """Text is about to be kept; raises ``Exhausted``."""
        self.ledger.charge(characters)

    def gap(self, name: str, reason: str, count: int = 1) -> None:
        """Note a place that could not be read."""
        self.ledger.gaps.append(Gap((self.prefix + name).rstrip("/"), reason, count))

    def nested(self, name: str, source: IO[bytes], file_name: str) -> None:
        """Read a file that is inside this one; what is wrong with it is a gap, and its neighbours are read all the same."""
        inner = Scope(self.ledger, f"{self.prefix}{name}/", self.depth + 1)
        if inner.depth > self.ledger.limits.depth:
            inner.gap("", "bomb")
            return
        inner.read(source, file_name)

    def read(self, source: IO[bytes], file_name: str) -> None:
        """Read this file; only what ends the whole is raised: ``Exhausted``, ``MemoryError``."""
        try:
            self.ledger.read(self, source, file_name)
        except (Exhausted, MemoryError):
            raise
        except Unread as problem:
            self.gap("", problem.reason)
        except Exception:  # whatever a library makes of a broken file
            self.gap("", "broken")


def _whole(text: str) -> str:
    """``text`` without what cannot be stored or sent: NUL and lone surrogates, which some PDF files hold."""
    if "\x00" in text:
        text = text.replace("\x00", " ")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
