"""An application's life, step by step, with the days that the law gives (政府信息公开条例第二十九至四十五条)."""
from dataclasses import replace
from datetime import date

import pytest

from services.disclosure.errors.applications import (
    AlreadyConfirmed,
    ApplicationTransition,
    ConsultationNotFound,
    CorrectedBefore,
    CorrectionTooLate,
    InvalidRequest,
    NothingToOverride,
    OutcomeUnfit,
    ReasonNeeded,
    RefusalStands,
    SamePerson,
    TermOver,
    UnknownGround,
    UnknownOutcome,
)
from services.disclosure.events.applications import (
    ApplicationAnswered,
    ApplicationClosed,
    ApplicationErased,
    ApplicationRegistered,
)
from services.disclosure.model.application import Reply, State
from services.disclosure.use_cases import applications as desk
from shared.errors import Forbidden, InvalidInput, StaleVersion
from shared.known import KnownNotice
from shared.law.almanac import calendar
from shared.law.calendar import SpecialDay
from shared.law.errors import ExtensionTooLate, NotExtendable, StartInFuture
from shared.retelling import retelling
from tests.unit.fallen import Fall, said
from tests.unit.services.disclosure.applications.town import AUDITOR, HEAD, OFFICER, OTHER, Town, due, law


def test_an_internet_application_is_received_on_the_day_that_both_sides_confirm(town: Town) -> None:
    application = town.submitted()
    assert application.state is State.SUBMITTED and not application.duties and application.received_on is None
    town.own(desk.confirm_application, application)
    with pytest.raises(AlreadyConfirmed):
        town.own(desk.confirm_application, application)
    town.on("2026-03-04")
    done = town.step(desk.confirm_application_receipt, OFFICER, application)
    assert done.state is State.REGISTERED and done.received_on == date(2026, 3, 4)
    assert due(done) == date(2026, 4, 1)  # 20 working days, nothing but weekends between
    assert [letter.kind for letter in done.letters] == ["receipt"]
    assert isinstance(town.applications.events[-3], ApplicationRegistered) or any(
        isinstance(each, ApplicationRegistered) for each in town.applications.events)


@pytest.mark.parametrize(("channel", "received_on", "fits"), [
    ("in_person", None, True), ("signed_post", date(2026, 3, 1), True), ("signed_post", None, False), ("fax", None, False),
    ("plain_post", date(2026, 2, 27), True), ("internet", date(2026, 3, 2), False)])
def test_each_channel_has_its_day_of_receipt(town: Town, channel: str, received_on: date | None, fits: bool) -> None:
    if fits:
        assert town.entered(received_on, channel).received_on == (received_on or date(2026, 3, 2))
    else:
        with pytest.raises(InvalidRequest):
            town.entered(received_on, channel)


def test_an_unknown_channel_and_a_day_to_come_are_refused(town: Town) -> None:
    with pytest.raises(UnknownGround):
        town.entered(channel="pigeon")
    with pytest.raises(StartInFuture):
        town.entered(date(2026, 3, 9), "signed_post")


def test_a_correction_is_asked_for_once_and_the_clock_begins_anew(town: Town) -> None:
    application = town.entered()
    assert due(application) == date(2026, 3, 30)
    town.on("2026-03-05")
    town.step(desk.request_correction, OFFICER, application, missing="请写明年份。")
    town.on("2026-03-20")
    done = town.own(desk.correct_application, application, description="2024年度批复", document_number="", form="paper")
    assert done.state is State.REGISTERED and due(done) == date(2026, 4, 20)  # Qingming, 6 April, off
    with pytest.raises(CorrectedBefore):
        town.step(desk.request_correction, OFFICER, application, missing="还有。")
    assert done.letters[1].facts["correct_by"] == "2026-03-26" and done.letters[1].number == "示例州人民政府公复〔2026〕1号"


