"""The folder: each file replaced in one step, its digest in ``manifest.json``, nothing touched that was not written by us."""
import fcntl
import hashlib
import json
import os
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

MANIFEST, LOCK = "manifest.json", ".export.lock"
SAVED_EVERY = 200
"""Files after which the manifest is written down, for whoever is stopped."""


class FolderError(Exception):
    """The folder cannot be used; one sentence that says why."""


class Folder:
    """The files of one site; a context manager, one at a time for a folder.

    Paths are those of addresses, e.g. ``/zcwj/202611/t1.html``; ``mark`` is what tells whether a page must be written anew.
    """

    def __init__(self, root: Path, site: str, *, fresh: bool = False) -> None:
        self._root, self._site, self._fresh = root, site, fresh
        self._files: dict[str, dict[str, Any]] = {}
        self._since_saved = 0
        self._mutex = threading.Lock()

    def __enter__(self) -> Self:
        self._root.mkdir(parents=True, exist_ok=True)
        self._lock = (self._root / LOCK).open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise FolderError(f"another export writes to {self._root}") from None
        with suppress(FileNotFoundError):
            try:
                known = json.loads((self._root / MANIFEST).read_text("utf-8"))
                found, self._files = known["site"], dict(known["files"])
            except (ValueError, KeyError, TypeError):
                raise FolderError(f"{self._root / MANIFEST} is not a manifest") from None
            if found != self._site:
                raise FolderError(f"{self._root} holds the site {found}")
        return self

    def __exit__(self, *_: object) -> None:
        self._save()
        self._lock.close()

    @property
    def count(self) -> int:
        """How many files there are."""
        return len(self._files)

    @property
    def paths(self) -> set[str]:
        """All that was written."""
        return set(self._files)

    def mark(self, path: str) -> str:
        """The mark of a file; empty if there is none."""
        return str(self._files.get(path, {}).get("mark", ""))

    def has(self, path: str, mark: str) -> bool:
        """True if the file is there with this mark, as large as it was written."""
        known = self._files.get(path)
        if self._fresh or known is None or known["mark"] != mark:
            return False
        with suppress(OSError):
            return self._place(path).stat().st_size == known["size"]
        return False

    def sound(self, path: str) -> bool:
        """True if the file is exactly as it was written."""
        with suppress(OSError):
            return hashlib.sha256(self._place(path).read_bytes()).hexdigest() == self._files[path]["sha256"]
        return False

    def files(self, path: str) -> list[str] | None:
        """The files that a page leads to, if all are there."""
        known: list[str] = self._files[path].get("files", [])
        return known if all(each in self._files and self.has(each, self._files[each]["mark"]) for each in known) else None

    def write(self, path: str, content: bytes, mark: str = "", files: Sequence[str] = ()) -> bool:
        """Put a file in its place in one step; False if it is there already. Without a mark its digest is its mark."""
        digest = hashlib.sha256(content).hexdigest()
        if self.has(path, mark or digest):
            return False
        temporary = self.temporary(path)
        temporary.write_bytes(content)
        self.settle(path, temporary, digest, len(content), mark, files)
        return True

    def temporary(self, path: str) -> Path:
        """A place beside the file for what is on its way."""
        place = self._place(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        return place.with_name(f".{threading.get_ident()}.export-part")

    def settle(self, path: str, temporary: Path, digest: str, size: int, mark: str = "",
               files: Sequence[str] = ()) -> None:
        """Put what has come into its place."""
        os.replace(temporary, self._place(path))
        with self._mutex:
            self._files[path] = {"sha256": digest, "size": size, "mark": mark or digest,
                                 **({"files": list(files)} if files else {})}
            self._since_saved += 1
            if self._since_saved >= SAVED_EVERY:
                self._save()

    def remove(self, path: str) -> None:
        """Remove a file of ours, and the folders that are empty without it."""
        place = self._place(path)
        place.unlink(missing_ok=True)
        self._files.pop(path, None)
        for folder in place.parents:
            if folder == self._root:
                break
            try:
                folder.rmdir()
            except OSError:
                break

    def _place(self, path: str) -> Path:
        """Where a path lies; raises ``FolderError`` for one that leads out of the folder, or through a link."""
        parts = path.removeprefix("/").split("/")
        if any(part in ("", ".", "..") or "\0" in part or "\\" in part for part in parts) or parts[0] in (MANIFEST, LOCK):
            raise FolderError(f"“{path}” cannot be the path of a file")
        place = self._root
        for part in parts:
            place = place / part
            if place.is_symlink():
                raise FolderError(f"{place} is a link")
        return place

    def _save(self) -> None:
        self._since_saved = 0
        temporary = self._root / f".{MANIFEST}.part"
        temporary.write_text(json.dumps({"site": self._site, "files": dict(sorted(self._files.items()))}, ensure_ascii=False,
                                        indent=0), "utf-8")
        os.replace(temporary, self._root / MANIFEST)
