"""Random secrets, made once and kept in a file that only its owner can read."""

import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path


def random_password() -> str:
    """192 random bits in hexadecimal: safe in a URL and in a configuration file without quoting."""
    return secrets.token_hex(24)


def load_or_make(path: Path, make: Callable[[], dict[str, str]]) -> dict[str, str]:
    """The secrets in `path`; `make` is called to fill the file when there is none."""
    if not path.exists():
        write_private(path, json.dumps(make()))
    return json.loads(path.read_text())


def write_private(path: Path, text: str) -> None:
    """Write `path` whole or not at all, mode 0600."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    draft.replace(path)
