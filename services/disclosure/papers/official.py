"""An official document (公文) as docx: page, fonts and paragraphs after GB/T 9704-2012.

Sizes are in points, lengths in millimetres.
"""
import io
import re
from datetime import UTC, datetime
from typing import Any

from docx import Document as new_document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

TITLE, HEADING, BODY, SMALL = "方正小标宋简体", "黑体", "仿宋_GB2312", "宋体"
"""The fonts that the standard names; a machine without one shows the nearest that it has."""
SECOND, THIRD, FOURTH, FIFTH = 22.0, 16.0, 14.0, 10.5
"""Sizes: 二号, 三号, 四号, 五号."""
_PAGE = {"page_width": 210, "page_height": 297, "top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26,
         "header_distance": 15, "footer_distance": 25}
_LINE = 28.95
"""Line spacing that gives 22 lines a page."""
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
RED = RGBColor(0xC0, 0x00, 0x00)
CENTRE, RIGHT, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY


def printable(text: str) -> str:
    """``text`` without the characters that no XML file can hold."""
    return _UNPRINTABLE.sub("", text)


class Paper:
    """One document while it is written."""

    def __init__(self, *, title: str, unit: str, at: datetime) -> None:
        """``unit`` is its author; ``at`` the moment that its properties tell."""
        self.docx: Any = new_document()
        self._properties(printable(title), printable(unit), at)
        for name, millimetres in _PAGE.items():
            setattr(self.docx.sections[0], name, Mm(millimetres))
        normal = self.docx.styles["Normal"]
        _font(normal.element.get_or_add_rPr(), BODY)
        normal.font.size = Pt(THIRD)
        self._page_numbers()

    def paragraph(self, text: str = "", *, font: str = BODY, size: float = THIRD, align: Any = JUSTIFY, indent: float = 0,
                  right: float = 0, before: float = 0, after: float = 0, colour: RGBColor | None = None,
                  close: bool = False) -> Any:
        """One paragraph; ``indent`` (first line) and ``right`` count characters, ``close`` keeps it with the next one."""
        made = self.docx.add_paragraph()
        write(made, text, font=font, size=size, align=align, colour=colour)
        form = made.paragraph_format
        form.space_before, form.space_after, form.keep_with_next = Pt(before), Pt(after), close
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(max(_LINE, size * 1.4))
        form.first_line_indent, form.right_indent = Pt(size * indent), Pt(size * right)
        return made

    def paragraphs(self, text: str) -> None:
        """Running text: each line a paragraph with the first line indented by two characters."""
        for line in filter(None, (each.strip() for each in text.splitlines())):
            self.paragraph(line, indent=2)

    def content(self) -> bytes:
        """The file."""
        file = io.BytesIO()
        self.docx.save(file)
        return file.getvalue()

    def _properties(self, title: str, unit: str, at: datetime) -> None:
        core, moment = self.docx.core_properties, at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        core.title, core.author, core.last_modified_by = title[:255], unit[:255], unit[:255]
        core.comments = core.subject = core.keywords = core.category = ""
        core.created = core.modified = moment
        core.language, core.revision = "zh-CN", 1

    def _page_numbers(self) -> None:
        """``— 1 —`` at the outer edge: right on odd pages, left on even ones, a character from the edge."""
        section = self.docx.sections[0]
        self.docx.settings.odd_and_even_pages_header_footer = True
        for footer, align in ((section.footer, RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
            made = footer.paragraphs[0]
            write(made, "— ", font=SMALL, size=FOURTH, align=align)
            made.paragraph_format.left_indent = made.paragraph_format.right_indent = Pt(FOURTH)
            _field(made, "PAGE")
            write(made, " —", font=SMALL, size=FOURTH, align=align)


def write(paragraph: Any, text: str, *, font: str, size: float, align: Any = None, colour: RGBColor | None = None) -> None:
    """Add ``text`` to a paragraph in a font that holds for Chinese characters too."""
    run = paragraph.add_run(printable(text))
    run.font.size = Pt(size)
    if colour is not None:
        run.font.color.rgb = colour
    _font(run._element.get_or_add_rPr(), font)
    if align is not None:
        paragraph.alignment = align


def _font(properties: Any, font: str) -> None:
    fonts = properties.get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), font)


def _field(paragraph: Any, code: str) -> None:
    run = paragraph.add_run()
    run.font.size = Pt(FOURTH)
    _font(run._element.get_or_add_rPr(), SMALL)
    for kind in ("begin", "", "end"):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = code
        run._element.append(part)
