"""Backup and restore as an operator does it: the suite runs, one service falls back, all of it moves to another machine."""
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from shared.cli.api import Api, Refusal, sign_in
from tests.journeys import backups
from tests.journeys.backups import guanwang, held, lost, refused
from tests.journeys.conftest import Suite, running
from tests.journeys.files import brought, digest, text
from tests.journeys.people import person_with_password
from tests.journeys.portal import Portal, portal, sentences
from tests.support import wait_until


@dataclass
class Story:
    """What was there when the backup was made."""

    portal: Portal
    archive: Path
    login: tuple[str, str]
    content: bytes
    edited: dict[str, Any]
    """Public, with a file; edited later."""
    withdrawn: dict[str, Any]
    under_review: dict[str, Any]
    """Waits for its clearance; cleared and published later."""


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Suite]:
    """A suite of its own, whose databases are taken away."""
    with running(tmp_path_factory.mktemp("backed-up"), dict(os.environ), "--gateways", "1") as suite:
        yield suite


@pytest.fixture(scope="module")
def story(suite: Suite, tmp_path_factory: pytest.TempPathFactory) -> Story:
    """One thing of each kind, and then a backup."""
    desk, content = portal(suite), text(3_000)
    column = desk.column("b")
    file = brought(desk.desk.editor, content, "附件.txt")
    edited = desk.publish(column, "第一版", sentences("edited"), attachments=[{"file": file["id"], "name": "附件.txt"}])
    withdrawn = desk.withdraw(desk.publish(column, "后来撤回", sentences("withdrawn")))
    waiting = desk.desk.editor.post("/v1/articles", column=column, title="待审", body=sentences("waiting"), kind="notice")
    path = f"/v1/articles/{waiting['id']}"
    waiting = desk.desk.editor.post(f"{path}/submission", version=waiting["version"])
    waiting = desk.desk.approver.post(f"{path}/approval", version=waiting["version"])
    wait_until(lambda: desk.desk.officer.get("/v1/reviews", subject=waiting["id"], state="open")["items"], what="the review")
    login = person_with_password(suite, "editor")
    archive = tmp_path_factory.mktemp("archives") / "suite.backup"
    guanwang("backup", archive, "--folder", suite.folder)
    return Story(desk, archive, login, content, edited, withdrawn, waiting)


def test_a_backup_is_private_and_checks_itself(suite: Suite, story: Story) -> None:
    assert story.archive.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in story.archive.parent.iterdir()] == ["suite.backup"]
    assert " 0 problems found" in guanwang("backup", "verify", story.archive)
    assert "exists" in refused("backup", story.archive, "--folder", suite.folder)


@pytest.mark.parametrize("place", [0.1, 0.5, 0.97, 0.9999])
def test_one_flipped_byte_is_found_and_named(story: Story, tmp_path: Path, place: float) -> None:
    damaged, whole = tmp_path / "damaged.backup", story.archive.read_bytes()
    at = int(len(whole) * place)
    damaged.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:])
    found = backups.problems(damaged)
    assert "damaged" in found
    assert place > 0.5 or "the part data/" in found
    assert "damaged" in refused("restore", damaged, "--folder", tmp_path / "new")
    assert not (tmp_path / "new").exists(), "nothing is begun with a damaged backup"


def test_a_restore_refuses_what_would_do_harm(suite: Suite, story: Story, tmp_path: Path) -> None:
    assert "say --replace" in refused("restore", story.archive, "--folder", suite.folder)
    assert "the suite runs" in refused("restore", story.archive, "--folder", suite.folder, "--replace")
    assert "say --replace" in refused("restore", story.archive, "--folder", suite.folder, "--service", "content")
    assert "no service “contents”" in refused("restore", story.archive, "--folder", suite.folder, "--service", "contents")
    assert "there are no data" in refused("backup", tmp_path / "x.backup", "--folder", tmp_path)


