"""The file of a rule pack: what is right becomes rules, what is wrong is named with its line in one sentence."""
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.law.loading import load_pack
from shared.law.overlay import LocalDay
from shared.law.pack_file import read
from shared.law.problems import PackError
from shared.law.rules import Mark, Pack
from shared.law.terms import Term, TermUnit

SOUND = """\
pack: town-1
title: 某镇办法
level: local
version: 1.10
bases: [某条例]
in_force: {from: 2020-01-01, until: 2030-01-01}
values:
  a.term:
    label: 期限
    article: Art. 7 第七条
    source: 原文
    mark: V
    dated:
      - {from: 2020-01-01, term: 5 workdays, near: 0.4, extended: 10 workdays}
      - {from: 2021-07-01, term: 1 week, roll: true, shorter_wins: true, article: Art. 8 第八条, mark: S}
  a.value:
    label: 数
    article: Art. 8 第八条
    source: 原文
    mark: M
    dated:
      - {from: 2020-01-01, value: {count: 3, list: [a, "0755", 1.5, true], text: 两次}}
rulings:
  - {on: 2021-01-01, article: Art. 7 第七条, by: 办公室, text: 从次日起算}
calendar:
  generation: 2
  corrections:
    - {day: 2005-12-31, off: false, name: 上班, source: 通知}
  days_off:
    - {day: 04-08, name: 节, article: 规定, from: 2020}
    - {day: 2026-11-25, name: 纪念日, article: 公告}
  fixed_holidays:
    - {day: "10-01", name: 国庆节}
"""


def pack(text: str = SOUND) -> Pack:
    """A pack that must be sound."""
    found, problems = read("f.yaml", text.encode())
    assert found, problems
    return found


def wrong(text: str) -> list[tuple[int, str]]:
    """Line and sentence of all that is wrong."""
    found, problems = read("f.yaml", text.encode())
    assert found is None
    return [(each.line, each.text) for each in problems]


def test_a_sound_file_becomes_a_pack() -> None:
    found = pack()
    assert (found.name, found.version, found.level, found.bases) == ("town-1", "1.10", "local", ("某条例",))
    assert found.in_force(date(2029, 12, 31)) and not found.in_force(date(2030, 1, 1))
    first, second = found.rules["a.term"]
    assert (first.term, first.near, first.extended, first.article, first.mark) == (
        Term(5, TermUnit.WORKDAYS), 0.4, Term(10, TermUnit.WORKDAYS), "Art. 7 第七条", Mark.VERIFIED)
    assert (second.term, second.roll, second.shorter_wins, second.article, second.mark, second.source) == (
        Term(7, TermUnit.DAYS), True, True, "Art. 8 第八条", Mark.SECONDARY, "原文")
    assert found.rules["a.value"][0].value == {"count": 3, "list": ["a", "0755", 1.5, True], "text": "两次"}
    assert found.rulings[0].on == date(2021, 1, 1)


def test_a_value_holds_from_its_date_to_the_next_while_the_pack_is_in_force() -> None:
    found = pack()
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2021, 6, 30), date(2021, 7, 1), date(2029, 12, 31), date(2030, 1, 1)]
    rules = [found.rule("a.term", day) for day in days]
    assert [rule and str(rule.term) for rule in rules] == [None, "5 workdays", "5 workdays", "7 days", "7 days", None]


def test_the_calendar_part_says_on_which_dates_it_bears() -> None:
    calendar = pack().calendar
    assert calendar.generation == 2 and calendar.corrections[0].off is False
    yearly, once = calendar.days_off
    assert yearly.dates(2019, 2021) == [date(2020, 4, 8), date(2021, 4, 8)]
    assert once == LocalDay(11, 25, "纪念日", "公告", 2026, once=True) and once.dates(2000, 2050) == [date(2026, 11, 25)]
    assert [(each.month, each.day) for each in calendar.fixed_holidays] == [(10, 1)]


