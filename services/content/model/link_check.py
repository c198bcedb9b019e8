"""Whether the links and files of a public article still lead somewhere (Art. 20 第二十条: dead links harm the site).

One document an article, beside it: what is watched is what the public sees, and each address has a clock of its own.
"""
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.content.events import LinkBroken, LinkMended
from shared.clock import BEIJING
from shared.law.duties import Obliged

BATCH = 20
"""Addresses that are asked at one look."""
MOST = 500
"""Addresses of one article that are watched."""
RETRY = timedelta(hours=1)
NIGHT_HOUR, NIGHT_SECONDS = 1, 5 * 3600
"""Looks are spread over the night, from one to six o'clock in Beijing."""
CERTAIN = ("missing", "withdrawn", "private", "scheme")
"""Reasons that are true at once; whatever the network says must be so twice."""
CERTAIN_STATUS = (404, 410)

KINDS = {"external": "外部链接", "internal": "站内链接", "file": "附件"}
REASONS = {
    "missing": "页面或者文件不存在", "withdrawn": "页面已撤回", "private": "指向内部网络地址，公众无法访问",
    "scheme": "地址格式不正确", "dns": "域名无法解析", "connection": "无法连接", "timeout": "连接超时",
    "tls": "证书有误", "redirects": "转向次数过多", "status": "服务器返回错误", "removed": "链接已从页面删除",
}


@dataclass(frozen=True)
class Target:
    """An address in a public text."""

    url: str
    kind: str
    """A code of ``KINDS``."""


@dataclass(frozen=True)
class Found:
    """What a look at an address found; ``reason`` is a code of ``REASONS``, empty where it is as it should be."""

    reason: str = ""
    status: int | None = None

    @property
    def certain(self) -> bool:
        """True if it need not be asked again."""
        return self.reason in CERTAIN or self.status in CERTAIN_STATUS


@dataclass(kw_only=True)
class Watched:
    """An address with what was found of it."""

    url: str
    kind: str
    due_at: datetime
    checked_at: datetime | None = None
    reason: str = ""
    status: int | None = None
    failures: int = 0
    """In a row."""
    broken_since: datetime | None = None
    """When it was first found so; ``None`` while it is not, or not surely, broken."""


@dataclass(kw_only=True)
class LinkCheck(Obliged):
    """The links of one article; ``id`` is the article's."""

    unit: str
    site: str
    column: str
    path: str
    edition: int = 0
    links: list[Watched] = field(default_factory=list)

    @property
    def sweep_at(self) -> datetime | None:
        """When an address is to be asked next."""
        return min((each.due_at for each in self.links), default=None)

    @property
    def broken(self) -> list[Watched]:
        """What leads nowhere."""
        return [each for each in self.links if each.broken_since]

    @property
    def broken_since(self) -> datetime | None:
        """Since when something leads nowhere."""
        return min((each.broken_since for each in self.links if each.broken_since), default=None)

    def watch(self, targets: Sequence[Target], *, edition: int, site: str, column: str, path: str, at: datetime) -> None:
        """Watch exactly these from now on; what was known of one stays known, a new one is asked at once."""
        home, known = (edition, site, column, path), {each.url: each for each in self.links}
        wanted = {each.url: each for each in targets[:MOST]}
        if home == (self.edition, self.site, self.column, self.path) and wanted.keys() == known.keys():
            return
        self.edition, self.site, self.column, self.path = home
        for each in self.links:
            if each.url not in wanted and each.broken_since:
                self.record(LinkMended(**self._told(each), how="removed"))
        self.links = [known.get(url) or Watched(url=url, kind=each.kind, due_at=at) for url, each in wanted.items()]
        self.note("watched", edition=edition, links=len(self.links))

    def due(self, now: datetime) -> list[Watched]:
        """What is to be asked now, a batch at the most."""
        return sorted((each for each in self.links if each.due_at <= now), key=lambda each: each.due_at)[:BATCH]

    def looked(self, found: Mapping[str, Found], now: datetime) -> None:
        """Note what became of some addresses, and tell once of each that broke or was mended."""
        for each in self.links:
            if each.url in found:
                self._looked(each, found[each.url], now)
        self.note("looked", asked=len(found), broken=len(self.broken))

    def _looked(self, each: Watched, found: Found, now: datetime) -> None:
        each.checked_at, each.reason, each.status = now, found.reason, found.status
        each.failures = each.failures + 1 if found.reason else 0
        each.due_at = next_night(now, self.id)
        if not found.reason and each.broken_since:
            each.broken_since = None
            self.record(LinkMended(**self._told(each), how="answers"))
        elif found.reason and not each.broken_since and (found.certain or each.failures > 1):
            each.broken_since = now
            self.record(LinkBroken(**self._told(each), reason=found.reason, status=found.status, since=now.isoformat()))
        elif found.reason and not each.broken_since:
            each.due_at = min(now + RETRY, each.due_at)

    def _told(self, each: Watched) -> dict[str, str]:
        return {"unit": self.unit, "article_id": self.id, "site": self.site, "column": self.column, "path": self.path,
                "url": each.url, "link_kind": each.kind}


def next_night(now: datetime, id_: str) -> datetime:
    """The next moment of the night that belongs to ``id_``."""
    begins = now.astimezone(BEIJING).replace(hour=NIGHT_HOUR, minute=0, second=0, microsecond=0)
    moment = begins + timedelta(seconds=zlib.crc32(id_.encode()) % NIGHT_SECONDS)
    return (moment if moment > now else moment + timedelta(days=1)).astimezone(now.tzinfo)
