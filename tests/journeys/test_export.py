"""A site as a folder: complete, linked, labelled, brought up to date by what changed, and without what was withdrawn."""
import functools
import hashlib
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
import lxml.html
import pytest
from click.testing import Result
from typer.testing import CliRunner

from shared.cli.main import app
from tests.journeys.conftest import Suite
from tests.journeys.files import brought, text
from tests.journeys.portal import Portal, portal, sentences
from tests.support import wait_until


@pytest.fixture(scope="module")
def press(suite: Suite) -> Portal:
    """A desk of its own."""
    return portal(suite)


def exported(suite: Suite, to: Path, *options: str) -> Result:
    """``guanwang export site``, in this process: a new one takes longer to start than the export."""
    return CliRunner().invoke(app, ["export", "site", "xxz", "--to", str(to), "--gateway", suite.gateways[-1], *options])


class Quiet(SimpleHTTPRequestHandler):
    """Any web server."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder behind a plain web server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def crawled(home: str) -> dict[str, lxml.html.HtmlElement]:
    """Every page that can be reached from the home page, by path; each link leads somewhere."""
    found: dict[str, lxml.html.HtmlElement] = {}
    waiting = ["/"]
    with httpx.Client(base_url=home) as client:
        while waiting:
            path = waiting.pop()
            if path in found:
                continue
            answer = client.get(path)
            assert answer.status_code == 200, f"{path} is dead"
            if not answer.headers["content-type"].startswith("text/html"):
                continue
            page = found[path] = lxml.html.document_fromstring(answer.content, parser=lxml.html.HTMLParser(encoding="utf-8"))
            links = [place for _, _, place, _ in page.iterlinks() if not place.startswith(("#", "mailto:", "tel:"))]
            waiting += [urlsplit(urljoin(path, each)).path for each in links
                        if not urlsplit(each).netloc and not each.startswith("/v1/")]
    return found


def labels(page: lxml.html.HtmlElement) -> dict[str, str]:
    """The page labels."""
    return {each.get("name"): each.get("content") for each in page.iter("meta") if each.get("name")}


def test_a_site_becomes_a_folder_that_follows_it(suite: Suite, press: Portal, tmp_path: Path) -> None:
    old, new, to = press.column("x"), press.column("y"), tmp_path / "site"
    secret = f"zz{press.run}"
    kept, gone = (brought(press.desk.editor, text(300), f"附件 {number}.txt") for number in (1, 2))
    stays = press.publish(new, f"留下<的>&{press.run}", f'<p>正文 <a href="/">首页</a></p>{sentences(press.run)}',
                          attachments=[{"file": kept["id"], "name": "附件 1.txt"}])
    goes = press.publish(new, f"撤回的{secret}", f"<p>{secret}</p>{sentences(press.run[::-1] + '别')}",
                         attachments=[{"file": gone["id"], "name": "附件 2.txt"}])
    moves = press.publish(old, f"移动的{press.run}", sentences(f"移{press.run}"))
    wait_until(lambda: {old, new} <= {each["id"] for each in press.reader.get("/v1/public/columns", site="xxz")["items"]},
               what="both columns are open")
    merge = press.desk.manager.post("/v1/filings", kind="merge", column=old, into=new, reason="内容重复。")
    press.desk.registrar.post(f"/v1/filings/{merge['id']}/acceptance", version=merge["version"])
    moved = wait_until(lambda: (found := press.reader.get("/v1/public/articles/" + moves["id"]))["column"] == new and found,
                       what="the article has moved")

    done = exported(suite, to)
    assert done.exit_code == 0, done.output
    with served(to) as home:
        pages = crawled(home)
        page = pages[stays["path"]]
        wanted = press.reader.get(f"/v1/public/articles/{stays['id']}")["labels"]
        assert labels(page).items() >= wanted.items() and wanted["SiteIDCode"] in page.find(".//footer").text_content()
        assert page.find(".//h1").text == f"留下<的>&{press.run}" and "正文" in page.text_content()
        code = new.partition(".")[2]
        assert labels(pages[f"/{code}/"]).keys() >= {"SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnType"}
        assert {stays["path"], goes["path"], moved["path"], f"/{old.partition('.')[2]}/"} <= pages.keys()
        for file, shown in ((kept, stays), (gone, goes)):
            (place,) = [each for each in pages[shown["path"]].xpath("//a/@href") if file["id"] in each]
            assert hashlib.sha256(httpx.get(home + place).content).hexdigest() == file["id"]
        redirect = httpx.get(home + moves["path"]).text
        assert f'content="0; url={moved["path"]}"' in redirect
        assert stays["path"] in httpx.get(f"{home}/sitemap-1.xml").text and "<feed" in httpx.get(f"{home}/feed.atom").text

    before = (to / stays["path"][1:]).stat()
    press.withdraw(press.desk.editor.get(f"/v1/articles/{goes['id']}"), reason="内容有误，正在更正。")
    assert exported(suite, to, "--verify").exit_code == 1
    assert exported(suite, to).exit_code == 0
    assert (to / stays["path"][1:]).stat() == before, "what did not change is not written anew"
    texts = {path: path.read_text("utf-8") for path in to.rglob("*") if path.is_file()}
    assert not [path for path, text in texts.items() if secret in text]
    assert [path for path in texts if kept["id"] in str(path)] and not [path for path in texts if gone["id"] in str(path)]
    assert "内容有误，正在更正。" in texts[to / goes["path"][1:]]

    assert exported(suite, to, "--verify").exit_code == 0
    (to / stays["path"][1:]).write_text("改过")
    told = exported(suite, to, "--verify")
    assert (told.exit_code, told.stdout.strip()) == (1, f"damaged: {stays['path']}")
    assert exported(suite, to).exit_code == 0 and exported(suite, to, "--verify").exit_code == 0


def test_what_cannot_be_exported_is_told_in_one_sentence(suite: Suite, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"site": "other", "files": {}}')
    assert exported(suite, tmp_path).exit_code == 1
    command = [sys.executable, "-W", "ignore", "-m", "shared.cli.main", "export", "site", "none", "--to", str(tmp_path / "n"),
               "--gateway", suite.gateways[0]]
    missing = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert missing.returncode == 1 and "没有网站 none" in missing.stderr and "Traceback" not in missing.stderr
