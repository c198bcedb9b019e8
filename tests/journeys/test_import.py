"""``guanwang import``: a folder becomes drafts, once, whatever is stopped in between; what cannot is told with its reason."""
import csv
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from shared.cli.api import Api, sign_in
from shared.cli.demo.desk import open_desk
from tests.journeys.conftest import Suite
from tests.journeys.people import administrator, person_with_password
from tests.support import wait_until

COLUMN = "xxz.zcwj"
TEXT = "第一条 为了规范示例工作，保障各方合法权益，根据有关规定，制定本办法。"


@pytest.fixture(scope="module")
def editor(suite: Suite) -> tuple[str, str]:
    """Login and password of an editor; the column is there."""
    open_desk(administrator(suite), suite.gateways[0])
    return person_with_password(suite, "editor")


def command(suite: Suite, folder: Path, editor: tuple[str, str], *options: str) -> list[str]:
    """The command line."""
    return [sys.executable, "-m", "shared.cli.main", "import", str(folder), "--column", COLUMN, "--url", suite.gateways[0],
            "--login", editor[0], "--password", editor[1], *options]


def imported(suite: Suite, folder: Path, editor: tuple[str, str], *options: str) -> subprocess.CompletedProcess[str]:
    """Run it to its end."""
    return subprocess.run(command(suite, folder, editor, *options), capture_output=True, text=True, timeout=90, check=False,
                          env=dict(os.environ) | {"COLUMNS": "200"})


def rows(path: Path) -> dict[str, dict[str, str]]:
    """The report by file."""
    return {each["file"]: each for each in csv.DictReader(path.open(encoding="utf-8-sig", newline=""))}


def drafts(suite: Suite, editor: tuple[str, str], words: str) -> Sequence[dict[str, object]]:
    """What the editor finds with these words in the title."""
    api: Api = sign_in(suite.gateways[0], *editor)
    found: list[dict[str, object]] = []
    cursor = None
    while True:
        page = api.get("/v1/articles", title=words, limit=100, cursor=cursor)
        found += page["items"]
        if (cursor := page["next"]) is None:
            return found


def test_a_folder_becomes_drafts_and_what_cannot_is_told(suite: Suite, editor: tuple[str, str], tmp_path: Path) -> None:
    folder, report = tmp_path / "in", tmp_path / "report.csv"
    (folder / "下级").mkdir(parents=True)
    (folder / "导入甲办法(2026-01-02).md").write_text(f"# 导入甲办法\n\n2026年1月2日 示例州人民政府令第1号公布\n\n{TEXT}\n")
    (folder / "下级" / "通知.txt").write_bytes(f"关于导入乙的通知\n州政办发〔2026〕3号\n{TEXT}乙".encode("gb18030"))
    (folder / "页.html").write_text(f"<html><body><h1>导入丙</h1><p>{TEXT}丙</p><script>x()</script></body></html>")
    (folder / "活动.md").write_text(f'# 导入丁\n\n{TEXT}\n\n<a href="javascript:x()">点</a>\n')
    (folder / "抄本.md").write_bytes((folder / "导入甲办法(2026-01-02).md").read_bytes())
    (folder / "空.md").write_text("")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04")
    (folder / "表.xlsx").write_bytes(b"PK")
    with zipfile.ZipFile(folder / "假.docx", "w") as parts:
        parts.writestr("x", "y")
    first = imported(suite, folder, editor, "--report", str(report), "--subject", "general")
    told = rows(report)
    assert first.returncode == 1 and "1 .xlsx" in first.stderr, first.stdout + first.stderr
    assert {name: row["state"] for name, row in told.items()} == {
        "导入甲办法(2026-01-02).md": "drafted", "下级/通知.txt": "drafted", "页.html": "drafted", "活动.md": "refused",
        "抄本.md": "duplicate", "空.md": "refused", "坏.docx": "refused", "假.docx": "refused"}
    assert "content.item.unsafe" in told["活动.md"]["why"] and "broken" in told["假.docx"]["why"]
    assert "script" in told["页.html"]["why"]
    found = drafts(suite, editor, "导入")
    assert sorted(each["current"]["title"] for each in found) == ["关于导入乙的通知", "导入丙", "导入甲办法"]  # type: ignore[index]
    assert {each["status"] for each in found} == {"draft"}
    api = sign_in(suite.gateways[0], *editor)
    item = api.get(f"/v1/articles/{told['下级/通知.txt']['article']}")["current"]["item"]
    assert (item["kind"], item["document_number"], item["subject"]) == ("notice", "州政办发〔2026〕3号", "general")
    again = imported(suite, folder, editor, "--submit", "--report", str(report))
    assert again.returncode == 1 and len(drafts(suite, editor, "导入")) == 3, again.stdout


def test_a_killed_import_goes_on_and_makes_nothing_twice(suite: Suite, editor: tuple[str, str], tmp_path: Path) -> None:
    folder, count = tmp_path / "in", 120
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:03}.md").write_text(f"# 续传{number:03}\n\n{TEXT * 30}{number}\n")
    journal = folder / ".guanwang-import.jsonl"
    two_at_a_time = command(suite, folder, editor, "--workers", "2")
    running = subprocess.Popen(two_at_a_time, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_until(lambda: journal.exists() and journal.read_text().count("drafted") > 5, timeout=60, what="some have landed")
    running.send_signal(signal.SIGKILL)
    running.wait(10)
    killed = len(drafts(suite, editor, "续传"))
    assert 0 < killed < count
    running = subprocess.Popen(two_at_a_time, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_until(lambda: journal.read_text().count("drafted") > killed + 5, timeout=60, what="it goes on")
    running.send_signal(signal.SIGINT)
    assert running.wait(30) == 130
    journal.unlink()  # also without it: the keys of the drafts are the same
    whole = imported(suite, folder, editor)
    assert whole.returncode == 0, whole.stdout + whole.stderr
    assert len(drafts(suite, editor, "续传")) == count
