"""8. Large files in and out through the gateway, against nginx taking and giving the same; one client, one file at a time.

nginx writes a body to its disk and says nothing of when it is there; ours is on the majority's disk before it is answered. So
the upload is also compared with nginx and an fsync after it.
"""
import asyncio
import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tests.bench.figures import Figure, figure
from tests.bench.load import LoadError
from tests.bench.options import Options
from tests.bench.rounds import middle, paired, ratios
from tests.bench.theatre import Theatre
from tests.bench.transferring import Moved, Transfer

NAME = "file-transfer"
SHARE_LEAST = 0.5
SIZE = 100_000_000
DOWNLOADS = 4
OURS = ("gateway", "files", "broker", "mongod")
_CONF = """daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{}}
http {{
  access_log off; sendfile on; client_max_body_size 1g; client_body_temp_path {folder}/body; client_body_buffer_size 1m;
  proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {folder}; location / {{ dav_methods PUT; }} }}
}}
"""


async def run(theatre: Theatre, options: Options) -> list[Figure]:
    """How fast nginx is, to how fast we are: 0.5 is half as fast. And the CPU time of all that takes part."""
    stage = theatre.stage
    if shutil.which("nginx") is None:
        raise LoadError("skipped: there is no nginx to compare with (apt-get install nginx-light)")
    folder, port = _nginx(theatre)
    stage.service("files")
    gateway, token = stage.gateway(), await theatre.token("editor")
    headers = {"authorization": f"Bearer {token}"}
    latest = {"file": ""}

    async def up() -> Moved:
        moved = await _move(Transfer(port=gateway, method="POST", path="/v1/files?unit=433100&name=a.jpg", size=SIZE,
                                     headers=headers, watched=stage.watched(*OURS)))
        latest["file"] = str(json.loads(moved.answer)["id"])
        return moved

    async def down(times: int = DOWNLOADS) -> Moved:
        path = f"/v1/files/{latest['file']}/content"
        return await _move(Transfer(port=gateway, method="GET", path=path, size=SIZE, times=times, headers=headers,
                                    watched=stage.watched(*OURS)))

    async def nginx(method: str, *, times: int = 1, sync: str = "") -> Moved:
        return await _move(Transfer(port=port, method=method, path="/file.jpg", size=SIZE, times=times, sync=sync,
                                    watched=stage.watched("nginx")))

    await _first(up)
    await nginx("PUT")
    puts = await paired(options.rounds, {"ours": up, "nginx": lambda: nginx("PUT"),
                                         "synced": lambda: nginx("PUT", sync=str(folder / "file.jpg"))})
    await up()
    first = await down(1)
    gets = await paired(options.rounds, {"ours": down, "nginx": lambda: nginx("GET", times=DOWNLOADS)})
    speed = f"{SIZE / 1e6 / first.seconds:.0f} MB/s the first time"
    return [
        figure(NAME, "upload of 100 MB: speed, to nginx", ratios(puts, "nginx", "ours", _seconds), at_least=SHARE_LEAST,
               detail=_speeds(puts)),
        figure(NAME, "the same, to nginx and fsync", ratios(puts, "synced", "ours", _seconds),
               detail=f"{SIZE / 1e6 / middle(puts, 'synced', _seconds):.0f} MB/s"),
        figure(NAME, "upload: total CPU, to nginx", ratios(puts, "ours", "nginx", _cpu), detail=_shares(puts)),
        figure(NAME, "download of 100 MB: speed, to nginx", ratios(gets, "nginx", "ours", _seconds), at_least=SHARE_LEAST,
               detail=f"{_speeds(gets)}; {speed}"),
        figure(NAME, "download: total CPU, to nginx", ratios(gets, "ours", "nginx", _cpu), detail=_shares(gets)),
    ]


def _nginx(theatre: Theatre) -> tuple[Path, int]:
    folder = theatre.stage.folder / "nginx"
    folder.mkdir(exist_ok=True)

    def argv(port: int) -> Sequence[str]:
        (folder / "nginx.conf").write_text(_CONF.format(folder=folder, port=port))
        return ["nginx", "-e", str(folder / "error.log"), "-p", str(folder), "-c", str(folder / "nginx.conf")]

    return folder, theatre.stage.program("nginx", argv)


async def _first(up: object) -> Moved:
    """The first upload waits until files and its door are there."""
    for _ in range(100):
        try:
            return await up()  # type: ignore[operator,no-any-return]
        except LoadError:
            await asyncio.sleep(0.3)
    raise LoadError("files did not take anything within 30 s")


async def _move(plan: Transfer) -> Moved:
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.transferring", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE)
    try:
        said, wrong = await child.communicate(json.dumps(asdict(plan)).encode())
    finally:
        if child.returncode is None:
            child.kill()
    if child.returncode:
        raise LoadError(f"a transfer failed: {wrong.decode().strip().splitlines()[-1:]}")
    return Moved(**json.loads(said))


def _seconds(moved: Moved) -> float:
    return moved.seconds


def _cpu(moved: Moved) -> float:
    return sum(moved.cpu.values())


def _speeds(found: list[dict[str, Moved]]) -> str:
    return "; ".join(f"{SIZE / 1e6 / middle(found, side, _seconds):.0f} MB/s" for side in ("ours", "nginx"))


def _shares(found: list[dict[str, Moved]]) -> str:
    sides = []
    for side in ("ours", "nginx"):
        each = {name: middle(found, side, lambda moved, n=name: moved.cpu[n]) / 1000 for name in found[0][side].cpu}
        sides.append(" + ".join(f"{name} {spent:.0f}" for name, spent in each.items()))
    return "; ".join(sides) + " ms"