def test_a_correction_cannot_be_asked_for_after_seven_working_days(town: Town) -> None:
    application = town.entered()
    town.on("2026-03-11", "23:00")  # the seventh working day
    late = town.entered(date(2026, 2, 27), "signed_post")
    with pytest.raises(CorrectionTooLate):
        town.step(desk.request_correction, OFFICER, late, missing="请写明年份。")
    assert town.step(desk.request_correction, OFFICER, application, missing="请写明年份。").state is State.CORRECTION


def test_silence_after_the_notice_counts_as_giving_up(town: Town) -> None:
    application = town.entered()
    town.step(desk.request_correction, OFFICER, application, missing="请写明年份。")
    town.on("2026-03-23")  # the fifteenth working day
    assert town.now_of(application).state is State.CORRECTION
    town.on("2026-03-24", "00:00")
    done = town.now_of(application)
    assert (done.state, done.outcome, done.letters[-1].kind) == (State.CLOSED, "3.6.1", "otherwise")
    assert not done.answer_duty.met_late and not done.open_duties  # type: ignore[union-attr]
    assert any(isinstance(each, ApplicationClosed) and each.reason == "abandoned" for each in town.applications.events)
    with pytest.raises(ApplicationTransition):
        town.own(desk.correct_application, application, description="太晚", document_number="", form="paper")


def test_a_late_correction_is_refused_even_before_the_sweep_comes(town: Town) -> None:
    application = town.entered()
    town.step(desk.request_correction, OFFICER, application, missing="请写明年份。")
    town.now = town.now.replace(month=4, day=20)
    with pytest.raises((TermOver, ApplicationTransition)):
        town.own(desk.correct_application, application, description="太晚", document_number="", form="paper")


def test_the_head_extends_once_and_only_in_time(town: Town) -> None:
    application = town.handled()
    with pytest.raises(Forbidden):
        town.step(desk.extend_application, OFFICER, application, ground="search")
    with pytest.raises(UnknownGround):
        town.step(desk.extend_application, HEAD, application, ground="because")
    done = town.step(desk.extend_application, HEAD, application, ground="search")
    assert due(done) == date(2026, 4, 28) and done.letters[-1].facts["due_on"] == "2026-04-28"
    with pytest.raises(NotExtendable):
        town.step(desk.extend_application, HEAD, application, ground="search")
    other = town.handled()
    town.on("2026-03-31")
    with pytest.raises(ExtensionTooLate):
        town.step(desk.extend_application, HEAD, other, ground="search")


def test_consultations_share_one_pause_and_silence_has_two_meanings(town: Town) -> None:
    application = town.handled()
    town.on("2026-03-04")
    town.consulted(application)
    town.on("2026-03-06")
    both = town.consulted(application, "co_maker")
    assert due(both) == date(2026, 4, 24), "4 to 27 March stand still, and Qingming is off"
    assert len(both.answer_duty.clock.pauses) == 1  # type: ignore[union-attr]
    town.on("2026-03-28")
    done = town.now_of(application)
    assert [each.reply for each in done.consultations] == [Reply.SILENT, Reply.DEEMED_AGREED]
    assert done.state is State.HANDLING and due(done) == date(2026, 4, 24)
    assert done.answer_duty.clock.pauses[0].ended_on == date(2026, 3, 27)  # type: ignore[union-attr]


def test_a_notice_that_changes_the_calendar_moves_all_terms_that_it_touches(town: Town) -> None:
    application = town.handled()
    town.on("2026-03-04")
    before = town.consulted(application)
    day = SpecialDay(date(2026, 3, 20), True, "临时放假", "通知")
    town.calendar = calendar(law(), [KnownNotice(id="n", year=2026, title="通知", issued_on=date(2026, 3, 5), whole=False,
                                                 days=(day,))])
    town.on("2026-03-06")
    after = town.now_of(application)
    assert (before.consultations[0].reply_by, after.consultations[0].reply_by) == (date(2026, 3, 25), date(2026, 3, 26))
    assert (due(before), due(after)) == (date(2026, 4, 22), date(2026, 4, 23))
    town.sweep()
    assert town.now_of(application).version == after.version, "nothing is left to reckon"


