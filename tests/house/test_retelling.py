"""After a restore of one service all that others were told of is told anew, or it stands here why not (docs/backup.md)."""
import inspect

import pytest

from shared.plugins.manifest import load
from tests.house import suite

_HEARD = "what it holds is others' word, and is brought again"
_INSIDE = "nobody is told of it"
SILENT = {
    "content.units": _HEARD, "content.notices": _HEARD, "content.matters": _HEARD, "content.files": _HEARD,
    "content.texts": "whether it pads its column is judged again when the publication is brought again",
    "content.links": "every address is asked again in the night, and what is broken or mended is told then",
    "content.originals": _INSIDE, "content.vault": _INSIDE, "content.search": _INSIDE, "content.search_checks": _INSIDE,
    "directory.clients": _INSIDE, "directory.attempts": _INSIDE,
    "disclosure.early_news": _HEARD, "disclosure.units": _HEARD, "disclosure.notices": _HEARD,
    "disclosure.attempts": _INSIDE, "disclosure.vault": _INSIDE,
    "files.references": _HEARD, "files.blobs": "its file tells", "files.uploads": _INSIDE,
    "parking.events": _INSIDE, "parking.batches": _INSIDE,
    "secrecy.units": _HEARD, "secrecy.notices": _HEARD,
    "secrecy.shown": "what is shown is others' word, and is judged again when it is brought again",
    "secrecy.entries": "its dictionary tells", "secrecy.outcomes": _INSIDE,
    "secrecy.reexaminations": "one that is not over goes on; a lost one is made good by the run that its dictionary opens",
}
"""Collections of which nothing is told anew, and why."""


def frame(service: str) -> object:
    """The frame of a service."""
    return load(suite.MANIFESTS[service].service).frame


@pytest.mark.parametrize("service", sorted(suite.MANIFESTS))
def test_every_collection_tells_anew_or_it_is_known_why_not(service: str) -> None:
    collections, anew = set(frame(service).indexes), set(frame(service).anew)  # type: ignore[attr-defined]
    silent = {name.partition(".")[2] for name in SILENT if name.startswith(f"{service}.")}
    assert anew <= collections and not anew & silent
    assert collections - anew == silent, f"{service}: {(collections - anew) ^ silent}"


@pytest.mark.parametrize("service", sorted(suite.MANIFESTS))
def test_what_tells_anew_is_told_what_others_know(service: str) -> None:
    for name, use_case in frame(service).anew.items():  # type: ignore[attr-defined]
        assert list(inspect.signature(use_case).parameters) == ["ports", "now", "id_", "told"], f"{service}.{name}"
