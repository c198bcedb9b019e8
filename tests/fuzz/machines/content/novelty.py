"""Public texts: whether one says something new, against what is plainly the same, plainly near and plainly other (Art. 8)."""
from base64 import b64decode
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from services.content.model.public_text import NEAR_DUPLICATE, RE_DATED, UNCHANGED, PublicText, Verdict
from tests.fuzz.machine import Machine

NEWS = "为做好今年汛期地质灾害防治工作，请逐点落实监测员和预警信号，遇有强降雨提前组织群众撤离，未经专业人员核查不得返回。"
OTHER = "州林业局召开古树名木保护座谈会，专家介绍普查的进展，与会代表就资金安排、日常养护、病虫害监测逐一提出意见。"
BODIES = {
    "same": f"<p>{NEWS}</p>",
    "dated": f"<p>2026年11月23日 {NEWS}</p>",
    "near": f"<p>{NEWS}特此通知。</p>",
    "other": f"<p>{OTHER}</p>",
}
"""The first is what is judged against the others."""
THRESHOLD = 0.8
ARTICLES = st.sampled_from(["a", "b", "c"])


class Judged(Machine):
    """One text, and those of its site that went public before and after it."""

    aggregate = PublicText
    steps = 10

    def __init__(self) -> None:
        super().__init__()
        self.others: list[tuple[PublicText, str]] = []
        self.padded = 0
        self.verdict = Verdict()
        self.keep_noted(self.text("a", 50, "same", days=0))

    def keep_noted(self, text: PublicText) -> None:
        """It is first saved with its verdict."""
        text.settle(Verdict())
        self.keep(text)
        assert not self.said

    def text(self, article: str, edition: int, which: str, *, days: int) -> PublicText:
        """An edition that went public some days from now."""
        return PublicText.of(title="题", body=BODIES[which], article_id=article, edition=edition, unit="u", site="s",
                             column="s.c", at=self.now + timedelta(days=days), digest=which)

    @rule(article=ARTICLES, which=st.sampled_from(sorted(BODIES)), days=st.sampled_from([-9, -2, 0, 3]))
    def another(self, article: str, which: str, days: int) -> None:
        """Also one that went public later, or in the same moment."""
        self.others.append((self.text(article, 10 + len(self.others), which, days=days), which))
        alike = self.kept.likeness(b64decode(self.others[-1][0].shingles))
        assert (alike == 1.0) == (which in ("same", "dated")) and (alike >= THRESHOLD) == (which != "other")

    @rule()
    def judge(self) -> None:
        """It is settled for good, and padding is told."""
        found = self.kept.judge([each for each, _ in self.others], THRESHOLD)
        assert found.reason == self.expected
        assert (found.similarity, found.of) == ((0.0, "") if not self.before else (
            max(alike for _, _, alike in self.before), found.of))
        assert not found.reason or found.of in {article for article, _, alike in self.before if alike == found.similarity}
        if self.attempt("settle", True, found):
            self.verdict = found
            self.padded += bool(self.expected)
            assert self.words == (["content.column.padded.v1"] if self.expected else [])
            wanted = {"article_id": "a", "edition": 50, "column": "s.c", **vars(found)}
            assert all(vars(each).items() >= wanted.items() for each in self.fresh)

    @property
    def before(self) -> list[tuple[str, str, float]]:
        """What went public before it: the article, what it says, and how alike that is."""
        alike = {"same": 1.0, "dated": 1.0}
        return [(each.article_id, which, alike.get(which, round(each.likeness(b64decode(self.kept.shingles)), 4)))
                for each, which in self.others if (each.at, each.id) < (self.kept.at, self.kept.id)]

    @property
    def expected(self) -> str:
        """What must be said of it: its own text again says nothing new, nor does its own text with other dates, nor what is
        much like anything else."""
        own, said = {which for article, which, _ in self.before if article == "a"}, {which for _, which, _ in self.before}
        if "same" in own:
            return UNCHANGED
        return RE_DATED if "dated" in own else NEAR_DUPLICATE if said - {"other"} else ""

    @invariant()
    def it_is_as_the_record_says(self) -> None:
        """The verdict, and nothing of the text itself."""
        assert self.kept.verdict == self.verdict and self.padded == len(self.said)
        assert "汛期" not in repr(self.document)
