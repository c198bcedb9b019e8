"""What content knows of matters to disclose (公开事项, disclosure's): whose they are, and of which class."""
from dataclasses import dataclass

from shared.aggregate import Aggregate


@dataclass(kw_only=True)
class KnownMatter(Aggregate):
    """A matter; ``class_name`` is the class whose clock runs (Art. 7 第七条)."""

    unit: str
    class_name: str
