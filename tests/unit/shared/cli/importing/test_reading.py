"""Files of every type become drafts, or say in one sentence why not."""
import io
import zipfile
from pathlib import Path

import docx
import pytest

from shared.cli.importing import reading
from shared.cli.importing.journal import Journal, Outcome, mark_of
from shared.cli.importing.reading import Draft, Unreadable, read

TEXT = "第一条 为了规范示例工作，保障各方合法权益，根据有关规定，制定本办法。"


def draft(name: str, content: str | bytes) -> Draft:
    """The draft in a file."""
    return read(Path(name), content.encode() if isinstance(content, str) else content)


def word(*paragraphs: str, heading: str = "") -> bytes:
    """A Word file."""
    document, target = docx.Document(), io.BytesIO()
    if heading:
        document.add_heading(heading, 1)
    for each in paragraphs:
        document.add_paragraph(each)
    document.save(target)
    return target.getvalue()


def refused(name: str, content: str | bytes) -> str:
    """Why it is not taken."""
    with pytest.raises(Unreadable) as caught:
        draft(name, content)
    return str(caught.value)


def test_markdown_loses_its_title_and_its_comments() -> None:
    found = draft("示例办法(2026-01-02).md", f"# 示例办法\n\n<!-- INFO END -->\n\n## 总则\n\n{TEXT}\n\n- 甲\n- 乙\n")
    assert found.fields["title"] == "示例办法" and found.fields["made_on"] == "2026-01-02"
    body = found.fields["body"]
    assert body.startswith("<h2>总则</h2>") and "INFO" not in body and "<li>甲</li>" in body


def test_front_matter_wins_over_every_guess() -> None:
    found = draft("a.md", f"---\ntitle: 另一标题\nmade_on: 2026-05-06\nkeywords: [甲, 乙]\n---\n# 标题\n\n{TEXT}\n")
    assert (found.fields["title"], found.fields["made_on"]) == ("另一标题", "2026-05-06")
    assert found.fields["keywords"] == ["甲", "乙"]
    assert "names nonsense" in refused("a.md", "---\nnonsense: 1\n---\ntext")
    assert "YAML" in refused("a.md", "---\n: [\n---\ntext")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_text_of_every_encoding(encoding: str) -> None:
    found = draft("通知.txt", f"关于放假的通知\n\n{TEXT}\n1 < 2\n".encode(encoding))
    assert found.fields["title"] == "关于放假的通知" and found.fields["kind"] == "notice"
    assert found.fields["body"].startswith(f"<p>{TEXT}</p>") and "1 &lt; 2" in found.fields["body"]


def test_word_and_its_tables() -> None:
    found = draft("a.docx", word(TEXT, heading="关于示例的意见"))
    assert found.fields["title"] == "关于示例的意见" and found.fields["kind"] == "opinion" and TEXT in found.fields["body"]


def test_a_web_page_loses_what_acts() -> None:
    page = f"<html><head><title>页</title><script>x()</script></head><body onload='y()'><h1>标题</h1><p>{TEXT}</p>" \
           "<script>alert(1)</script><img src='a.png'></body></html>"
    found = draft("a.html", page)
    assert found.fields["title"] == "标题" and TEXT in found.fields["body"]
    assert not any(each in found.fields["body"] for each in ("script", "alert", "onload", "img"))
    assert "script" in found.remarks[0] and "1 image" in found.remarks[1]


def test_an_internal_kind_is_pointed_out() -> None:
    assert any("internal paper" in each for each in draft("关于经费的请示.txt", f"关于经费的请示\n{TEXT}").remarks)


@pytest.mark.parametrize(("name", "content", "why"), [
    ("a.md", "", "empty"), ("a.txt", " \n ", "empty"), ("a.docx", b"PK\x03\x04broken", "broken"),
    ("a.docx", word(TEXT)[:-300], "broken"), ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted"),
    ("a.md", "# 只有标题\n", "nothing but a title"), ("a.html", "<html><body> <p></p></body></html>", "no text"),
    ("a.txt", bytes(range(256)) * 8, "encoding")])
def test_why_a_file_is_not_taken(name: str, content: str | bytes, why: str) -> None:
    assert why in refused(name, content)


def test_a_word_file_that_unpacks_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "UNPACKED_MOST", 100_000)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", bytes(1_000_000))
    assert "too large" in refused("a.docx", target.getvalue())


def test_the_journal_goes_on_after_a_line_that_a_crash_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    with Journal(path) as journal:
        journal.note(Outcome("a", "a.md", "drafted", "id1", bytes="d"))
        journal.note(Outcome("b", "b.md", "refused", why="x"))
    path.write_text(path.read_text() + '{"mark": "c", "fi')
    with Journal(path) as journal:
        assert journal.landed("a") and not journal.landed("b") and not journal.landed("c") and journal.with_bytes("d")
        journal.note(Outcome("c", "c.md", "drafted", "id3"))
    assert set(Journal(path).outcomes) == {"a", "b", "c"}


def test_another_column_or_other_bytes_are_another_file() -> None:
    marks = {mark_of(*each) for each in (("a", "x", b"1"), ("b", "x", b"1"), ("a", "y", b"1"), ("a", "x", b"2"))}
    assert len(marks) == 4
