"""Rulings: no way to the public but through the secrecy review (Art. 4 第四条, 12 第十二条)."""
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.law import schemas, use_cases
from services.law.errors import (
    ArticleUnknown,
    IllegalTransition,
    ReviewTextGone,
    RulingInFuture,
    RulingNotCleared,
    RulingNotFound,
    SamePerson,
)
from services.law.events import DisplayChanged, ReviewRequested, RulingPublished, RulingWithdrawn, TextRemoved
from services.law.model import LABELS, Ruling, State
from services.law.model.rulings import TRANSITIONS, WORKING
from shared.caller import SYSTEM, Caller
from shared.clearance import Clearance
from shared.errors import Fault, Forbidden, StaleVersion
from shared.events import Received
from tests.unit.services.law.desk import COUNTY, KEEPER, OFFICER, Desk

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
SECOND = Caller(id="second", unit="433100", grants={"rule_keeper": ("*",)})
CITIZEN = Caller(id="other", unit="433100", grants={"editor": ("433100",)})


def ruling(state: State = State.REVIEW, text: str = "口径。") -> Ruling:
    """A ruling in ``state`` with a clearance for its text."""
    made = Ruling(id="r", unit="433100", article=7, on=date(2026, 11, 20), office="办公室", text=text, authors=["keeper"],
                  drafted_at=AT, state=state, recall="r1" if state is State.RECALLED else "")
    made.clearance = clearance(made.digest)
    return made


def clearance(digest: str, by: str = "officer") -> Clearance:
    """A clearance for ``digest``."""
    return Clearance(id="c", by=by, at=AT, digest=digest, dictionary="d", rules="r")


def take(step: str, subject: Ruling) -> None:
    """Take ``step`` the way that the model does."""
    refusal: dict[str, Any] = {"digest": subject.digest, "by": "officer", "at": AT, "reason": "改"}
    {"edit": lambda: subject.edit({"text": "另一个。"}, by="keeper", at=AT),
     "clear": lambda: subject.note_clearance(clearance(subject.digest)),
     "refuse": lambda: subject.note_refusal(**refusal, final=True),
     "return": lambda: subject.note_refusal(**refusal, final=False),
     "publish": lambda: subject.publish(by="keeper", at=AT),
     "recall": lambda: subject.note_recall("r1", digest=subject.digest, at=AT),
     "uphold": lambda: subject.note_recall_upheld("r1", digest=subject.digest, by="officer", at=AT, reason="不宜"),
     "restore": lambda: subject.note_recall_lifted("r1", clearance(subject.digest)),
     "quarantine": lambda: subject.isolate(review="v", digest=subject.digest, circumstances=["officer"], at=AT)}[step]()


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", TRANSITIONS)
def test_a_step_is_possible_exactly_where_the_table_says_so(step: str, state: State) -> None:
    subject = ruling(state)
    allowed, leads_to = TRANSITIONS[step]
    if state in allowed:
        take(step, subject)
        assert subject.state is leads_to
    elif step in ("edit", "publish"):
        with pytest.raises(IllegalTransition) as caught:
            take(step, subject)
        assert subject.state is state and LABELS[state] in caught.value.sentence
    else:
        take(step, subject)  # what others tell comes twice, or too late; or too early, then a recall that was upheld hides it
        early = (step, state) == ("uphold", State.PUBLIC)
        assert subject.state is (State.WITHDRAWN if early else state)
        assert subject.changed is (step in ("uphold", "restore")), "a settled recall is remembered"


def test_every_state_has_a_label_and_the_public_one_comes_after_a_clearance_only() -> None:
    assert set(LABELS) == set(State) == {to for _, to in TRANSITIONS.values()} == {
        *WORKING, State.PUBLIC, State.RECALLED, State.WITHDRAWN, State.QUARANTINED}
    assert [step for step, (_, to) in TRANSITIONS.items() if to is State.PUBLIC] == ["publish", "restore"]
    assert TRANSITIONS["restore"][0] == (State.RECALLED,) and TRANSITIONS["recall"][0] == (State.PUBLIC,)
    assert TRANSITIONS["publish"][0] == (State.CLEARED,) and TRANSITIONS["clear"] == ((State.REVIEW,), State.CLEARED)


