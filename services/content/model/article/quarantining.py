"""How an article lets go of a text that the secrecy review takes for a state secret (Art. 12 第十二条, 保密法 Art. 31, 34)."""
from dataclasses import dataclass, replace
from datetime import datetime

from services.content.events.quarantine import ArticleQuarantined, TextRemoved
from services.content.model.article.forcing import Forcible
from services.content.model.edition import Edition, State
from services.content.model.isolation import Quarantined
from shared.clearance import Referred

PUBLIC_REASON = "该信息已停止提供。"
"""What the public is told: nothing of why."""


@dataclass(kw_only=True)
class Quarantinable(Forcible):
    """What happens to an article of whose text nobody can tell, or that must go; digest and circumstances stay."""

    referred: Referred | None = None
    """What the secrecy review last said of a text being with the competent authority."""

    @property
    def is_unclear(self) -> bool:
        """True while the competent authority has the word on the newest text (送审)."""
        referred, edition = self.referred, self.current
        return bool(edition.state is State.APPROVED and referred and referred.open and referred.digest == edition.digest)

    def holding(self, digest: str) -> list[Edition]:
        """The editions with exactly this text that are not quarantined yet."""
        return [each for each in self.editions if each.digest == digest and each.state is not State.QUARANTINED]

    def note_referral(self, referred: Referred) -> None:
        """The secrecy review put a text to the authority, or heard from it; what is older than what is known says nothing."""
        if referred.digest == self.current.digest and referred.after(self.referred) is not self.referred:
            self.referred = referred
            self.note("referred" if referred.open else "clarified", digest=referred.digest, review=referred.review)

    def isolate(self, quarantined: Quarantined, digest: str, *, by: str) -> None:
        """Let go of the text in every edition that has it; what the public sees of it is withdrawn in the same moment.

        Remarks on these editions go with it: they may quote. What is done already is not done again. Of a text that was
        changed meanwhile nothing is left but what earlier requests were answered: that goes, too.
        """
        found, at = self.holding(digest), quarantined.at
        if not found:
            if not any(each.digest == digest for each in self.editions):
                self.forget()
                self.note("text_absent", digest=digest, review=quarantined.review)
                self.record(TextRemoved(unit=self.unit, subject=self.id, digest=digest, copies=0, files=[]))
            return
        if self.public_edition in found:
            self.withdraw(by=by, at=at, reason=PUBLIC_REASON, mode="gone")
        numbers, files = [edition.number for edition in found], self.files
        schedule = self.current.schedule
        for edition in found:
            edition.isolate(quarantined)
        if self.current in found:
            self._tell_unscheduled(schedule, "quarantined")
        self.comments = [each for each in self.comments if each.edition not in numbers]
        self._tell_attachments(files)
        self.changed_at, self.claim = at, None if self.current in found else self.claim
        self.forget()
        self.note("quarantined", editions=numbers, digest=digest, review=quarantined.review,
                  circumstances=list(quarantined.circumstances))
        self.record(ArticleQuarantined(unit=self.unit, article_id=self.id, editions=numbers, digest=digest,
                                       circumstances=list(quarantined.circumstances)))

    def unlink(self, article_id: str) -> None:
        """Name an article no more whose text is gone, nor in the answers that are kept for repeated requests."""
        interpreted = None if self.interpreted and self.interpreted.id == article_id else self.interpreted
        self.show_links(interpreted=interpreted,
                        interpretations=[each for each in self.interpretations if each.id != article_id])
        self.forget()
        if not self.changed:
            self.note("unlinked", article=article_id)

    def confirm_removal(self, digest: str, *, at: datetime) -> None:
        """No copy of the text is left anywhere here: tell so, once, with the files that nothing else uses."""
        rest = [each for each in self.editions
                if each.digest == digest and each.quarantine and each.quarantine.removed_at is None]
        files = sorted({file for each in rest if each.quarantine for file in each.quarantine.files})
        for each in rest:
            assert each.quarantine is not None
            each.quarantine = replace(each.quarantine, removed_at=at)
        if rest:
            self.note("text_removed", digest=digest, editions=[each.number for each in rest], files=files)
            self.record(TextRemoved(unit=self.unit, subject=self.id, digest=digest, copies=len(rest), files=files))
