"""What the figures were measured on: without it they mean nothing."""
import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

_PACKAGES = ("nameko", "eventlet", "aiormq", "pymongo", "falcon", "uvicorn", "uvloop", "fastapi", "orjson", "marshmallow",
             "nh3", "amqp", "pamqp")


def description() -> dict[str, str]:
    """Processor, memory, system and versions."""
    return {
        "processor": f"{_first('/proc/cpuinfo', 'model name')}, {os.cpu_count()} cores",
        "memory": f"{int(_first('/proc/meminfo', 'MemTotal').split()[0]) / 2**20:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        "versions": ", ".join(f"{name} {version(name)}" for name in _PACKAGES),
    }


def load_average() -> Sequence[float]:
    """Processes that ran or wanted to, over 1, 5 and 15 minutes."""
    return os.getloadavg()


def _first(path: str, name: str) -> str:
    lines = (line.partition(":") for line in Path(path).read_text().splitlines())
    return next((value.strip() for key, _, value in lines if key.strip() == name), "unknown")