def test_one_service_falls_back_and_the_others_come_to_agree(suite: Suite, story: Story) -> None:
    desk = story.portal
    edited = desk.revise(story.edited, title="第二版")
    review = desk.desk.officer.get("/v1/reviews", subject=story.under_review["id"], state="open")["items"][0]
    desk.desk.officer.post(f"/v1/reviews/{review['id']}/clearance", version=review["version"])
    path = f"/v1/articles/{story.under_review['id']}"
    cleared = wait_until(lambda: (found := desk.desk.editor.get(path))["status"] == "cleared" and found, what="cleared")
    published = desk.desk.publisher.post(f"{path}/publication", version=cleared["version"])
    gone = desk.publish(story.edited["column"], "备份之后的新文", sentences("gone"))
    wait_until(lambda: _items(suite).get(edited["id"]) == "第二版" and gone["id"] in _items(suite), what="the catalogue knows")
    desk.reader.get(f"/v1/public/articles/{gone['id']}")  # the gateway keeps it

    guanwang("restore", story.archive, "--service", "content", "--replace", "--folder", suite.folder)

    report = lost(suite.folder)
    assert report[gone["id"]]["exists"] is False
    assert report[edited["id"]]["restored_version"] == story.edited["version"]
    assert report[edited["id"]]["lost_versions"][1] >= edited["version"]
    assert "content.article.published.v1" in report[published["id"]]["told"]
    wait_until(lambda: _code(desk.reader, f"/v1/public/articles/{gone['id']}"), timeout=60, what="what is lost is gone")
    assert desk.reader.get(f"/v1/public/articles/{edited['id']}")["title"] == "第一版"
    wait_until(lambda: _items(suite) == {edited["id"]: "第一版"}, timeout=30, what="the catalogue agrees")
    shown = wait_until(lambda: _shown(suite) == {f"content/{edited['id']}"} and _shown(suite), what="the secrecy review agrees")
    assert shown
    again = wait_until(lambda: (found := desk.desk.editor.get(path))["status"] == "cleared" and found, timeout=30,
                       what="the clearance is heard again")
    desk.desk.publisher.post(f"{path}/publication", version=again["version"])
    desk.revise(desk.desk.editor.get(f"/v1/articles/{edited['id']}"), title="第三版")
    wait_until(lambda: _items(suite) == {edited["id"]: "第三版", published["id"]: "待审"}, what="new edits are heard by all")
    fresh = desk.publish(story.edited["column"], "恢复之后", sentences("fresh"))
    assert fresh["index_number"] not in (gone["index_number"], published["index_number"]), "no number is given twice"
    assert " 0 flaws found" in guanwang("verify", "--folder", suite.folder)
    assert "nothing is parked" in guanwang("parked", "list", "--folder", suite.folder)


def _items(suite: Suite) -> dict[str, str]:
    return {each["_id"]: each["title"] for each in backups.database(suite, "disclosure")["items"].find({"removal": None})}


def _shown(suite: Suite) -> set[str]:
    return {each["_id"] for each in backups.database(suite, "secrecy")["shown"].find({"digest": {"$gt": ""}})}


def _code(api: Api, path: str) -> str:
    """With which code it is refused; empty if it is not."""
    try:
        api.get(path)
    except Refusal as refusal:
        return refusal.code
    return ""


def test_all_of_it_comes_back_on_another_machine(story: Story, tmp_path: Path) -> None:
    guanwang("restore", story.archive, "--folder", tmp_path / "new")
    with running(tmp_path / "new", dict(os.environ), "--gateways", "1", "--no-example") as suite:
        reader = Api(suite.gateways[0])
        page = reader.get(f"/v1/public/articles/{story.edited['id']}")
        assert page["title"] == "第一版"
        assert digest(reader.file(page["attachments"][0]["url"])) == digest(story.content)
        assert _code(reader, f"/v1/public/articles/{story.withdrawn['id']}") == "content.page.withdrawn"
        editor = sign_in(suite.gateways[0], *story.login)
        assert editor.get(f"/v1/articles/{story.under_review['id']}")["status"] == "approved"
        assert " 0 flaws found" in guanwang("verify", "--folder", suite.folder)
        assert "nothing is parked" in guanwang("parked", "list", "--folder", suite.folder)
        assert held(suite, "content", "articles")[f"articles/{story.edited['id']}"]["live"] == 1
