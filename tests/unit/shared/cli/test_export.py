"""The folder of an exported site: whole or not at all, nothing outside of it; and a gateway's files brought into it."""
import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from shared.cli.api import Api
from shared.cli.export.exporting import Exporter, compared
from shared.cli.export.folder import Folder, FolderError
from shared.cli.export.live import Live
from shared.cli.export.pages import Pages

FILE = "附件内容".encode()
SHA = hashlib.sha256(FILE).hexdigest()
LABELS = {"SiteName": "示例州", "SiteDomain": "www.example.gov.cn", "SiteIDCode": "4331000001"}
SITE = {"id": "xxz", "name": "示例州", "unit": "433100", "unit_name": "示例州人民政府", "domain": "www.example.gov.cn",
        "identification_code": "4331000001", "labels": LABELS}
ARTICLE: dict[str, Any] = {
    "id": "a1", "path": "/zcwj/202611/t1.html", "title": '题"<b>',
    "body": f'<p>文 <a href="/v1/public/files/{SHA}?name=x">附</a></p>',
    "column": "xxz.zcwj", "published_at": "2026-11-23T01:30:00+00:00", "archived": None, "interprets": None,
    "interpretations": [], "labels": LABELS | {"ArticleTitle": '题"<b>', "ColumnName": "政策文件"},
    "attachments": [{"file": SHA, "name": "附件 1.txt", "role": "attachment", "caption": ""}]}


class Gateway:
    """What a gateway answers, changed by the test."""

    def __init__(self) -> None:
        self.addresses: list[dict[str, Any]] = [{
            "id": "a1", "path": ARTICLE["path"], "former_paths": ["/old/t1.html"], "column": "xxz.zcwj",
            "columns": ["xxz.zcwj"], "state": "public", "mark": "m1",
            "title": ARTICLE["title"], "published_at": ARTICLE["published_at"]}]
        self.file: bytes | None = FILE
        self.asked: list[str] = []

    def answer(self, path: str) -> bytes | None:
        """The body for a path."""
        self.asked.append(path)
        lists: dict[str, list[Any]] = {"/v1/public/sites": [SITE], "/v1/public/columns": [],
                                       "/v1/public/addresses": self.addresses}
        if path in lists:
            return json.dumps({"items": lists[path], "next": None}).encode()
        if path.startswith("/v1/public/articles/"):
            return json.dumps(ARTICLE).encode()
        if path.startswith("/v1/public/files/"):
            return self.file
        return b"<urlset><loc>x</loc></urlset>"


@pytest.fixture
def gateway() -> Iterator[tuple[Gateway, Live]]:
    """A gateway of the test's own, and what reads from it."""
    behind = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = behind.answer(self.path.partition("?")[0])
            self.send_response(404 if body is None else 200)
            self.end_headers()
            self.wfile.write(body or b"{}")

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield behind, Live(Api(f"http://127.0.0.1:{server.server_port}"), "xxz")
    server.shutdown()
    server.server_close()


def run(to: Path, live: Live) -> Any:
    """One export."""
    with Folder(to, "xxz") as folder:
        return Exporter(folder, live).run(lambda _: None, lambda: None)


def test_a_file_is_brought_beside_its_page_and_linked(gateway: tuple[Gateway, Live], tmp_path: Path) -> None:
    behind, live = gateway
    done = run(tmp_path, live)
    assert not done.missing and (tmp_path / "files" / SHA / "附件 1.txt").read_bytes() == FILE
    page = lxml.html.document_fromstring((tmp_path / ARTICLE["path"][1:]).read_text("utf-8"))
    links = [each.get("href") for each in page.iter("a")]
    assert links.count(f"/files/{SHA}/%E9%99%84%E4%BB%B6%201.txt") == 2
    assert page.find(".//title").text == ARTICLE["title"]
    behind.asked.clear()
    assert run(tmp_path, live).written == 0
    assert not [path for path in behind.asked if "articles" in path or "files" in path], "what is there was asked for again"
    with Folder(tmp_path, "xxz") as folder:
        assert compared(folder, live) == []


@pytest.mark.parametrize("file", [None, b"something else"])
def test_a_file_that_is_not_to_be_had_is_said_and_tried_again(gateway: tuple[Gateway, Live], tmp_path: Path,
                                                              file: bytes | None) -> None:
    behind, live = gateway
    behind.file = file
    assert run(tmp_path, live).missing == [f"/files/{SHA}/附件 1.txt"]
    assert "此副本中没有该文件" in (tmp_path / ARTICLE["path"][1:]).read_text("utf-8")
    assert not list(tmp_path.rglob("*.txt")) and not list(tmp_path.rglob("*part"))
    with Folder(tmp_path, "xxz") as folder:
        assert compared(folder, live) == [("incomplete", ARTICLE["path"])]
    behind.file = FILE
    assert not run(tmp_path, live).missing and list(tmp_path.rglob("*.txt"))


def test_what_is_withdrawn_goes_with_its_files(gateway: tuple[Gateway, Live], tmp_path: Path) -> None:
    behind, live = gateway
    (tmp_path / "own.txt").write_text("不是我们写的")
    run(tmp_path, live)
    address = behind.addresses[0]
    behind.addresses = [address | {"state": "withdrawn", "mark": "m2", "reason": "误<i>", "withdrawn_at": None,
                                   "redirect": "javascript:alert(1)"}]
    run(tmp_path, live)
    text = (tmp_path / ARTICLE["path"][1:]).read_text("utf-8")
    assert "误&lt;i&gt;" in text and "javascript" not in text and "文" not in lxml.html.fromstring(text).find(".//h1").text
    assert not (tmp_path / "files").exists() and (tmp_path / "own.txt").exists()
    behind.addresses = []
    run(tmp_path, live)
    assert not (tmp_path / "zcwj" / "202611").exists() and not (tmp_path / "old").exists()


@pytest.mark.parametrize("path", ["/../x", "/a/../../x", "/manifest.json", "/a//b", "//x", "/a\\b", "/.", "/\0"])
def test_nothing_is_written_outside_of_the_folder(tmp_path: Path, path: str) -> None:
    with Folder(tmp_path / "to", "xxz") as folder, pytest.raises(FolderError):
        folder.write(path, b"x")


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "to").mkdir()
    (tmp_path / "to" / "zcwj").symlink_to(tmp_path)
    with Folder(tmp_path / "to", "xxz") as folder, pytest.raises(FolderError):
        folder.write("/zcwj/x.html", b"x")


def test_a_stopped_export_is_gone_on_with_and_two_at_a_time_are_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), Folder(tmp_path, "xxz") as folder:
        folder.write("/a.html", b"x", "m1")
        with pytest.raises(FolderError), Folder(tmp_path, "xxz"):
            pass
        raise KeyboardInterrupt
    with Folder(tmp_path, "xxz") as folder:
        assert folder.has("/a.html", "m1") and not folder.has("/a.html", "m2") and folder.sound("/a.html")
        assert not folder.write("/a.html", b"x", "m1")
    with pytest.raises(FolderError), Folder(tmp_path, "other"):
        pass


def test_pages_are_made_anew_when_what_is_on_every_page_changed() -> None:
    assert Pages(SITE).version == Pages(dict(SITE)).version != Pages(SITE | {"name": "新名"}).version
