"""What other tools are told of a running process: `<folder>/run/<name>.json`."""

import json
from pathlib import Path


def write(path: Path, *, name: str, pid: int, since: float, restarts: int) -> None:
    """Note the process `pid`; `since` is the time.monotonic of its start."""
    path.write_text(json.dumps({"name": name, "pid": pid, "since": since, "restarts": restarts}))
