"""Feeds, sitemaps and the stream of public events, as portals and readers take them, through HTTP at two gateways."""
import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from lxml import etree

from tests.journeys.conftest import Suite
from tests.journeys.portal import Portal, portal, sentences
from tests.support import wait_until

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def press(suite: Suite) -> Portal:
    """A desk of its own."""
    return portal(suite)


def titles(press: Portal, column: str) -> list[str]:
    """What the Atom feed of a column holds."""
    answer = press.reader.response(f"/v1/public/feeds/xxz.atom?column={column}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/atom+xml")
    return [each.text for each in etree.fromstring(answer.content).iter(f"{ATOM}title")][1:]


def test_feeds_and_the_sitemap_follow_what_is_public(press: Portal) -> None:
    column = press.column("f")
    assert titles(press, column) == []
    article = press.publish(column, "关于<示例>&其他", sentences(press.run))
    wait_until(lambda: titles(press, column) == ["关于<示例>&其他"], what="the feed has it")
    again = press.reader.response(f"/v1/public/feeds/xxz.atom?column={column}")
    kept = press.reader.response(f"/v1/public/feeds/xxz.atom?column={column}", if_none_match=again.headers["etag"])
    assert (kept.status_code, kept.content) == (304, b"")
    rss = etree.fromstring(press.reader.file(f"/v1/public/feeds/xxz.rss?column={column}"))
    assert rss.findtext("channel/item/title") == "关于<示例>&其他"
    item = press.reader.get("/v1/public/feeds/xxz.json", column=column)["items"][0]
    domain = next(each["domain"] for each in press.reader.get("/v1/public/sites")["items"] if each["id"] == "xxz")
    assert item["url"] == f"https://{domain}{article['path']}"
    index = etree.fromstring(press.reader.file("/v1/public/sitemaps/xxz.xml"))
    page = press.reader.file(f"/v1/public/sitemaps/xxz/{len(index)}.xml").decode()
    assert f"<loc>{item['url']}</loc>" in page
    press.withdraw(article)
    wait_until(lambda: titles(press, column) == [], timeout=2, what="the feed has lost it")
    assert item["url"] not in press.reader.file(f"/v1/public/sitemaps/xxz/{len(index)}.xml").decode()
    for path in ("/v1/public/feeds/none.atom", "/v1/public/feeds/xxz.pdf", "/v1/public/sitemaps/xxz/x.xml",
                 "/v1/public/sitemaps/none.xml"):
        assert press.reader.response(path).status_code in (404, 422), path


@contextmanager
def listening(url: str, last_id: str = "", **wish: str) -> Iterator[Iterator[dict[str, Any]]]:
    """The events of a stream as they come, each with the name and id that it has in the stream."""
    headers = {"last-event-id": last_id} if last_id else {}
    with httpx.stream("GET", f"{url}/v1/public/events", params=wish, headers=headers, timeout=20) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = answer.iter_lines()
        assert next(lines) == "retry: 2000"

        def events() -> Iterator[dict[str, Any]]:
            found: dict[str, Any] = {}
            for line in lines:
                name, _, value = line.partition(": ")
                if name in ("id", "event"):
                    found[name] = value
                elif name == "data":
                    yield found | json.loads(value)
                    found = {}

        yield events()


def test_public_events_are_heard_at_each_gateway_and_gone_on_with_at_another(suite: Suite, press: Portal) -> None:
    column = press.column("e")
    wish = {"type": "content.article", "unit": "433100", "site": "xxz"}
    with listening(suite.gateways[0], **wish) as first, listening(suite.gateways[-1], **wish) as second:
        article = press.publish(column, f"事件{press.run}", sentences(f"事{press.run}"))
        heard = [next(each for each in events if each["subject"] == article["id"]) for events in (first, second)]
    assert [each["data"]["article_id"] for each in heard] == [article["id"]] * 2 and heard[0]["id"] == heard[1]["id"]
    assert heard[0]["event"] == "content.article.published.v1" and "correlationid" not in heard[0]

    press.withdraw(article)
    with listening(suite.gateways[-1], last_id=heard[0]["id"], **wish) as later:
        mine = (each["event"] for each in later if each["subject"] == article["id"])  # what came shortly before comes again
        assert "content.article.withdrawn.v1" in itertools.islice(mine, 2)
    with listening(suite.gateways[0], last_id="nobody-knows") as unknown:
        assert next(unknown)["event"] == "reset"
