"""Office files of since 2007 (docx, xlsx, pptx): all text in the package, wherever a program or a person put it.

What a reader of the document does not see is read as well: hidden sheets, deleted text, comments, notes, the data behind
charts and pivot tables, what was embedded. What is in the package and is no text that can be read becomes a gap.
"""
import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from services.files.extraction import sheets, sniffing, xml
from services.files.extraction.archives import entry_name
from services.files.extraction.flow import AnyText, Flow
from services.files.extraction.packing import chunks, has_unlisted, opened, whole
from services.files.extraction.relations import Relations, Workbook
from services.files.extraction.scope import Exhausted, Scope, Unread

_FLOWS = (
    (re.compile(r"word/document\d*\.xml"), "body"),
    (re.compile(r"word/(header|footer)(\d*)\.xml"), None),
    (re.compile(r"word/(footnotes|endnotes|comments)\.xml"), None),
    (re.compile(r"ppt/slides/(slide)(\d+)\.xml"), None),
)
_NOTES = re.compile(r"ppt/notesslides/notesslide\d+\.xml")
_SHEET = re.compile(r"xl/(?:work|macro|dialog|chart)sheets/[^/]+\.xml")
_MAIN = re.compile(r"word/document|xl/worksheets/|ppt/(?:slides|notesslides)/")
_ATTRIBUTES_TOO = re.compile(r"xl/(?:workbook\.xml|pivotcache|externallinks|connections|querytables|tables)|customxml/")
"""Here text stands in attributes of any element."""
_VARIABLES = frozenset({"docVar", "query", "connectString", "udl", "dataSource", "src"})
"""Elsewhere, and in the settings, in those of these: variables that macros left, where a letter's addresses came from."""
_FORMAL = re.compile(
    r"\[content_types\]\.xml|(?:word|ppt|xl)/(?:theme/theme\d+\.xml|styles\.xml|styleswitheffects\.xml|fonttable\.xml|"
    r"websettings\.xml|numbering\.xml|calcchain\.xml|tablestyles\.xml|presprops\.xml|viewprops\.xml)")
"""What programs write in attributes here is no text; whatever stands between tags is."""
_SKIPPED = re.compile(r"(?:word|ppt|xl)/(?:fonts/font\d+\.(?:odttf|fntdata)|printersettings/printersettings\d+\.bin)")
_THUMBNAIL = re.compile(r"docprops/thumbnail\.[a-z]+")
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|webp|wdp|ico)$")
_SOUND = re.compile(r"\.(?:mp3|wav|m4a|wma|mp4|avi|wmv|mov|mpe?g)$")
_XML = re.compile(r"\.(?:xml|vml)$")


