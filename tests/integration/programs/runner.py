"""Runs the cases of one program in a process that eventlet has patched: ``python -m …runner PROGRAM`` prints JSON.

The store, the relay and the service frame live in such processes only, so their tests do too. A case is a function
``test_…(world)``; what is printed is its name with the traceback, empty when it went well.
"""
if __name__ == "__main__":  # only there: whoever merely imports this is to stay as it is
    import eventlet

    eventlet.monkey_patch()

import ast
import json
import os
import subprocess
import sys
import traceback
import uuid
from datetime import UTC, datetime
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

CASE_SECONDS = 20
HERE = Path(__file__).parent


class World:
    """What the cases use: a database of their own on a real mongod, and the address of a real broker."""

    def __init__(self) -> None:
        self.rabbitmq_url = os.environ["RABBITMQ_URL"]
        self.prefix = f"t{uuid.uuid4().hex[:10]}"

    @cached_property
    def client(self) -> Any:
        """The connection to MongoDB, as services make it."""
        from shared.runtime.database import connect
        from shared.runtime.settings import Settings

        return connect(Settings(mongo_url=os.environ["MONGO_URL"]), pool=40)

    def database(self) -> Any:
        """An empty database."""
        return self.client[f"{self.prefix}_{uuid.uuid4().hex[:8]}"]

    def close(self) -> None:
        """Nothing stays behind."""
        for name in self.client.list_database_names():
            if name.startswith(self.prefix):
                self.client.drop_database(name)


def now() -> datetime:
    """A time that the database can keep."""
    return datetime.now(UTC).replace(microsecond=0)


def cases(program: str) -> list[str]:
    """The names of a program's cases, without importing it."""
    tree = ast.parse((HERE / f"{program}.py").read_text("utf-8"))
    return [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]


def outcomes(program: str, **environ: str) -> dict[str, str]:
    """What became of each case, run in a process of its own."""
    done = subprocess.run([sys.executable, "-W", "ignore", "-m", "tests.integration.programs.runner", program],
                          env=dict(os.environ) | environ, capture_output=True, text=True, timeout=120)
    if done.returncode:
        raise AssertionError(done.stderr)
    found: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return found


def main(program: str) -> None:
    """Run all cases of a program."""
    import eventlet

    module, world, found = import_module(f"tests.integration.programs.{program}"), World(), {}
    for name in cases(program):
        try:
            with eventlet.Timeout(CASE_SECONDS):
                getattr(module, name)(world)
            found[name] = ""
        except (Exception, eventlet.Timeout):
            found[name] = traceback.format_exc()
    world.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
