"""Units: names, posts, gaps and ends by the day."""
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.directory.errors import DayOutOfOrder, InvalidSuccessor, PostNotFound, PostTaken, UnitNotInForce
from services.directory.events import PostAppointed, PostEnded, UnitChanged
from services.directory.model import Gap, Post, Unit

FIRST, REFORM = date(2010, 1, 1), date(2019, 3, 1)


def unit() -> Unit:
    return Unit.register(code="433100D90", name="旅游局", short_name="旅游局", kind="department", parent="433100",
                         valid_from=FIRST)


def post(id_: str, kind: str, from_: date = FIRST, until: date | None = None) -> Post:
    return Post(id=id_, kind=kind, holder="张示例", from_=from_, until=until)


def test_history_stays_with_the_old_name() -> None:
    office = unit()
    office.rename(name="文化旅游局", short_name="文旅局", on=REFORM)
    assert office.name_on(date(2019, 2, 28)).name == "旅游局"
    assert office.name_on(REFORM).name == "文化旅游局"
    assert office.on(date(2015, 1, 1)).short_name == "旅游局"


def test_a_name_cannot_be_slipped_in_before_a_later_one() -> None:
    office = unit()
    office.rename(name="文化旅游局", short_name="", on=REFORM)
    with pytest.raises(DayOutOfOrder):
        office.rename(name="别的局", short_name="", on=date(2018, 1, 1))


def test_a_dissolved_unit_is_gone_on_the_first_day_of_its_successor() -> None:
    office = unit()
    office.dissolve(on=REFORM, successors=["433100D18"])
    office.expect_in_force(date(2019, 2, 28))
    with pytest.raises(UnitNotInForce):
        office.expect_in_force(REFORM)
    told = office.drain()[0][-1]
    assert isinstance(told, UnitChanged)
    assert (told.dissolved_on, told.successors, told.change) == ("2019-03-01", ["433100D18"], "dissolved")


def test_a_unit_is_dissolved_once() -> None:
    office = unit()
    office.dissolve(on=date(2030, 1, 1), successors=["433100D18"])
    with pytest.raises(UnitNotInForce):
        office.dissolve(on=date(2029, 1, 1), successors=["433100D18"])


@pytest.mark.parametrize("successors", [[], ["433100D90"], ["A", "A"]])
def test_somebody_else_must_take_over(successors: list[str]) -> None:
    with pytest.raises(InvalidSuccessor):
        unit().dissolve(on=REFORM, successors=successors)


def test_a_new_unit_lacks_everything_since_its_first_day() -> None:
    assert unit().gaps(date(2026, 1, 1)) == [Gap(kind, FIRST) for kind in ("leader", "body", "person")]


def test_a_gap_opens_on_the_day_on_which_the_last_holder_is_gone() -> None:
    office = unit()
    for kind in ("leader", "body", "person"):
        office.appoint(post(kind, kind))
    office.appoint(post("second", "person", date(2012, 1, 1)))
    office.end_post("person", on=date(2013, 1, 1))
    assert office.gaps(date(2013, 1, 1)) == []
    office.end_post("second", on=date(2014, 5, 2))
    assert office.gaps(date(2014, 5, 1)) == []
    assert office.gaps(date(2020, 1, 1)) == [Gap("person", date(2014, 5, 2))]


def test_a_unit_that_is_no_more_has_no_gaps() -> None:
    office = unit()
    office.dissolve(on=REFORM, successors=["433100D18"])
    assert office.gaps(REFORM) == []
    assert office.gaps(date(2009, 12, 31)) == []


def test_a_new_leader_takes_over_without_a_gap() -> None:
    office = unit()
    office.appoint(post("old", "leader"))
    office.drain()
    office.appoint(post("new", "leader", date(2015, 6, 1)))
    assert [each.id for each in office.posts if each.held(date(2015, 5, 31)) and each.kind == "leader"] == ["old"]
    assert [each.id for each in office.posts if each.held(date(2015, 6, 1)) and each.kind == "leader"] == ["new"]
    assert [type(event) for event in office.drain()[0]] == [PostEnded, PostAppointed]


def test_nobody_is_put_before_a_leader_who_came_later() -> None:
    office = unit()
    office.appoint(post("new", "leader", date(2015, 6, 1)))
    with pytest.raises(PostTaken):
        office.appoint(post("old", "leader", date(2014, 1, 1)))


def test_several_persons_serve_side_by_side() -> None:
    office = unit()
    office.appoint(post("one", "person"))
    office.appoint(post("two", "person"))
    assert all(each.until is None for each in office.posts)


def test_the_end_of_a_post_can_only_be_brought_forward() -> None:
    office = unit()
    office.appoint(post("one", "person"))
    office.end_post("one", on=date(2015, 1, 1))
    office.end_post("one", on=date(2014, 1, 1))
    with pytest.raises(DayOutOfOrder):
        office.end_post("one", on=date(2016, 1, 1))
    with pytest.raises(PostNotFound):
        office.end_post("other", on=date(2016, 1, 1))


def test_events_name_no_person() -> None:
    office = unit()
    office.appoint(post("one", "person"))
    assert all("张示例" not in str(event.data()) for event in office.drain()[0])


DAYS = st.dates(date(2010, 1, 2), date(2012, 1, 1))


@given(st.lists(st.tuples(DAYS, st.one_of(st.none(), DAYS)), max_size=6), DAYS)
def test_a_gap_is_exactly_the_days_on_which_nobody_serves(spans: list[tuple[date, date | None]], day: date) -> None:
    office = unit()
    office.posts = [post(str(number), "person", start, until) for number, (start, until) in enumerate(spans)
                    if until is None or until > start]
    held = any(each.held(day) for each in office.posts)
    found = [gap for gap in office.gaps(day) if gap.kind == "person"]
    assert bool(found) is not held
    if found:
        since = found[0].since
        assert all(not each.held(date.fromordinal(n)) for each in office.posts
                   for n in range(since.toordinal(), day.toordinal() + 1))
        assert since == FIRST or any(each.held(date.fromordinal(since.toordinal() - 1)) for each in office.posts)
