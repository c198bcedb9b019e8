"""Where columns stand: sites (网站), see ``column`` for their columns (栏目)."""
from dataclasses import dataclass
from datetime import datetime

from services.content.events import SiteRegistered
from shared.aggregate import Aggregate
from shared.retelling import Told


@dataclass(kw_only=True)
class Site(Aggregate):
    """A government website (Art. 2 第二条); ``id`` is its code."""

    unit: str
    """The owner (主办单位)."""
    name: str
    kind: str
    domain: str
    identification_code: str
    """网站标识码."""
    organisation_code: str
    """机构代码: the first part of index numbers."""
    index_template: str
    """How index numbers (索引号) are made, of ``{organisation}``, ``{year}`` and ``{serial}``, e.g. ``{serial:05d}``."""
    registered_at: datetime

    @classmethod
    def register(cls, *, code: str, at: datetime, **fields: str) -> "Site":
        """A new site."""
        site = cls(id=code, registered_at=at, **fields)
        site.note("registered", name=site.name, domain=site.domain)
        site.tell_anew(Told())
        return site

    def tell_anew(self, told: Told) -> None:
        """Say that it is there, at first and after a restore."""
        self.record(SiteRegistered(unit=self.unit, site=self.id, name=self.name, kind=self.kind, domain=self.domain))

    def index_number(self, year: int, serial: int) -> str:
        """The index number (索引号) of the ``serial``-th item of ``year``."""
        return self.index_template.format(organisation=self.organisation_code, year=year, serial=serial)

    def labels(self) -> dict[str, str]:
        """The page labels of every page of the site (国办发〔2017〕47号)."""
        return {"SiteName": self.name, "SiteDomain": self.domain, "SiteIDCode": self.identification_code}
