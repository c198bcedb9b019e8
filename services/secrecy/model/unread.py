"""What could not be read in an attached file: a finding of its own, since nothing unread is clean (Art. 12 第十二条)."""
from dataclasses import dataclass

from services.secrecy.model.finding import Finding
from shared.digests import digest

DETECTOR = "unreadable_attachment"
"""The code under which such findings stand; no plugin makes them."""
DETECTOR_VERSION = 1
FOR_EYES = frozenset({"image", "media"})
"""No machine reads it, so a person looks; whoever reviews sees it anyway, and it blocks nothing by itself."""
MISSING = "missing"


@dataclass(frozen=True)
class Unread:
    """A place in an attached file that may hold text which could not be read."""

    part: str
    """``attachment-1`` for the file as a whole, or ``attachment-1/entry-2``."""
    file: str
    """The file's digest: a dismissal holds for exactly these bytes."""
    reason: str
    """A code of the files service: ``encrypted``, ``broken``, ``image``, …; or ``missing``."""
    label: str
    """The same in Chinese."""
    count: int = 1

    @property
    def finding(self) -> Finding:
        """Blocks until an officer who has looked into the file says why it may pass, or until it can be read."""
        eyes = self.reason in FOR_EYES
        what = f"附件内容未能识读（{self.label}{f'，共 {self.count} 处' if self.count > 1 else ''}）"
        advice = "请人工查看。" if eyes else "不能视为未发现问题，请人工查看后说明理由，或者退回更换文件。"
        identity = digest([DETECTOR, self.file, self.part, self.reason])
        return Finding(
            id=identity[:16], part=self.part, detector=DETECTOR, detector_version=DETECTOR_VERSION, kind=self.reason,
            severity="medium" if eyes else "high", start=0, end=0, line=1, column=1, reason=f"{what}，{advice}", confidence=1.0,
            evasion=False, trial=False, fingerprint=identity)
