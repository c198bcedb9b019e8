"""Small whole files of every kind that is read, with one text in each that must not be lost unsaid."""
from dataclasses import dataclass

from tests.unit.services.files.extraction import makers

MARK = "靶场坐标甲乙"
"""Stands in every sample."""
_LINES = f"关于公布名单的通知，请各单位认真落实。\n{MARK}\n联系电话见附表，特此通知。\n"
_PAGE = f"<html><head><title>通知</title></head><body><p title='说明'>各单位：</p>\n{MARK}\n<p>特此通知。</p></body></html>"


@dataclass(frozen=True)
class Sample:
    """A file by the name that people would give it."""

    name: str
    data: bytes
    encoding: str = ""
    """In which its text stands as it is; empty for packages, where it is compressed."""

    @property
    def mark(self) -> bytes:
        """The bytes of the text that must not be lost."""
        return MARK.encode(self.encoding or "utf-8")


def samples() -> list[Sample]:
    """Text, pages and tables in the encodings in use, office files, PDF, and archives in archives."""
    shared = f"<sst><si><t>{MARK}</t></si></sst>".encode()
    word = makers.word("正文", MARK)
    files = {"1.docx": word, "2.txt": MARK.encode(), "3.csv": f"甲,{MARK}\n".encode("gb18030")}
    return [
        Sample("a.txt", _LINES.encode(), "utf-8"), Sample("a.txt", _LINES.encode("gb18030"), "gb18030"),
        Sample("a.txt", b"\xff\xfe" + _LINES.encode("utf-16-le"), "utf-16-le"), Sample("a.md", _LINES.encode(), "utf-8"),
        Sample("a.html", _PAGE.encode(), "utf-8"), Sample("a.htm", _PAGE.encode("gb18030"), "gb18030"),
        Sample("a.csv", f"姓名,说明\n张三,\n{MARK}\n".encode(), "utf-8"),
        Sample("a.docx", word), Sample("a.xlsx", makers.book([["姓名", "电话"], ["张三", MARK], [1, 2.5]])),
        Sample("b.xlsx", makers.replaced(makers.book([["姓名"]]), "xl/sharedStrings.xml", shared)),
        Sample("a.pptx", makers.slides(MARK)), Sample("b.pptx", makers.slides("标题", MARK)),
        Sample("a.pdf", makers.pdf(["第一页", MARK], note="批注", title="题"), "utf-8"),
        Sample("a.zip", makers.archive(files)), Sample("b.zip", makers.archive({"in/a.zip": makers.archive(files)})),
    ]
