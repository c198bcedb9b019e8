"""One service after the other falls back to an older backup; what the others said since is brought to it again (--slow)."""
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.backups import database, guanwang, held, lost
from tests.journeys.conftest import Suite, running
from tests.journeys.files import brought, text
from tests.journeys.portal import Portal, portal, sentences
from tests.support import wait_until

pytestmark = pytest.mark.slow
HEARD = {"disclosure": ("items", "matters", "units"), "files": ("references",), "secrecy": ("units", "shown"),
         "content": ("units", "files", "matters", "notices")}
"""What each service knows from others' events alone."""


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Suite]:
    """A suite of its own."""
    with running(tmp_path_factory.mktemp("consumers"), dict(os.environ), "--gateways", "1") as suite:
        yield suite


@pytest.fixture(scope="module")
def desk(suite: Suite) -> Portal:
    """Those who write."""
    return portal(suite)


@pytest.fixture(scope="module")
def archive(suite: Suite, desk: Portal, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup, after which much happens in content: published, edited, withdrawn, attached."""
    column, content = desk.column("c"), text(2_000)
    file = brought(desk.desk.editor, content, "附件.txt")
    edited, withdrawn = (desk.publish(column, title, sentences(title)) for title in ("甲", "乙"))
    archive = tmp_path_factory.mktemp("archives") / "suite.backup"
    guanwang("backup", archive, "--folder", suite.folder)
    desk.revise(edited, title="甲之二", attachments=[{"file": file["id"], "name": "附件.txt"}])
    desk.withdraw(withdrawn)
    desk.publish(column, "丙", sentences("丙"), made_on="2026-11-20")
    for number in range(3):
        desk.withdraw(desk.publish(column, f"丁{number}", sentences(f"丁{number}"), made_on="2026-11-20"))
    settled(suite)
    return archive


def settled(suite: Suite) -> None:
    """Wait until nothing changes any more."""
    seen: list[Any] = [None]

    def still() -> bool:
        before, seen[0] = seen[0], {service: held(suite, service, *names) for service, names in HEARD.items()}
        return bool(before == seen[0])

    wait_until(still, timeout=60, interval=1.5, what="everything has been heard")


@pytest.mark.parametrize("service", list(HEARD))
def test_what_a_service_heard_is_the_same_after_a_fall_and_a_replay(suite: Suite, archive: Path, service: str) -> None:
    def state() -> dict[str, Any]:
        return held(suite, service, *HEARD[service])

    settled(suite)
    before, events = state(), counted(suite)
    printed = guanwang("restore", archive, "--service", service, "--replace", "--folder", suite.folder)
    assert f"{service}.on_" in printed
    if service != "content":  # its own articles fall back, and so does what rests on them
        with suppress(AssertionError):  # what differs is told below
            wait_until(lambda: state() == before, timeout=30)
    settled(suite)
    if service != "content":
        assert state() == before
        assert counted(suite) == events, "nothing was published twice because it was heard twice"
    assert " 0 flaws found" in guanwang("verify", "--folder", suite.folder)
    assert "nothing is parked" in guanwang("parked", "list", "--folder", suite.folder)


def counted(suite: Suite) -> dict[str, int]:
    """How many reviews are open, matters are met, and articles are public."""
    return {"matters": database(suite, "disclosure")["matters"].count_documents({"state": "fulfilled"}),
            "public": database(suite, "content")["articles"].count_documents({"live": {"$ne": None}}),
            "editions": sum(len(each["editions"]) for each in database(suite, "content")["articles"].find())}


def test_a_replay_by_hand_does_no_harm(suite: Suite, archive: Path) -> None:
    settled(suite)
    before = held(suite, "disclosure", *HEARD["disclosure"])
    printed = guanwang("replay", "disclosure", "--since", "1d", "--folder", suite.folder)
    assert "disclosure.on_article_published" in printed
    settled(suite)
    assert held(suite, "disclosure", *HEARD["disclosure"]) == before
    assert "nothing is parked" in guanwang("parked", "list", "--folder", suite.folder)
    assert lost(suite.folder) is not None
