"""Bringing a folder up to what is public: what is withdrawn first, then what changed, then lists and feeds."""
import hashlib
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from typing import Any

from shared.cli.export.folder import Folder
from shared.cli.export.live import Live
from shared.cli.export.pages import Pages, file_path, list_path
from shared.file_name import is_file_name

LISTED = 20
"""Entries of a page of a list."""
AT_ONCE = 8
INCOMPLETE = "incomplete"
"""Ends the mark of a page whose files were not all to be had: it is written anew the next time."""


@dataclass
class Done:
    """What became of it."""

    written: int = 0
    kept: int = 0
    removed: int = 0
    missing: list[str] = field(default_factory=list)
    """Files that could not be had."""


class Exporter:
    """One run."""

    def __init__(self, folder: Folder, live: Live) -> None:
        self._folder, self._live = folder, live
        self._pages = Pages(live.site())
        self._wanted: set[str] = set()
        self._done, self._mutex = Done(), threading.Lock()

    def run(self, begin: Callable[[int], None], step: Callable[[], None]) -> Done:
        """Do it; ``begin`` is told how many addresses there are, ``step`` called for each. Raises ``Refusal``."""
        addresses = list(self._live.addresses())
        begin(len(addresses))
        columns = self._columns(addresses)
        for address in addresses:
            self._write_former(address)
            if address["state"] == "withdrawn":
                mark = f"{self._pages.version}.{address['mark']}"
                self._put(address["path"], mark, lambda address=address: self._pages.gone(address))  # type: ignore[misc]
                step()
        public = [address for address in addresses if address["state"] == "public"]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            try:
                for each in as_completed([pool.submit(self._article, address) for address in public]):
                    each.result()
                    step()
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
        shown = [address for address in public if address["path"] in self._wanted]
        self._lists(columns, sorted(shown, key=lambda each: (each["published_at"], each["id"]), reverse=True))
        self._beside()
        for path in self._folder.paths - self._wanted:
            self._folder.remove(path)
            self._done.removed += 1
        return self._done

    def _columns(self, addresses: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """All columns that hold something or ever did; one that is just being opened has no name yet."""
        known = {each["id"]: each for each in self._live.columns()}
        for column in {column for each in addresses if each["state"] == "public" for column in each["columns"]} - known.keys():
            code = column.partition(".")[2]
            known[column] = {"id": column, "code": code, "name": code, "labels": {"ColumnName": code}, "notice": None}
        for each in known.values():
            if each["notice"]:
                target = known.get(each["notice"]["moved_to"] or "")
                each["notice"]["code"] = target["code"] if target else ""
        return sorted(known.values(), key=lambda each: str(each["id"]))

    def _article(self, address: Mapping[str, Any]) -> None:
        """Bring one article up to date, its files before its page."""
        path, mark = address["path"], f"{self._pages.version}.{address['mark']}"
        if self._folder.has(path, mark) and (files := self._folder.files(path)) is not None:
            self._wanted |= {path, *files}
            self._count(kept=1)
            return
        article = self._live.article(address["id"])
        if article is None or article["path"] != path:
            return  # withdrawn or moved this very moment: the next run says so
        local = {each["file"]: place for each in article["attachments"] if (place := self._file(each))}
        if len(local) < len({each["file"] for each in article["attachments"]}):
            mark += INCOMPLETE
        self._put(path, mark, lambda: self._pages.article(article, local), files=sorted(local.values()))

    def _file(self, attachment: Mapping[str, Any]) -> str:
        """The path of a file of an article, once it is there; empty if it is not to be had."""
        sha256, name = attachment["file"], attachment["name"]
        path = file_path(sha256, name)
        if not is_file_name(name) or not re.fullmatch("[0-9a-f]{64}", sha256):
            self._count(missing=path)
            return ""
        if not self._folder.has(path, sha256):
            temporary = self._folder.temporary(path)
            if not self._live.download(sha256, temporary):
                temporary.unlink(missing_ok=True)
                self._count(missing=path)
                return ""
            self._folder.settle(path, temporary, sha256, temporary.stat().st_size)
            self._count(written=1)
        self._wanted.add(path)
        return path

    def _write_former(self, address: Mapping[str, Any]) -> None:
        for path in address["former_paths"]:
            self._put(path, "", lambda: self._pages.moved(address["path"]))

    def _lists(self, columns: Sequence[Mapping[str, Any]], newest: Sequence[Mapping[str, Any]]) -> None:
        for column in columns:
            entries = [each for each in newest if column["id"] in each["columns"]]
            for number, pages, part in _parted(entries):
                self._put(list_path(column["code"], number), "",
                          lambda column=column, part=part, number=number, pages=pages:  # type: ignore[misc]
                          self._pages.column(column, part, number, pages))
        self._put("/index.html", "", lambda: self._pages.home(columns, newest[:LISTED]))

    def _beside(self) -> None:
        """What every site has: its look, feeds, sitemap, and a page for addresses that there are not."""
        code = self._live.code
        self._put("/style.css", "", self._pages.style)
        self._put("/404.html", "", self._pages.missing)
        for form in ("atom", "rss", "json"):
            self._put(f"/feed.{form}", "", lambda form=form: self._live.bytes(  # type: ignore[misc]
                f"/v1/public/feeds/{code}.{form}"))
        index = self._live.bytes(f"/v1/public/sitemaps/{code}.xml")
        self._put("/sitemap.xml", "", lambda: index)
        for number in range(1, index.count(b"<loc>") + 1):
            self._put(f"/sitemap-{number}.xml", "", lambda number=number: self._live.bytes(  # type: ignore[misc]
                f"/v1/public/sitemaps/{code}/{number}.xml"))

    def _put(self, path: str, mark: str, make: Callable[[], bytes], files: Sequence[str] = ()) -> None:
        """Write a page, unless what has this mark is there; without a mark it is made to see."""
        self._wanted.add(path)
        there = (mark and self._folder.has(path, mark)) or not self._folder.write(path, make(), mark, files)
        self._count(kept=1) if there else self._count(written=1)

    def _count(self, written: int = 0, kept: int = 0, missing: str = "") -> None:
        with self._mutex:
            self._done.written += written
            self._done.kept += kept
            self._done.missing += [missing] if missing else []


def compared(folder: Folder, live: Live) -> list[tuple[str, str]]:
    """In what a folder differs from the live site: what, and where."""
    version, found = Pages(live.site()).version, []
    for address in live.addresses():
        path = address["path"]
        mark = folder.mark(path)
        if not mark:
            found.append(("missing", path))
        elif mark != f"{version}.{address['mark']}":
            found.append(("incomplete" if mark.endswith(INCOMPLETE) else "outdated", path))
        found += [("missing", former) for former in address["former_paths"] if not folder.mark(former)]
    found += [("damaged", path) for path in sorted(folder.paths) if not folder.sound(path)]
    known = hashlib.sha256(live.bytes(f"/v1/public/feeds/{live.code}.atom")).hexdigest()
    return found + ([("outdated", "/feed.atom")] if folder.mark("/feed.atom") not in ("", known) else [])


def _parted(entries: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, int, Sequence[Mapping[str, Any]]]]:
    """Number, count and entries of each page; one page at least."""
    pages = max(-(-len(entries) // LISTED), 1)
    for number in range(1, pages + 1):
        yield number, pages, entries[(number - 1) * LISTED:number * LISTED]
