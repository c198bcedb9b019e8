"""The users of an installation: a name and a password for each part, kept in one private file or given, told to nobody else."""
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from shared.embedded.secrets_file import load_or_make, random_password, write_private
from shared.runtime.settings import SettingsError

FILE = "access.json"


def passwords(folder: Path, parts: Iterable[str]) -> dict[str, str]:
    """Part → password, made where there is none yet."""
    path = folder / FILE
    known = load_or_make(path, dict)
    found = {part: known.get(part) or random_password() for part in parts}
    if known != known | found:
        write_private(path, json.dumps(known | found))
    return found


def given(text: str, parts: Iterable[str]) -> dict[str, str]:
    """Part → password, from ``part=password`` with spaces between; raises ``SettingsError`` for a part without one."""
    known = {name: password for name, _, password in (each.partition("=") for each in text.split())}
    found = {part: known.get(part, "") for part in parts}
    if missing := sorted(part for part, password in found.items() if not password):
        raise SettingsError(f"GUANWANG_PASSWORDS has no password for {', '.join(missing)}; write part=password for each part, "
                            "with spaces between")
    return found


def user(part: str) -> str:
    """The name of a part's user, at the broker and in the database."""
    return f"guanwang-{part}"


def url_of(url: str, part: str, secrets: Mapping[str, str]) -> str:
    """``url``, or each of several with ``;`` between, for the user of ``part``."""
    return ";".join(_one(each.strip(), user(part), secrets[part]) for each in url.split(";"))


def _one(url: str, name: str, password: str) -> str:
    parts = urlsplit(url)
    hosts = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{quote(name)}:{quote(password, safe='')}@{hosts}"))
