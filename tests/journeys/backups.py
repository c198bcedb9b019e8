"""The commands of backups, for journeys, and what a database holds without what a restore may change."""
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from typer.testing import CliRunner

from shared.cli.main import app
from shared.embedded.errors import StackError
from shared.runtime.backup.archive import reading
from shared.runtime.backup.checking import check
from shared.runtime.backup.errors import BackupError
from shared.runtime.database import FRAME_FIELDS
from shared.runtime.settings import SettingsError
from tests.journeys.conftest import Suite

FREE = (*FRAME_FIELDS, "version", "changed_at", "since", "seen", "placed", "sequence", "shown_sequence", "attached_sequence")
"""Fields that may differ between what was heard once, and what was heard again."""


def guanwang(*arguments: str | Path, code: int = 0, seconds: float = 180, **environment: str) -> str:
    """What the command prints; it must end with ``code`` within some seconds, and never with a traceback."""
    clean = {key: value for key, value in os.environ.items() if key not in ("RABBITMQ_URL", "MONGO_URL")}
    done = subprocess.run([sys.executable, "-m", "shared.cli.main", *map(str, arguments)],
                          env=clean | environment | {"COLUMNS": "250"}, capture_output=True, text=True, timeout=seconds,
                          check=False)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def refused(*arguments: str | Path, **environment: str) -> str:
    """The one sentence with which the command refuses; in this process, which is quicker."""
    result = CliRunner().invoke(app, list(map(str, arguments)), env={"RABBITMQ_URL": None, "MONGO_URL": None, **environment})
    assert isinstance(result.exception, BackupError | StackError | SettingsError), result
    return str(result.exception)


def problems(archive: Path) -> str:
    """What is found wrong with an archive."""
    try:
        with reading(archive) as opened:
            return "\n".join(check(opened, lambda _: None).problems)
    except BackupError as error:
        return str(error)


def lost(folder: Path) -> dict[str, dict[str, Any]]:
    """The newest report of a restore: subject → what it says of it, of what others were told."""
    reports = sorted((folder / "restores").glob("*.jsonl"))
    lines = [json.loads(line) for line in reports[-1].read_text().splitlines()[1:]]
    return {each["subject"]: each for each in lines if each["told"]}


def database(suite: Suite, service: str) -> Any:
    """A service's database."""
    url = json.loads((suite.folder / "stack.json").read_text())["mongo_url"]
    return MongoClient(url, tz_aware=True)[f"guanwang_{service}"]


def held(suite: Suite, service: str, *collections: str) -> dict[str, Any]:
    """What is stored in some collections, by collection and id, without what may differ."""
    found = database(suite, service)
    return {f"{name}/{each['_id']}": {key: value for key, value in each.items() if key not in FREE}
            for name in collections for each in found[name].find()}
