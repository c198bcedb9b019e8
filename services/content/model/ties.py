"""What an edition is tied to besides its text: the policy that it interprets, and the matters that it discloses.

Ties are no text, so the digest and with it the secrecy clearance do not name them. But an approver answers for them as for
the text: a changed tie gives an edition back to draft exactly as a changed word does.
"""
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Ties:
    """The ties of one edition."""

    main_policy: bool = False
    """Marked by the editor as a main policy document (主要政策文件, Art. 10 第十条); a rule may say so without it."""
    lead_unit: str = ""
    """牵头起草单位: who must interpret it; empty = the article's own unit."""
    interprets: str | None = None
    """Id of the article that this one is an interpretation (解读) of."""
    matters: tuple[str, ...] = ()
    """Ids of the matters to disclose (公开事项) whose duties its publication meets (Art. 7 第七条)."""
    related: tuple[str, ...] = ()
    """Ids of related articles (相关信息) that its page names while they are public."""
    related_back: bool = False
    """Whether those of the own unit name it in turn."""
    placements: tuple[str, ...] = ()
    """Ids of further columns, also of other sites, that are to show it besides its own."""

    def differences(self, before: "Ties") -> dict[str, Any]:
        """The names and values that are not as they were ``before``."""
        return {each.name: _plain(getattr(self, each.name)) for each in fields(self)
                if getattr(self, each.name) != getattr(before, each.name)}


@dataclass(frozen=True)
class Link:
    """Another article as a page shows it: with the title and address that the public sees."""

    id: str
    title: str
    site: str
    path: str


UNTIED = Ties()
"""The ties of what has none."""
NAMES = tuple(each.name for each in fields(Ties))
"""What of an input is a tie; everything else is text and metadata."""


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
