"""Files from an editor's desk to the public and away again: by their bytes, in pieces, whatever happens on the way."""
import io
import os
import secrets
import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from PIL import Image

from shared.cli.api import Api, Refusal
from shared.cli.demo.desk import Desk, open_desk
from tests.journeys.conftest import Suite
from tests.journeys.files import bring, brought, digest, pdf, picture, text
from tests.journeys.people import administrator, person
from tests.support import wait_until


@pytest.fixture(scope="module")
def editor(suite: Suite) -> Api:
    """Who brings files."""
    return person(suite, "editor")


@pytest.fixture(scope="module")
def desk(suite: Suite) -> Desk:
    """Everybody whom an article needs."""
    return open_desk(administrator(suite), suite.gateways[0])


def published(desk: Desk, **item: Any) -> dict[str, Any]:
    """An article that the public sees."""
    made = desk.editor.post("/v1/articles", column=desk.column, title=f"关于附件的通知 {secrets.token_hex(4)}",
                            body="<p>见附件。</p>", kind="notice", **item)
    path = f"/v1/articles/{made['id']}"
    made = desk.editor.post(f"{path}/submission", version=made["version"])
    desk.approver.post(f"{path}/approval", version=made["version"])
    asked = {"subject": made["id"], "state": "open"}
    review = wait_until(lambda: desk.officer.get("/v1/reviews", **asked)["items"], what="the review opens")[0]
    desk.officer.post(f"/v1/reviews/{review['id']}/clearance", version=review["version"])
    cleared = wait_until(lambda: (found := desk.editor.get(path))["current"]["state"] == "cleared" and found, what="cleared")
    shown: dict[str, Any] = desk.publisher.post(f"{path}/publication", version=cleared["version"])
    return shown


def withdraw(desk: Desk, article: dict[str, Any]) -> None:
    """Take it from the public."""
    path = f"/v1/articles/{article['id']}/withdrawal"
    desk.publisher.post(path, version=article["version"], reason="内容有误。", mode="gone")


def ok(answer: httpx.Response) -> httpx.Response | None:
    """The answer, if it is a good one."""
    return answer if answer.status_code == 200 else None


def test_an_attachment_is_public_exactly_while_its_article_is(suite: Suite, desk: Desk) -> None:
    content = text(30_000)
    file = brought(desk.editor, content, "内部名称.txt")
    address = f"/v1/public/files/{file['id']}"
    public = [httpx.Client(base_url=url) for url in suite.gateways]
    article = published(desk, attachments=[{"file": file["id"], "name": "附件1：目录（2026年）.txt"}])
    link = Api(suite.gateways[-1]).get(f"/v1/public/articles/{article['id']}")["attachments"][0]["url"]
    for client in public:
        answer = wait_until(lambda client=client: ok(client.get(link)), what="the file is public")
        assert answer.content == content
        assert answer.headers["content-disposition"] == (
            "inline; filename=\"document.txt\"; filename*=UTF-8''%E9%99%84%E4%BB%B61%EF%BC%9A%E7%9B%AE%E5%BD%95"
            "%EF%BC%882026%E5%B9%B4%EF%BC%89.txt")
        assert answer.headers["x-content-type-options"] == "nosniff" and "sandbox" in answer.headers["content-security-policy"]
        other = client.get(address, params={"name": "内部名称.txt"})
        assert other.headers["content-disposition"] == answer.headers["content-disposition"]
        assert client.get(address, headers={"if-none-match": answer.headers["etag"]}).status_code == 304
        part = client.get(link, headers={"range": "bytes=100-199", "if-range": answer.headers["etag"]})
        assert (part.status_code, part.content) == (206, content[100:200])
        assert part.headers["content-range"] == f"bytes 100-199/{len(content)}"
        assert client.get(link, headers={"range": "bytes=900000-"}).status_code == 416
        assert (client.head(link).headers["content-length"], client.head(link).content) == (str(len(content)), b"")
    assert desk.editor.get(f"/v1/files/{file['id']}")["used_by"][0]["shown"] == ["附件1：目录（2026年）.txt"]

    withdraw(desk, article)
    for client in public:
        wait_until(lambda client=client: client.get(link).status_code == 404, what="the file is gone")
        assert client.get(link).json()["code"] == "files.file.not_public"
    assert desk.editor.file(f"/v1/files/{file['id']}/content") == content, "those who work here still have it"


def test_a_draft_keeps_its_file_in_use(desk: Desk) -> None:
    file = brought(desk.editor, pdf(secrets.token_hex(8)), "草稿附件.pdf")
    listed = {"name": "草稿附件", "limit": 100}
    assert file["id"] in [each["id"] for each in desk.editor.get("/v1/files", unused=True, **listed)["items"]]
    made = desk.editor.post("/v1/articles", column=desk.column, title="草稿", body="<p>x</p>",
                            attachments=[{"file": file["id"], "name": "a.pdf"}])
    path = f"/v1/files/{file['id']}"
    used = wait_until(lambda: desk.editor.get(path)["used_by"], what="the draft is known to use it")
    assert used == [{"subject": f"content/{made['id']}", "unit": "433100", "shown": []}]
    assert file["id"] in [each["id"] for each in desk.editor.get("/v1/files", unused=False, **listed)["items"]]
    desk.editor.patch(f"/v1/articles/{made['id']}", version=made["version"], attachments=[])
    wait_until(lambda: not desk.editor.get(path)["used_by"], what="the draft uses it no more")


