"""A stand-in for an OSV service: an HTTP server that knows of a few vulnerabilities, and can be made to answer nonsense."""
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Version = tuple[str, str]
"""A package and a version of it."""


def record(id_: str, package: str, fixed: str, **more: Any) -> dict[str, Any]:
    """A vulnerability as OSV tells it."""
    events = [{"introduced": "0"}, {"fixed": fixed}]
    affected = [{"package": {"name": package, "ecosystem": "PyPI"}, "ranges": [{"type": "ECOSYSTEM", "events": events}]}]
    return {"schema_version": "1.7.0", "id": id_, "summary": f"a hole in {package}", "published": "2026-01-01T00:00:00Z",
            "modified": "2026-01-02T00:00:00Z", "affected": affected, **more}


class Advisories:
    """What it knows, what it was asked, and what it says instead of the truth."""

    def __init__(self) -> None:
        self.known: dict[Version, list[dict[str, Any]]] = {
            ("jinja2", "2.4.1"): [record("GHSA-g3rq-g295-4j3m", "jinja2", "2.5.5")]}
        self.asked: list[Version] = []
        self.instead: dict[str, tuple[int, bytes]] = {}
        """Package → status and body; ``*`` for all."""
        self.url = ""

    def answer(self, question: dict[str, Any]) -> tuple[int, bytes]:
        """Status and body for one query."""
        package, version = question["package"]["name"], question["version"]
        self.asked.append((package, version))
        found = self.known.get((package, version))
        truth = 200, json.dumps({"vulns": found} if found else {}).encode()
        return self.instead.get(package) or self.instead.get("*") or truth


@contextmanager
def serving() -> Iterator[Advisories]:
    """The stand-in, as long as it is needed."""
    advisories = Advisories()

    class Handler(BaseHTTPRequestHandler):
        """POST /v1/query."""

        def do_POST(self) -> None:
            """One query."""
            status, body = advisories.answer(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        advisories.url = f"http://127.0.0.1:{server.server_port}/v1/query"
        try:
            yield advisories
        finally:
            server.shutdown()
