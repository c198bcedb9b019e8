"""Serves the constant or a monolith exactly as the gateway is served: ``python -m tests.bench.serve constant PORT``."""
import importlib
import sys

import uvicorn


def main(name: str, port: int) -> None:
    """One process on uvicorn with uvloop and httptools, until SIGTERM."""
    uvicorn.run(importlib.import_module(f"tests.bench.{name}").app, host="127.0.0.1", port=port, loop="uvloop",
                http="httptools", log_config=None, access_log=False, server_header=False, date_header=False,
                limit_concurrency=4_000, backlog=2048, timeout_graceful_shutdown=3)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
