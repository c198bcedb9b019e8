"""What officers decided since the backup stands again when their service's database alone falls back to it (--slow)."""
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from shared.cli.api import Api, Refusal, sign_in
from shared.clock import legal_day, now
from tests.journeys.backups import database, guanwang, lost
from tests.journeys.conftest import Suite, running
from tests.journeys.people import administrator, person, person_with_password
from tests.journeys.portal import Portal, portal, sentences
from tests.journeys.test_dictionary_recall import change, recall_of, status, term, word
from tests.support import wait_until

pytestmark = pytest.mark.slow


@dataclass
class Story:
    """Who does what, and what happened since the backup."""

    portal: Portal
    keeper: Api
    matters: Api
    dictionary: str
    archive: Path
    recalled: dict[str, Any]
    public: list[dict[str, Any]]
    matter: dict[str, Any]
    suspended: tuple[str, str]


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Suite]:
    """A suite of its own."""
    with running(tmp_path_factory.mktemp("decided"), dict(os.environ), "--gateways", "1") as suite:
        yield suite


@pytest.fixture(scope="module")
def story(suite: Suite, tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Some texts wait when the backup is made; then everything is decided, and more comes in."""
    desk, keeper, matters = portal(suite), person(suite, "dictionary_keeper"), person(suite, "disclosure_officer")
    code, column = f"d{secrets.token_hex(4)}", desk.column("d")
    keeper.post("/v1/dictionaries", code=code, unit="433100", name="工程代号词库")
    change(keeper, code, add=[term(word())])
    hidden = word()
    recalled = desk.publish(column, "将被撤回", f"<p>关于{hidden}的通知</p>")
    waiting, secret = (_approved(desk, column, title) for title in ("待审", "疑似秘密"))
    account = person_with_password(suite, "editor")
    archive = tmp_path_factory.mktemp("archives") / "suite.backup"
    guanwang("backup", archive, "--folder", suite.folder)

    public = [_cleared(desk, waiting), desk.publish(column, "备份之后", sentences("since"))]
    _decide(desk, _approved(desk, column, "退回"), "return", reason="请补充文号。")
    for each in (secret, _approved(desk, column, "又一疑似秘密")):
        _decide(desk, each, "quarantine", reason="疑似国家秘密", confirm=True)
    change(keeper, code, add=[term(hidden)])
    wait_until(lambda: status(suite, recalled) == 404, what="it is hidden")
    matter = matters.post("/v1/matters", unit="433100", title="备份之后登记的事项", classes=["other"],
                          happened_on=legal_day(now()).isoformat())
    chief = administrator(suite)
    (found,) = [each for each in chief.get("/v1/accounts", name=account[0])["items"] if each["login"] == account[0]]
    chief.post(f"/v1/accounts/{found['id']}/suspension", version=found["version"], reason="离职")
    return Story(desk, keeper, matters, code, archive, recalled, public, matter, account)


def test_what_secrecy_concluded_stands_again(suite: Suite, story: Story) -> None:
    desk, before = story.portal, _concluded(suite)
    edition = story.keeper.get(f"/v1/dictionaries/{story.dictionary}")["edition"]
    guanwang("restore", story.archive, "--service", "secrecy", "--replace", "--folder", suite.folder)
    again = wait_until(lambda: (found := _concluded(suite)) == before and found, timeout=60, what="everything stands again")
    assert sorted(each[0] for each in again.values()) == sorted(
        ["cleared"] * 3 + ["quarantined"] * 2 + ["returned", "open"]), "the last is the recall"
    live = {f"content/{each['id']}" for each in story.public}
    wait_until(lambda: _shown(suite).keys() == live, what="what is shown is known")
    assert all(_shown(suite).values()), "nothing is public without a clearance that is known"
    for each in story.public:
        assert status(suite, each) == 200
    assert status(suite, story.recalled) == 404
    assert story.keeper.get(f"/v1/dictionaries/{story.dictionary}")["edition"] == edition + 1, "no number is given twice"
    register = person(suite, "secrecy_head").get("/v1/quarantine")["items"]
    assert len(register) == 2 and all(each["state"] == "quarantined" for each in register)
    report = lost(suite.folder)
    assert any(each["collection"] == "reviews" for each in report.values())
    _sound(suite)

    recall = recall_of(desk.desk, story.recalled)
    path = f"/v1/recalls/{recall['id']}"
    lift: dict[str, Any] = {"dismissals": [], "opinion": "可以公开"}
    assert _code(lambda: desk.desk.officer.post(f"{path}/lifting", version=recall["version"], **lift)), "it must be read again"
    scanned = desk.desk.officer.post(f"{path}/scan", version=recall["version"])
    desk.desk.officer.post(f"{path}/lifting", version=scanned["version"], **lift)
    wait_until(lambda: status(suite, story.recalled) == 200, what="it is public again")
    fresh = desk.publish(story.recalled["column"], "恢复之后", sentences("fresh"))
    wait_until(lambda: status(suite, fresh) == 200, what="work goes on")


def test_a_matter_registered_since_is_owed_on_its_day(suite: Suite, story: Story) -> None:
    guanwang("restore", story.archive, "--service", "disclosure", "--replace", "--folder", suite.folder)
    path = f"/v1/matters/{story.matter['id']}"
    again = wait_until(lambda: _found(story.matters, path), timeout=60, what="it stands again")
    same = ("unit", "classes", "happened_on", "state")
    assert [again[name] for name in same] == [story.matter[name] for name in same]
    assert again["duty"]["due_on"] == story.matter["duty"]["due_on"]
    assert "标题已丢失" in again["title"]
    (owed,) = lost(suite.folder)[story.matter["id"]]["owed"]
    assert owed["due_on"] == again["duty"]["due_on"], "the report names what others believe to be owed"
    proper = story.matters.post("/v1/matters", unit="433100", title=story.matter["title"], classes=["other"],
                                happened_on=story.matter["happened_on"])
    story.matters.post(f"{path}/supersession", version=again["version"], by=proper["id"])
    assert story.matters.get(path)["superseded_by"] == proper["id"]
    _sound(suite)


def test_who_was_suspended_since_does_not_sign_in(suite: Suite, story: Story) -> None:
    assert _code(lambda: sign_in(suite.gateways[0], *story.suspended))
    guanwang("restore", story.archive, "--service", "directory", "--replace", "--folder", suite.folder)
    wait_until(lambda: _works(lambda: administrator(suite)), timeout=60, what="directory is back")
    assert _code(lambda: sign_in(suite.gateways[0], *story.suspended))
    _sound(suite)


def _approved(desk: Portal, column: str, title: str) -> dict[str, Any]:
    """An article whose review is open."""
    article = desk.desk.editor.post("/v1/articles", column=column, title=title, body=sentences(title), kind="notice")
    path = f"/v1/articles/{article['id']}"
    article = desk.desk.editor.post(f"{path}/submission", version=article["version"])
    article = desk.desk.approver.post(f"{path}/approval", version=article["version"])
    wait_until(lambda: _review(desk, article), what="the review opens")
    return dict(article)


def _review(desk: Portal, article: dict[str, Any]) -> dict[str, Any] | None:
    found = desk.desk.officer.get("/v1/reviews", subject=article["id"], state="open")["items"]
    return found[0] if found else None


def _decide(desk: Portal, article: dict[str, Any], step: str, **fields: Any) -> None:
    review = _review(desk, article)
    assert review is not None
    desk.desk.officer.post(f"/v1/reviews/{review['id']}/{step}", version=review["version"], **fields)


def _cleared(desk: Portal, article: dict[str, Any]) -> dict[str, Any]:
    """From its open review to the public."""
    _decide(desk, article, "clearance")
    path = f"/v1/articles/{article['id']}"
    found = wait_until(lambda: (found := desk.desk.editor.get(path))["status"] == "cleared" and found, what="cleared")
    return dict(desk.desk.publisher.post(f"{path}/publication", version=found["version"]))


def _concluded(suite: Suite) -> dict[str, tuple[str, str, str]]:
    """Review or recall → its state, clearance, and who decided."""
    found = database(suite, "secrecy")
    return {each["_id"]: (each["state"], (each["clearance"] or {}).get("id", ""), (each["decision"] or {}).get(
        "by", "") if each["state"] != "quarantined" else "") for name in ("reviews", "recalls") for each in found[name].find()}


def _shown(suite: Suite) -> dict[str, str]:
    """What is live → its clearance."""
    return {each["_id"]: each["clearance"] for each in database(suite, "secrecy")["shown"].find({"digest": {"$gt": ""}})}


def _sound(suite: Suite) -> None:
    assert " 0 flaws found" in guanwang("verify", "--folder", suite.folder)
    assert "nothing is parked" in guanwang("parked", "list", "--folder", suite.folder)


def _found(api: Api, path: str) -> dict[str, Any] | None:
    try:
        return dict(api.get(path))
    except Refusal:
        return None


def _works(attempt: Any) -> bool:
    try:
        attempt()
    except Refusal:
        return False
    return True


def _code(attempt: Any) -> str:
    """With which code it is refused; empty if it is not."""
    try:
        attempt()
    except Refusal as refusal:
        return refusal.code
    return ""
