"""One service process: ``python -m shared.runtime.process SERVICE``; patched for eventlet before anything else is imported."""

import warnings

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

import eventlet

eventlet.monkey_patch()

import logging
import os
import signal
import sys

from shared.plugins import discovery
from shared.plugins.manifest import Manifest, load
from shared.runtime import logs, memory, names
from shared.runtime import settings as configuration
from shared.runtime.law import law

names.look_up_aside()
log = logging.getLogger("guanwang.process")

HEARTBEAT_SECONDS = 10
"""Of the connections that messages arrive on: after twice that a broker that says nothing counts as lost."""
START_SECONDS = 5
"""How long a process that is told to stop while it starts waits for that."""
STOP_SECONDS = 30
"""A stop that takes longer is cut off; what was under way is given out again by the broker."""


def main(name: str) -> int:
    """Run the service ``name`` until SIGTERM or SIGINT; 0 after a clean stop, 1 when it died, 2 when it cannot start."""
    try:
        settings = configuration.load()
        manifests = discovery.manifests(settings.plugin_settings(discovery.SERVICES))
        manifest = next((each for each in manifests if each.name == name), None)
        if manifest is None:
            raise discovery.PluginError(f"there is no service “{name}”; there are {', '.join(m.name for m in manifests)}")
        if not settings.rabbitmq_url or not settings.mongo_url:
            raise configuration.SettingsError("RABBITMQ_URL and MONGO_URL must be set to run a service by itself")
        logs.configure(name, settings.log_level)
        return _serve(manifest, manifests, settings)
    except (discovery.PluginError, configuration.SettingsError) as error:
        print(f"{name}: {error}", file=sys.stderr)
        return 2


def _serve(manifest: Manifest, manifests: list[Manifest], settings: configuration.Settings) -> int:
    from eventlet.event import Event
    from nameko.containers import ServiceContainer

    from shared.runtime.handling import SERIALIZER

    service = load(manifest.service)
    container = ServiceContainer(service, {
        "AMQP_URI": settings.rabbitmq_url, "HEARTBEAT": HEARTBEAT_SECONDS, "max_workers": settings.max_workers,
        "serializer": "json", "ACCEPT": ["json", SERIALIZER], "SETTINGS": settings, "MANIFESTS": manifests,
        "EQUIPMENT": service.frame.equip(settings), "LAW": law(settings)})

    begun, ending = Event(), Event()

    def start() -> None:
        try:
            container.start()
        finally:
            begun.send()

    def end() -> None:
        # What is half started hangs when it is stopped; only without a broker a start does not come to its end.
        with eventlet.Timeout(START_SECONDS, False):
            begun.wait()
        container.stop()

    def stop(*_: object) -> None:
        if ending.ready():
            return
        ending.send()
        signal.signal(signal.SIGALRM, lambda *_: os._exit(1))
        signal.alarm(STOP_SECONDS)
        eventlet.spawn_n(end)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    memory.settle()
    eventlet.spawn_n(start)
    try:
        container.wait()
    except Exception:
        log.exception("%s died", manifest.name)
        return 1
    log.info("%s stopped", manifest.name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
