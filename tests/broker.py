"""Speaking to an embedded broker as its operator, without rabbitmqctl: that looks for epmd, which nobody has here."""
import json
import os
import subprocess
from pathlib import Path


def tell(home: Path, call: str) -> str:
    """Run an Erlang call ``module, function, [arguments]`` in the broker of the folder ``home``; what it returned."""
    node = json.loads((home / "identity.json").read_text())["node"]
    port = json.loads((home / "ports.json").read_text())["distribution"]
    cookie = (home / "home" / ".erlang.cookie").read_text()
    return subprocess.run(
        ["erl", "-noinput", "-hidden", "-sname", f"test{os.getpid()}@localhost", "-dist_listen", "false",
         "-start_epmd", "false", "-erl_epmd_port", str(port), "-setcookie", cookie,
         "-eval", f"io:format(\"~p\", [rpc:call('{node}', {call})]), halt()."],
        check=True, timeout=30, capture_output=True, text=True,
        env={"HOME": str(home / "home"), "PATH": os.environ.get("PATH", "")}).stdout
