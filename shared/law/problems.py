"""What is wrong with a rule pack, in words that lead to the line."""
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong; ``line`` counts from 1, 0 = the file as a whole."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}" if self.line else f"{self.file}: {self.text}"


class PackError(Exception):
    """Rule packs cannot be used: one sentence with the file and the line; ``problems`` are all of them."""

    def __init__(self, text: str, problems: Sequence[Problem] = ()) -> None:
        self.problems = tuple(problems)
        super().__init__(text)

    @classmethod
    def of(cls, problems: Sequence[Problem]) -> "PackError":
        """The first problem is the sentence; the others are counted."""
        more = f" (and {len(problems) - 1} more: guanwang law check {problems[0].file})" if len(problems) > 1 else ""
        return cls(f"{problems[0]}{more}", problems)
