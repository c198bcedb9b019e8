"""Logs: one JSON object a line, in English, with service, correlation id and operation; never a body or a secret."""
import logging
import sys

from pythonjsonlogger.json import JsonFormatter

from shared.runtime import context


class _Context(logging.Filter):
    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = process

    def filter(self, record: logging.LogRecord) -> bool:
        record.process_name = self._process
        record.correlation, record.operation = context.CORRELATION.get(), context.OPERATION.get()
        return True


def configure(process: str, level: str = "INFO") -> None:
    """Log to standard error from now on; ``process`` is the name of the service or command."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_Context(process))
    handler.setFormatter(JsonFormatter(
        "%(levelname)s %(name)s %(process_name)s %(correlation)s %(operation)s %(message)s", timestamp="time",
        rename_fields={"levelname": "level", "process_name": "service", "name": "logger"}, json_ensure_ascii=False))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("amqp", "kombu", "nameko", "pymongo", "httpx", "uvicorn.access"):
        logging.getLogger(noisy).setLevel("WARNING")
    logging.getLogger("aiormq").setLevel("CRITICAL")  # it would log whole messages
