"""What others rely on, written down: the envelope of every event and the OpenAPI document.

``python -m tests.contract.golden`` writes the files anew. Look at the difference before you commit it: a field that is
gone or has changed its meaning is a new version (``….v2`` beside ``….v1``), not a new golden file.
"""
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gateway import openapi
from shared.events import Event, envelope
from tests.house import suite

HERE = Path(__file__).parent
EVENTS, OPENAPI = HERE / "events", HERE / "openapi.json"
OPENAPI_VERSION = "1"


def event(kind: type[Event]) -> dict[str, Any]:
    """The whole envelope of an event's example, with everything that differs from one sending to the next held still."""
    return envelope(kind.example(), subject="subject", sequence=1, index=0, time=datetime(2026, 11, 23, 1, 30, tzinfo=UTC),
                    correlation="correlation", causation="causation", traceparent=f"00-{'a' * 32}-{'b' * 16}-01")


def document() -> dict[str, Any]:
    """The OpenAPI document of everything that is installed."""
    return openapi.document(list(suite.MANIFESTS.values()), OPENAPI_VERSION)


def files() -> dict[Path, str]:
    """Every golden file with what it must hold."""
    wanted: dict[Path, Any] = {EVENTS / f"{name}.json": event(kind) for name, kind in suite.all_events().items()}
    wanted[OPENAPI] = document()
    return {path: json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n" for path, value in wanted.items()}


def main() -> None:
    """Write all golden files; those of events that are no more are removed."""
    wanted = files()
    for path in EVENTS.glob("*.json"):
        if path not in wanted:
            path.unlink()
    for path, text in wanted.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    print(f"{len(wanted)} golden files written")


if __name__ == "__main__":
    main()
