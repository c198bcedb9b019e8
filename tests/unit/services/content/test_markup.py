"""Markup: what acts is refused, what merely shows is kept as it is (Art. 12 第十二条)."""
import re
from html.parser import HTMLParser

import nh3
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.content.errors import UnsafeMarkup
from services.content.model import markup
from services.content.model.markup import TAGS, sanitised

ACTIVE = [
    "<script>alert(1)</script>", "<SCRIPT SRC=//x></SCRIPT>", "<script\n>x</script\n>", "<p><script>x</script></p>",
    "<iframe src='https://x'></iframe>", "<object data=x>", "<embed src=x>", "<form action=x>", "<input autofocus>",
    "<base href=//x>", "<meta http-equiv=refresh content=0>", "<link rel=stylesheet href=x>", "<svg onload=x>",
    "<svg/onload=x>", "<math><mi>", "<template><p>x</template>", "<style>p{background:url(x)}</style>", "<button>x",
    "<frameset><frame src=x>", "<textarea><script>x</script></textarea>", "<scr\x00ipt>x</script><script>x</script>",
    "<img src=x onerror=alert(1)>", "<img src=x OnErRoR = alert(1)>", "<p onclick='x'>", "<body onload=x>",
    "<a href=\"javascript:alert(1)\">x</a>", "<a href=' javascript:x'>x</a>", "<a href='JaVaScRiPt:x'>x</a>",
    "<a href='java\nscript:x'>x</a>", "<a href='java\tscript:x'>x</a>", "<a href='\x01javascript:x'>x</a>",
    "<a href='vbscript:x'>x</a>", "<a href='data:text/html,<b>x'>x</a>", "<img src='data:image/svg+xml,x'>",
    "<a href='&#106;avascript:x'>x</a>", "<a href='&#x6A;avascript:x'>x</a>", "<a href='javascript&#58;x'>x</a>",
    "<a href='javascript&colon;x'>x</a>", "<a href='java&Tab;script:x'>x</a>", "<a href='javascri&NewLine;pt:x'>x</a>",
    "<a href='&#0000106&#0000097&#0000118&#0000097script:x'>x</a>",
]
CLEAN = [
    "", "没有标签的文本", "<p>各县市人民政府：</p><p>现予印发。</p>", "<h2>一、总则</h2><ol start=\"2\"><li>甲</li></ol>",
    "<table><tbody><tr><td colspan=\"2\">甲</td></tr></tbody></table>", "<p>a &amp; b &lt; c &gt; d</p>",
    "<a href=\"https://www.example.gov.cn/a?b=1&amp;c=2\" title=\"说明\">链接</a>", "<a href=\"mailto:a@example.com\">信</a>",
    "<a href=\"/zcwj/1.html\">站内</a>",
    "<img src=\"/f/1.png\" alt=\"图\" width=\"3\" height=\"4\">", "<p id=\"a\" lang=\"zh\">文</p>",
    "<p>数据：2026年 on = 开，javascript 是一种语言，data : 数据。</p>", "<p>第一行<br>第二行</p><hr>", "<p>😀𠮷</p>",
    "<blockquote><p><strong>甲</strong><em>乙</em></p></blockquote>", "<pre>一\n二</pre>", "<pre>\n\n一</pre>",
]


@pytest.mark.parametrize("html", ACTIVE)
def test_what_acts_is_refused(html: str) -> None:
    with pytest.raises(UnsafeMarkup) as caught:
        sanitised(f"<p>前</p>{html}")
    assert list(caught.value.fields) == ["body"]


@pytest.mark.parametrize("html", CLEAN)
def test_clean_html_stays_as_it_is(html: str) -> None:
    assert sanitised(html) == html


@pytest.mark.parametrize(("html", "kept"), [
    ("<p style=\"color:red\" class=\"x\" data-x=\"1\">文</p>", "<p>文</p>"), ("<font color=red>文</font>", "文"),
    ("<!-- 备注 --><p>文</p>", "<p>文</p>"), ("<p>没有结尾", "<p>没有结尾</p>"), ("<a href=\"ftp://x/\">文</a>", "<a>文</a>"),
    ("<marquee>文</marquee>", "文"), ("a < b", "a &lt; b")])
def test_what_is_only_ornament_goes_and_its_text_stays(html: str, kept: str) -> None:
    assert sanitised(html) == kept


