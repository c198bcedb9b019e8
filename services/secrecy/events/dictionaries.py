"""What secrecy tells of its dictionaries: never a term."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from shared.events import Event


@dataclass(frozen=True, kw_only=True)
class DictionaryChanged(Event):
    """A dictionary of terms (敏感词词库) has a new edition (Art. 12 第十二条): everything live is examined anew.

    ``chain`` is the chained digest of its changes; ``added`` and ``removed`` count entries.
    """

    TYPE: ClassVar[str] = "secrecy.dictionary.changed.v1"
    EXAMPLE: ClassVar[Mapping[str, Any]] = {
        "unit": "433100", "dictionary": "projects", "edition": 3, "added": 2, "removed": 1,
        "chain": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}
    dictionary: str
    edition: int
    added: int
    removed: int
    chain: str


EVENTS = (DictionaryChanged,)
