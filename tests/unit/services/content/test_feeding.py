"""Feeds and sitemaps: right XML and JSON whatever titles hold, stable ids, absolute addresses, and tags to drop them by."""
import re
from datetime import datetime
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from services.content import errors, schemas, use_cases
from services.content.papers import feeds, sitemaps
from services.content.papers.feeds import Feed, FeedEntry
from shared.caller import ANONYMOUS
from shared.ready import Ready
from tests.unit.services.content.town import AT, EDITOR, Town

ATOM, SITEMAP = "{http://www.w3.org/2005/Atom}", f"{{{sitemaps.NAMESPACE}}}"
HOME = "https://www.example.gov.cn"


@pytest.fixture
def town() -> Town:
    """A small town."""
    return Town()


def ask(town: Town, use_case: Any, schema: Any, **fields: Any) -> Ready:
    """The answer, asked as over HTTP."""
    made: Ready = town.do(use_case, ANONYMOUS, **schema().load(fields))
    return made


def feed(town: Town, format: str, **narrow: Any) -> Ready:
    """A feed of the town's site."""
    return ask(town, use_cases.get_public_feed, schemas.GetPublicFeed, site="xxz", format=format, **narrow)


def test_atom_names_articles_by_ids_that_stay(town: Town) -> None:
    article = town.live(town.draft(title="关于<办法>&通知", body="<p>一</p><p>二</p>"))
    answer = feed(town, "atom")
    root = etree.fromstring(answer.json)
    assert answer.media_type == "application/atom+xml"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-CN"
    assert root.findtext(f"{ATOM}title") == "示例州人民政府门户网站"
    entry = root.find(f"{ATOM}entry")
    assert (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}summary")) == ("关于<办法>&通知", "一 二")
    assert entry.find(f"{ATOM}link").get("href") == f"{HOME}{article.path}"
    id_, updated = entry.findtext(f"{ATOM}id"), datetime.fromisoformat(entry.findtext(f"{ATOM}updated"))
    assert id_ == f"tag:www.example.gov.cn,2026-11-23:{article.id}" and updated == article.published_at
    assert root.findtext(f"{ATOM}updated") == entry.findtext(f"{ATOM}updated")

    town.step(use_cases.revise_article, EDITOR, article)
    town.step(use_cases.edit_article, EDITOR, article, title="另一个标题", summary="概述")
    town.publish(town.cleared(town.articles.get(article.id)))
    entry = etree.fromstring(feed(town, "atom").json).find(f"{ATOM}entry")
    assert (entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}summary")) == (id_, "概述")
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated")) > updated
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}published")) == updated


def test_rss_and_json_say_the_same(town: Town) -> None:
    articles = [town.live(town.draft(title=f"题{number}")) for number in range(2)]
    channel = etree.fromstring(feed(town, "rss").json).find("channel")
    assert (channel.findtext("language"), channel.findtext("link")) == ("zh-CN", f"{HOME}/")
    items = channel.findall("item")
    assert {each.findtext("link") for each in items} == {f"{HOME}{each.path}" for each in articles}
    assert items[0].find("guid").get("isPermaLink") == "false" and items[0].findtext("pubDate").endswith("+0000")
    found = orjson.loads(feed(town, "json").json)
    assert found["version"] == "https://jsonfeed.org/version/1.1" and found["home_page_url"] == f"{HOME}/"
    assert [each["id"] for each in found["items"]] == [each.findtext("guid") for each in items]
    assert found["items"][0]["url"] == items[0].findtext("link")
    assert {each["date_published"] for each in found["items"]} == {each.published_at.isoformat() for each in articles}


def test_a_feed_is_of_a_site_a_column_or_a_unit_and_dropped_with_them(town: Town) -> None:
    town.open("news")
    first, second = town.live(), town.live(town.draft(column="xxz.news"))
    assert len(orjson.loads(feed(town, "json").json)["items"]) == 2
    answer = feed(town, "json", column="xxz.news")
    assert [each["id"].rpartition(":")[2] for each in orjson.loads(answer.json)["items"]] == [second.id]
    assert answer.tags == ("list:xxz.news", "site:xxz", "column:xxz.news", f"article:{second.id}")
    assert orjson.loads(answer.json)["home_page_url"] == f"{HOME}/news/"
    assert orjson.loads(feed(town, "json", unit="999999").json)["items"] == []
    town.withdraw(first)
    assert len(orjson.loads(feed(town, "json").json)["items"]) == 1
    with pytest.raises(errors.SiteNotFound):
        ask(town, use_cases.get_public_feed, schemas.GetPublicFeed, site="no", format="rss")