class Reading(HTMLParser):
    """What a reader of the page would find in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what is there."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [re.sub(r"[\x00-\x20]", "", value or "").lower() for name, value in attrs if name in ("href", "src")]


PIECES = st.sampled_from([
    "<p>", "</p>", "<pre>", "</pre>", "\n", "<table>", "<td>", "<b>", "</b>",
    "<a href='", "javascript:", "https://x", "'>", "\">",
    "</a>", "<a>", "<li>", "<!--", "-->", "<![CDATA[", "]]>", "<title>", "</title>", "<textarea>", "<noscript>", "<select>",
    "<script>", "</script>", "<svg>", "<style>", "onload=x", " ", "/", "&", "&lt;",
    "&#60;", "script>", "<", ">", "=", "政", "\x00",
    "<img src=x ", "id=\"", "<h1>", "<ul>", "<caption>", "<tr>", "\r\n", "&nbsp;", "<div>", "</div>", "<br>"])
SOUP = st.one_of(st.lists(PIECES, max_size=15).map("".join), st.text(max_size=40))


@settings(deadline=None)
@given(SOUP)
def test_whatever_is_written_nothing_that_acts_comes_out(html: str) -> None:
    try:
        found = Reading(sanitised(html))
    except UnsafeMarkup:
        return
    assert found.tags <= TAGS
    assert not {name for name in found.attributes if name.startswith("on") or name == "style"}
    assert not [each for each in found.addresses if each.startswith(("javascript:", "vbscript:", "data:"))]


@settings(deadline=None)
@given(SOUP)
@example("<pre>\n\n一</pre>")
@example('<pre id="a>\n">\n\n一</pre>')
def test_cleaning_what_is_clean_changes_nothing(html: str) -> None:
    try:
        once = sanitised(html)
    except UnsafeMarkup:
        return
    assert sanitised(once) == once


TEXTS = st.one_of(
    st.text(max_size=12), st.text("政府网站 abc\n\t\u3000\u200b\ufffe\x85\x0c\x1b'\"=/;:-", max_size=12),
    st.sampled_from(["", "\n", " ", "&amp;", "\r", "\xa0", "\ufeff", "\x00", ">", "javascript:", "onload=x", "data:"]))
TAG = st.sampled_from(["p", "h1", "h6", "b", "strong", "i", "em", "u", "s", "sub", "sup", "small", "span", "code", "ul", "ol",
                       "li", "br", "a", "div", "table", "pre", "script", "form", "h7", "P", "p ", "select", "title"])
TREES = st.recursive(
    TEXTS, lambda inner: st.tuples(TAG, st.lists(inner, max_size=4).map("".join), TAG, st.booleans()).map(
        lambda found: f"<{found[0]}>{found[1]}</{found[0] if found[3] else found[2]}>"), max_leaves=12)
FORMED = st.lists(st.one_of(TREES, st.sampled_from(["<br>", "</p>", "<p>", "<li>甲</li>", "<ul><li>甲<br>乙</li></ul>"])),
                  max_size=5).map("".join)


@settings(deadline=None, max_examples=1000)
@given(FORMED)
@example("<p>甲<b>乙</b><br>丙</p>\n<ul>\n<li>甲<sub>2</sub></li>\n</ul>")
@example("<p>onload=x javascript: <span>data:</span></p>")
@example("<h1>甲</h1><ol></ol>")
def test_what_is_taken_for_clean_at_a_glance_is_clean(html: str) -> None:
    if markup.is_plain(html):
        assert nh3.clean(html, tags=markup.TAGS, attributes=markup.ATTRIBUTES, url_schemes=markup.SCHEMES, link_rel=None,
                         strip_comments=True) == html
        finder = markup._ActiveContent()
        finder.feed(html)
        assert not finder.found


@pytest.mark.parametrize(("html", "plain"), [
    ("<p>各单位：<strong>请</strong>认真<br>执行。</p>\n<ul><li>甲</li><li><em>乙</em></li></ul>", True), ("", True),
    ("文", True), ("<p><b>甲</p></b>", False), ("<p>甲<p>乙</p></p>", False), ("<p id=\"a\">甲</p>", False),
    ("<p>甲</p", False), ("甲 > 乙", False),
    ("<p>甲&amp;乙</p>", False), ("<b>甲</b>", False), ("<ul>甲<p>乙</p></ul>", False), ("<p>甲\xa0乙</p>", False)])
def test_only_what_is_well_formed_is_taken_for_clean_at_a_glance(html: str, plain: bool) -> None:
    assert markup.is_plain(html) is plain


def test_a_long_body_is_looked_at_in_one_go() -> None:
    html = "<p>甲<b>乙</b>丙<br></p>" * 40_000
    assert sanitised(html) == html