def test_a_recall_hides_exactly_this_text_and_lifted_it_is_as_it_was_whatever_comes_first() -> None:
    subject = ruling(State.PUBLIC)
    subject.note_recall("r1", digest="another", at=AT)
    assert subject.state is State.PUBLIC
    subject.note_recall_lifted("r1", clearance(subject.digest))
    subject.note_recall("r1", digest=subject.digest, at=AT)
    assert subject.state is State.PUBLIC, "news of its opening came after those of its end"
    subject.note_recall("r2", digest=subject.digest, at=AT)
    subject.note_recall_lifted("r3", clearance(subject.digest))
    assert subject.state is State.RECALLED, "another recall was lifted"
    subject.drain()
    subject.note_recall_lifted("r2", clearance(subject.digest))
    events, _ = subject.drain()
    assert subject.state is State.PUBLIC and [event.TYPE for event in events] == [
        "law.display.changed.v1", "law.ruling.published.v1"]


@pytest.mark.parametrize("change", [{"article": 8}, {"on": date(2026, 11, 19)}, {"office": "厅"}, {"text": "别的。"}])
def test_a_clearance_is_for_exactly_what_becomes_public(change: dict[str, Any]) -> None:
    subject = ruling(State.CLEARED)
    for name, value in change.items():
        setattr(subject, name, value)  # however it got changed
    with pytest.raises(RulingNotCleared):
        subject.publish(by="keeper", at=AT)
    assert subject.published_at is None and not subject.changed


STEPS = st.one_of(
    st.tuples(st.just("edit"), st.sampled_from("甲乙"), st.sampled_from(["keeper", "second"])),
    st.tuples(st.just("clear"), st.sampled_from("甲乙"), st.sampled_from(["officer", "second"])),
    st.tuples(st.sampled_from(["refuse", "return", "publish"]), st.sampled_from("甲乙"), st.just("officer")))


def attempt(subject: Ruling, step: str, text: str, digest: str, by: str) -> None:
    """Somebody tries ``step``, perhaps about another text than the present one."""
    {"edit": lambda: subject.edit({"text": text}, by=by, at=AT),
     "clear": lambda: subject.note_clearance(clearance(digest, by)),
     "publish": lambda: subject.publish(by="keeper", at=AT),
     "refuse": lambda: subject.note_refusal(digest=digest, by=by, at=AT, reason="改", final=True),
     "return": lambda: subject.note_refusal(digest=digest, by=by, at=AT, reason="改", final=False)}[step]()


@given(st.lists(STEPS, max_size=12))
def test_whatever_happens_in_whatever_order_nothing_uncleared_is_public(steps: list[tuple[str, str, str]]) -> None:
    subject = ruling(text="甲")
    subject.clearance, seen = None, set()
    for step, text, by in steps:
        digest = ruling(text=text).digest
        if step == "clear":
            seen.add((digest, by))
        with suppress(Fault):
            attempt(subject, step, text, digest, by)
        if subject.state is State.PUBLIC:
            assert subject.clearance is not None and subject.clearance.by not in subject.authors
            assert (subject.digest, subject.clearance.by) in seen


def test_a_draft_asks_for_its_review_and_the_public_does_not_know_of_it(desk: Desk) -> None:
    drafted = desk.draft()
    [asked] = desk.events
    assert isinstance(asked, ReviewRequested) and asked.data() == {
        "unit": "433100", "subject": "r1", "digest": drafted.digest, "urgency": "normal", "fetch": "law.get_review_text",
        "involved": ["keeper"]}
    shown = schemas.RulingView().dump(drafted)
    assert (shown["state"], shown["state_label"], shown["published_at"]) == ("under_review", "保密审查中", None)
    with pytest.raises(IllegalTransition):
        desk.publish(drafted)
    assert texts(desk) == ["旧口径。"]


def texts(desk: Desk) -> list[str]:
    """The rulings on Art. 7 that the public reads."""
    return [each["text"] for each in desk.read(use_cases.get_regulation)["articles"][6]["rulings"]]


