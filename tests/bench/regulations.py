"""Real regulations that are not shipped: where they lie, and their texts."""
import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
VARIABLE = "GUANWANG_REGULATIONS"


def folder() -> Path | None:
    """What the environment names, or ``shared/corpus/regulations`` beside the project; None if there is none."""
    named = os.environ.get(VARIABLE)
    places = [Path(named)] if named else [parent / "shared" / "corpus" / "regulations" for parent in list(ROOT.parents)[:2]]
    return next((place for place in places if place.is_dir()), None)


def texts(corpus: Path) -> Iterator[tuple[str, str]]:
    """Name and text of each."""
    for path in sorted(corpus.glob("*.md")):
        if path.name != "README.md":
            yield path.stem, path.read_text("utf-8")
