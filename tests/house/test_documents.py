"""The reference pages say what the code does today."""
import pytest

from tests.house import documents, suite

PAGES = documents.files()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_generated_page_is_fresh(path: documents.Path) -> None:
    assert path.is_file() and path.read_text("utf-8") == PAGES[path], "write it anew with: python -m tests.house.documents"


def test_every_table_of_transitions_is_shown() -> None:
    text = PAGES[documents.DOCS / "states.md"]
    written = [path for path in suite.sources("services") if "\nTRANSITIONS" in path.read_text("utf-8")]
    assert text.count("```mermaid") == len(written) > 0