def test_cleared_and_published_by_its_author_it_is_told_and_public(desk: Desk) -> None:
    cleared = desk.cleared(desk.draft())
    assert cleared.state is State.CLEARED and texts(desk) == ["旧口径。"]
    public = desk.publish(desk.cleared(cleared))  # told twice
    assert texts(desk) == ["新口径。", "旧口径。"]
    told = desk.events[-1]
    assert isinstance(told, RulingPublished) and told.data() == {
        "unit": "433100", "ruling": "r1", "article": "Art. 7 第七条", "on": "2026-11-20", "office": "州人民政府办公室"}
    assert desk.rulings.steps == ["drafted", "cleared", "published"]
    with pytest.raises(IllegalTransition):
        desk.do(use_cases.edit_ruling, ruling_id="r1", version=public.version, text="改口。")


def test_the_review_reads_exactly_the_text_that_it_was_asked_for(desk: Desk) -> None:
    drafted = desk.draft()
    found = desk.do(use_cases.get_review_text, SYSTEM, subject="r1", digest=drafted.digest)
    assert found == {"title": "Art. 7 第七条的解释口径（2026-11-20）", "parts": [
        {"name": "office", "format": "plain", "text": "州人民政府办公室"},
        {"name": "text", "format": "plain", "text": "新口径。"}]}
    assert desk.do(use_cases.get_review_text, OFFICER, subject="r1", digest=drafted.digest) == found
    for fault, caller, subject, digest in ((ReviewTextGone, SYSTEM, "r1", "x"), (Forbidden, KEEPER, "r1", drafted.digest),
                                           (RulingNotFound, SYSTEM, "r2", "x")):
        with pytest.raises(fault):
            desk.do(use_cases.get_review_text, caller, subject=subject, digest=digest)


@pytest.mark.parametrize(("hears", "state"), [(use_cases.note_review_refused, State.REFUSED),
                                              (use_cases.note_review_returned, State.RETURNED)])
def test_given_back_it_says_why_and_a_changed_text_is_reviewed_anew(desk: Desk, hears: Any, state: State) -> None:
    back = desk.hear(hears, desk.draft(), reason="含有个人信息。")
    shown = schemas.RulingView().dump(back)
    assert (shown["state"], shown["returned"]["reason"]) == (state, "含有个人信息。")
    with pytest.raises(IllegalTransition):
        desk.publish(back)
    same = desk.do(use_cases.edit_ruling, ruling_id="r1", version=back.version, text=back.text)
    assert same.state is state, "the same again is no change"
    edited = desk.do(use_cases.edit_ruling, SECOND, ruling_id="r1", version=back.version, text="改好。")
    asked = desk.events[-1]
    assert isinstance(asked, ReviewRequested) and (asked.digest, asked.involved) == (edited.digest, ["keeper", "second"])
    assert (edited.state, edited.returned) == (State.REVIEW, None)
    assert desk.cleared(edited, digest=back.digest).state is State.REVIEW, "a clearance for the old text is none for the new"
    assert desk.publish(desk.cleared(edited)).text == "改好。"


def test_a_change_after_the_clearance_voids_it(desk: Desk) -> None:
    cleared = desk.cleared(desk.draft())
    edited = desk.do(use_cases.edit_ruling, ruling_id="r1", version=cleared.version, on=date(2026, 11, 19))
    assert edited.clearance is None
    with pytest.raises(IllegalTransition):
        desk.publish(edited)


def test_nobody_clears_what_they_wrote(desk: Desk) -> None:
    with pytest.raises(SamePerson):
        desk.cleared(desk.draft(), officer="keeper")
    assert desk.rulings.get("r1").state is State.REVIEW


def test_reviews_of_other_services_are_none_of_its_business(desk: Desk) -> None:
    drafted = desk.draft()
    assert desk.cleared(drafted, service="content").state is State.REVIEW
    for hears in (use_cases.note_review_refused, use_cases.note_review_returned):
        assert desk.hear(hears, drafted, service="content", reason="改").state is State.REVIEW


def test_rulings_are_listed_newest_first_and_drafts_only_to_those_who_keep_the_rules(desk: Desk) -> None:
    desk.publish(desk.cleared(desk.draft("甲。")))
    assert schemas.RulingView().dump(desk.draft("乙。", article=17, on=None))["on"] == "2026-11-23"

    def listed(caller: Caller, article: int | None = None) -> list[str]:
        return [each.text for each in desk.do(use_cases.list_rulings, caller, article=article)[0]]

    assert listed(KEEPER) == ["乙。", "甲。"] and listed(KEEPER, 7) == ["甲。"]
    assert listed(CITIZEN) == listed(COUNTY) == ["甲。"] and listed(CITIZEN, 17) == []
    assert listed(Caller(id="auditor", grants={"auditor": ("*",)})) == ["乙。", "甲。"]


