"""A RabbitMQ installation seen through symbolic links: only the applications that the bare broker needs.

Erlang searches every installed plugin's folder for every module that it loads, and RabbitMQ loads about a thousand;
with the plugins out of sight the broker boots in half the time.
"""

import glob
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from shared.embedded.errors import StackError
from shared.embedded.spawn import DEFAULT_PATH

DEBIAN = "/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server"
MISSING = "RabbitMQ is not installed: run `apt-get install rabbitmq-server` as root, or set RABBITMQ_URL."
_ROOTS = ("rabbit", "rabbitmq_prelaunch")


def find_server(env: Mapping[str, str], pattern: str = DEBIAN) -> Path:
    """The start script, from the Debian package or else on `env`'s PATH. Raises StackError when there is none.

    The package's own folder comes first: its script on PATH insists on being root or the user `rabbitmq`.
    """
    packaged = sorted(glob.glob(pattern))
    on_path = shutil.which("rabbitmq-server", path=env.get("PATH") or DEFAULT_PATH)
    found = packaged[-1] if packaged else on_path
    if not found:
        raise StackError(MISSING)
    return Path(found).resolve()


def link_lean_home(server: Path, home: Path) -> Path | None:
    """Rebuild `home` as a lean view of the installation of `server`; return its script folder.

    None when the installation is laid out in a way that we do not know: then use it as it is.
    """
    plugins = server.parent.parent / "plugins"
    needed = _needed_applications(plugins)
    if not needed:
        return None
    shutil.rmtree(home, ignore_errors=True)
    _link(home / "sbin", list(server.parent.iterdir()))
    _link(home / "plugins", needed)
    return home / "sbin"


def _link(folder: Path, targets: list[Path]) -> None:
    folder.mkdir(parents=True)
    for target in targets:
        (folder / target.name).symlink_to(target)


def _needed_applications(plugins: Path) -> list[Path]:
    """Folders of the broker's applications and of all that they declare to need, directly or not."""
    descriptions = {file.stem: file for file in plugins.glob("*/ebin/*.app")}
    if not all(root in descriptions for root in _ROOTS):
        return []
    needed: set[str] = set()
    waiting = list(_ROOTS)
    while waiting:
        name = waiting.pop()
        if name in descriptions and name not in needed:
            needed.add(name)
            waiting += _declared(descriptions[name].read_text())
    return [descriptions[name].parent.parent for name in sorted(needed)]


def _declared(description: str) -> list[str]:
    lists = re.findall(r"\{\s*(?:optional_|included_)?applications\s*,\s*\[([^\]]*)\]", description)
    return [name for names in lists for name in re.findall(r"\w+", names)]
