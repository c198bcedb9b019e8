"""README stays true: every command in it runs, as it stands there, against a suite that was started as it says."""
import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from shared.cli.main import app
from tests.journeys.conftest import Suite

README = Path(__file__).parents[2] / "README.md"
BLOCKS = re.findall(r"```sh\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
TABLE = re.findall(r"^\| `guanwang ([^`]+)` \|", README.read_text("utf-8"), re.MULTILINE)
SPECIAL = {"events tail": "events tail --since first --count 3", "up --scale content=3": "up --help",
           "up --cluster": "up --help", "run content": "run --help", "export site xxz --to site": "export site --help",
           "import FOLDER": "import --help", "backup FOLDER": "backup to --help"}
"""What would go on for ever is run in a form that ends."""


def _run(suite: Suite, script: str) -> str:
    adapted = (script.replace("http://127.0.0.1:8080", suite.gateways[0]).replace(".guanwang/", f"{suite.folder}/")
               .replace("-d @.guanwang", f"-d @{suite.folder}"))
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", adapted], cwd=README.parent, capture_output=True, text=True,
                          timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_demo_and_then_the_reading_work_as_written(suite: Suite) -> None:
    demo = next(block for block in BLOCKS if "guanwang demo" in block).strip()
    assert "drafted → submitted" in _run(suite, f"{demo} --folder {suite.folder}")
    for block in (each for each in BLOCKS if "curl" in each):
        for line in _run(suite, block).splitlines() or [""]:
            answer = json.JSONDecoder().raw_decode(line)[0]
            assert "code" not in answer, answer


def test_a_clock_is_explained_as_it_says() -> None:
    pair = r"```sh\n([^`]*calendar due[^`]*)```\n```text\n(.*?)```"
    command, printed = re.findall(pair, README.read_text("utf-8"), re.DOTALL)[0]
    done = subprocess.run(["bash", "-c", command], cwd=README.parent, capture_output=True, text=True, check=True,
                          env=dict(os.environ) | {"COLUMNS": "118"})
    assert [line.rstrip() for line in done.stdout.splitlines()] == printed.splitlines()


@pytest.mark.parametrize("command", TABLE)
def test_every_command_of_the_table_runs(suite: Suite, command: str) -> None:
    wanted = next((form for name, form in SPECIAL.items() if command == name), command)
    located = wanted.endswith("--help") or wanted.startswith(("plugins", "law ", "calendar show", "extract "))
    assert _run(suite, f".venv/bin/guanwang {wanted}" + ("" if located else f" --folder {suite.folder}")) is not None


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (README.parent / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`?make ([a-z-]+)", README.read_text("utf-8"))) - {"demo"} <= targets


def test_every_page_that_is_linked_exists() -> None:
    links = re.findall(r"\]\(([^)h#][^)#]*)", README.read_text("utf-8"))
    assert links and all((README.parent / link).exists() for link in links)


def test_every_command_has_a_sentence_of_help() -> None:
    assert all(command.callback.__doc__ for command in app.registered_commands if command.callback)
