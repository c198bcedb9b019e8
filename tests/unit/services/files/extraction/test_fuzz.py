"""Real files, damaged anywhere: there is always an outcome, and soon."""
import tempfile
import time
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from services.files.extraction import REASONS, Limits
from tests.unit.services.files.extraction import makers

_WHOLE = (
    makers.word("正文" * 50), makers.book([["姓名", "电话"]] * 20), makers.slides("标题", "备注"),
    makers.pdf(["一", "二"], note="批", title="题"), makers.archive({"a.txt": b"abc", "b.docx": makers.word("x")}),
    "姓名,电话\n张三,1\n".encode("gb18030"), b"<html><body>x</body></html>", makers.compound("WordDocument"))

_DAMAGE = st.lists(st.tuples(st.floats(0, 1), st.sampled_from(["set", "cut", "insert", "repeat"]), st.binary(max_size=8)),
                   min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(_WHOLE), _DAMAGE, st.sampled_from(["a.docx", "a.csv", "a.html", "a.pdf", "a"]))
def test_damaged_files_have_an_outcome(data: bytes, damage: list[tuple[float, str, bytes]], name: str) -> None:
    for place, how, piece in damage:
        data = _damaged(data, int(place * len(data)), how, piece)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        found = makers.read(Path(folder), data, name, Limits(unpacked=20_000_000))
    assert time.monotonic() - started < 10
    assert found.outcome in ("read", "partial", "unreadable")
    assert {gap.reason for gap in found.gaps} <= set(REASONS)
    assert (found.outcome == "read") == (not found.gaps)
    assert len(makers.texts(found)) == len(found.parts)
    "".join(part.text for part in found.parts).encode()


_INNER = ((_WHOLE[0], "word/document.xml"), (_WHOLE[1], "xl/worksheets/sheet1.xml"), (_WHOLE[1], "xl/workbook.xml"),
          (_WHOLE[2], "ppt/slides/slide1.xml"), (_WHOLE[2], "ppt/_rels/presentation.xml.rels"))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(_INNER), _DAMAGE)
def test_packages_with_damaged_parts_have_an_outcome(place: tuple[bytes, str], damage: list[tuple[float, str, bytes]]) -> None:
    package, name = place
    content = makers.contained(package, name)
    for where, how, piece in damage:
        content = _damaged(content, int(where * len(content)), how, piece)
    with tempfile.TemporaryDirectory() as folder:
        found = makers.read(Path(folder), makers.replaced(package, name, content), "a")
    assert {gap.reason for gap in found.gaps} <= set(REASONS)
    assert len(makers.texts(found)) == len(found.parts)


def _damaged(data: bytes, at: int, how: str, piece: bytes) -> bytes:
    if how == "set":
        return data[:at] + piece + data[at + len(piece):]
    if how == "cut":
        return data[:at] + data[at + 1 + len(piece) * 20:]
    if how == "insert":
        return data[:at] + piece + data[at:]
    return data[:at] + data[max(0, at - 64):]
