"""The files service's answer: what is taken for the text of a file, and what is not."""
from typing import Any

import pytest

from services.files import use_cases as files
from services.files.schemas import GetText, TextView
from services.secrecy import errors
from services.secrecy.attachments import OPERATION, RemoteFiles
from services.secrecy.ports import FileText, Gap, Part
from shared.errors import Fault, Kind, Unavailable

PIECES = [{"name": "body", "kind": "plain", "text": "一二", "continues": False},
          {"name": "body", "kind": "plain", "text": "三", "continues": True},
          {"name": "table-1", "kind": "table", "text": "姓名\t电话", "continues": False}]


def answered(pieces: list[dict[str, Any]], **changes: Any) -> RemoteFiles:
    """A service that gives out one piece at a time, as its own schemas do."""

    def call(operation: str, *, seconds: float, **fields: Any) -> Any:
        assert operation == OPERATION == f"files.{files.get_extracted_text.__name__}"
        first = GetText().load(fields | {"file_id": "0" * 64})["from_piece"]
        after = first + 1 if first + 1 < len(pieces) else None
        return TextView().dump({"file": "f", "outcome": "partial", "reason": "broken", "pieces": pieces[first:first + 1],
                                "gaps": [{"part": "entry-1", "reason": "broken", "label": "坏", "count": 1}],
                                "next": after} | changes)

    return RemoteFiles(call)


def test_pieces_are_put_together_over_pages() -> None:
    assert answered(PIECES).read("f") == FileText(
        (Part("body", "一二三"), Part("table-1", "姓名\t电话", "table")), (Gap("entry-1", "broken", "坏"),))


def test_a_file_without_text_is_read() -> None:
    assert answered([], gaps=[], outcome="read").read("f") == FileText((), ())


@pytest.mark.parametrize(("pieces", "wrong"), [
    (PIECES, {"next": 0}), ([PIECES[0] | {"kind": "pdf"}], {}), (PIECES[1:2], {}), (PIECES, {"gaps": []})])
def test_an_answer_that_makes_no_sense_is_no_clean_file(pieces: list[dict[str, Any]], wrong: dict[str, Any]) -> None:
    with pytest.raises(errors.UnreadableText):
        answered(pieces, **wrong).read("f")


def test_a_file_that_is_gone_is_told_from_one_that_waits() -> None:
    class Gone(Fault):
        kind = Kind.NOT_FOUND

    def raising(fault: Fault) -> RemoteFiles:
        def call(*_: Any, **__: Any) -> Any:
            raise fault

        return RemoteFiles(call)

    assert raising(Gone()).read("f") is None
    with pytest.raises(Unavailable):
        raising(Unavailable()).read("f")
