"""Where the suite runs: what ``guanwang up`` wrote down in its folder, for the commands that look at it from outside."""
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from shared.runtime import settings as configuration
from shared.runtime.settings import Settings, SettingsError

NOTE = "stack.json"


def write(folder: Path, **facts: Any) -> None:
    """Note where the suite answers; only for the eyes of whoever started it."""
    path = folder / NOTE
    path.touch(mode=0o600)
    path.write_text(json.dumps(facts, indent=1))


def forget(folder: Path) -> None:
    """It runs no longer."""
    (folder / NOTE).unlink(missing_ok=True)


def gateways(settings: Settings) -> list[str]:
    """The URLs of the running gateways; raises ``SettingsError`` when nothing runs."""
    return list(_note(settings).get("gateways", []))


def located(folder: Path | None = None) -> Settings:
    """Settings with the broker and the database of the environment, or of the stack that runs from ``folder``."""
    settings = configuration.load(folder=folder)
    if settings.rabbitmq_url and settings.mongo_url:
        return settings
    note = _note(settings)
    return replace(settings, rabbitmq_url=settings.rabbitmq_url or note["rabbitmq_url"],
                   mongo_url=settings.mongo_url or note["mongo_url"])


def _note(settings: Settings) -> dict[str, Any]:
    path = settings.folder / NOTE
    try:
        note: dict[str, Any] = json.loads(path.read_text())
    except (OSError, ValueError):
        raise SettingsError(f"nothing runs from {settings.folder}: start it with “guanwang up”, or set RABBITMQ_URL and "
                            "MONGO_URL") from None
    return note