LINES = SOUND.splitlines()
BROKEN = [
    # what stands in the file → what stands there instead, line, words of the sentence
    ("title: 某镇办法", "title: [某", 3, "no YAML"),
    ("title: 某镇办法", "title: a: b", 2, "no YAML"),
    ("title: 某镇办法", "\ttitle: a", 2, "no YAML"),
    ("title: 某镇办法", "title: 某镇办法\ntitel: 某镇办法", 3, "“titel” is unknown"),
    ("title: 某镇办法\n", "", 1, "title is missing"),
    ("title: 某镇办法", "title:", 2, "has no value"),
    ("title: 某镇办法", 'title: ""', 2, "must not be empty"),
    ("title: 某镇办法", "title: 甲\ntitle: 乙", 3, "“title” stands here twice; the first is in line 2"),
    ("title: 某镇办法", "title: &a 甲\ntext: *a", 3, "aliases"),
    ("title: 某镇办法", "title: !!python/name:os.system x", 2, "tag"),
    ("title: 某镇办法", "title: a\x07b", 2, "U+0007"),
    ("pack: town-1", "pack: Town 1", 1, "lower-case letters"),
    ("level: local", "level: village", 3, "national, provincial or local"),
    ("bases: [某条例]", "bases: []", 5, "one at least"),
    ("bases: [某条例]", "bases: 某条例", 5, "must be a list, not a single value"),
    ("in_force: {from: 2020-01-01, until: 2030-01-01}", "in_force: {from: 2020-01-01, until: 2019-01-01}", 6,
     "ends on 2019-01-01 before it has begun"),
    ("in_force: {from: 2020-01-01, until: 2030-01-01}", "in_force: 2020-01-01", 6, "names and values"),
    ("  a.term:", "  term:", 8, "no key"),
    ("  a.value:", "  a.term:", 16, "“a.term” stands here twice; the first is in line 8"),
    ("    article: Art. 7 第七条\n    source: 原文\n", "", 9, "article and source are missing"),
    ("    mark: V\n", "", 9, "mark is missing"),
    ("mark: V", "mark: verified", 12, "V (read in the rule)"),
    ("mark: V", "mark: y", 12, "not “y”"),
    ("term: 5 workdays", "term: 5 working days", 14, "is no term"),
    ("term: 5 workdays", "term: 0 workdays", 14, "is no term"),
    ("term: 5 workdays", "term: [5, workdays]", 14, "must be a term like 5 workdays, not a list"),
    ("term: 5 workdays", "term: 1:30", 14, "“1:30” is no term"),
    ("term: 5 workdays", "term: 5 workdays, value: 5", 14, "either a term or a value"),
    ("term: 5 workdays, near: 0.4, extended: 10 workdays", "near: 0.4", 14, "either a term or a value"),
    ("value: {count: 3", "near: 0.1, value: {count: 3", 22, "near can only stand beside a term"),
    ("near: 0.4", "near: 40%", 14, "share from 0 to 1"),
    ("near: 0.4", "near: 1.5", 14, "share from 0 to 1"),
    ("near: 0.4", "near: -0.1", 14, "share from 0 to 1"),
    ("near: 0.4", "near: .nan", 14, "share from 0 to 1"),
    ("near: 0.4", "near: .4", 14, "share from 0 to 1"),
    ("extended: 10 workdays", "extended: 5 workdays", 14, "longer than 5 workdays, not 5 workdays"),
    ("extended: 10 workdays", "extended: 6 days", 14, "longer than 5 workdays, not 6 days"),
    ("roll: true", "roll: yes", 15, "must be true or false, not “yes”"),
    ("from: 2021-07-01", "from: 2020-01-01", 15, "must be later than 2020-01-01"),
    ("from: 2021-07-01", "from: 2019-07-01", 15, "must be later than 2020-01-01"),
    ("from: 2021-07-01", "from: 2021-7-1", 15, "must be a date like 2018-11-14, not “2021-7-1”"),
    ("from: 2021-07-01", "from: 2021-02-29", 15, "must be a date"),
    ("from: 2021-07-01", "from: 20210701", 15, "must be a date"),
    ("from: 2021-07-01", "from: 2031-07-01", 15, "not before 2030-01-01"),
    ("- {from: 2020-01-01, term", "- {from: 2019-12-31, term", 14, "before 2020-01-01, when the pack comes into force"),
    ("term: 1 week, roll: true, shorter_wins: true", "value: 7", 15, "a term on one date and a value on another"),
    ("count: 3", "count: 0755", 22, "“0755” can be read in more than one way"),
    ("count: 3", "count: 1:30", 22, "more than one way"),
    ("count: 3", "count: on", 22, "“on” can be read"),
    ("count: 3", "count: 0x1F", 22, "more than one way"),
    ("count: 3", "count: 1_000", 22, "more than one way"),
    ("count: 3", "count: 1e3", 22, "more than one way"),
    ("count: 3", "count: 2020-01-01", 22, "more than one way"),
    ("count: 3", "count: ~", 22, "has no value"),
    ("count: 3", "count: 3, count: 4", 22, "“count” stands here twice"),
    ("count: 3", "<<: {count: 3}", 22, "merging"),
    ("count: 3", "? [a]: 1", 22, "must be a name, not a list"),
    ("{on: 2021-01-01, article", "{article", 24, "on is missing"),
    ("text: 从次日起算", "text: 从次日起算, note: 无", 24, "“note” is unknown"),
    ("generation: 2", "generation: two", 26, "whole number"),
    ("generation: 2", "generation: 010", 26, "whole number"),
    ("name: 上班, source: 通知}", "name: 上班, source: 通知}\n    - {day: 2005-12-31, off: true, name: 放假, source: 通知}", 29,
     "the day stands here twice"),
    ("off: false", "off: no", 28, "must be true or false"),
    ("day: 04-08", "day: 02-29", 30, "a day that every year has"),
    ("day: 04-08", "day: 4-8", 30, "a date like"),
    (", from: 2020}", "}", 30, "from which year on"),
    ("article: 公告}", "article: 公告, from: 2026}", 31, "on one date has no from"),
    ('day: "10-01"', "day: 10-32", 33, "a day that every year has"),
]


