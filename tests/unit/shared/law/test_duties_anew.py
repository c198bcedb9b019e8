"""After a restore of an older backup: how duties stand is said again, and those that were lost are void."""
from shared.law.duties import Duty, Obliged, Outcome
from shared.law.duty_events import ends_duty, is_of_duty, voided
from shared.retelling import RESTORED_FROM_BACKUP, Heard, Told
from tests.unit.shared.law.test_duties import FIRST, at, opened


def named(id_: str) -> Duty:
    """An open duty."""
    duty, _ = opened()
    duty.id = id_
    return duty


def heard(duty: Duty, sequence: int = 1) -> Heard:
    """Its last word."""
    event = duty.present()
    return Heard(event.TYPE, sequence, at(25), event.data())


def said(item: Obliged) -> list[tuple[str, str]]:
    """What its next save tells."""
    return [(event.TYPE.split(".")[2], event.duty) for event in item.drain()[0]]  # type: ignore[attr-defined]


def test_open_ones_say_their_stage_and_closed_ones_only_where_others_heard_more_of_them() -> None:
    fresh, near, met, told, void = (named(each) for each in ("fresh", "near", "met", "told", "void"))
    near.advance(at(26), FIRST)
    for each in (met, told):
        each.meet(at(25), now=at(25), calendar=FIRST, evidence={})
    void.void("superseded", now=at(25), calendar=FIRST)
    item = Obliged(id="a", duties=[fresh, near, met, told, void])
    item.tell_anew(Told([heard(told), heard(void)]))
    assert said(item) == [("opened", "fresh"), ("near", "near"), ("met", "told"), ("voided", "void")]


def test_one_that_is_lost_is_void_unless_it_was_over() -> None:
    open_one, over = named("open"), named("over")
    over.meet(at(25), now=at(25), calendar=FIRST, evidence={})
    item = Obliged(id="a")
    item.tell_anew(Told([heard(open_one), heard(over)]))
    (event,) = item.drain()[0]
    assert (event.TYPE, event.duty, event.reason) == ("content.duty.voided.v1", "open", RESTORED_FROM_BACKUP)  # type: ignore[attr-defined]
    assert event == voided("content", heard(open_one).data, RESTORED_FROM_BACKUP)


def test_what_was_just_said_is_not_said_twice() -> None:
    duty = named("d")
    item = Obliged(id="a", duties=[duty])
    item.tell(duty.advance(at(26), FIRST))
    item.tell_anew(Told())
    assert said(item) == [("near", "d")]


def test_it_is_met_and_void_as_it_was_told() -> None:
    before = named("met")
    before.meet(at(25), now=at(25), calendar=FIRST, evidence={"article_id": "x"})
    gone = named("void")
    gone.void("withdrawn", now=at(25), calendar=FIRST)
    item = Obliged(id="a", duties=[named("met"), named("void"), named("open")])
    item.settle_as_told(Told([heard(before), heard(gone)]), calendar=FIRST)
    met, void, still = item.duties
    assert (met.outcome, met.closed_at, met.evidence["article_id"]) == (Outcome.MET, at(25), "x")
    assert (void.outcome, void.reason) == (Outcome.VOIDED, "withdrawn") and not still.closed


def test_the_last_event_of_each_type_and_of_each_duty_is_kept() -> None:
    first, second = named("first"), named("second")
    told = Told([heard(second, 3), Heard("content.article.published.v1", 2, at(25), {"edition": 2}),
                 Heard("content.article.published.v1", 1, at(25), {"edition": 1}), heard(first, 4)])
    assert told["content.article.published.v1"] == {"edition": 2} and set(told.duties) == {"first", "second"}
    last = told.last("content.article.published.v1", "content.duty.opened.v1")
    assert last and last.sequence == 4 and told.last("x") is None and len(told) == 2
    assert is_of_duty("x.duty.near.v1") and ends_duty("x.duty.met.v1") and not ends_duty("x.duty.near.v1")
