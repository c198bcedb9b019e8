"""An older state of an article is put back, and it tells what is true of it now (Art. 4 第四条)."""
import copy
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from services.content.events.losing import GONE
from shared.retelling import Heard, Told
from tests.fuzz.machines.content.article.paper import item
from tests.fuzz.machines.content.article.placing import COLUMNS, Placing

PAPER = ("sheets", "live", "mode", "hidden", "settled", "home", "path", "places", "merged")
"""What a restore puts back on paper as well."""


class Restoring(Placing):
    """Whoever heard of what is no more knows in the end what there is."""

    def __init__(self) -> None:
        super().__init__()
        self.backup: tuple[Any, dict[str, Any], int] | None = None
        """The article, the paper, and how many events there had been."""

    @rule()
    def back_up(self) -> None:
        """Keep it as it is."""
        self.backup = copy.deepcopy((self.kept, {name: vars(self)[name] for name in PAPER}, len(self.said)))

    @rule(lost=st.lists(st.sampled_from(["write", "hurry", "withdraw", "archive", "hide", "approve"]), min_size=1, max_size=3),
          names=st.lists(COLUMNS, max_size=2, unique=True))
    def lose(self, lost: list[str], names: list[str]) -> None:
        """What happens is lost."""
        self.back_up()
        for each in lost:
            if each in ("withdraw", "archive"):
                self.withdraw("gone" if each == "withdraw" else each)
            elif each == "write":
                self.write("二", names, False)
            elif each != "hide":
                getattr(self, each)()
            elif self.live:
                self.hide("r2")
        self.restore()

    @rule()
    @precondition(lambda self: self.backup)
    def restore(self) -> None:
        """Its version goes beyond what was seen, as the frame does it; then it tells."""
        assert self.backup
        kept, paper, said = copy.deepcopy(self.backup)
        told = Told(Heard(each.TYPE, number, self.now, each.data()) for number, each in enumerate(self.said[said:], 1))
        kept.version, self.listener.trusts = self.kept.version, False
        kept.note("restored")
        self.keep(kept)
        vars(self).update(paper)
        self.attempt("tell_anew", True, told, column_type="其他", now=self.soon)
        self.listener.trusts = True
        assert self.action == "told_anew" and self.chain[-1]["details"]["told"] == sorted(told)
        closed = [each for each in self.fresh if getattr(each, "reason", "") == GONE]
        assert not closed or not self.live
        once = [each.TYPE for each in self.fresh]
        self.attempt("tell_anew", True, told, column_type="其他", now=self.soon)
        assert [each.TYPE for each in self.fresh] == once, "once more is the same"
        self.backup = copy.deepcopy((self.kept, paper, len(self.said)))

    @invariant()
    def whoever_reviews_knows_what_waits(self) -> None:
        """The last that was asked for is what waits."""
        if self.worked_on("approved"):
            assert self.listener.review == item(self.now_on.text).digest
