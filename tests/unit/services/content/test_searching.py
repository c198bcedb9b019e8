"""The public search: what is found, how it is shown, and that nothing is shown that is not public at that moment."""
import html
import re
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import ValidationError

from services.content import errors, schemas, use_cases
from services.content.model import Article
from services.content.model.search import asked, fragments, marked
from services.content.model.search.words import cleaned, folded, visible, words
from shared.caller import ANONYMOUS
from shared.errors import InvalidCursor
from tests.unit.services.content.town import EDITOR, PUBLISHER, Town

TEXT = "<p>各县市人民政府：</p><p>为规范<b>教育</b>经费统计工作，现将《国务院辦公廳转发办法》印发给你们。</p>"


@pytest.fixture
def town() -> Town:
    """A small town."""
    return Town()


def search(town: Town, q: str, **asked_for: Any) -> dict[str, Any]:
    """The answer, asked as over HTTP."""
    fields = schemas.SearchPublicArticles().load({"q": q, **asked_for})
    answer: dict[str, Any] = orjson.loads(town.do(use_cases.search_public_articles, ANONYMOUS, **fields).json)
    return answer


def ids(town: Town, q: str, **asked_for: Any) -> list[str]:
    """The ids of the hits."""
    return [each["id"] for each in search(town, q, **asked_for)["items"]]


def live(town: Town, title: str = "示例标题", body: str = TEXT, **item: Any) -> Article:
    """Something public."""
    return town.live(town.draft(title=title, body=body, **item))


def test_words_are_found_wherever_they_stand_however_they_are_written(town: Town) -> None:
    article = live(town, document_number="州政办发〔2018〕21号")
    for q in ("教育", "经费 统计", "统计教育", "國務院辦公廳", "国务院办公厅", "人民政府", "县市人民政府的",
              "州政办发〔2018〕21号", "“教育经费”", "「人民政府」", "费", "２０１８", article.index_number):
        assert ids(town, q) == [article.id], q
    for q in ("水利", "“经费教育”", "教育 水利", "“统计教育”"):
        assert ids(town, q) == [], q


def test_what_is_no_word_of_any_dictionary_is_found_by_comparing(town: Town) -> None:
    article = live(town, body="<p>联系人：龙阿苗。</p>")
    assert ids(town, "龙阿苗") == ids(town, "阿苗") == ids(town, "系人") == [article.id]
    assert ids(town, "苗阿") == []


def test_a_word_that_sentences_are_parted_otherwise_around_is_found_as_a_last_resort(town: Town) -> None:
    article = live(town, body="<p>xab12y</p>")
    assert ids(town, "ab12") == [article.id]
    assert search(town, "ab12")["total"] == {"count": 1, "more": False, "label": "1 条"}


def test_a_hit_shows_where_and_is_safe_to_be_put_into_a_page(town: Town) -> None:
    live(town, title="关于<img>教育", body="<p>1 &lt; 2，教育经费。</p>")
    shown = search(town, "教育")["items"][0]
    assert shown["highlights"] == {"title": "关于&lt;img&gt;<mark>教育</mark>",
                                   "fragments": ["1 &lt; 2，<mark>教育</mark>经费。"]}
    assert (shown["title"], shown["column"], shown["site"], shown["unit"]) == ("关于<img>教育", "xxz.zcwj", "xxz", "433100")


def test_filters_narrow(town: Town) -> None:
    article = live(town, kind="notice", subject="science")
    assert ids(town, "教育", kind="notice", subject="science", site="xxz", unit="433100", column="xxz.zcwj",
               validity="in_force") == [article.id]
    for narrow in ({"kind": "report"}, {"subject": "health"}, {"site": "other"}, {"unit": "1"}, {"column": "xxz.x"},
                   {"validity": "expired"}, {"to": "2026-11-22"}, {"from": "2026-11-24"}, {"in": "title"}):
        assert ids(town, "教育", **narrow) == [], narrow
    assert ids(town, "教育", **{"from": "2026-11-23", "to": "2026-11-23"}) == [article.id]
    assert ids(town, "示例", **{"in": "title"}) == [article.id]
    assert ids(town, "教育", **{"from": "0001-01-01", "to": "9999-12-31"}) == [article.id]