def most_memory(suite: Suite, name: str, *, forget: bool = False) -> int:
    """The most bytes of memory that a process had at a time, since it was last to ``forget`` that."""
    process = Path(f"/proc/{suite.pid(name)}")
    if forget:
        (process / "clear_refs").write_text("5")
    return 1024 * int((process / "status").read_text().partition("VmHWM:")[2].split()[0])


def test_a_large_file_goes_in_and_out_whole_and_is_held_nowhere(suite: Suite, editor: Api) -> None:
    piece, count = secrets.token_bytes(1 << 20), 100
    before = {name: most_memory(suite, name, forget=True) for name in ("gateway-1", "files")}

    def pieces() -> Iterator[bytes]:
        yield pdf("large")
        for _ in range(count):
            yield piece

    answer = bring(editor, pieces(), "大文件.pdf")
    assert answer.status_code == 201 and answer.json()["size"] == len(pdf("large")) + count * len(piece)
    path = f"/v1/files/{answer.json()['id']}/content"
    for url in suite.gateways:
        assert digest(editor.at(url).file(path)) == answer.json()["id"]
        assert digest(editor.at(url).file(path)) == answer.json()["id"], "from the gateway's own disk"
    grown = {name: most_memory(suite, name) - least for name, least in before.items()}
    assert all(each < 45_000_000 for each in grown.values()), grown


def test_the_same_bytes_again_are_the_same_file(editor: Api) -> None:
    content = pdf(secrets.token_hex(8))
    first = bring(editor, content, "甲.pdf", idempotency_key=digest(content)[:20])
    again = bring(editor, content, "甲.pdf", idempotency_key=digest(content)[:20])
    other = bring(editor, content, "乙.docx")
    assert first.json() == again.json() and first.json()["version"] == 1
    assert [each["name"] for each in other.json()["uploads"]] == ["甲.pdf", "乙.docx"]
    assert other.json()["warnings"] == ["“乙.docx”的扩展名与内容不符，内容为 application/pdf。"]
    history = editor.get(f"/v1/files/{digest(content)}/history")["items"]
    assert [each["action"] for each in history if each["action"] == "stored"] == ["stored"] * 2 and "甲" not in str(history)


def test_an_image_has_small_pictures_of_itself(suite: Suite, desk: Desk) -> None:
    image = picture(1600, 900, secrets.randbelow(60_000))
    file = brought(desk.editor, image, "封面.png")
    address = f"{suite.gateways[0]}/v1/public/files/{file['id']}/thumbnail"
    assert httpx.get(address).status_code == 404
    article = published(desk, attachments=[{"file": file["id"], "name": "封面.png", "role": "cover"}])
    answer = wait_until(lambda: ok(httpx.get(address, params={"width": 160})), what="a thumbnail")
    with Image.open(io.BytesIO(answer.content)) as shown:
        assert shown.size == (160, 90) and answer.headers["content-type"] == "image/jpeg"
    assert httpx.get(address, params={"width": 161}).status_code == 422
    withdraw(desk, article)
    wait_until(lambda: httpx.get(address).status_code == 404, what="the thumbnail is gone")


def test_a_form_as_browsers_send_it_works_too(editor: Api) -> None:
    content = pdf(secrets.token_hex(8), 200_000)
    answer = editor._http.post("/v1/files", params={"unit": "433100", "name": "表单.pdf"}, files={"file": ("x.bin", content)})
    assert answer.status_code == 201 and answer.json()["id"] == digest(content)
    several = {"a": ("a.pdf", content), "b": ("b.pdf", content)}
    assert editor._http.post("/v1/files", params={"unit": "433100", "name": "a.pdf"}, files=several).status_code == 400


