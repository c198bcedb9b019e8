"""Work that keeps the processor busy, such as hashing a password, done aside so that other green threads go on."""
from collections.abc import Callable
from typing import Any

from eventlet import tpool


def aside(function: Callable[..., Any], *args: Any) -> Any:
    """``function(*args)`` in a real thread; for code that releases the interpreter's lock."""
    return tpool.execute(function, *args)
