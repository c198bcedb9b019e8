"""Turns the last log lines of a server that did not start into the sentence that helps."""

import re
from collections.abc import Sequence

_PACKAGES = {"libcurl.so.4": "libcurl4", "libssl.so.3": "libssl3", "libcrypto.so.3": "libssl3"}

_KNOWN = (
    (r"Address already in use|eaddrinuse", "its port is held by another program: start again to get another port"),
    (r"No space left on device|enospc", "the disk is full: make room and start again"),
    (r"Permission denied|eacces", "it may not write to its folder: make it yours with chown, or choose another folder"),
    (r"Illegal instruction|SIGILL", "this processor lacks an instruction that it needs (AVX): give a server by URL"),
    (r"Wrong mongod version|featureCompatibilityVersion", "its data were written by another version of mongod"),
)


def why(title: str, ending: str, lines: Sequence[str]) -> str:
    """One sentence on why the server `title` ended (`ending`, e.g. `exit code 1`), from its last log `lines`."""
    text = "\n".join([*lines, ending])
    library = re.search(r"loading shared libraries: (\S+?):", text)
    if library:
        package = _PACKAGES.get(library[1], f"the package that contains {library[1]}")
        return f"{title} needs {library[1]}: run `apt-get install {package}` as root, or give a server by URL."
    for pattern, cause in _KNOWN:
        if re.search(pattern, text):
            return f"{title} stopped ({ending}): {cause}."
    last = " | ".join(line.strip()[:300] for line in lines[-5:]) or "(nothing)"
    return f"{title} stopped ({ending}); it last wrote: {last}"
