"""The public search through HTTP: found a moment after publication, at both gateways, and gone a moment after withdrawal."""
from typing import Any

import pytest

from shared.cli.api import Api, Refusal
from tests.journeys.conftest import Suite
from tests.journeys.portal import Portal, portal, sentences
from tests.support import wait_until


@pytest.fixture(scope="module")
def press(suite: Suite) -> Portal:
    """A desk of its own."""
    return portal(suite)


def found(reader: Api, q: str, **narrow: Any) -> list[str]:
    """The ids of the hits."""
    return [each["id"] for each in reader.get("/v1/public/search", q=q, **narrow)["items"]]


def test_an_article_is_found_when_it_is_public_and_gone_when_it_is_not(press: Portal) -> None:
    column, word = press.column("s"), f"zz{press.run}"
    article = press.publish(column, f"教育经费统计{word}", f"<p>各单位：现将國務院文件{word}印发。</p>{sentences(press.run)}")
    for reader in press.readers:
        wait_until(lambda reader=reader: found(reader, word) == [article["id"]], what="it is found")  # type: ignore[misc]
    hit = press.reader.get("/v1/public/search", q=f"国务院 {word}", column=column, site="xxz", facets="true")
    assert hit["total"] == {"count": 1, "more": False, "label": "1 条"}
    assert hit["items"][0]["highlights"]["fragments"][0].startswith("各单位：现将<mark>國務院</mark>文件<mark>zz")
    assert hit["facets"]["column"] == [{"value": column, "count": 1}]
    assert [each["id"] for each in press.reader.get("/v1/public/search/suggestions", prefix=f"教育经费统计{word}")["titles"]
            ] == [article["id"]]

    revised = press.revise(article, body=f"<p>改为新的说法yy{press.run}。</p>{sentences(press.run)}")
    for reader in press.readers:
        wait_until(lambda reader=reader: found(reader, f"yy{press.run}"), what="the new text is found")  # type: ignore[misc]
        assert found(reader, f"国务院 {word}", column=column, site="xxz") == []
    assert found(press.reader, word) == [article["id"]], "the title still has it"

    press.withdraw(revised)
    for reader in press.readers:
        wait_until(lambda reader=reader: not found(reader, word), timeout=2, what="it is gone")  # type: ignore[misc]
        assert not found(reader, f"教育 {word}") and not found(reader, f"“{word}”")
        assert not reader.get("/v1/public/search/suggestions", prefix=f"教育经费统计{word}")["titles"]


@pytest.mark.parametrize(("query", "code"), [
    ({"q": ""}, "frame.input.invalid"), ({"q": "a" * 10_000}, "frame.input.invalid"), ({}, "frame.input.invalid"),
    ({"q": "，。！"}, "content.search.nothing_asked"), ({"q": ["a", "b"]}, "frame.input.invalid"),
    ({"q": "政策", "from": "2026-02-30"}, "frame.input.invalid"), ({"q": "政策", "sort": "price"}, "frame.input.invalid"),
    ({"q": "政策", "limit": 1000}, "frame.input.invalid"), ({"q": "政策", "cursor": "n.x"}, "frame.list.invalid_cursor"),
    ({"q": "政策", "from": "2026-02-02", "to": "2026-02-01"}, "content.search.invalid_span")])
def test_a_bad_question_is_told_what_is_wrong(press: Portal, query: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        press.reader.get("/v1/public/search", **query)
    assert (refused.value.status, refused.value.code) == (422, code)
