"""Stacks of packs: which one has the word, and which packs do not fit on each other."""
from collections.abc import Callable
from datetime import date, timedelta
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.law.errors import NoRule
from shared.law.loading import installed, load, stack
from shared.law.problems import PackError
from shared.law.rules import Law, Mark, Pack, Rule
from shared.law.terms import Term, TermUnit

START = date(2020, 1, 1)
DAYS = st.dates(date(2019, 6, 1), date(2024, 1, 1))
TERMS = st.builds(Term, st.integers(1, 400), st.sampled_from(TermUnit))
FILE = """\
pack: {name}
title: 某地办法
level: {level}
version: "1"
bases: [某条例]
in_force: {{from: 2020-01-01}}
values:
  a.term: {{label: 期限, article: 第一条, source: 原文, mark: V, dated: [{{from: 2020-01-01, {what}}}]}}
"""


def rule(pack: str, since: date, term: Term | None, *, shorter_wins: bool = False, value: object = None) -> Rule:
    """A rule of one key."""
    return Rule(key="a.term", label="期限", article="第一条", source="原文", mark=Mark.VERIFIED, pack=pack, version="1",
                since=since, value=value, term=term, shorter_wins=shorter_wins)


def pack(name: str, *rules: Rule, level: str = "local", until: date | None = None) -> Pack:
    """A pack with one key."""
    return Pack(name=name, title=name, level=level, version="1", bases=(), since=START, until=until,
                rules={"a.term": rules} if rules else {})


@st.composite
def packs(draw: Callable[..., object]) -> list[Pack]:
    """Up to four packs with dated terms of the same key."""
    found = []
    for number in range(draw(st.integers(1, 4))):  # type: ignore[arg-type, call-overload]
        days = draw(st.lists(st.dates(START, date(2023, 12, 31)), max_size=3, unique=True))
        rules = [rule(f"p{number}", day, draw(TERMS), shorter_wins=draw(st.booleans())) for day in sorted(days)]  # type: ignore
        until = draw(st.none() | st.dates(START + timedelta(1), date(2024, 1, 1)))
        found.append(pack(f"p{number}", *rules, until=until))  # type: ignore[arg-type]
    return found


@given(packs(), DAYS)
def test_the_topmost_pack_has_the_word_unless_the_shorter_wins(several: list[Pack], day: date) -> None:
    spoken = [found for each in several if (found := each.rule("a.term", day))]
    if not spoken:
        with pytest.raises(NoRule):
            Law(several).rule("a.term", day)
        return
    held = Law(several).rule("a.term", day)
    if any(each.shorter_wins for each in spoken):
        assert held.clock.rough_days == min(each.clock.rough_days for each in spoken)
        assert held is [each for each in spoken if each.clock.rough_days == held.clock.rough_days][-1]
    else:
        assert held is spoken[-1]


@given(packs(), DAYS)
def test_a_pack_says_the_newest_of_what_held_by_that_day(several: list[Pack], day: date) -> None:
    for each in several:
        found = each.rule("a.term", day)
        begun = [one for one in each.rules.get("a.term", ()) if one.since <= day]
        assert found is (begun[-1] if begun and each.in_force(day) else None)


@given(packs(), DAYS, TERMS)
def test_a_pack_on_top_never_lengthens_a_term_where_the_shorter_wins(several: list[Pack], day: date, term: Term) -> None:
    before = [found for each in several if (found := each.rule("a.term", day))]
    if not any(each.shorter_wins for each in before) or day < START:
        return
    held = Law([*several, pack("top", rule("top", START, term))]).rule("a.term", day)
    assert held.clock.rough_days == min(Law(several).rule("a.term", day).clock.rough_days, term.rough_days)


def test_levels_must_ascend_and_names_differ() -> None:
    with pytest.raises(PackError, match="the local pack “a” stands below the national pack “b”"):
        stack([pack("a"), pack("b", level="national")])
    with pytest.raises(PackError, match="“a” is named twice"):
        stack([pack("a"), pack("a")])
    assert stack([pack("n", level="national"), pack("p", level="provincial"), pack("a"), pack("b")]).keys() == []


def test_a_key_is_a_term_in_all_packs_or_in_none() -> None:
    with pytest.raises(PackError, match="“a.term” is a term in one of the packs “a” and “b”"):
        stack([pack("a", rule("a", START, Term(5, TermUnit.DAYS))), pack("b", rule("b", START, None, value=5))])


def write(folder: Path, name: str, *, called: str = "", level: str = "local", what: str = "term: 5 days") -> Path:
    """A pack's file in a folder."""
    folder.mkdir(exist_ok=True)
    file = folder / f"{called or name}.yaml"
    file.write_text(FILE.format(name=name, level=level, what=what), "utf-8")
    return file


def test_a_folder_gives_packs_beside_those_that_are_installed(tmp_path: Path) -> None:
    write(tmp_path, "ours")
    law = load(["national", "ours"], [tmp_path])
    assert str(law.rule("a.term", START).term) == "5 days"
    assert list(installed([tmp_path])) == ["example-county", "national", "ours", "xiangxi-2018"]


def test_an_unknown_pack_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="“town” is not installed; installed are example-county, national, xiangxi-2018"):
        load(["national", "town"])
    with pytest.raises(PackError, match="no rule pack is named"):
        load([])
    with pytest.raises(PackError, match="no such folder"):
        load(["national"], [tmp_path / "missing"])


def test_two_packs_of_one_name_are_refused_with_where_they_come_from(tmp_path: Path) -> None:
    write(tmp_path, "national")
    with pytest.raises(PackError, match="two rule packs are called “national”: one of guanwang .* and one of /.*; remove one"):
        load(["national"], [tmp_path])


def test_a_pack_must_be_called_like_its_file_or_entry_point(tmp_path: Path) -> None:
    write(tmp_path, "ours", called="theirs")
    with pytest.raises(PackError, match="is called “ours” but stands under the name “theirs”"):
        load(["theirs"], [tmp_path])




@pytest.mark.parametrize(("value", "words"), [
    ("a_module_that_nobody_has:FILE", "“x” of an unknown distribution does not load: ModuleNotFoundError"),
    ("shared.law.terms:LABELS", "names no file"), ("shared.law.terms:Term", "does not load: TypeError")])
def test_an_entry_point_that_leads_to_no_file_is_named(value: str, words: str) -> None:
    with pytest.raises(PackError, match=words):
        load(["x"], points=[EntryPoint("x", value, "guanwang.packs")])


def test_only_the_packs_that_are_named_are_loaded() -> None:
    points = [EntryPoint("broken", "a_module_that_nobody_has:FILE", "guanwang.packs"),
              EntryPoint("national", "shared.law.packs:NATIONAL", "guanwang.packs")]
    assert load(["national"], points=points).packs[0].name == "national"
