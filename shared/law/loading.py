"""Finds rule packs by entry point and by folder, and stacks them; a broken one is refused with its file and line.

The entry point's name is the pack's name; it loads to the file (a ``Path`` or whatever ``importlib.resources`` gives) or
to a function that returns it. A file in a folder is called like its pack: ``xiangxi-2018.yaml``.
"""
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from importlib.resources.abc import Traversable
from pathlib import Path

from shared.law.pack_file import LEVELS, read
from shared.law.problems import PackError, Problem
from shared.law.rules import Law, Pack
from shared.plugins.discovery import PACKS


@dataclass(frozen=True)
class Place:
    """Where a pack can be loaded from."""

    name: str
    origin: str
    """The distribution that ships it, or the folder that it lies in."""
    point: EntryPoint | None = None
    file: Path | None = None

    def load(self) -> Pack:
        """The pack; raises ``PackError`` also where it calls itself something else."""
        path = self.file or _file(self)
        pack = load_pack(path)
        if pack.name != self.name:
            raise PackError(f"{path}: the pack of {self.origin} is called “{pack.name}” but stands under the name "
                            f"“{self.name}”; both must be equal")
        return pack


def load_pack(path: Path | Traversable) -> Pack:
    """The pack in a file; raises ``PackError`` with file, line and what is wrong."""
    pack, problems = examine(path)
    if pack is None:
        raise PackError.of(problems)
    return pack


def examine(path: Path | Traversable) -> tuple[Pack | None, list[Problem]]:
    """The pack in a file, or all that is wrong with the file."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return None, [Problem(str(path), 0, f"the file cannot be read: {error.strerror or error}")]
    return read(str(path), raw)


def installed(folders: Iterable[Path] = (), points: Iterable[EntryPoint] | None = None) -> dict[str, Place]:
    """All packs that can be named, in order of name; raises ``PackError`` where two have one name."""
    found: dict[str, Place] = {}
    for place in _places(folders, entry_points(group=PACKS) if points is None else points):
        if place.name in found:
            raise PackError(f"two rule packs are called “{place.name}”: one of {found[place.name].origin} and one of "
                            f"{place.origin}; remove one")
        found[place.name] = place
    return {name: found[name] for name in sorted(found)}


def load(names: Sequence[str], folders: Iterable[Path] = (), points: Iterable[EntryPoint] | None = None) -> Law:
    """The stack of the packs ``names``, lowest first; raises ``PackError``."""
    places = installed(folders, points)
    if not names:
        raise PackError(f"no rule pack is named; installed are {', '.join(places) or 'none'}")
    for name in names:
        if name not in places:
            raise PackError(f"the rule pack “{name}” is not installed; installed are {', '.join(places) or 'none'}")
    return stack([places[name].load() for name in names])


def stack(packs: Sequence[Pack]) -> Law:
    """The law that ``packs`` make together; raises ``PackError`` where they do not fit on each other."""
    for lower, upper in zip(packs, packs[1:], strict=False):
        if LEVELS.index(lower.level) > LEVELS.index(upper.level):
            raise PackError(f"the {lower.level} pack “{lower.name}” stands below the {upper.level} pack “{upper.name}”; "
                            "name the national pack first, the local one last")
    names, keys = set(), {}
    for pack in packs:
        if pack.name in names:
            raise PackError(f"the rule pack “{pack.name}” is named twice")
        names.add(pack.name)
        _fits(pack, keys)
    return Law(packs)


def _fits(pack: Pack, below: dict[str, Pack]) -> None:
    """A key is a term in all packs of a stack, or in none."""
    for key, rules in pack.rules.items():
        other = below.setdefault(key, pack)
        if (other.rules[key][0].term is None) != (rules[0].term is None):
            raise PackError(f"“{key}” is a term in one of the packs “{other.name}” and “{pack.name}” and none in the other")


def _places(folders: Iterable[Path], points: Iterable[EntryPoint]) -> Iterator[Place]:
    for point in points:
        yield Place(point.name, f"{point.dist.name} {point.dist.version}" if point.dist else "an unknown distribution", point)
    for folder in folders:
        if not folder.is_dir():
            raise PackError(f"{folder}: there is no such folder of rule packs")
        for file in sorted(folder.glob("*.yaml")):
            yield Place(file.stem, str(folder), file=file)


def _file(place: Place) -> Path | Traversable:
    try:
        loaded = place.point.load() if place.point else None
        found = loaded() if callable(loaded) else loaded
    except Exception as error:
        raise PackError(f"the rule pack “{place.name}” of {place.origin} does not load: "
                        f"{type(error).__name__}: {error}") from error
    if not isinstance(found, Traversable):
        raise PackError(f"the entry point of the rule pack “{place.name}” of {place.origin} names no file")
    return found