def test_a_reply_lets_the_clock_run_on_the_day_after(town: Town) -> None:
    application = town.handled()
    town.on("2026-03-04")
    town.consulted(application)
    town.on("2026-03-06")
    with pytest.raises(ReasonNeeded):
        town.step(desk.note_party_reply, OFFICER, application, consultation_id="c1", reply="refused", reason=" ")
    done = town.step(desk.note_party_reply, OFFICER, application, consultation_id="c1", reply="refused", reason="商业秘密")
    assert due(done) == date(2026, 4, 2)
    again = town.consulted(application)
    assert len(again.answer_duty.clock.pauses) == 1  # type: ignore[union-attr]
    with pytest.raises(ConsultationNotFound):
        town.step(desk.note_party_reply, OFFICER, application, consultation_id="c1", reply="agreed", reason="")
    with pytest.raises(ConsultationNotFound):
        town.step(desk.note_party_reply, OFFICER, application, consultation_id="c9", reply="agreed", reason="")


def test_a_refusal_stands_unless_the_head_overrides_it_in_writing(town: Town) -> None:
    application = town.handled()
    town.consulted(application)
    town.step(desk.note_party_reply, OFFICER, application, consultation_id="c1", reply="refused", reason="隐私")
    with pytest.raises(RefusalStands):
        town.drafted(application)
    done = town.step(desk.override_refusal, HEAD, application, consultation_id="c1", reason="公共利益需要")
    assert (done.letters[-1].kind, done.letters[-1].addressee) == ("third_party_override", "c1")
    with pytest.raises(NothingToOverride):
        town.step(desk.override_refusal, HEAD, application, consultation_id="c1", reason="再来")
    assert town.drafted(application).state is State.IN_REVIEW


def test_nobody_reviews_his_own_draft(town: Town) -> None:
    application = town.handled()
    town.step(desk.draft_application_answer, OTHER, application, outcome_code="3.1", explanation="", provided="寄送", text="",
              masks=[], review_body="", court="")
    for step, more in ((desk.issue_application_answer, {}), (desk.return_application_answer, {"reason": "不行"})):
        with pytest.raises(SamePerson):
            town.step(step, OTHER, application, **more)
    with pytest.raises(Forbidden):
        town.step(desk.issue_application_answer, OFFICER, application)
    returned = town.step(desk.return_application_answer, HEAD, application, reason="请再核。")
    assert returned.state is State.HANDLING and len(returned.open_duties) == 1
    with pytest.raises(ApplicationTransition):
        town.step(desk.issue_application_answer, HEAD, application)


def test_an_answer_meets_the_duty_and_names_the_remedies(town: Town) -> None:
    done = town.answered(code="3.3.6", explanation="属于请示，尚未形成决定。", provided="")
    assert (done.state, done.outcome) == (State.ANSWERED, "3.3.6")
    facts = done.letters[-1].facts
    assert done.letters[-1].kind == "refused" and facts["law"].startswith("政府信息公开条例")
    assert "应当自收到本告知书之日起60日内先向示例省人民政府申请行政复议" in facts["remedy"]
    assert any(isinstance(each, ApplicationAnswered) and not each.late for each in town.applications.events)
    assert not done.open_duties and done.sweep_at is not None


def test_a_late_answer_says_by_how_much(town: Town) -> None:
    application = town.handled()
    town.on("2026-04-02")
    town.answered(application)
    answered = next(each for each in town.applications.events if isinstance(each, ApplicationAnswered))
    assert answered.late and answered.late_days == 3


@pytest.mark.parametrize(("code", "more", "fault"), [
    ("9.9", {}, UnknownOutcome), ("3.6.1", {"explanation": "x"}, OutcomeUnfit), ("3.4.3", {"explanation": "x"}, OutcomeUnfit),
    ("3.2", {}, OutcomeUnfit), ("3.1", {"provided": ""}, OutcomeUnfit), ("3.3.1", {"explanation": " "}, OutcomeUnfit),
    ("3.4.1", {"explanation": "x", "text": "文"}, OutcomeUnfit), ("3.3.4", {"explanation": "x", "court": ""}, InvalidInput),
    ("3.1", {"text": "文", "masks": [{"start": 0, "end": 1, "reason": "x"}]}, OutcomeUnfit)])