def test_a_ruling_is_given_by_the_keeper_on_an_article_that_exists_and_not_in_the_future(desk: Desk) -> None:
    good: dict[str, Any] = {"article": 7, "on": None, "office": "办公室", "text": "口径。"}
    for fault, caller, change in ((Forbidden, COUNTY, {}), (ArticleUnknown, KEEPER, {"article": 23}),
                                  (RulingInFuture, KEEPER, {"on": date(2026, 11, 24)})):
        with pytest.raises(fault):
            desk.do(use_cases.draft_ruling, caller, **good | change)
    assert not desk.events
    drafted = desk.draft()
    for fault, caller, change in ((Forbidden, COUNTY, {"text": "改"}), (ArticleUnknown, KEEPER, {"article": 23}),
                                  (RulingInFuture, KEEPER, {"on": date(2026, 11, 24)}), (StaleVersion, KEEPER, {"version": 9})):
        with pytest.raises(fault):
            desk.do(use_cases.edit_ruling, caller, **{"ruling_id": drafted.id, "version": drafted.version} | change)
    with pytest.raises(Forbidden):
        desk.do(use_cases.publish_ruling, COUNTY, ruling_id=drafted.id, version=drafted.version)


def told(review: str = "v", sequence: int = 2, **fields: Any) -> dict[str, Any]:
    """What an event of a review says."""
    return {"event": Received(id="e", type="t", time=AT, subject=review, sequence=sequence, correlation="c"), **fields}


def hear(desk: Desk, use_case: Any, subject: Ruling, digest: str = "", **fields: Any) -> Ruling:
    """The review says something of a ruling."""
    use_case(desk.ports, now=AT, service="law", subject=subject.id, digest=digest or subject.digest, **fields)
    return desk.rulings.get(subject.id)


def test_a_quarantined_text_is_gone_also_from_the_public_and_its_digest_stays() -> None:
    desk = Desk()
    public = desk.publish(desk.cleared(desk.draft("藏着的内容。")))
    assert "藏着" in str(desk.read(use_cases.get_regulation))
    for _ in range(2):  # the event may come twice
        gone = hear(desk, use_cases.note_review_quarantined, public, review_id="v", circumstances=["officer"], **told())
    assert (gone.state, gone.text, gone.office, gone.digest) == (State.QUARANTINED, "", "", public.digest)
    assert "藏着" not in str(desk.read(use_cases.get_regulation)) and "藏着" not in str(vars(desk.rulings.get(public.id)))
    assert [type(each) for each in desk.events[-3:]] == [DisplayChanged, RulingWithdrawn, TextRemoved]
    with pytest.raises(IllegalTransition):
        desk.do(use_cases.edit_ruling, ruling_id=gone.id, version=gone.version, text="另写。")
    with pytest.raises(ReviewTextGone):
        desk.do(use_cases.get_review_text, OFFICER, subject=gone.id, digest=gone.digest)


def test_a_text_that_was_changed_before_its_quarantine_leaves_the_present_one_alone() -> None:
    desk = Desk()
    first = desk.draft("藏着的内容。")
    edited = desk.do(use_cases.edit_ruling, ruling_id=first.id, version=first.version, text="无害。")
    after = hear(desk, use_cases.note_review_quarantined, first, review_id="v", circumstances=[], **told())
    assert after.state is State.REVIEW and after.text == "无害。" and after.digest == edited.digest
    assert isinstance(desk.events[-1], TextRemoved) and desk.events[-1].copies == 0


@pytest.mark.parametrize("order", [(5, 6), (6, 5)])
def test_a_text_is_with_the_authority_until_it_answers_in_whatever_order_that_is_heard(order: tuple[int, int]) -> None:
    desk = Desk()
    subject = desk.draft()
    news = {5: use_cases.note_review_unclear, 6: use_cases.note_review_clarified}
    seen = [hear(desk, news[number], subject, **told(sequence=number)).is_unclear for number in order]
    assert seen == ([True, False] if order == (5, 6) else [False, False])
    assert not hear(desk, news[5], subject, digest="another", **told(sequence=9)).is_unclear