@pytest.mark.parametrize(("there", "instead", "line", "words"), BROKEN, ids=lambda each: str(each)[:30].strip())
def test_what_is_wrong_is_named_with_its_line(there: str, instead: str, line: int, words: str) -> None:
    assert SOUND.count(there) >= 1
    found = wrong(SOUND.replace(there, instead, 1))
    assert line in [at for at, _ in found] and words in " ".join(text for at, text in found if at == line), found
    assert len(found) == 1, found
    assert "\n" not in found[0][1]


@pytest.mark.parametrize(("raw", "line", "words"), [
    (b"", 1, "empty"), (b"# nothing\n", 1, "empty"), (b"- a\n", 1, "names and values"),
    (b"title: a\n---\ntitle: b\n", 2, "no YAML"),
    (b"pack: a\ntitle: \xff\n", 2, "not UTF-8"), (b"[" * 100_000, 0, "too deeply"), (b"a: &x {b: *x}", 1, "aliases")])
def test_a_file_that_is_no_pack_at_all_is_refused(raw: bytes, line: int, words: str) -> None:
    found, problems = read("f.yaml", raw)
    assert found is None and problems[0].line == line and words in problems[0].text, problems


def test_all_problems_of_a_file_are_told_in_order_of_lines() -> None:
    text = SOUND.replace("mark: M", "mark: X").replace("level: local", "level: x").replace("near: 0.4", "near: 4")
    assert [line for line, _ in wrong(text)] == [3, 14, 20]


def test_a_broken_pack_is_refused_in_one_sentence_that_counts_the_others(tmp_path: Path) -> None:
    file = tmp_path / "town-1.yaml"
    file.write_text(SOUND.replace("mark: M", "mark: X").replace("level: local", "level: x"), "utf-8")
    with pytest.raises(PackError) as caught:
        load_pack(file)
    assert str(caught.value).startswith(f"{file}:3: the pack: level: must be national") and "(and 1 more:" in str(caught.value)
    assert len(caught.value.problems) == 2
    with pytest.raises(PackError, match="cannot be read: No such file"):
        load_pack(tmp_path / "missing.yaml")


def test_a_windows_file_with_a_byte_order_mark_is_read() -> None:
    found, problems = read("f.yaml", b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode())
    assert found and not problems


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    found, problems = read("f.yaml", raw)
    assert (found is None) == bool(problems)


@given(st.integers(0, len(SOUND.encode())), st.integers(0, 40), st.text(alphabet="{}[]:,-#&*!|>'\"%@` \n\t0a~<", max_size=6))
def test_no_damage_breaks_the_reader(start: int, length: int, inserted: str) -> None:
    raw = SOUND.encode()
    found, problems = read("f.yaml", raw[:start] + inserted.encode() + raw[start + length:])
    assert (found is None) == bool(problems)
