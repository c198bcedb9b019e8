"""A file as a draft: its text as HTML, and what its name, its head and its front matter say of it."""
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import charset_normalizer
import lxml.html
import mammoth
import nh3
import yaml
from lxml.etree import LxmlError
from markdown_it import MarkdownIt

from shared.cli.importing.guessing import INTERNAL_KINDS, Guess, guess

BYTES_MOST = 20_000_000
"""The largest file that is read."""
UNPACKED_MOST = 200_000_000
"""Bytes that the parts of a Word file may have together once they are unpacked."""
FIELDS = ("title", "summary", "source", "author", "keywords", "kind", "document_number", "subject", "attribute", "lead_unit",
          "withholding_reason", "re_examine_on", "made_on", "effective_on", "expires_on", "validity", "main_policy")
"""What front matter may say; the names are those of the API."""
_FRONT = re.compile(r"\A---\s*\n(.*?)\n---\s*(?:\n|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_IMAGE = re.compile(r"<img\b[^>]*>")
_ACTIVE = re.compile(r"<(script|style|iframe|object|embed|form|noscript)\b", re.IGNORECASE)
_BREAKS = re.compile(r"<br ?/?>|</(?:p|div|li|tr|h[1-6]|td|th)>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_HEADING = re.compile(r"\s*<h1(?: [^>]*)?>(.*?)</h1>", re.DOTALL)


class Unreadable(Exception):
    """The file cannot become a draft; the message says why, in one sentence."""


@dataclass(frozen=True)
class Draft:
    """What is sent: the fields of the API without the column; ``remarks`` says what a person should look at."""

    fields: dict[str, Any]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Page:
    html: str
    title: str = ""
    remarks: tuple[str, ...] = ()
    stated: Mapping[str, Any] = field(default_factory=dict)


def read(path: Path, raw: bytes) -> Draft:
    """The draft in a file of these bytes; raises ``Unreadable``."""
    if not raw.strip():
        raise Unreadable("the file is empty")
    if len(raw) > BYTES_MOST:
        raise Unreadable(f"the file has {len(raw)} bytes, more than {BYTES_MOST}")
    page = FORMATS[path.suffix.lower()](raw)
    text = lines(page.html)
    if not any(line.strip() for line in text):
        raise Unreadable("there is no text in the file")
    guessed = guess(path.stem, page.title, text)
    fields = _fields(guessed) | page.stated
    body = without_title(page.html, str(fields["title"])).strip()
    if not body:
        raise Unreadable("there is nothing but a title in the file")
    remarks = page.remarks
    if fields.get("kind") in INTERNAL_KINDS:
        remarks += (f"{INTERNAL_KINDS[str(fields['kind'])]} is an internal paper as a rule: may it be public?",)
    return Draft(fields | {"body": body}, remarks)


def lines(html: str) -> list[str]:
    """The text of a page by lines, references decoded."""
    plain = _TAG.sub("", _BREAKS.sub("\n", html))
    for reference, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&nbsp;", " "), ("&amp;", "&")):
        plain = plain.replace(reference, char)
    return plain.splitlines()


def without_title(html: str, title: str) -> str:
    """The page without its first heading, if that only says the title again."""
    found = _HEADING.match(html)
    same = found and "".join(_TAG.sub("", found[1]).split()) == "".join(title.split())
    return html[found.end():] if found and same else html


def decoded(raw: bytes) -> str:
    """Text in whatever encoding; raises ``Unreadable`` when none fits."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    best = charset_normalizer.from_bytes(raw).best()
    if best is None or "\x00" in str(best):
        raise Unreadable("the encoding of the text cannot be told")
    return str(best)


def _markdown(raw: bytes) -> _Page:
    source = decoded(raw).replace("\r\n", "\n")
    stated, source = _front_matter(source)
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(_COMMENT.sub("", source))
    heading = _HEADING.match(html)
    page = _page_of(html, "".join(lines(heading[1])) if heading else "")
    return _Page(page.html, page.title, page.remarks, stated)


def _plain(raw: bytes) -> _Page:
    text = [line.strip() for line in decoded(raw).splitlines() if line.strip()]
    if not text:
        raise Unreadable("there is no text in the file")
    has_title = len(text) > 1 and len(text[0]) <= 120 and not text[0].endswith(("。", "；", "："))
    body = "".join(f"<p>{escape(line, quote=False)}</p>" for line in text[has_title:])
    return _Page(body, text[0] if has_title else "")


def _word(raw: bytes) -> _Page:
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("the Word file is encrypted, or of the old .doc format: save it as .docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            if sum(each.file_size for each in parts.infolist()) > UNPACKED_MOST:
                raise Unreadable("the Word file is too large once it is unpacked")
        made = mammoth.convert_to_html(io.BytesIO(raw), convert_image=mammoth.images.img_element(lambda _: {"src": ""}))
    except Unreadable:
        raise
    except Exception as error:  # mammoth and what it rests on raise whatever a broken file makes them
        raise Unreadable(f"the Word file is broken ({type(error).__name__})") from None
    heading = _HEADING.match(made.value)
    first = next((line.strip() for line in lines(made.value) if line.strip()), "")
    return _page_of(made.value, "".join(lines(heading[1])) if heading else first if len(first) <= 120 else "")


def _web(raw: bytes) -> _Page:
    try:
        document = lxml.html.document_fromstring(_COMMENT.sub("", decoded(raw)), parser=lxml.html.HTMLParser(
            encoding=None, huge_tree=False, recover=True))
    except (LxmlError, ValueError) as error:
        raise Unreadable(f"the page cannot be read ({type(error).__name__})") from None
    title = next((" ".join(each.text_content().split()) for name in ("h1", "title") for each in document.iter(name)), "")
    body = document.find("body")
    inner = lxml.html.tostring(document if body is None else body, encoding="unicode")
    return _page_of(re.sub(r"\A<body[^>]*>|</body>\s*\Z", "", inner), title)


def _page_of(html: str, title: str) -> _Page:
    """A page without what acts and without images, and what was left out."""
    remarks = []
    if active := sorted({found[1].lower() for found in _ACTIVE.finditer(html)}):
        remarks.append(f"left out: {', '.join(active)}")
    if images := len(_IMAGE.findall(html)):
        remarks.append(f"left out: {images} image{'s' if images > 1 else ''}; upload and attach them in the draft")
        html = _IMAGE.sub("", html)
    if active or re.search(r"\son\w+\s*=", html):
        html = nh3.clean(html, link_rel=None, clean_content_tags={"script", "style", "noscript", "iframe", "object"})
    return _Page(html, title, tuple(remarks))


def _front_matter(source: str) -> tuple[dict[str, Any], str]:
    found = _FRONT.match(source)
    if found is None:
        return {}, source
    try:
        stated = yaml.safe_load(found[1])
    except yaml.YAMLError:
        raise Unreadable("the front matter is no YAML") from None
    if not isinstance(stated, dict):
        raise Unreadable("the front matter must be names and values")
    if unknown := sorted(str(name) for name in stated if name not in FIELDS):
        raise Unreadable(f"the front matter names {', '.join(unknown)}; known are {', '.join(FIELDS)}")
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in stated.items()
            if value is not None}, source[found.end():]


def _fields(guessed: Guess) -> dict[str, Any]:
    """What was guessed, as the API takes it; what was not is left out."""
    fields: dict[str, Any] = {"title": guessed.title, "kind": guessed.kind, "document_number": guessed.document_number,
                              "source": guessed.source, "summary": guessed.summary}
    days = {"made_on": guessed.made_on, "effective_on": guessed.effective_on}
    return {name: value for name, value in fields.items() if value} | {
        name: day.isoformat() for name, day in days.items() if day}


FORMATS: dict[str, Callable[[bytes], _Page]] = {
    ".md": _markdown, ".markdown": _markdown, ".txt": _plain, ".docx": _word, ".html": _web, ".htm": _web}
"""By the file's extension."""
