"""Whatever is done to a policy and its interpretations, and however their events arrive: what is owed and shown is true."""
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.content import use_cases
from services.content.events import ArticleMoved, ArticlePublished, ArticleWithdrawn
from services.content.model import Article, Status
from services.content.model.edition import WORKING
from shared.errors import Fault
from tests.unit.services.content.policies import interpretation, page, policy, waived
from tests.unit.services.content.town import EDITOR, PUBLISHER, Town

WHICH = st.sampled_from([0, 1, 2])
"""The policy, and two that interpret it."""
FOLLOWED = ArticlePublished | ArticleWithdrawn | ArticleMoved


class Office(RuleBasedStateMachine):
    """People work, and content's own events arrive late, twice and in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.town = Town()
        self.town.open("new")
        first = policy(self.town)
        self.ids = [first.id, interpretation(self.town, first).id, interpretation(self.town, first).id]
        self.arrived: set[int] = set()
        self.decided: set[tuple[str, str]] = set()
        """What a publisher let out: article and text, its own or as a part of the act."""

    def article(self, which: int) -> Article:
        """As it is now."""
        return self.town.articles.get(self.ids[which])

    def attempt(self, step: Any, *arguments: Any, **fields: Any) -> None:
        """Do it if it may be done; what is refused changes nothing."""
        before = {id_: self.town.articles.get(id_).version for id_ in self.ids}
        try:
            step(*arguments, **fields)
        except Fault:
            if step == self.town.step:
                assert before == {id_: self.town.articles.get(id_).version for id_ in self.ids}

    def deliver(self, number: int) -> None:
        """One event arrives, perhaps not for the first time."""
        self.town.hear_of(self.town.events[number])
        self.arrived.add(number)

    def waiting(self) -> list[int]:
        """What has not arrived."""
        return [number for number, event in enumerate(self.town.events)
                if isinstance(event, FOLLOWED) and number not in self.arrived]

    @initialize(begun=st.booleans())
    def begin(self, begun: bool) -> None:
        """Half of the stories begin with everything public."""
        if begun:
            self.publish(0)
            self.everything_arrives()

    @rule(which=WHICH, title=st.sampled_from(["甲", "乙"]))
    def write(self, which: int, title: str) -> None:
        """Change the text; begin a revision first where none is under way."""
        if self.article(which).current.state not in WORKING:
            self.attempt(self.town.step, use_cases.revise_article, EDITOR, self.article(which))
        self.attempt(self.town.step, use_cases.edit_article, EDITOR, self.article(which), title=title)

    @rule(which=WHICH, title=st.sampled_from(["丙", "丁"]), anew=st.booleans())
    def review(self, which: int, title: str, anew: bool) -> None:
        """Approve and clear, perhaps another text."""
        if anew:
            self.write(which, title)
        self.attempt(self.town.cleared, self.article(which))

    @rule(which=WHICH)
    def publish(self, which: int) -> None:
        """By hand; who publishes the policy lets out what is ready to go with it."""
        before = [self.article(each) for each in (range(3) if which == 0 else [which])]
        self.attempt(self.town.step, use_cases.publish_article, PUBLISHER, self.article(which))
        if self.article(which).version > before[0].version:
            self.decided |= {(each.id, each.current.digest) for each in before if each.status is Status.CLEARED}

    @rule(which=WHICH)
    def withdraw(self, which: int) -> None:
        """From the public."""
        self.attempt(self.town.step, use_cases.withdraw_article, PUBLISHER, self.article(which), reason="误", mode="gone",
                     redirect="")

    @rule(which=WHICH, code=st.sampled_from(["zcwj", "new"]))
    def move(self, which: int, code: str) -> None:
        """Its column was merged."""
        article, column = self.article(which), self.town.column(f"xxz.{code}")
        article.move(column=column.id, code=code, labels=column.labels())
        self.town.articles.save(article)

    @rule()
    def waive(self) -> None:
        """Let it out alone."""
        self.attempt(waived, self.town, self.article(0))

    @rule(data=st.data())
    def one_event(self, data: st.DataObject) -> None:
        """Any that is waiting."""
        if waiting := self.waiting():
            self.deliver(data.draw(st.sampled_from(waiting)))

    @rule(data=st.data())
    def an_old_event(self, data: st.DataObject) -> None:
        """One that was handled already."""
        if self.arrived:
            self.deliver(data.draw(st.sampled_from(sorted(self.arrived))))

    @rule()
    def everything_arrives(self) -> None:
        """Then nothing is left that is not true."""
        while waiting := self.waiting():
            self.deliver(waiting[-1])
        main, others = self.article(0), [self.article(1), self.article(2)]
        public = sorted((each.id, each.path) for each in others if each.live)
        assert main.act is None
        assert sorted((link.id, link.path) for link in main.interpretations) == public
        assert bool(main.interpretation_duty) == bool(main.live and not public), "one or the other, and never both"
        for each in others:
            if each.live:
                shown = page(self.town, each)["interprets"]
                assert (shown and (shown["title"], shown["path"])) == (
                    (main.link.title, main.link.path) if main.link else None)

    @invariant()
    def no_interpretation_was_public_before_its_policy(self) -> None:
        """And none is on its way without one."""
        began = self.article(0).published_at
        for which in (1, 2):
            first = self.article(which).published_at
            assert first is None or (began is not None and began <= first)

    @invariant()
    def nothing_is_public_that_no_publisher_let_out(self) -> None:
        """Not even in the wake of a policy."""
        for which in (0, 1, 2):
            edition = self.article(which).public_edition
            assert edition is None or (self.ids[which], edition.digest) in self.decided

    @invariant()
    def at_most_one_duty_is_open(self) -> None:
        """And none for what is not public."""
        main = self.article(0)
        assert len(main.open_duties) <= (1 if main.live else 0)
        assert main.live is None or main.main_policy


TestOffice = Office.TestCase
TestOffice.settings = settings(max_examples=100, stateful_step_count=30, deadline=None)
