"""What is told on one machine comes true in containers as well: also when there are more of them, or one is killed."""
import json
import secrets
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from shared.cli.api import sign_in
from shared.cli.demo.story import Result, Story
from shared.embedded.errors import StackError
from shared.embedded.handshake import amqp_answers, mongo_answers
from tests.compose.conftest import Containers, docker, state
from tests.support import wait_until

CALLS = ("import urllib.request as u; print(sum(float(line.split()[-1]) for line in "
         "u.urlopen('http://127.0.0.1:9100/metrics').read().decode().splitlines() if line.startswith('guanwang_calls_total')))")


def _told(suite: Containers, tell: Callable[[str, str, float], None] = lambda *_: None) -> Result:
    return Story(suite.gateways, suite.administrator, suite.told("access")["RABBITMQ_URL"], tell).run()


def _check(result: Result) -> None:
    assert set(result.refusals) == {"publish a draft", "approve as the editor", "clear it all the same"}
    assert result.finding["kind"] == "id_card"
    assert result.editions_seen == [1, 2, 3]
    assert (result.history[0], result.history[-1]) == ("drafted", "published")


def test_the_regulation_goes_from_a_draft_to_the_public_and_back(containers: Containers) -> None:
    _check(_told(containers))


def test_the_story_is_the_same_with_content_scaled_to_two_and_both_take_part(containers: Containers) -> None:
    containers.run("up --detach --no-recreate --scale content=2")
    containers.wait_until_ready()
    _check(_told(containers))
    replicas = containers.ids("content")
    assert len(replicas) == 2
    assert all(float(docker("exec", each, "python", "-c", CALLS)) > 0 for each in replicas)


def test_a_content_container_that_dies_in_the_middle_is_started_again_and_loses_nothing(containers: Containers) -> None:
    victim = containers.ids("content")[0]
    began = docker("inspect", "--format", "{{.State.StartedAt}}", victim)

    def tell(title: str, _detail: str, _milliseconds: float) -> None:
        if title == "An editor drafts the regulation":
            # A moment later, so that it happens while the next step is under way.
            threading.Timer(0.05, docker, ("exec", victim, "sh", "-c", "kill -9 -1")).start()

    _check(_told(containers, tell))
    wait_until(lambda: docker("inspect", "--format", "{{.State.StartedAt}}", victim) != began, what="it was started again")
    wait_until(lambda: state(victim) == "running healthy", timeout=60, what="it is ready again")


def test_what_was_kept_is_there_again_after_down_and_up_with_a_new_password(containers: Containers) -> None:
    before = containers.told("content")
    containers.run("down")
    containers.change("CONTENT_PASSWORD", secrets.token_hex(24))
    containers.run("up --detach")
    containers.wait_until_ready()
    for answers, url in ((amqp_answers, before["RABBITMQ_URL"]), (mongo_answers, before["MONGO_URL"])):
        with pytest.raises(StackError):
            answers(url, 5)
    administrator = sign_in(containers.gateways[0], containers.administrator["login"], containers.administrator["password"])
    assert administrator.get("/v1/units", limit=100)["items"]


def test_no_process_of_ours_can_write_to_its_image_or_become_root(containers: Containers) -> None:
    for service in ("content", "gateway-1"):
        described = json.loads(docker("inspect", containers.ids(service)[0]))[0]
        assert described["HostConfig"]["ReadonlyRootfs"] and described["Config"]["User"] == "10001:10001"


def test_without_passwords_compose_does_not_start_and_says_what_to_do(compose_command: str, root: Path, tmp_path: Path) -> None:
    (tmp_path / ".env").touch()
    refused = subprocess.run([*compose_command.split(), "--env-file", str(tmp_path / ".env"), "-f",
                              str(root / "docker-compose.yml"), "config"], capture_output=True, text=True, check=False)
    assert refused.returncode != 0
    assert "make compose-env" in refused.stderr