@pytest.mark.parametrize(("content", "name", "headers", "status", "code"), [
    (b"", "空.txt", {}, 422, "files.upload.empty"),
    (b"x", "../../etc/passwd", {}, 422, "frame.input.invalid"),
    (b"x", "..\\通知.txt", {}, 422, "frame.input.invalid"),
    (b"x", "附件\u202etxt.pdf", {}, 422, "frame.input.invalid"),
    (b"x", "a\x07.txt", {}, 422, "frame.input.invalid"),
    (b"x", "a\n.txt", {}, 422, "frame.input.invalid"),
    (b"x", "长" * 121, {}, 422, "frame.input.invalid"),
    (b"x", "", {}, 422, "frame.input.invalid"),
    (b"x", "setup.exe", {}, 422, "files.upload.name_refused"),
    (b"MZ\x90\0", "通知.pdf", {}, 422, "files.upload.type_refused"),
    (b"<svg xmlns='x'><script>1</script></svg>", "图.png", {}, 422, "files.upload.type_refused"),
    (b"x", "a.txt", {"x_content_sha256": "0" * 64}, 422, "files.upload.digest_mismatch"),
    (b"x", "a.txt", {"content_digest": "sha-256=:" + "A" * 43 + "=:"}, 422, "files.upload.digest_mismatch"),
    (b"x", "a.txt", {"x_content_sha256": "xyz"}, 400, "gateway.request.malformed"),
    (b"x", "a.txt", {"idempotency_key": "a b"}, 400, "gateway.request.malformed"),
])
def test_what_cannot_be_a_file_is_refused(editor: Api, content: bytes, name: str, headers: dict[str, str], status: int,
                                          code: str) -> None:
    answer = bring(editor, content, name, **headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text


def test_a_client_cannot_say_itself_what_its_bytes_are(editor: Api) -> None:
    for field in ("file", "size", "sha256"):
        answer = editor._http.post("/v1/files", params={"unit": "433100", "name": "a.txt", field: "0" * 64}, content=b"x")
        assert answer.status_code == 400


def test_nobody_else_brings_or_reads(suite: Suite, editor: Api) -> None:
    file = brought(editor, pdf(secrets.token_hex(8)), "甲.pdf")
    assert bring(Api(suite.gateways[0]), b"x", "a.txt").status_code == 401
    assert bring(person(suite, "auditor"), b"x", "a.txt").status_code == 403
    assert bring(editor, b"x", "a.txt", unit="433101").status_code == 403
    other = person(suite, "editor", unit="433101")
    for path in ("", "/content", "/history"):
        with pytest.raises(Refusal) as caught:
            other.get(f"/v1/files/{file['id']}{path}")
        assert caught.value.status == 403
    assert httpx.get(f"{suite.gateways[0]}/v1/files/{file['id']}/content").status_code == 401


def begun(editor: Api, length: int | None, *, part: bytes) -> socket.socket:
    """The beginning of an upload by hand: its head, and some of its body."""
    where = urlsplit(editor.url)
    sock = socket.create_connection((where.hostname, where.port), timeout=20)
    size = f"content-length: {length}" if length is not None else "transfer-encoding: chunked"
    sock.sendall(f"POST /v1/files?unit=433100&name=a.pdf HTTP/1.1\r\nhost: x\r\n{size}\r\nauthorization: "
                 f"{editor._http.headers['authorization']}\r\n\r\n".encode() + part)
    return sock


def test_what_is_too_large_is_refused_before_it_is_sent(editor: Api) -> None:
    with begun(editor, 200_000_001, part=b"") as sock:
        head = sock.recv(65536)
    assert head.startswith(b"HTTP/1.1 413 ") and b"gateway.body.too_large" in head


def test_an_upload_that_is_given_up_leaves_no_file(suite: Suite, editor: Api) -> None:
    content = pdf(secrets.token_hex(8), 3_000_000)
    begun(editor, len(content) + 1, part=content).close()
    begun(editor, None, part=b"%x\r\n%b\r\n" % (len(content), content)).close()
    assert brought(editor, pdf(secrets.token_hex(8)), "b.pdf")
    with pytest.raises(Refusal) as caught:
        editor.get(f"/v1/files/{digest(content)}")
    assert caught.value.code == "files.file.not_found"


@pytest.mark.parametrize("ticket", ["", "garbage", "eyJkbyI6IkdFVCJ9.AAAA"])
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_the_blob_port_takes_nothing_without_a_ticket(suite: Suite, method: str, ticket: str) -> None:
    log = (suite.folder / "logs" / "files.log").read_text()
    url = log.rpartition("blobs come and go at ")[2].partition('"')[0]
    assert httpx.request(method, f"{url}/{ticket}", content=b"x" if method == "PUT" else None).status_code == 403


def test_a_kill_during_an_upload_loses_nothing_that_was_answered(suite: Suite, editor: Api) -> None:
    kept = [pdf(secrets.token_hex(8), 100_000) for _ in range(3)]
    for content in kept:
        brought(editor, content, "先前.pdf")
    content, pid = pdf(secrets.token_hex(8), 40_000_000), suite.pid("files")
    sock = begun(editor, len(content), part=content[:20_000_000])
    os.kill(pid, signal.SIGKILL)
    rest = threading.Thread(target=sock.sendall, args=(content[20_000_000:],))
    rest.start()
    assert sock.recv(65536).startswith(b"HTTP/1.1 503 ")
    rest.join(20)
    sock.close()
    wait_until(lambda: suite.pid("files") not in (0, pid), what="files was started again")
    again = wait_until(lambda: (got := bring(editor, content, "后来.pdf")).status_code == 201 and got, what="brought again")
    assert again.json()["id"] == digest(content)
    for each in [*kept, content]:
        assert editor.file(f"/v1/files/{digest(each)}/content") == each


@pytest.mark.parametrize("method", ["OPTIONS", "PUT"])
def test_what_an_address_takes_is_told_in_full(suite: Suite, method: str) -> None:
    told = httpx.request(method, f"{suite.gateways[0]}/v1/files").headers["allow"]
    assert set(told.split(", ")) - {"OPTIONS"} == {"GET", "POST"}