def test_by_relevance_what_has_the_words_in_its_title_comes_first_and_pages_hold_everything_once(town: Town) -> None:
    first = live(town, title="教育经费通知")
    others = [live(town, title=f"其他{number}") for number in range(3)]
    assert ids(town, "教育")[-1] == first.id
    found, cursor = [], None
    for _ in range(9):
        page = search(town, "教育", sort="relevance", limit=1, **({"cursor": cursor} if cursor else {}))
        found += [each["id"] for each in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert found[0] == first.id and sorted(found) == sorted([first.id, *(each.id for each in others)])


def test_hits_are_counted_and_facets_on_demand(town: Town) -> None:
    for kind in ("notice", "notice", "report"):
        live(town, kind=kind)
    answer = search(town, "教育", limit=1, facets=True)
    assert answer["total"] == {"count": 3, "more": False, "label": "3 条"}
    assert answer["facets"] == {"column": [{"value": "xxz.zcwj", "count": 3}],
                                "kind": [{"value": "notice", "count": 2}, {"value": "report", "count": 1}]}


def test_what_is_withdrawn_is_not_shown_although_the_index_has_not_heard_of_it(town: Town) -> None:
    article = live(town)
    town.step(use_cases.withdraw_article, PUBLISHER, article, reason="误", mode="gone", redirect="")
    answer = search(town, "教育")
    assert (answer["items"], answer["total"]["count"]) == ([], 0)
    assert suggested(town, "示")["titles"] == []
    town.settle()
    assert town.ports.search.entries[article.id] == town.articles.get(article.id).version  # type: ignore[attr-defined]


def test_the_text_before_a_revision_is_not_shown_although_the_index_has_not_heard_of_it(town: Town) -> None:
    article = live(town)
    town.step(use_cases.revise_article, EDITOR, article)
    town.step(use_cases.edit_article, EDITOR, article, body="<p>水利。</p>")
    town.step(use_cases.publish_article, PUBLISHER, town.cleared(town.articles.get(article.id)))
    assert ids(town, "教育") == [] and ids(town, "水利") == []
    town.settle()
    assert ids(town, "教育") == [] and ids(town, "水利") == [article.id]


def test_an_archived_page_stays_and_drafts_are_never_found(town: Town) -> None:
    article = town.withdraw(live(town), mode="archive")
    town.cleared(town.draft(body=TEXT))
    assert ids(town, "教育") == [article.id]


def test_a_page_is_filled_up_where_the_index_names_what_is_public_no_more(town: Town) -> None:
    articles = [live(town) for _ in range(4)]
    for article in articles[1:3]:
        town.step(use_cases.withdraw_article, PUBLISHER, article, reason="误", mode="gone", redirect="")
    answer = search(town, "教育", limit=2)
    assert [each["id"] for each in answer["items"]] == [articles[3].id, articles[0].id]


def test_events_in_any_order_leave_the_newest(town: Town) -> None:
    article = live(town)
    entry = town.ports.search.entries[article.id]  # type: ignore[attr-defined]
    town.withdraw(article)
    town.ports.search.put(entry)
    assert ids(town, "教育") == []
    town.once_more()
    assert ids(town, "教育") == []


def test_a_check_finds_what_events_did_not_bring(town: Town) -> None:
    article, gone = live(town), live(town)
    entry = town.ports.search.entries[gone.id]  # type: ignore[attr-defined]
    town.withdraw(gone)
    town.ports.search.entries = {gone.id: entry}  # type: ignore[attr-defined]
    use_cases.tend_search(town.ports, now=town.now, id_="search")
    assert ids(town, "教育") == [article.id]
    assert isinstance(town.ports.search.entries[gone.id], int)  # type: ignore[attr-defined]


def test_an_answer_is_dropped_with_each_of_its_hits(town: Town) -> None:
    article = live(town)
    fields = schemas.SearchPublicArticles().load({"q": "教育", "site": "xxz"})
    assert town.do(use_cases.search_public_articles, ANONYMOUS, **fields).tags == ("list:xxz", f"article:{article.id}")


@pytest.mark.parametrize("q", ["。", "“”", "<>", "!!", "—", "\u200b1\u200b"[0] + "，"])
def test_nothing_that_could_be_searched_for_is_refused(town: Town, q: str) -> None:
    with pytest.raises(errors.NothingAsked):
        search(town, q)


def test_a_bad_question_is_refused_and_operators_are_words(town: Town) -> None:

    for q in ("", "政" * 10_000, ["a", "b"], {"$ne": 1}):
        with pytest.raises(ValidationError):
            search(town, q)  # type: ignore[arg-type]
    article = live(town, body="<p>$where .* a.c (x|y)</p>")
    assert ids(town, "$where") == ids(town, "“.* a.c”") == [article.id]
    assert ids(town, "“a*c”") == ids(town, ".*z") == []
    with pytest.raises(errors.InvalidSpan):
        search(town, "教育", **{"from": "2026-11-24", "to": "2026-11-23"})
    for cursor in ("x", "n", "q.1"):
        with pytest.raises(InvalidCursor):
            search(town, "教育", cursor=cursor)


def suggested(town: Town, prefix: str) -> dict[str, Any]:
    """Suggestions."""
    fields = schemas.SearchPublicWords().load({"prefix": prefix})
    answer: dict[str, Any] = orjson.loads(town.do(use_cases.search_public_words, ANONYMOUS, **fields).json)
    return answer


def test_titles_and_their_words_are_suggested(town: Town) -> None:
    live(town, title="关于教育经费的通知")
    live(town, title="教育督导条例")
    answer = suggested(town, "教")
    assert [each["marked"] for each in answer["titles"]] == ["<mark>教</mark>育督导条例", "关于<mark>教</mark>育经费的通知"]
    assert {"word": "教育", "count": 2} in answer["words"]
    assert suggested(town, "。") == {"titles": [], "words": []}


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="教育经费统计國務院ＡＢ１2<>&。 \u200b的甲", max_size=60),
       st.text(alphabet="教育国ａ1&<甲", min_size=1, max_size=4))
