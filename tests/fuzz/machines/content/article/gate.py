"""Whatever is done to an article in whatever order, nothing unreviewed is ever public (Art. 4 第四条, 12 第十二条)."""
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from services.content.errors import SiteNotFound
from services.content.model import Article
from services.content.model.article.recalling import UPHELD
from services.content.model.isolation import Quarantined
from tests.fuzz.machines.content.article.desk import MOSTLY, PEOPLE, Desk
from tests.fuzz.machines.content.article.paper import TEXTS, WORKING, item
from tests.unit.services.content.town import CALENDAR

ORDERS = st.sampled_from([("final",), ("first", "final"), ("second", "final"), ("first", "second", "final")])
TEXT, RECALLS = st.sampled_from(TEXTS), st.sampled_from(["r1", "r2"])
RARELY = st.integers(0, 5).map(lambda number: number == 3)
REFUSED, RETURNED = "refused", "draft"


class Gate(Desk):
    """It goes public and away again, and the secrecy review looks once more."""

    aggregate = Article
    examples, steps = 90, 40

    @rule(by=PEOPLE)
    def publish(self, by: str) -> None:
        """Goes public only with everything that was asked for."""
        before = self.live
        if self.attempt("publish", self.work("cleared"), by=by, at=self.soon, unit_name="u", labels={}, index_number="i",
                        path=f"/c/{self.saves}"):
            if before:
                before.state = "superseded"
            self.now_on.becomes("live")
            self.live, self.away, self.hidden = self.now_on, "", None
            assert self.words == ["content.article.published.v1", "content.display.changed.v1"]

    @rule(mode=st.sampled_from(["gone", "redirect", "archive"]))
    def withdraw(self, mode: str) -> None:
        """Takes it from the public, but for the archive."""
        may = self.live is not None and not (self.away and mode == "archive")
        if self.attempt("withdraw", may, by="di", at=self.soon, reason="误", mode=mode):
            self.goes(mode)
            shown = [] if mode == "archive" else ["content.display.changed.v1"]
            assert self.words == [*shown, "content.article.withdrawn.v1"]

    @rule(minutes=st.one_of(st.integers(-3, 90), st.sampled_from([365 * 1440 - 1, 365 * 1440, 365 * 1440 + 1, 600_000])))
    def schedule(self, minutes: int) -> None:
        """Only what may go public now may go public later, and not later than in a year."""
        may = self.work("cleared") and 0 < minutes <= 365 * 1440  # there is no 29 February in it
        if self.attempt("schedule", may, by="eve", at=self.soon, publish_at=self.soon + timedelta(minutes=minutes)):
            self.now_on.schedule, self.now_on.failed = self.now + timedelta(minutes=minutes), False
            assert self.words == ["content.article.scheduled.v1"]
            assert self.kept.sweep_at <= self.now_on.schedule  # type: ignore[operator]

    @rule()
    def unschedule(self) -> None:
        """It waits for a publisher again."""
        waits = self.waits
        if self.attempt("unschedule", self.now_on.schedule is not None, by="eve", at=self.soon):
            self.now_on.schedule, self.now_on.failed = None, False
            assert self.words == self.ended(waits)

    @rule()
    def fail_schedule(self) -> None:
        """The gate did not open."""
        if self.waits:
            self.attempt("fail_schedule", True, SiteNotFound(id="s"), at=self.soon)
            self.now_on.failed = True
            assert self.words == ["content.schedule.failed.v1", "content.article.unscheduled.v1"]

    @initialize(steps=ORDERS, forced=st.booleans(), far=st.integers(0, 7))
    def begin(self, steps: tuple[str, ...], forced: bool, far: int) -> None:
        """Somewhere on its way, so that every state of it is tried."""
        self.onward(steps, forced, far)

    @rule(steps=ORDERS, forced=RARELY, far=st.integers(1, 7))
    def onward(self, steps: tuple[str, ...], forced: bool, far: int) -> None:
        """The next steps of the way, each by somebody who may, so that the end of it is often reached."""
        for _ in range(far):
            on = self.now_on
            hands = on.hands | {*on.given.values(), on.officer, on.forced, self.claim[0]}
            by = next((each for each in ("gus", "hal", "ida", "jon", "kim", "leo") if each not in hands), "max")
            if on.state == "draft":
                self.submit(by, steps)
            elif on.state == "submitted":
                self.force(by) if forced and on.due != "final" else self.approve(by)
            elif on.state == "approved" and forced and far == 5:
                self.refuse(on.number % 2 == 0, on.text)
            elif on.state == "approved":
                self.clear(on.submitter, on.text)  # who had a hand in it may not
                self.clear(by, on.text)
            elif on.state == "cleared":
                wait = forced and not self.waits
                self.confirm(by) if on.flagged and forced else self.schedule(30) if wait else self.publish(by)
            elif on.state == "live" and on.flagged:
                self.confirm(by)
            else:
                break

    @rule(hours=st.integers(1, 40))
    def sweep(self, hours: int) -> None:
        """Time goes by; the duty of a forced approval that is no more ends."""
        self.now += timedelta(hours=hours)
        self.attempt("tend", True, self.soon, CALENDAR, quiet=None)
        hidden = self.hidden[1] if self.hidden and self.away == "recalled" else None
        wanted = [each.number for each in self.editions
                  if each.flagged or (each is hidden and each.forced and not each.confirmed)]
        assert [each.evidence["edition"] for each in self.kept.open_duties] == wanted
        self.attempt("tend", True, self.now, CALENDAR, quiet=True)

    # -- what the secrecy review does later

    @rule(text=MOSTLY, recall=RECALLS)
    def hide(self, text: str, recall: str) -> None:
        """Exactly this text, at once, unless the recall was decided before."""
        text = text or (self.live or self.now_on).text
        meant = self.is_live(text) and recall not in self.settled
        if self.attempt("note_recall", True, recall, quiet=not meant, digest=item(text).digest, at=self.soon):
            assert self.live
            self.hidden = recall, self.live, self.away
            self.goes("recalled")
            assert self.words == ["content.article.withdrawn.v1", "content.display.changed.v1"]

    @rule(text=MOSTLY, recall=RECALLS)
    def uphold(self, text: str, recall: str) -> None:
        """It stays away, also if its opening was not heard of."""
        text = text or (self.live or self.now_on).text
        hides, known = self.is_live(text) and recall not in self.settled, recall in self.settled
        if self.attempt("note_recall_upheld", True, recall, quiet=known, digest=item(text).digest, by="di", at=self.soon,
                        reason="因"):
            self.settled.add(recall)
            if hides:
                self.goes("recalled")
            if hides or (self.hidden and self.hidden[0] == recall):
                self.hidden = None
                if self.away:
                    self.away = "gone"
                    assert self.kept.withdrawal.reason == UPHELD

    @rule(recall=RECALLS)
    def lift(self, recall: str) -> None:
        """Public again as it was, with its new clearance; what was quarantined meanwhile stays away."""
        ours = self.hidden is not None and self.hidden[0] == recall
        word = self.clearance(self.hidden[1].text if self.hidden else "一", "zoe")
        if self.attempt("note_recall_lifted", True, recall, quiet=recall in self.settled, clearance=word):
            self.settled.add(recall)
            if ours and self.hidden:
                _, edition, before = self.hidden
                self.hidden = None
                if edition.state == "withdrawn":
                    edition.state, edition.officer, self.live, self.away = "live", "zoe", edition, before
                    assert self.words == ["content.article.published.v1", "content.display.changed.v1"]

    @rule(text=MOSTLY, really=RARELY)
    def isolate(self, text: str, really: bool) -> None:
        """Every edition with it lets go of it; what is public of it is withdrawn in the same moment."""
        text = text or (self.live or self.now_on).text
        if not really:
            return
        same = [each for each in self.editions if each.text == text]
        held, waits, files = [each for each in same if each.state != "quarantined"], self.waits, self.files
        if self.attempt("isolate", True, Quarantined("v", self.soon, ("x",)), item(text).digest,
                        quiet=bool(same) and not held, by="system"):
            if not same:
                assert self.words == ["content.text.removed.v1"]
                return
            shown = ["content.display.changed.v1", "content.article.withdrawn.v1"] if self.live in held else []
            if self.live in held:
                self.live, self.away = None, "gone"
            for each in held:
                each.becomes("quarantined")
            if self.now_on in held:
                self.claim = "", self.now
            self.remarks = [each for each in self.remarks if each not in {one.number for one in held}]
            unset = self.ended(waits and self.now_on in held)
            assert self.words == [*shown, *unset, *self.attached(files), "content.article.quarantined.v1"]

    @rule(text=TEXT)
    def confirm_removal(self, text: str) -> None:
        """Told once."""
        rest = [each for each in self.editions if each.text == text and each.state == "quarantined" and not each.gone]
        if self.attempt("confirm_removal", True, item(text).digest, quiet=not rest, at=self.soon):
            for each in rest:
                each.gone = True
            assert self.words == ["content.text.removed.v1"] and self.fresh[0].copies == len(rest)  # type: ignore[attr-defined]

    # -- what must always be so

    @invariant()
    def it_is_as_the_paper_says(self) -> None:
        """Every edition, in all of its states."""
        assert [each.state for each in self.kept.editions] == [each.state for each in self.editions]
        for each, plain in zip(self.kept.editions, self.editions, strict=True):
            assert each.digest == item(plain.text).digest and set(each.authors) == plain.writers
            assert (each.item is None) == (plain.state == "quarantined") == (each.quarantine is not None)
            if plain.state != "quarantined":
                assert {**{step: a.by for step, a in each.earlier.items()}, **({"final": each.approval.by} if each.approval
                        else {})} == plain.given
                assert (each.clearance.by if each.clearance else "") == plain.officer and each.provisional == plain.flagged
        kept = self.kept.current.schedule
        assert (kept.publish_at if kept else None) == self.now_on.schedule
        assert self.kept.files == self.files and [each.edition for each in self.kept.comments] == self.remarks
        assert (self.kept.claim.by if self.kept.claim else "") == self.claim[0]
        assert self.kept.referred is None or self.word == (self.kept.referred.review, *self.word[1:])  # type: ignore[index]

    @invariant()
    def the_public_sees_what_was_let_through_and_nothing_else(self) -> None:
        """The heart of it."""
        edition = self.kept.public_edition
        assert (edition.number if edition else None) == (self.live.number if self.live else None)
        assert (self.kept.withdrawal.mode if self.kept.withdrawal else "") == self.away
        if edition:
            assert edition.item.digest == edition.digest == edition.approval.digest == edition.clearance.digest
            reviewers = [*(each.by for each in edition.earlier.values()), edition.approval.by]
            assert len({*reviewers}) == len(reviewers) and not {*edition.writers} & {*reviewers}
            assert edition.clearance.by not in {*edition.writers, *reviewers}
            assert {*edition.steps} <= {*edition.earlier, "final"} or edition.forced

    @invariant()
    def what_others_were_told_is_what_is(self) -> None:
        """Of what is shown, of the files, and of what goes public by itself."""
        shown = [each.digest for each in self.said if each.TYPE == "content.display.changed.v1"]  # type: ignore[attr-defined]
        assert (shown or [""])[-1] == (item(self.live.text).digest if self.live else "")
        files = [each.files for each in self.said if each.TYPE == "content.attachments.changed.v1"]  # type: ignore[attr-defined]
        assert (files or [[]])[-1] == self.files
        told = [each.TYPE.split(".")[2] for each in self.said if each.TYPE.startswith("content.article.")]
        last = [each for each in told if each in ("scheduled", "unscheduled", "published")][-1:]
        assert (last == ["scheduled"]) == self.waits

    @invariant()
    def at_most_one_edition_is_worked_on_and_at_most_one_is_public(self) -> None:
        """It is the newest that is worked on."""
        states = [edition.state for edition in self.kept.editions]
        assert not [state for state in states[:-1] if state in WORKING] and states.count("live") == bool(self.live)
        owed = {each.evidence["edition"] for each in self.kept.open_duties}
        assert len(owed) == len(self.kept.open_duties) and {each.number for each in self.editions if each.flagged} <= owed
        assert self.kept.status  # there is always a word for how it stands
