"""HTML as it is read: (source, what is read)."""
import pytest

from shared.plugins import folding, markup


def read(source: str) -> str:
    return folding.decode(markup.read(source).codes)


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("4331<b>01</b>", "433101"),
        ("43<span class=''>31</span>01", "433101"),
        ("43<EM>31</EM>01<unknown/>1", "4331011"),
        ("43<!-- -->31", "4331\n "),
        ("<tr><td>433101</td><TH a=''>1990</th></tr>", "\n\t433101\t1990\n"),
        ("a<br>b<br/>c<BR />d", "a\nb\nc\nd"),
        ("a&amp;b &lt;b&gt; &#52;&#x34;&#0052; &nbsp;", "a&b <b> 444 \xa0"),
        ("a&nbsp b&shy;c", "a\xa0 b\xadc"),
        ("x=1&lt=2&copy=3 &foo; &", "x=1&lt=2&copy=3 &foo; &"),
        ("a\nb<pre>c\nd</pre>e\nf", "a b\nc\nd\ne f"),
        ('<img alt="机密" src=x.png>图', "图\n机密\nx.png"),
        ("<a href='tel:138' title=\"a>b\">电话</a>", "电话\ntel:138\na>b"),
        ('<a title="&#49;&quot;">x</a>', 'x\n1"'),
        ("机<a title='x'>密</a>", "机密\nx"),
        ("<!-- 内部 --><p>正文", "\n正文\n 内部 "),
        ("<!doctype html><?x y?>a", "a"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("a <b", "a <b"),
        ('a <b title="c', 'a <b title="c'),
        ("a <!-- b", "a \n b"),
        ("</p></b>a", "\na"),
        ("", ""),
    ],
)
def test_a_page_reads_as_a_browser_shows_it_and_hidden_text_follows(source: str, seen: str) -> None:
    assert read(source) == seen


def test_every_character_knows_its_source() -> None:
    source = '<p>甲<b>乙</b>&amp;</p><i title="丙">'
    reading = markup.read(source)
    sources = [source[slice(*reading.source(place))] for place in range(len(reading.codes))]
    assert sources == ["<p>", "甲", "乙", "&amp;", "</p>", '"', "丙"]


@pytest.mark.parametrize(
    "reference", ["&#0;", "&#xD800;", "&#1114112;", f"&#{'9' * 5000};", f"&#{'0' * 5000}49;", f"&#x{'f' * 50};"]
)
def test_a_senseless_reference_does_no_harm(reference: str) -> None:
    assert read(f"a{reference}b").startswith("a")


@pytest.mark.parametrize("piece", ["<a ", '<a "', "<a '\"", "<!--", "<!", '<a ="', "&#0", "&", "<p a='b'>"])
def test_a_hostile_page_is_read_to_its_end(piece: str) -> None:
    assert read(piece * 20_000 + "</a>\n末尾").rstrip("\n").endswith(("末尾", "b"))
