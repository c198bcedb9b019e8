"""What is live: what a service shows of a subject, and under what it was cleared (Art. 4 第四条, 12 第十二条)."""
from dataclasses import dataclass
from datetime import datetime

from services.secrecy.events.recalls import DisplayUncleared
from services.secrecy.model.finding import Versions
from services.secrecy.model.review import Clearance
from shared.aggregate import Aggregate


@dataclass(kw_only=True)
class Shown(Aggregate):
    """What the public sees of one subject; ``id`` is ``<service>/<subject>``."""

    service: str
    subject: str
    unit: str = ""
    digest: str = ""
    """Empty while nothing is shown."""
    fetch: str = ""
    sequence: int = 0
    """Version of the subject of which was told last."""
    since: datetime | None = None
    clearance: str = ""
    """Id of the clearance for exactly this digest; empty if there is none."""
    dictionary: str = ""
    rules: str = ""
    """Under which it was cleared."""
    involved: tuple[str, ...] = ()
    """Accounts that may not decide on it."""

    @property
    def cleared_under(self) -> Versions | None:
        """The versions of its clearance."""
        return Versions(self.dictionary, self.rules) if self.clearance else None

    def hear(self, *, sequence: int, unit: str, digest: str, fetch: str, clearance: Clearance | None,
             involved: tuple[str, ...], at: datetime) -> None:
        """A service told what it shows from now on; older news change nothing. Without a clearance it is an alarm."""
        if sequence <= self.sequence:
            return
        self.sequence, self.unit, self.digest, self.fetch, self.since = sequence, unit, digest, fetch, at
        self.involved = involved
        self.clearance, self.dictionary, self.rules = (
            (clearance.id, clearance.dictionary, clearance.rules) if clearance else ("", "", ""))
        self.note("heard", digest=digest, clearance=self.clearance)
        if digest and not clearance:
            self.record(DisplayUncleared(unit=unit, service=self.service, subject=self.subject, digest=digest))
