"""A letter as docx in the layout of official documents (GB/T 9704-2012): head in red, number, title, addressee, body, date."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from services.disclosure.papers.official import BODY, CENTRE, HEADING, RED, RIGHT, SECOND, TITLE, Paper
from shared.document import DOCX, Document
from shared.law.words import day_words

_LOGO = 30.0
"""Points of the unit's name at the head, smaller where it is long."""
_LOGO_WIDTH = 442.0
"""Points between the margins."""
_AFTER_BORDERS = ("w:spacing", "w:ind", "w:jc", "w:rPr")
"""What may follow the borders in a paragraph's properties, of all that ``Paper`` writes."""
_RULE = {"val": "single", "sz": "12", "space": "6", "color": "C00000"}


@dataclass(frozen=True, kw_only=True)
class LetterPaper:
    """What a letter says, ready to be written. ``to`` is the only personal thing besides what the body quotes."""

    title: str
    number: str
    unit: str
    to: str
    paragraphs: Sequence[str]
    annex: str
    """What is disclosed; empty if nothing is attached."""
    issued_on: date
    at: datetime
    """The moment that the file's properties tell."""


def docx(letter: LetterPaper) -> Document:
    """The file. Its properties name the unit and the kind of letter, and nobody else."""
    paper = Paper(title=letter.title, unit=letter.unit, at=letter.at)
    _head(paper, letter)
    paper.paragraph(letter.title, font=TITLE, size=SECOND, align=CENTRE, before=14, after=16, close=True)
    paper.paragraph(f"{letter.to}：", font=BODY)
    *body, closing = letter.paragraphs
    for text in body:
        paper.paragraph(text, indent=2)
    paper.paragraph(closing, indent=2, close=True)  # the signature never stands on a page without any text
    if letter.annex:
        paper.paragraph("附件：公开的政府信息", indent=2, before=14, close=True)
    _signed(paper, letter)
    if letter.annex:
        _annex(paper, letter.annex)
    name = f"{letter.title}{f'（{letter.number}）' if letter.number else ''}"
    return Document(f"{name[:100]}.docx", DOCX, paper.content())


def _head(paper: Paper, letter: LetterPaper) -> None:
    size = min(_LOGO, _LOGO_WIDTH / max(len(letter.unit), 1))
    last = paper.paragraph(letter.unit, font=TITLE, size=size, align=CENTRE, colour=RED, close=True)
    if letter.number:
        last = paper.paragraph(letter.number, align=CENTRE, before=14, close=True)
    border, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in _RULE.items():
        line.set(qn(f"w:{name}"), value)
    border.append(line)
    properties: Any = last._p.get_or_add_pPr()
    properties.insert_element_before(border, *_AFTER_BORDERS)


def _signed(paper: Paper, letter: LetterPaper) -> None:
    """Unit and date at the right; the longer one stands two characters from the edge and the other is centred on it."""
    day = day_words(letter.issued_on)
    wider, own = len(letter.unit), sum(0.5 if sign.isdigit() else 1 for sign in day)
    difference = (wider - own) / 2
    paper.paragraph(letter.unit, align=RIGHT, right=2 + max(-difference, 0), before=28, close=True)
    paper.paragraph(day, align=RIGHT, right=2 + max(difference, 0))


def _annex(paper: Paper, text: str) -> None:
    first = paper.paragraph("附件", font=HEADING, after=14)
    first.paragraph_format.page_break_before = True
    for line in text.splitlines():
        paper.paragraph(line, indent=2)
