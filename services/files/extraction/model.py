"""What comes out of a file: parts of text, and the gaps where there may be text that could not be read. Pure."""
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any

VERSION = 2
"""Of the extractor; raised with every change of what is read, so that files are read again."""

REASONS = {
    "encrypted": "已加密或者设有打开密码",
    "broken": "文件已损坏或者格式不正确",
    "unsupported": "不支持读取该格式",
    "too_large": "内容超过读取上限",
    "too_many_pages": "页数超过读取上限",
    "timeout": "读取超时",
    "bomb": "压缩比或者嵌套层数异常",
    "unsafe_name": "压缩包内的文件名指向包外的位置",
    "image": "图片或者扫描件，机器不能识读其中的文字",
    "media": "音频或者视频，机器不能识读其中的内容",
}
"""Why something could not be read, in words for people."""
FOR_EYES = frozenset({"image", "media"})
"""What is no fault of the file: a person looks at it or listens to it."""
GAPS_MOST = 200
"""Gaps told one by one; of more, the rest counts with the last."""


@dataclass(frozen=True)
class Part:
    """A named part of a file's text. The name is neutral and says where: ``sheet-1``, ``entry-2/page-12``."""

    name: str
    text: str
    kind: str = "plain"
    """``plain``, ``html`` (the source of a page), or ``table``: a line a row, a tab between two cells."""


@dataclass(frozen=True)
class Gap:
    """A place that may hold text which could not be read; ``part`` is empty for the file as a whole."""

    part: str
    reason: str
    count: int = 1
    """How many such places there are from this one on, e.g. scanned pages."""


@dataclass(frozen=True)
class Extraction:
    """All that was read of one file."""

    parts: tuple[Part, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def outcome(self) -> str:
        """``read``: all of it; ``partial``: text, but also gaps; ``unreadable``: nothing but gaps."""
        return "read" if not self.gaps else "partial" if self.parts else "unreadable"

    @property
    def reason(self) -> str:
        """The reason of the gravest gap, empty if there is none: what only wants a person's eyes comes last."""
        return next((gap.reason for gap in sorted(self.gaps, key=lambda gap: gap.reason in FOR_EYES)), "")

    @property
    def characters(self) -> int:
        """How much text it is."""
        return sum(len(part.text) for part in self.parts)

    @classmethod
    def unread(cls, reason: str, part: str = "") -> "Extraction":
        """Nothing was read, because of ``reason``."""
        return cls(gaps=(Gap(part, reason),))

    def to_wire(self) -> dict[str, Any]:
        """As JSON-able values."""
        return asdict(self)

    @classmethod
    def from_wire(cls, wire: dict[str, Any]) -> "Extraction":
        """What ``to_wire`` gave."""
        return cls(tuple(Part(**each) for each in wire["parts"]), _few(Gap(**each) for each in wire["gaps"]))


@dataclass(frozen=True)
class Limits:
    """How much of a file is read; beyond a limit it does not count as read. Sizes in bytes, times in seconds."""

    pages: int = 2_000
    """Of a PDF; one with more is not begun."""
    characters: int = 5_000_000
    parts: int = 5_000
    unpacked: int = 200_000_000
    """All that is unpacked out of one file, on all levels."""
    ratio: int = 200
    """How often larger than packed an entry may be; asked of entries above a megabyte."""
    entries: int = 10_000
    """Of all archives in one file."""
    depth: int = 4
    """Files inside files inside files …"""
    seconds: float = 60.0
    """On the wall."""
    processor_seconds: int = 50
    memory: int = 1_500_000_000
    """Address space of the process that reads."""

    @classmethod
    def of(cls, settings: dict[str, Any]) -> "Limits":
        """Limits by their names, the others as they are; raises ``ValueError`` for an unknown name or a wrong value."""
        known = {field.name for field in fields(cls)}
        for name, value in settings.items():
            if name not in known:
                raise ValueError(f"there is no limit “{name}”; there are {', '.join(sorted(known))}")
            if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
                raise ValueError(f"the limit {name} must be a number above 0")
        return cls(**settings)


def _few(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """The gravest of them, each but the last told by itself."""
    known = sorted(gaps, key=lambda gap: gap.reason in FOR_EYES)
    if len(known) <= GAPS_MOST:
        return tuple(known)
    last = known[GAPS_MOST - 1]
    rest = sum(gap.count for gap in known[GAPS_MOST - 1:])
    return (*known[:GAPS_MOST - 1], Gap(last.part, last.reason, rest))
