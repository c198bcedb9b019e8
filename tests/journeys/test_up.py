"""Starting and stopping as an operator sees it: one clear sentence when something is wrong, nothing left behind."""
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil

from tests.journeys.conftest import Suite
from tests.support import wait_until

COMMAND = [sys.executable, "-m", "shared.cli.main"]


def _refused(*arguments: str, **environment: str) -> str:
    clean = {key: value for key, value in os.environ.items() if key not in ("RABBITMQ_URL", "MONGO_URL")}
    done = subprocess.run([*COMMAND, *arguments], env=clean | environment, capture_output=True, text=True, timeout=90,
                          check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    sentences = [line for line in done.stderr.splitlines() if line.startswith("guanwang:")]
    assert len(sentences) == 1, done.stderr
    return sentences[0]


def test_a_second_start_in_the_same_folder_is_refused(suite: Suite) -> None:
    assert "already runs on" in _refused("up", "--folder", str(suite.folder))


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"port {port} is in use" in _refused("up", "--folder", str(tmp_path), "--port", str(port))


def test_a_setting_for_a_detector_that_is_not_installed_is_named(tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_text("plugins: {detectors: {crystal_ball: {state: on}}}")
    sentence = _refused("up", "--folder", str(tmp_path), GUANWANG_SETTINGS=str(tmp_path / "settings.yaml"))
    assert "crystal_ball" in sentence and "not installed" in sentence


def test_a_wrong_scale_says_what_is_possible(tmp_path: Path) -> None:
    assert "content" in _refused("up", "--folder", str(tmp_path), "--scale", "contents=2")


def test_a_command_without_a_running_suite_says_so(tmp_path: Path) -> None:
    assert "nothing runs from" in _refused("demo", "--folder", str(tmp_path))


def _signalled(tmp_path: Path, stop: Callable[[subprocess.Popen[bytes]], None]) -> str:
    """What ``up`` prints until it is stopped by ``stop``; every process that it started is gone afterwards."""
    log = tmp_path / "up.out"
    environment = {key: value for key, value in os.environ.items() if key not in ("RABBITMQ_URL", "MONGO_URL")}
    process = subprocess.Popen([*COMMAND, "up", "--folder", str(tmp_path), "--no-example"], stdout=log.open("wb"),
                               stderr=subprocess.STDOUT, env=environment)
    wait_until(lambda: "guanwang demo" in log.read_text() or process.poll() is not None, timeout=60, what="it is up")
    children = psutil.Process(process.pid).children(recursive=True)
    assert len(children) >= 7, log.read_text()
    stop(process)
    process.wait(45)
    wait_until(lambda: not [child for child in children if child.is_running()], what="everything is gone")
    return log.read_text()


def test_ctrl_c_leaves_no_process_behind(tmp_path: Path) -> None:
    assert "the data are kept" in _signalled(tmp_path, lambda process: process.send_signal(signal.SIGINT))


def test_even_a_kill_leaves_no_process_behind(tmp_path: Path) -> None:
    _signalled(tmp_path, lambda process: process.kill())


def test_several_services_run_in_one_foreground_beside_others(suite: Suite, tmp_path: Path) -> None:
    note = json.loads((suite.folder / "stack.json").read_text())
    environment = os.environ | {"RABBITMQ_URL": note["rabbitmq_url"], "MONGO_URL": note["mongo_url"],
                                "GUANWANG_FOLDER": str(tmp_path),
                                "GUANWANG_SECRET_KEY": (suite.folder / "secret.key").read_text()}
    (tmp_path / "run").mkdir()
    process = subprocess.Popen([*COMMAND, "run", "content", "secrecy"], stderr=subprocess.DEVNULL, env=environment)
    wait_until(lambda: len(list((tmp_path / "run").glob("*.health"))) == 2, timeout=30, what="both answer health checks")
    children = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT)
    assert process.wait(40) == 0
    assert not [child for child in children if child.is_running()]
    assert not list((tmp_path / "run").glob("*.health"))
