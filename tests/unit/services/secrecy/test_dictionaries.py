"""Dictionaries: what may stand in one, changes as a whole, and that a scan follows each edition."""
import json
from typing import Any

import pytest

from services.secrecy import errors
from services.secrecy.errors.dictionaries import (
    ChangeEmpty,
    ChangeMade,
    DictionaryExists,
    DictionaryFull,
    EditionUnknown,
    EntriesRefused,
    EntryNotFound,
    PageMissing,
)
from services.secrecy.model import dictionary as model
from services.secrecy.ports import Part
from shared.errors import Forbidden, StaleVersion
from tests.unit.services.secrecy.suite import EDITOR, KEEPER, NOW, STRANGER, Suite, entry


@pytest.fixture
def kept(suite: Suite) -> Suite:
    """With an empty dictionary."""
    suite.dictionary()
    return suite


def found(suite: Suite, text: str) -> list[tuple[str, str, bool]]:
    """Where a text is objected to by a dictionary: the place's characters, kind, trial."""
    return [(text[each.start:each.end], each.kind, each.trial) for each in suite.ports.inspector.scan([Part("body", text)])
            if each.detector == "dictionary"]


def listed(suite: Suite, **query: Any) -> list[Any]:
    given = {"kind": None, "tag": None, "severity": None, "state": None, "text": None, "since": 0, "standing": "active",
             "limit": 20, "cursor": None, **query}
    return suite.act("list_dictionary_entries", KEEPER, dictionary_id="projects", **given)[0]


def refused(suite: Suite, *terms: dict[str, Any], **fields: Any) -> dict[str, list[str]]:
    with pytest.raises(EntriesRefused) as caught:
        suite.change(add=list(terms), **fields)
    return caught.value.fields


def test_a_word_is_found_from_the_answer_on_however_it_is_disguised(kept: Suite) -> None:
    before = kept.ports.inspector.versions
    changed = kept.change("projects", "云杉计划", "ASR")
    assert (changed.edition, changed.size, changed.counts) == (1, 2, {"word.on": 2})
    assert kept.ports.inspector.versions.dictionary == f"{before.dictionary}+projects@1"
    assert found(kept, "关于云*杉 計劃的通知，was red") == [("云*杉 計劃", "term", False)]
    told = kept.dictionaries.events[-1]
    assert (told.dictionary, told.edition, told.added, told.removed, told.chain) == ("projects", 1, 2, 0, changed.chain)
    assert "云杉" not in str(told.data())


def test_the_longest_wins_and_a_phrase_makes_harmless_what_lies_in_it(kept: Suite) -> None:
    kept.change("projects", "云杉", "云杉计划", add=[
        entry("云杉计划展览馆", kind="phrase"), entry("云杉[一-龥]{1,3}号", kind="pattern"),
        entry("云杉路七号院", kind="phrase")])
    assert found(kept, "云杉计划展览馆开馆。云杉计划。云杉。") == [("云杉计划", "term", False), ("云杉", "term", False)]
    assert found(kept, "云杉路七号院；云杉二七号") == [("云杉二七号", "pattern", False)]


def test_what_is_on_trial_records_and_never_blocks_nor_hides(kept: Suite) -> None:
    kept.change("projects", "云杉计划", add=[entry("云杉计划书", state="trial")])
    assert found(kept, "云杉计划书") == [("云杉计划", "term", False), ("云杉计划书", "term", True)]
    kept.request("<p>云杉书，云杉计划书</p>")
    assert [each.trial for each in kept.only.findings if each.blocks] == [False]


@pytest.mark.parametrize(("term", "why"), [
    (entry("密"), "至少须有 2 个字符"), (entry("。密 "), "至少须有 2 个字符"),
    (entry("云杉计划", reason="云 杉計划是代号"), "不得重复"),
    (entry("(a+)+$", kind="pattern", reason="（a+)+$"), None), (entry("a*", kind="pattern"), "空文本"),
    (entry(".", kind="pattern"), "任意单个字符"), (entry("(?=a)b", kind="pattern"), "RE2"),
    (entry("(a", kind="pattern"), "RE2"),
    (entry("(a{1,100}){1,100}", kind="pattern"), "RE2"), (entry(r"[\p{Han}]{500}", kind="pattern"), "过于复杂"),
    (entry("項目１号", kind="pattern"), "归一化"), (entry("项目一号", kind="pattern", reason="即项目一号"), "不得重复"),
])
def test_what_finds_everything_or_nothing_or_quotes_itself_is_refused(kept: Suite, term: dict[str, Any], why: str | None
                                                                      ) -> None:
    if why is None:
        assert kept.change(add=[term]).edition == 1
        assert found(kept, "啊" + "a" * 5000 + "b") == [], "it costs time in proportion to the text"
        return
    assert why in refused(kept, term)["add.0"][0] and kept.dictionaries.get("projects").edition == 0