def test_an_empty_site_has_a_feed_too(town: Town) -> None:
    for form, (_, write) in feeds.FORMS.items():
        assert feed(town, form).json and write is feeds.FORMS[form][1]
    assert {form: media_type for form, (media_type, _) in feeds.FORMS.items()} == schemas.feeds.FORMS


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=30), st.text(max_size=30))
def test_any_title_and_summary_makes_right_xml(title: str, summary: str) -> None:
    one = FeedEntry(id="tag:x,2026-11-23:1", title=title, link=f"{HOME}/a", summary=summary, author="甲", category="乙",
                    published=AT, updated=AT)
    made = Feed(id="tag:x,2026-11-23:feed", title=f"站{title}", description="述", link=f"{HOME}/", author="甲", updated=AT,
                entries=[one])
    allowed = re.sub("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", title)
    wanted = (allowed or feeds.UNTITLED)
    assert etree.fromstring(feeds.atom(made)).findtext(f"{ATOM}entry/{ATOM}title") == wanted
    assert etree.fromstring(feeds.rss(made)).findtext("channel/item/title") == wanted


def test_a_sitemap_has_an_index_and_pages(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "MOST", 2)
    articles = [town.live() for _ in range(3)]
    index = ask(town, use_cases.get_public_sitemap, schemas.OfSite, site="xxz")
    root = etree.fromstring(index.json)
    assert root.tag == f"{SITEMAP}sitemapindex" and index.media_type == "application/xml"
    assert [each.text for each in root.iter(f"{SITEMAP}loc")] == [f"{HOME}/sitemap-1.xml", f"{HOME}/sitemap-2.xml"]
    places: list[str] = []
    for number in (1, 2):
        page = ask(town, use_cases.get_public_sitemap_page, schemas.GetPublicSitemapPage, site="xxz", number=number)
        places += [each.text for each in etree.fromstring(page.json).iter(f"{SITEMAP}loc")]
        assert "list:xxz" in page.tags
    assert places == [f"{HOME}/", f"{HOME}/zcwj/", *(f"{HOME}{each.path}" for each in articles)]
    last = etree.fromstring(page.json).find(f"{SITEMAP}url/{SITEMAP}lastmod")
    assert datetime.fromisoformat(last.text) == articles[2].published_at
    with pytest.raises(errors.PageNotFound):
        ask(town, use_cases.get_public_sitemap_page, schemas.GetPublicSitemapPage, site="xxz", number=3)


def test_addresses_tell_what_is_there_and_what_is_gone(town: Town) -> None:
    stays, goes = town.live(), town.live()
    town.draft()

    def told() -> dict[str, Any]:
        fields = schemas.ListPublicAddresses().load({"site": "xxz"})
        return {each["id"]: each for each in town.do(use_cases.list_public_addresses, ANONYMOUS, **fields)[0]}

    before = told()
    assert before.keys() == {stays.id, goes.id} and before[stays.id]["state"] == "public"
    town.withdraw(goes)
    after = told()
    assert after[stays.id] == before[stays.id]
    assert (after[goes.id]["state"], after[goes.id]["reason"], after[goes.id]["path"]) == ("withdrawn", "误", goes.path)
    assert after[goes.id]["mark"] != before[goes.id]["mark"] and "title" not in after[goes.id]


def test_sites_are_public_with_their_labels(town: Town) -> None:
    found = orjson.loads(town.do(use_cases.list_public_sites, ANONYMOUS).json)["items"]
    assert (found[0]["id"], found[0]["unit_name"], found[0]["labels"]["SiteIDCode"]) == ("xxz", "示例州人民政府", "4331000001")
