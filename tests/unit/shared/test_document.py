"""Documents: named, bounded, and the same on both ends of the wire."""
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.document import CSV, DOCX, MOST_BYTES, XLSX, Document
from shared.errors import DocumentTooLarge


@given(content=st.binary(max_size=300))
def test_it_arrives_as_it_was_sent(content: bytes) -> None:
    sent = Document("年度报告.docx", DOCX, content)
    assert Document.from_wire(json.loads(json.dumps(sent.to_wire()))) == sent


@pytest.mark.parametrize("name", [
    "", "a/b.csv", "a\\b.csv", 'a".csv', "a\r\nSet-Cookie: x.csv", "x" * 121, ".", " a.csv", "a.csv ",
    "a\x00.csv", "\ud800.csv"])
def test_a_name_that_could_harm_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no name of a file"):
        Document(name, CSV, b"")


@pytest.mark.parametrize("media_type", ["", "text", "text/html\r\nx: y", "text/csv;charset", "text/ csv"])
def test_a_media_type_that_is_none_is_refused(media_type: str) -> None:
    with pytest.raises(ValueError, match="no media type"):
        Document("a.csv", media_type, b"")


def test_what_is_too_large_for_one_message_is_refused_with_its_size() -> None:
    assert len(Document("a.xlsx", XLSX, b"x" * MOST_BYTES).content) == MOST_BYTES
    with pytest.raises(DocumentTooLarge) as refusal:
        Document("a.xlsx", XLSX, b"x" * (MOST_BYTES + 1))
    assert str(MOST_BYTES + 1) in refusal.value.sentence