def test_marks_are_around_what_was_asked_for_and_change_nothing_else(text: str, piece: str) -> None:
    text, piece = cleaned(text), folded(cleaned(piece))
    shown = marked(text, [piece])
    assert html.unescape(re.sub("</?mark>", "", shown)) == text
    assert all(folded(html.unescape(each)) == piece for each in re.findall("<mark>(.*?)</mark>", shown))
    assert all(html.unescape(re.sub("</?mark>", "", each)).strip("…") in text for each in fragments(text, [piece]))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="关于教育经费统计调查的办法湘西自治州人民政府2018ab，", min_size=1, max_size=30), st.data())
def test_a_piece_of_a_text_asked_for_in_quotes_finds_it(text: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(text) - 1))
    whole = folded(visible(text))
    piece = text[first:data.draw(st.integers(first + 1, len(text)))]
    try:
        question = asked(f"“{piece}”")
    except errors.NothingAsked:
        return
    assert set(question.terms) <= words(whole) and all(each in whole for each in question.checks)




def test_what_another_column_shows_as_well_is_found_there(town: Town) -> None:
    town.open("news")
    article = live(town, placements=[{"column": "xxz.news"}])
    assert ids(town, "教育", column="xxz.news") == ids(town, "教育", column="xxz.zcwj") == [article.id]