def test_an_outcome_must_be_known_and_fit(town: Town, code: str, more: dict[str, object], fault: type[Exception]) -> None:
    application = town.handled()
    with pytest.raises(fault):
        town.drafted(application, code, **more)
    assert town.now_of(application).state is State.HANDLING


def test_a_dissolved_unit_is_succeeded(town: Town) -> None:
    open_, waiting = town.handled(), town.submitted()
    town.hear(code="433200", name="后继州人民政府")
    town.hear(code="433100", name="示例州人民政府", dissolved_on=date(2026, 3, 10), successors=["433200"])
    assert town.now_of(open_).responsible == "433100"
    town.on("2026-03-10")
    for application in (open_, waiting):
        assert town.now_of(application).responsible == "433200"
    assert town.now_of(open_).open_duties[0].unit == "433200"
    successors = replace(OFFICER, grants={"disclosure_officer": ("433200",)})
    asked = town.step(desk.consult_party, successors, open_, party="co_maker", name="某局", address="", summary="可否公开")
    assert asked.letters[-2].number == "后继州人民政府公复〔2026〕1号"
    with pytest.raises(Forbidden):
        town.step(desk.claim_application, OFFICER, open_)
    from services.disclosure.errors import UnitDissolved
    with pytest.raises(UnitDissolved):
        town.submitted()


def test_after_the_retention_everything_personal_is_gone_and_the_statistics_stay(town: Town) -> None:
    application = town.answered()
    assert application.sealed
    town.step(desk.archive_application, OFFICER, application)
    town.on("2029-03-02")
    assert town.now_of(application).sealed
    town.on("2029-03-03")
    done = town.now_of(application)
    assert not done.sealed and done.applicant_key == done.topic_key == "" and done.erased_on == date(2029, 3, 3)
    assert done.outcome == "3.1" and done.category == "person" and town.vault.destroyed == [application.id]
    assert not town.vault.kept and done.sweep_at is None
    assert isinstance(town.applications.events[-1], ApplicationErased)
    shown = town.do(desk.get_application, AUDITOR, application_id=application.id)
    assert shown.applicant == {} and shown.hints == {}


def test_what_nobody_ever_confirmed_is_not_kept_for_ever(town: Town) -> None:
    application = town.submitted()
    town.on("2029-03-02")
    assert town.now_of(application).sealed
    town.on("2029-03-03")
    done = town.now_of(application)
    assert (done.state, done.outcome, done.sealed) == (State.ARCHIVED, "", {}) and town.vault.destroyed == [application.id]


def test_withdrawal_ends_it_and_counts_only_if_it_was_received(town: Town) -> None:
    never, received = town.submitted(), town.entered()
    assert town.own(desk.withdraw_application, never).outcome == ""
    done = town.own(desk.withdraw_application, received)
    assert done.outcome == "3.6.3" and not done.open_duties
    with pytest.raises(ApplicationTransition):
        town.own(desk.withdraw_application, received)


def test_a_stale_version_is_refused(town: Town) -> None:
    application = town.entered()
    town.step(desk.claim_application, OFFICER, application)
    with pytest.raises(StaleVersion):
        town.do(desk.accept_application, OFFICER, application_id=application.id, version=1)


def test_after_a_restore_what_is_not_answered_is_owed_whatever_others_were_told(town: Town) -> None:
    application = town.entered()
    fall = Fall(town.applications)
    town.step(desk.request_correction, OFFICER, application, missing="请写明年份。")
    (told,) = fall.back(town.now)
    before = len(town.applications.events)
    retelling("applications")(town.ports(), now=town.now, id_=application.id, told=told)
    assert said(town.applications, before) == ["application.registered", "duty.opened", "duty.opened"]
    assert due(town.applications.get(application.id)) == due(application), "the answer is due when it was"
