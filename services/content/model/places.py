"""Where articles stand: sites (网站) and their columns (栏目)."""
from dataclasses import dataclass
from datetime import datetime

from services.content.errors import ColumnClosed
from services.content.events import ColumnOpened, SiteRegistered
from shared.aggregate import Aggregate


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
        site.record(SiteRegistered(unit=site.unit, site=site.id, name=site.name, kind=site.kind, domain=site.domain))
        return site

    def index_number(self, year: int, serial: int) -> str:
        """The index number (索引号) of the ``serial``-th item of ``year``."""
        return self.index_template.format(organisation=self.organisation_code, year=year, serial=serial)

    def labels(self) -> dict[str, str]:
        """The page labels of every page of the site (国办发〔2017〕47号)."""
        return {"SiteName": self.name, "SiteDomain": self.domain, "SiteIDCode": self.identification_code}


@dataclass(kw_only=True)
class Column(Aggregate):
    """A column of a site; ``id`` is ``<site>.<code>`` and ``code`` its part of a page's path."""

    site: str
    code: str
    unit: str
    """Who answers for it."""
    name: str
    kind: str
    type: str
    """ColumnType of the page labels."""
    description: str
    keywords: tuple[str, ...] = ()
    state: str = "open"
    opened_at: datetime

    @classmethod
    def open(cls, *, site: str, code: str, at: datetime, **fields: object) -> "Column":
        """A new column, as a record for now: filings come with Art. 9 第九条."""
        column = cls(id=f"{site}.{code}", site=site, code=code, opened_at=at, **fields)  # type: ignore[arg-type]
        column.note("opened", name=column.name)
        column.record(ColumnOpened(unit=column.unit, site=site, column=column.id, name=column.name, kind=column.kind))
        return column

    def expect_open(self) -> None:
        """Raise ``ColumnClosed`` unless items may be put here."""
        if self.state != "open":
            raise ColumnClosed(column=self.name)

    def labels(self) -> dict[str, str]:
        """The page labels of the column (国办发〔2017〕47号)."""
        return {"ColumnName": self.name, "ColumnDescription": self.description,
                "ColumnKeywords": ",".join(self.keywords), "ColumnType": self.type}

