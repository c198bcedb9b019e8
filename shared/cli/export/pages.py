"""The pages, made from templates with the page labels of 国办发〔2017〕47号; everything but an article's body is escaped."""
import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from shared.clock import BEIJING

_FILE = re.compile(r"/v1/public/files/([0-9a-f]{64})(?:\?name=[^\"'<>\s]*)?")
_FACTS = (("索引号", "index_number"), ("发文字号", "document_number"), ("公文种类", "kind_label"),
          ("主题分类", "subject_label"), ("来源", "source"), ("生成日期", "made_on"), ("生效日期", "effective_on"),
          ("失效日期", "expires_on"),
          ("有效性", "validity_label"))


def file_path(sha256: str, name: str) -> str:
    """Where a file lies in the folder."""
    return f"/files/{sha256}/{name}"


def list_path(code: str, number: int) -> str:
    """Where a page of a list lies; ``code`` is empty for the home page."""
    return f"{f'/{code}' if code else ''}/index{'' if number == 1 else f'_{number}'}.html"


class Pages:
    """The pages of one site."""

    def __init__(self, site: Mapping[str, Any]) -> None:
        self._site = site
        self._environment = Environment(loader=PackageLoader("shared.cli.export"), autoescape=True, trim_blocks=True)
        self._environment.filters["day"] = _day
        self.version = self._version()
        """Changes when pages look otherwise though nothing on them changed: templates, and what is on every page."""

    def article(self, article: Mapping[str, Any], local: Mapping[str, str]) -> bytes:
        """A public article; ``local`` are the paths of its files, by SHA-256."""
        attachments = [each | {"local": _address(local.get(each["file"], ""))} for each in article["attachments"]]
        body = _FILE.sub(lambda found: _address(local.get(found[1], "")) or found[0], article["body"])
        links = [("解读", each) for each in article["interpretations"]]
        links += [("所解读文件", article["interprets"])] if article["interprets"] else []
        facts = [(name, article[key]) for name, key in _FACTS if article.get(key)]
        return self._made("article.html", article["labels"], article["title"], code=article["path"].split("/")[1],
                          facts=[*facts, ("发布时间", _minute(article["published_at"]))], links=links,
                          article=dict(article) | {"attachments": attachments}, body=Markup(body))  # noqa: S704 clean HTML

    def gone(self, address: Mapping[str, Any]) -> bytes:
        """What is left of an article that was withdrawn: the public reason."""
        target = address["redirect"] if re.match(r"https?://|/(?!/)", address["redirect"]) else ""
        at = address["withdrawn_at"]
        return self._made("gone.html", self._site["labels"], "该信息已撤回", address=address, target=target,
                          at=_minute(at) if at else "")

    def moved(self, target: str) -> bytes:
        """A former address."""
        return self._made("moved.html", self._site["labels"], "地址已变更", target=target)

    def column(self, column: Mapping[str, Any], entries: Sequence[Mapping[str, Any]], number: int, pages: int) -> bytes:
        """A page of a column's list."""
        return self._list(self._site["labels"] | column["labels"], f"{column['name']} - {self._site['name']}", column["name"],
                          entries, number, pages, lambda other: list_path(column["code"], other), notice=column["notice"])

    def home(self, columns: Sequence[Mapping[str, Any]], entries: Sequence[Mapping[str, Any]]) -> bytes:
        """The home page: the columns and what is newest."""
        return self._list(self._site["labels"] | {"ColumnName": "首页", "ColumnType": "首页"}, self._site["name"], "最新公开",
                          entries, 1, 1, lambda other: list_path("", other), columns=columns)

    def missing(self) -> bytes:
        """For an address that there is not."""
        return self._made("missing.html", self._site["labels"], "没有这个地址")

    def style(self) -> bytes:
        """How pages look."""
        return self._source("style.css").encode()

    def _list(self, labels: Mapping[str, str], title: str, heading: str, entries: Sequence[Mapping[str, Any]], number: int,
              pages: int, place: Callable[[int], str], **more: Any) -> bytes:
        return self._made("list.html", labels, title, heading=heading, entries=entries, number=number, pages=pages,
                          place=place, **more)

    def _made(self, template: str, labels: Mapping[str, str], title: str, **more: Any) -> bytes:
        return self._environment.get_template(template).render(site=self._site, labels=labels, title=title, **more).encode()

    def _source(self, name: str) -> str:
        assert self._environment.loader is not None
        return self._environment.loader.get_source(self._environment, name)[0]

    def _version(self) -> str:
        sources = [self._source(each) for each in sorted(self._environment.list_templates())]
        return hashlib.blake2b(json.dumps([sources, self._site], sort_keys=True).encode(), digest_size=8).hexdigest()


def _address(path: str) -> str:
    return quote(path, safe="/")


def _day(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(BEIJING):%Y-%m-%d}"


def _minute(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(BEIJING):%Y-%m-%d %H:%M}"