def test_the_same_twice_and_what_is_also_allowed_are_refused_by_line(kept: Suite) -> None:
    assert list(refused(kept, entry("云杉计划"), entry("一号"), entry("雲杉 计划"))) == ["add.2"]
    kept.change("projects", "云杉计划")
    assert "已有相同" in refused(kept, entry("二号"), entry("云杉·计划"))["add.1"][0]
    assert "互相矛盾" in refused(kept, entry("云杉计划", kind="phrase"))["add.0"][0]
    kept.dictionary("names")
    with pytest.raises(EntriesRefused) as caught:
        kept.change("names", add=[entry("云杉计划", kind="phrase")])
    assert "互相矛盾" in caught.value.fields["add.0"][0], "another dictionary's term is no phrase here"
    assert kept.change("names", "云杉计划").edition == 1, "two bodies may object to the same"
    assert found(kept, "云杉计划") == [("云杉计划", "term", False)]


def test_a_term_is_taken_out_with_a_reason_and_may_come_back(kept: Suite) -> None:
    kept.change("projects", "云杉计划")
    (term,) = listed(kept)
    kept.change(remove=[{"entry": term.id, "reason": "已经公开"}])
    assert found(kept, "云杉计划") == [] and listed(kept) == []
    (gone,) = listed(kept, standing="removed")
    assert (gone.removal.reason, gone.removal.edition, gone.removal.by) == ("已经公开", 2, "keeper")
    with pytest.raises(EntryNotFound):
        kept.change(remove=[{"entry": term.id, "reason": "再一次"}])
    changed = kept.change("projects", "云杉计划")
    assert (changed.edition, changed.counts, len(found(kept, "云杉计划"))) == (3, {"word.on": 1}, 1)


def test_a_term_changes_its_state_in_one_change(kept: Suite) -> None:
    kept.change(add=[entry("云杉计划", state="trial")])
    (term,) = listed(kept)
    changed = kept.change("projects", "云杉计划", remove=[{"entry": term.id, "reason": "试用期满"}])
    assert changed.counts == {"word.on": 1} and found(kept, "云杉计划") == [("云杉计划", "term", False)]


def test_a_reason_of_a_removal_quotes_nothing(kept: Suite) -> None:
    kept.change("projects", "云杉计划")
    with pytest.raises(EntriesRefused):
        kept.change(remove=[{"entry": listed(kept)[0].id, "reason": "云杉计划已经公开"}])


