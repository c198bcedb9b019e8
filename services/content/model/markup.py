"""The HTML that an article may hold: structure and links, nothing that acts."""
import re
from html.parser import HTMLParser

import nh3

from services.content.errors import UnsafeMarkup

TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del", "div", "dl", "dt", "em",
    "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "li", "ol", "p", "pre", "q", "s",
    "section", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}
ATTRIBUTES = {
    "a": {"href", "title"}, "img": {"src", "alt", "title", "width", "height"}, "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"}, "col": {"span"}, "ol": {"start"}, "*": {"id", "lang"},
}
ROUNDS_MOST = 6
"""Badly nested tags may be read in another way after cleaning; what never settles is refused."""
SCHEMES = {"http", "https", "mailto", "tel"}
_ACTIVE_TAGS = {"script", "iframe", "object", "embed", "applet", "form", "input", "button", "base", "meta", "link", "svg",
                "math", "template", "style", "frame", "frameset"}
_HINTS = (*(f"<{tag}" for tag in sorted(_ACTIVE_TAGS)), "script:", "data:", "&#", "&colon", "&newline", "&tab", "\t", "\n:")
_EVENT_ATTRIBUTE = re.compile(r"on\w+\s*=")
_PRE = re.compile(r"""(<pre(?: [a-z]+="[^"]*")*>)\n""")
_CLEANER = nh3.Cleaner(tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None, strip_comments=True)


_ACCENTS = ("b", "strong", "i", "em", "u", "s", "sub", "sup", "small", "span", "code")


def _plain() -> re.Pattern[str]:
    """HTML that is clean by its very form, as most notices are: paragraphs, headings and lists with simple accents.

    Every tag is closed in its place and has no attribute, and no character is one that HTML would write in another way.
    """
    text = r"[^<>&\r\x00\xa0\ufeff]*"
    inner = rf"{text}(?:(?:<br>|<(?P<{{0}}>{'|'.join(_ACCENTS)})>{text}</(?P={{0}})>){text})*"
    block = rf"<(?P<block>p|h[1-6])>{inner.format('accent')}</(?P=block)>"
    items = rf"<(?P<list>ul|ol)>{text}(?:<li>{inner.format('marked')}</li>{text})*</(?P=list)>"
    return re.compile(rf"{text}(?:(?:{block}|{items}){text})*\Z")


_PLAIN = _plain()
_TAG = re.compile("<[^>]*>")
_PLAIN_TAGS = {f"<{end}{tag}>" for tag in (*_ACCENTS, "p", "ul", "ol", "li", *(f"h{level}" for level in range(1, 7)))
               for end in ("", "/")} | {"<br>"}


def sanitised(html: str) -> str:
    """``html`` reduced to what an article may hold; raises ``UnsafeMarkup`` when it holds anything that would act.

    Unknown tags and attributes are dropped, their text kept. Cleaning clean HTML changes nothing.
    """
    if is_plain(html):
        return html
    if _is_suspicious(html):
        finder = _ActiveContent()
        finder.feed(html)
        finder.close()
        if finder.found:
            raise UnsafeMarkup(fields={"body": [f"含有不允许的内容：{'、'.join(sorted(finder.found))}。"]})
    for _ in range(ROUNDS_MOST):
        # A reader of HTML drops the first newline of a <pre>, so a writer must double it.
        clean = _PRE.sub(r"\1\n\n", _CLEANER.clean(html))
        if clean == html:
            return html
        html = clean
    raise UnsafeMarkup(fields={"body": ["标签嵌套混乱，无法确定其含义。"]})


def is_plain(html: str) -> bool:
    """True if cleaning would find nothing to do, seen at a glance; false for much that is clean all the same."""
    return "&" not in html and _PLAIN_TAGS.issuperset(_TAG.findall(html)) and _PLAIN.match(html) is not None


def _is_suspicious(html: str) -> bool:
    """A quick look that never misses, and sometimes sends harmless text to the slow look."""
    lower = html.lower()
    return any(hint in lower for hint in _HINTS) or _EVENT_ATTRIBUTE.search(lower) is not None


class _ActiveContent(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _ACTIVE_TAGS:
            self.found.add(f"<{tag}>")
        for name, value in attrs:
            address = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name.startswith("on"):
                self.found.add(f"属性 {name}")
            elif address.startswith(("javascript:", "vbscript:", "data:")):
                self.found.add(f"{address.split(':', 1)[0]}: 地址")
