"""``/healthz`` (alive), ``/readyz`` (able to work) and ``/metrics`` of one service process, on its health port."""
import json
import logging
import os
from contextlib import suppress
from typing import Any

import eventlet
import pymongo
from eventlet import wsgi
from prometheus_client import make_wsgi_app

from shared.runtime.consuming import DrainingConsumer

log = logging.getLogger("guanwang.health")


class HealthServer:
    """Listens on the settings' health host and port and leaves a note of it in ``<folder>/run``, if that exists."""

    def __init__(self, frame: Any) -> None:
        self._frame = frame
        settings = frame.settings
        self._socket = eventlet.listen((settings.health_host, settings.health_port))
        self.port: int = self._socket.getsockname()[1]
        self._metrics = make_wsgi_app()
        self._thread: Any = None
        self._note = settings.folder / "run" / f"{frame.manifest.name}.{os.getpid()}.health"
        if self._note.parent.is_dir():
            self._note.write_text(json.dumps({"host": settings.health_host, "port": self.port}))
        log.info("%s answers health checks on port %d", frame.manifest.name, self.port)

    def serve(self) -> None:
        """Answer until stopped."""
        self._thread = eventlet.getcurrent()
        with suppress(eventlet.greenlet.GreenletExit):
            wsgi.server(self._socket, self._answer, log_output=False, debug=False)

    def stop(self) -> None:
        """Close the port."""
        if self._thread is not None:
            eventlet.kill(self._thread)
        self._socket.close()
        self._note.unlink(missing_ok=True)

    def problems(self) -> list[str]:
        """What keeps the service from working: empty when it is ready."""
        consumers = [each for each in self._frame.container.shared_extensions.values() if isinstance(each, DrainingConsumer)]
        found = [f"{type(each).__name__} is not consuming" + (f": {each.trouble}" if each.trouble else "")
                 for each in consumers if not each.healthy]
        if not self._frame.prepared:
            found.append("the database was not reached yet")
        try:
            with pymongo.timeout(2):
                self._frame.client.admin.command("ping")
        except Exception as error:
            found.append(f"the database does not answer: {type(error).__name__}")
        return found

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Any:
        path = environ["PATH_INFO"]
        if path == "/metrics":
            self._frame.measured()
            return self._metrics(environ, start_response)
        problems = self.problems() if path == "/readyz" else []
        known = path in ("/healthz", "/readyz")
        status = "404 Not Found" if not known else "503 Service Unavailable" if problems else "200 OK"
        start_response(status, [("content-type", "application/json")])
        body = {"service": self._frame.manifest.name, "version": self._frame.manifest.version, "pid": os.getpid(),
                "problems": problems}
        return [json.dumps(body).encode()]
