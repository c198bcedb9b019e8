"""While the system's resolver waits for a host that is gone, a service process goes on with everything else."""
import json
import subprocess
import sys

from shared.cli.running import service_environment

PROGRAM = """
import _socket, json, time
found, lasts = _socket.getaddrinfo, time.sleep
def slow(host, *arguments, **more):
    lasts(1)
    if host == "gone.invalid":
        raise _socket.gaierror(-3, "Temporary failure in name resolution")
    return found("127.0.0.1", *arguments, **more)
_socket.getaddrinfo = slow

import shared.runtime.process
import eventlet, socket

def look(lookup):
    try:
        lookup()
    except OSError as error:
        return type(error).__name__
    return "found"

def beats(lookup):
    looking, count = eventlet.spawn(look, lookup), 0
    while not looking.dead:
        eventlet.sleep(0.02)
        count += 1
    return looking.wait(), count > 10

listener = eventlet.listen(("127.0.0.1", 0))
port = listener.getsockname()[1]
seen = [beats(lambda: socket.getaddrinfo("gone.invalid", 5672)),
        beats(lambda: socket.create_connection(("here.invalid", port)).close())]
_socket.getaddrinfo = found
socket.create_connection(("127.0.0.1", port)).close()
eventlet.Timeout(0.2)
_socket.getaddrinfo = slow
began = time.monotonic()
try:
    socket.getaddrinfo("gone.invalid", 80)
except (eventlet.Timeout, OSError) as error:
    seen.append([type(error).__name__, time.monotonic() - began < 0.9])
print(json.dumps(seen))
"""


def test_a_name_that_is_looked_up_for_long_holds_up_nobody_else() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, env=service_environment(),
                          timeout=60)
    assert json.loads(done.stdout or "null") == [["gaierror", True], ["found", True], ["Timeout", True]], done.stderr
