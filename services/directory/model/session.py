"""A session: what begins with signing in, is kept up by refresh tokens that work once, and can be ended at any moment."""
import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.directory.errors import SessionEnded
from services.directory.events import NO_UNIT, SessionRevoked
from shared.aggregate import Aggregate
from shared.clock import legal_day
from shared.law.calendar import Calendar
from shared.law.clocks import Clock, reckon
from shared.law.rules import Rule
from shared.retelling import RESTORED_FROM_BACKUP, Told
from shared.tokens import ACCESS_SECONDS, LEEWAY_SECONDS

UNUSED = timedelta(hours=12)
"""A session that nobody used for so long is over."""
LIFE = timedelta(days=30)
"""A session is over then, however much it is used."""
TOKENS_LIVE = timedelta(seconds=ACCESS_SECONDS + LEEWAY_SECONDS + 1)
"""After this an access token that was just signed is good nowhere."""
USED_KEPT = 20
"""So many used refresh tokens are recognised; an older one is only unknown."""
KEPT = "site.log_retention"
"""The rule of how long records of who was signed in are kept at least (网络安全法 Art. 21 第二十一条)."""


def digest_of(secret: str) -> str:
    """SHA-256 of a random secret, in hex: all that is kept of it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def same(digest: str, other: str) -> bool:
    """Compare two digests in the same time whatever they are."""
    return hmac.compare_digest(digest, other)


@dataclass(kw_only=True)
class Session(Aggregate):
    """One signing-in; ``id`` is the ``sid`` of its tokens."""

    holder: str
    """Id of the account or API client."""
    kind: str
    """``person`` or ``client``."""
    unit: str | None
    refresh_digest: str
    used_digests: list[str] = field(default_factory=list)
    opened_at: datetime
    last_used_at: datetime
    ended_at: datetime | None = None
    reason: str = ""

    @classmethod
    def open(cls, *, id: str, holder: str, kind: str, unit: str | None, refresh_token: str, at: datetime) -> "Session":
        """A new session."""
        session = cls(id=id, holder=holder, kind=kind, unit=unit, refresh_digest=digest_of(refresh_token), opened_at=at,
                      last_used_at=at)
        session.note("opened")
        return session

    @property
    def runs_out_at(self) -> datetime:
        """When it is over if nobody uses it again."""
        return min(self.last_used_at + UNUSED, self.opened_at + LIFE)

    def forget_at(self, kept: Rule, calendar: Calendar) -> datetime:
        """When its record may be deleted: not before the term of ``kept``, reckoned from its end, is over."""
        over_at = self.ended_at or self.runs_out_at
        clock = Clock(term=kept.clock, started_on=legal_day(over_at), started_at=over_at)
        return reckon(clock, calendar).due_at

    def is_open(self, now: datetime) -> bool:
        """True if it was not ended and did not run out."""
        return self.ended_at is None and now < self.runs_out_at

    def expect_open(self, now: datetime) -> None:
        """Raise ``SessionEnded`` unless it is open."""
        if not self.is_open(now):
            raise SessionEnded()

    def holds(self, refresh_token: str) -> bool:
        """True for the one refresh token that is good now."""
        return same(self.refresh_digest, digest_of(refresh_token))

    def used(self, refresh_token: str) -> bool:
        """True for a refresh token that was good once."""
        presented = digest_of(refresh_token)
        return any(same(each, presented) for each in self.used_digests)

    def rotate(self, refresh_token: str, *, at: datetime) -> None:
        """Go on with another refresh token; the one before is used up."""
        self.expect_open(at)
        self.used_digests = [*self.used_digests, self.refresh_digest][-USED_KEPT:]
        self.refresh_digest, self.last_used_at = digest_of(refresh_token), at
        self.note("refreshed")

    def end(self, *, at: datetime, reason: str) -> None:
        """End it now; every gateway refuses its access tokens from then on. A second end changes nothing."""
        if self.ended_at:
            return
        self.ended_at, self.reason = at, reason
        self.note("ended", reason=reason)
        self.record(SessionRevoked(unit=self.unit or NO_UNIT, session=self.id, until=self.refused_until))

    def tell_anew(self, told: Told) -> None:
        """After a restore put it back to an older state: what was ended since stays so."""
        if heard := told.last(SessionRevoked.TYPE):
            self.end(at=heard.at, reason=RESTORED_FROM_BACKUP)

    @property
    def refused_until(self) -> int:
        """Unix seconds until which access tokens of an ended session could still look good."""
        return int(((self.ended_at or self.last_used_at) + TOKENS_LIVE).timestamp())