def test_a_stale_version_an_empty_change_and_too_much_are_refused(kept: Suite, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.change("projects", "云杉计划")
    with pytest.raises(StaleVersion):
        kept.change("projects", "二号", version=1)
    with pytest.raises(ChangeEmpty):
        kept.change()
    monkeypatch.setattr(model, "ENTRIES_MOST", 2)
    with pytest.raises(DictionaryFull):
        kept.change("projects", "三号", "四号")
    assert found(kept, "二号三号四号") == [], "what a refused change laid down counts for nothing"
    with pytest.raises(DictionaryExists):
        kept.dictionary()


def stage(suite: Suite, page: int, content: str, format: str = "jsonl", change: str = "big") -> Any:
    return suite.act("stage_entries", KEEPER, dictionary_id="projects", change=change, page=page, format=format,
                     content=content)


def lines(*texts: str, **fields: Any) -> str:
    return "\n".join(json.dumps({"text": each, "reason": "虚构", **fields}, ensure_ascii=False) for each in texts)


def test_a_large_change_comes_in_pages_and_counts_as_a_whole(kept: Suite) -> None:
    stage(kept, 1, lines("一号工程", "二号工程"))
    stage(kept, 1, lines("一号工程", "三号工程"))  # handed in again: in its place
    stage(kept, 2, "\ufeffkind,text,severity,state,reason,tags\nword,四号工程,medium,on,虚构,甲 乙\n\n"
          "phrase,四号工程馆,,,虚构,\n", "csv")
    assert found(kept, "一号工程") == []
    with pytest.raises(PageMissing):
        kept.change(change="big", pages=3)
    changed = kept.change("projects", "五号工程", change="big", pages=2)
    assert (changed.edition, changed.size) == (1, 5) and found(kept, "二号工程") == []
    assert [hit[0] for hit in found(kept, "一号工程，四号工程馆，四号工程，五号工程")] == ["一号工程", "四号工程", "五号工程"]
    assert [each.tags for each in listed(kept, severity="medium")] == [("甲", "乙")]
    assert kept.change(change="big", pages=2, version=1).version == changed.version, "made already: once is enough"
    with pytest.raises(ChangeMade):
        stage(kept, 3, lines("六号工程"))


@pytest.mark.parametrize(("format", "content", "field", "why"), [
    ("jsonl", '{"text": "一号", "reason": "x"}\n{', "content.2", "不是 JSON"), ("jsonl", "[1]", "content.1", "JSON 对象"),
    ("jsonl", '{"text": "一号", "reason": "x", "why": 1}', "content.1", "未知字段"),
    ("jsonl", '{"text": 3}', "content.1", "text 必填"),
    ("jsonl", '{"text": "一\\n号", "reason": "x"}', "content.1", "text 必填"),
    ("jsonl", '{"text": "一号"}', "content.1", "reason 必填"),
    ("jsonl", '{"text": "一号", "reason": "x", "severity": "x"}', "content.1", "severity 只能是"),
    ("jsonl", '{"text": "一号", "reason": "x", "tags": "x"}', "content.1", "tags"),
    ("csv", "text,reason\na,b,c", "content.2", "列数"),
    ("csv", "text,reason\n密,b", "content.2", "至少"), ("jsonl", "[" * 5000, "content.1", "不是 JSON"),
])
def test_a_page_with_one_bad_line_is_not_kept_and_says_which(kept: Suite, format: str, content: str, field: str, why: str
                                                             ) -> None:
    with pytest.raises(EntriesRefused) as caught:
        stage(kept, 1, content, format)
    assert why in caught.value.fields[field][0] and not kept.entries.added


def test_two_pages_do_not_bring_the_same(kept: Suite) -> None:
    stage(kept, 1, lines("一号工程"))
    with pytest.raises(EntriesRefused) as caught:
        stage(kept, 2, lines("二号工程", "一号 工程"))
    assert list(caught.value.fields) == ["content.2"]


def test_two_editions_are_compared_and_what_counts_is_exported(kept: Suite) -> None:
    kept.change("projects", "甲号", "乙号")
    term = listed(kept, text="甲")[0]
    kept.change("projects", "丙号", remove=[{"entry": term.id, "reason": "公开"}])
    kept.change(remove=[{"entry": listed(kept, text="丙")[0].id, "reason": "误加"}])

    def differences(before: int, after: int) -> list[tuple[str, str]]:
        found, _ = kept.act("list_dictionary_differences", KEEPER, dictionary_id="projects", before=before, after=after,
                            limit=20, cursor=None)
        return sorted((each["what"], each["entry"].text) for each in found)

    assert differences(0, 1) == [("added", "乙号"), ("added", "甲号")]
    assert differences(1, 2) == [("added", "丙号"), ("removed", "甲号")]
    assert differences(1, 3) == [("removed", "甲号")] and differences(3, 3) == []
    with pytest.raises(EditionUnknown):
        differences(0, 4)
    document = kept.act("get_dictionary_export", KEEPER, dictionary_id="projects", format="jsonl", part=1)
    assert document.name == "projects-3-1.jsonl" and json.loads(document.content)["text"] == "乙号"
    kept.dictionary("copy")
    table = kept.act("get_dictionary_export", KEEPER, dictionary_id="projects", format="csv", part=1).content.decode()
    kept.act("stage_entries", KEEPER, dictionary_id="copy", change="c", page=1, format="csv", content=table)
    assert kept.change("copy", change="c", pages=1).size == 1


def test_only_a_keeper_of_its_unit_changes_a_dictionary(kept: Suite) -> None:
    for caller in (EDITOR, STRANGER):
        with pytest.raises(Forbidden):
            kept.change("projects", "云杉计划", caller=caller)
        with pytest.raises(Forbidden):
            kept.act("get_dictionary", caller, dictionary_id="projects")
    assert kept.act("list_dictionaries", STRANGER, unit=None)[0] == []


def test_a_dictionary_that_changes_during_a_review_sends_it_back_to_the_scan(kept: Suite) -> None:
    kept.request("<p>云杉计划</p>")
    kept.change("projects", "云杉计划")
    with pytest.raises(errors.ScanStale):
        kept.decide("clear_review", kept.only)
    kept.decide("scan_review", kept.only)
    with pytest.raises(errors.FindingsOpen):
        kept.decide("clear_review", kept.only)
    (blocking,) = [each for each in kept.only.findings if each.blocks]
    cleared = kept.decide("clear_review", kept.only, dismissals=[{"finding": blocking.id, "reason": "误报"}])
    assert cleared.clearance.dictionary.endswith("projects@1")


def test_old_pages_of_a_change_that_was_never_made_are_dropped(kept: Suite) -> None:
    stage(kept, 1, lines("一号工程"), change="old")
    kept.entries.forget("projects", made=[], before=NOW.replace(year=2027))
    with pytest.raises(PageMissing):
        kept.change(change="old", pages=1)
