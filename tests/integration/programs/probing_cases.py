"""The prober against a real web server in a process of its own: what answers, what does not, and what is never asked."""
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager

from shared.runtime.probing import Outcome, Prober, is_public
from tests.integration.programs.runner import World

SERVER = textwrap.dedent("""
    import sys, time
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
    class Web(BaseHTTPRequestHandler):
        def do_HEAD(self):
            print(self.command, self.path, self.headers["host"], flush=True)
            if self.path == "/slow": time.sleep(3)
            port = self.server.server_port
            status = {"/gone": 410, "/no-head": 405 if self.command == "HEAD" else 200, "/error": 500}.get(self.path, 200)
            goes = {"/moved": "/fine", "/away": "http://10.0.0.1/secret", "/loop": "/loop",
                    "/disguised": f"http://127.0.0.1.nip.invalid:{port}/"}.get(self.path)
            self.send_response(302 if goes else status)
            if goes: self.send_header("location", goes)
            self.end_headers()
        do_GET = do_HEAD
        def log_message(self, *args): pass
    server = ThreadingHTTPServer(("127.0.0.1", 0), Web)
    print(server.server_port, flush=True)
    server.serve_forever()
""")


@contextmanager
def web() -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """A web server that tells what it is asked."""
    process = subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        yield f"127.0.0.1:{process.stdout.readline().strip()}", process
    finally:
        process.kill()
        process.wait()


def asked(process: "subprocess.Popen[str]") -> list[str]:
    """What the server was asked for, once it is gone."""
    process.kill()
    return process.communicate()[0].splitlines()


def test_what_answers_and_what_does_not(world: World) -> None:
    with web() as (host, process):
        pages = ("fine", "moved", "gone", "no-head", "error", "loop", "away")
        found = Prober([host], pause=0).probe([f"http://{host}/{page}" for page in pages])
        assert [each.reason or each.status for each in found.values()] == [
            200, 200, "status", 200, "status", "redirects", "private"], found
        assert found[f"http://{host}/gone"].status == 410
        seen = asked(process)
        assert f"HEAD /fine {host}" in seen and f"GET /no-head {host}" in seen


def test_an_inner_address_is_never_asked_unless_a_setting_allows_it(world: World) -> None:
    with web() as (host, process):
        port = host.partition(":")[2]
        urls = [f"http://{host}/", f"http://localhost:{port}/", f"http://[::ffff:127.0.0.1]:{port}/", f"http://2130706433:{port}/",
                f"http://0:{port}/", f"http://127.1:{port}/"]
        found = Prober().probe(urls)
        assert {each.reason for each in found.values()} <= {"private", "dns"}, found
        assert found[urls[0]].reason == found[urls[1]].reason == "private"
        assert asked(process) == []


def test_a_slow_server_is_waited_for_once(world: World) -> None:
    with web() as (host, process):
        prober = Prober([host], seconds=0.4, pause=0)
        assert prober.probe([f"http://{host}/slow"])[f"http://{host}/slow"] == Outcome("timeout")
        assert prober.probe([f"http://{host}/fine"])[f"http://{host}/fine"] == Outcome("timeout")  # the host is left alone
        assert len(asked(process)) == 1


def test_nothing_listens_and_nothing_is_meant(world: World) -> None:
    prober = Prober(["127.0.0.1:9"], seconds=2)
    found = prober.probe(["http://127.0.0.1:9/", "ftp://example.org/", "http://", "http://[", "nonsense", "https://no-such.invalid/"])
    assert [each.reason for each in found.values()] == ["connection", "scheme", "scheme", "dns", "scheme", "dns"], found


def test_no_certificate_no_link(world: World) -> None:
    with web() as (host, _):
        assert Prober([host], seconds=2).probe([f"https://{host}/"])[f"https://{host}/"].reason == "tls"


def test_which_addresses_are_public(world: World) -> None:
    inner = ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1", "fe80::1",
             "fc00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:0a00:0001::1", "224.0.0.1", "255.255.255.255"]
    assert not [each for each in inner if is_public(each)]
    assert is_public("114.114.114.114") and is_public("2400:3200::1")
