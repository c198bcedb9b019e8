"""The users of an installation: a name and a password for each part, kept in one private file, told to nobody else."""
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from shared.embedded.secrets_file import load_or_make, random_password, write_private

FILE = "access.json"


def passwords(folder: Path, parts: Iterable[str]) -> dict[str, str]:
    """Part → password, made where there is none yet."""
    path = folder / FILE
    known = load_or_make(path, dict)
    found = {part: known.get(part) or random_password() for part in parts}
    if known != known | found:
        write_private(path, json.dumps(known | found))
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
