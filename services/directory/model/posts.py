"""Posts: the leader, the body and the persons that a unit has at all times, and the gaps between them (Art. 6 第六条)."""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

KINDS = {"leader": "主管领导", "body": "管理机构", "person": "专人"}
"""What a unit must have at all times."""
SINGLE = ("leader", "body")
"""Of these there is one at a time; a new one takes over from the one before."""


@dataclass(kw_only=True)
class Post:
    """Somebody answers for something, from one day on and until the day before ``until``."""

    id: str
    kind: str
    holder: str
    """Name of the person, or of the body (Chinese)."""
    account: str | None = None
    title: str = ""
    from_: date
    until: date | None = None
    """The first day on which it is not held any more."""

    def held(self, day: date) -> bool:
        """True if somebody holds it on ``day``."""
        return self.from_ <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Gap:
    """A kind of post that nobody holds, and the first day of that."""

    kind: str
    since: date


def gaps(posts: Iterable[Post], *, valid_from: date, on: date) -> list[Gap]:
    """What is missing on ``on`` in a unit that exists since ``valid_from``, in the order of ``KINDS``."""
    posts = list(posts)
    found = []
    for kind in KINDS:
        mine = [post for post in posts if post.kind == kind and post.from_ <= on]
        if not any(post.held(on) for post in mine):
            found.append(Gap(kind, max([valid_from, *(post.until for post in mine if post.until)])))
    return found