@dataclass
class _Package:
    """One package while it is read."""

    scope: Scope
    archive: zipfile.ZipFile
    relations: dict[str, Relations] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    """How many of each kind of part there were, pictures included."""
    taken: set[zipfile.ZipInfo] = field(default_factory=set)
    """What was read before its turn: the workbook and its texts; another entry of their name was not."""

    def pieces(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """The bytes of an entry."""
        return chunks(self.scope, self.archive, entry)


def read_office(scope: Scope, source: IO[bytes], name: str) -> None:
    """Parts by what they are: ``body``, ``table-1``, ``header-1``, ``sheet-2``, ``slide-3-notes``, ``properties``, …"""
    with opened(source) as archive:
        package = _Package(scope, archive)
        if has_unlisted(archive):
            scope.gap("", "broken")
        entries = [(entry_name(entry).replace("\\", "/").lstrip("/"), entry) for entry in archive.infolist()]
        for _ in entries:
            scope.ledger.enter()
        package.relations = _relations(package, entries)
        book = _workbook(package, entries)
        for path, entry in sorted(entries, key=lambda each: _in_order(each[0])):
            if entry not in package.taken and not (entry.is_dir() and not entry.file_size and not entry.CRC):
                _guarded(package, path.lower(), entry, book)
        if book:
            scope.add("unused-texts", book.unused())
        for what in ("image", "media"):
            if package.counts[what]:
                scope.gap("", what, package.counts[what])


def _guarded(package: _Package, path: str, entry: zipfile.ZipInfo, book: Workbook | None) -> None:
    """One entry; what is wrong with it is a gap of its own."""
    try:
        _read_entry(package, path, entry, book)
    except Exhausted:
        raise
    except Unread as problem:
        package.scope.gap(_numbered(package, "other"), problem.reason)


def _read_entry(package: _Package, path: str, entry: zipfile.ZipInfo, book: Workbook | None) -> None:
    scope = package.scope
    if path.endswith(".rels"):
        scope.add(_numbered(package, "links"), "\n".join(package.relations[path].outside))
    elif _SKIPPED.fullmatch(path) or (_THUMBNAIL.fullmatch(path) and _is_image(package, entry)):
        return
    elif _PICTURE.search(path):
        package.counts["image"] += 1
    elif _SOUND.search(path):
        package.counts["media"] += 1
    elif name := _flow_name(path, package):
        _read_flow(package, entry, name)
    elif book and _SHEET.fullmatch(path):
        sheets.read_sheet(scope, package.pieces(entry), book.part_of(path), book)
    elif _XML.search(path):
        found = AnyText(scope.charge, _attributes(path))
        xml.feed(found, package.pieces(entry))
        scope.add(_other_name(package, path), found.text, charged=True)
    else:
        scope.nested(_numbered(package, "embedded"), io.BytesIO(whole(scope, package.archive, entry)), path)


def _attributes(path: str) -> frozenset[str] | None:
    """The elements of this part whose attributes are text; ``None`` = all."""
    return None if _ATTRIBUTES_TOO.match(path) else frozenset() if _FORMAL.fullmatch(path) else _VARIABLES


def _is_image(package: _Package, entry: zipfile.ZipInfo) -> bool:
    return sniffing.kind(io.BytesIO(next(package.pieces(entry), b""))) == "image"


def _flow_name(path: str, package: _Package) -> str | None:
    """The name of a part of running text; ``None`` for what is none."""
    for pattern, name in _FLOWS:
        if match := pattern.fullmatch(path):
            return name or "-".join(filter(None, match.groups()))
    if _NOTES.fullmatch(path):
        for target in package.relations.get(rels_of(path), Relations()).inside.values():
            if slide := re.search(r"/slide(\d+)\.xml$", target.lower()):
                return f"slide-{slide[1]}-notes"
        return _numbered(package, "notes")
    return None


def _read_flow(package: _Package, entry: zipfile.ZipInfo, name: str) -> None:
    flow, scope = Flow(package.scope.charge), package.scope
    xml.feed(flow, package.pieces(entry))
    scope.add(name, flow.body, charged=True)
    stem = "" if name == "body" else f"{name}-"
    for number, table in enumerate(flow.tables, 1):
        scope.add(f"{stem}table-{number}", table, "table", charged=True)
    scope.add(f"{stem}boxes", flow.boxes, charged=True)
    scope.add(f"{stem}descriptions", flow.descriptions, charged=True)
    scope.add(f"{stem}strays", flow.strays, charged=True)


def _relations(package: _Package, entries: list[tuple[str, zipfile.ZipInfo]]) -> dict[str, Relations]:
    found: dict[str, Relations] = {}
    for path, entry in entries:
        if path.lower().endswith(".rels"):
            relations = Relations(posixpath.dirname(posixpath.dirname(path)))
            xml.feed(relations, package.pieces(entry))
            found[path.lower()] = relations
    return found


def _workbook(package: _Package, entries: list[tuple[str, zipfile.ZipInfo]]) -> Workbook | None:
    """The sheets' order and the texts that they share, if it is a workbook."""
    named = {path.lower(): entry for path, entry in entries}
    entry = named.get("xl/workbook.xml")
    if entry is None:
        return None
    book = Workbook(package.scope.charge, package.relations.get("xl/_rels/workbook.xml.rels", Relations()))
    xml.feed(book, package.pieces(entry))
    package.taken.add(entry)
    package.scope.add("sheet-names", "\n".join(book.names), charged=True)
    package.scope.add("defined-names", "\n".join(book.defined), charged=True)
    if strings := named.get("xl/sharedstrings.xml"):
        xml.feed(book.strings, package.pieces(strings))
        package.taken.add(strings)
    return book


def _other_name(package: _Package, path: str) -> str:
    if _FORMAL.fullmatch(path):
        return _numbered(package, "formal")
    for beginning, name in (("docprops/", "properties"), ("xl/comments", "comments"), ("xl/threadedcomments", "comments"),
                            ("ppt/comments", "comments"), ("xl/drawings", "drawing"), ("ppt/slidemasters", "master"),
                            ("ppt/slidelayouts", "layout")):
        if path.startswith(beginning):
            return _numbered(package, name)
    return _numbered(package, "chart" if "/charts/" in path else "diagram" if "/diagrams/" in path else "other")


def _numbered(package: _Package, name: str) -> str:
    package.counts[name] += 1
    return f"{name}-{package.counts[name]}"


def rels_of(path: str) -> str:
    """Where the relations of a part stand."""
    return f"{posixpath.dirname(path)}/_rels/{posixpath.basename(path)}.rels"


def _in_order(path: str) -> tuple[bool, list[tuple[int, str]]]:
    """What the document is about before what else is in it, and slide 10 after slide 9."""
    return _MAIN.match(path.lower()) is None, [(int(each), "") if each.isdecimal() and each.isascii() else (-1, each)
            for each in re.split(r"([0-9]{1,15})", path.lower())]
