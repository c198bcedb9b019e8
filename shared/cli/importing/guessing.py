"""What a file's name and first lines say of the document in it: title, dates, document number, kind, who issued it. Pure.

A guess is a proposal: the editor sees it in the draft, and nothing of it is public before people have approved it.
"""
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shared.document_number import is_document_number, normal_document_number

HEAD_LINES = 15
"""Lines of a document that are looked at for its dates and number."""
TITLE_MOST, SUMMARY_MOST, SOURCE_MOST = 200, 200, 40
_DAY = re.compile(r"(?P<year>(?:19|20)\d\d)\s*[年.\-/]\s*(?P<month>\d{1,2})\s*[月.\-/]\s*(?P<day>\d{1,2})日?")
_NAME_DAY = re.compile(rf"[\s_—-]*[(（\[【]?\s*{_DAY.pattern}\s*[)）\]】]?\s*\Z")
_ISSUED = re.compile(r"公布|发布|印发|颁布|通过|批准|签发")
_IN_FORCE = re.compile(rf"(?:自\s*)?{_DAY.pattern}\s*(?:起\s*)?(?:施行|实施|生效)")
_NUMBER = re.compile(r"[\u4e00-\u9fa5]{1,12}\s*[〔\[(（【﹝]\s*\d{4}\s*[〕\])）】﹞]\s*第?\s*\d+\s*号")
_ISSUER = re.compile(r"(?:\A|[\s日])(?:中华人民共和国)?"
                     r"([\u4e00-\u9fa5]{0,16}?(?:国务院|人民政府(?:办公[室厅])?|委员会|部|局|厅|署|院|办公室))"
                     r"(?:令|第|发布|公布|印发|颁布)")
_KINDS = (("notice", "通知"), ("announcement", "公告"), ("circular", "通告"), ("opinion", "意见"), ("decision", "决定"),
          ("resolution", "决议"), ("order", "命令"), ("order", "令"), ("reply", "批复"), ("letter", "函"), ("minutes", "纪要"),
          ("bulletin", "通报"), ("communique", "公报"), ("report", "报告"), ("request", "请示"), ("motion", "议案"))
INTERNAL_KINDS = {"report": "报告", "request": "请示", "motion": "议案", "minutes": "纪要"}
"""Kinds that are internal as a rule (DOMAIN §9.2): whoever imports one is told."""


@dataclass(frozen=True, kw_only=True)
class Guess:
    """What was guessed; what could not be is empty or ``None``."""

    title: str
    kind: str = "other"
    document_number: str = ""
    made_on: date | None = None
    effective_on: date | None = None
    source: str = ""
    summary: str = ""


def guess(stem: str, title: str, lines: Sequence[str]) -> Guess:
    """From a file's name without its extension, the title that stands in it (may be empty), and its lines of text."""
    head = [line.strip() for line in lines if line.strip()][:HEAD_LINES]
    title = _one_line(title) or _one_line(_NAME_DAY.sub("", stem)) or "无标题"
    return Guess(title=title[:TITLE_MOST], kind=kind_of(title), document_number=_number(head), made_on=_made_on(stem, head),
                 effective_on=_effective_on(head), source=_issuer(head), summary=_summary(title, lines))


def kind_of(title: str) -> str:
    """The document kind (公文种类) that a title ends with, brackets after it left out; ``other`` if none."""
    plain = re.sub(r"[（(][^（）()]*[)）]\s*\Z", "", title.strip())
    return next((code for code, word in _KINDS if plain.endswith(word)), "other")


def days_in(text: str) -> list[date]:
    """The calendar days that a text names, in order; what is no day, such as 2019年2月30日, is left out."""
    return [day for found in _DAY.finditer(text) if (day := _day(found))]


def _made_on(stem: str, head: Sequence[str]) -> date | None:
    """The day in the name, else the last day on which the head says that it was issued, else the first that it names."""
    if (found := _NAME_DAY.search(stem)) and (day := _day(found)):
        return day
    issued = [day for line in head if _ISSUED.search(line) for day in days_in(line)]
    named = [day for line in head for day in days_in(line)]
    return issued[-1] if issued else named[0] if named else None


def _effective_on(head: Sequence[str]) -> date | None:
    return next((day for line in head for found in _IN_FORCE.finditer(line) if (day := _day(found))), None)


def _number(head: Sequence[str]) -> str:
    found = (normal_document_number(each[0]) for line in head for each in _NUMBER.finditer(line))
    return next((number for number in found if is_document_number(number)), "")


def _issuer(head: Sequence[str]) -> str:
    return next((found[1][:SOURCE_MOST] for line in head if (found := _ISSUER.search(line))), "")


def _summary(title: str, lines: Sequence[str]) -> str:
    """The first sentence that is one: not the title again, not a heading, not a line of the head."""
    for line in (_one_line(each) for each in lines):
        if len(line) >= 20 and line != title and not (_ISSUED.search(line) and days_in(line)):
            return line[:SUMMARY_MOST]
    return ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
