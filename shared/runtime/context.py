"""What a log line should say without being told: the operation and the correlation id of the work at hand."""
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

CORRELATION: ContextVar[str] = ContextVar("correlation", default="")
OPERATION: ContextVar[str] = ContextVar("operation", default="")


@contextmanager
def of(*, correlation: str, operation: str) -> Iterator[None]:
    """Within the block, log lines carry these."""
    tokens = CORRELATION.set(correlation), OPERATION.set(operation)
    try:
        yield
    finally:
        CORRELATION.reset(tokens[0])
        OPERATION.reset(tokens[1])
