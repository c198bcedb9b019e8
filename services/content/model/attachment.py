"""Files that belong to an item (附件): they are published with it, and its digest holds them as it holds the text."""
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from shared.file_name import is_file_name

ROLES = {"attachment": "附件", "cover": "封面", "gallery": "图集"}
MOST = 50
"""Files of one item."""


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """One file; ``file`` is the SHA-256 of its bytes, so who approves the item approves exactly these bytes."""

    file: str
    name: str
    """As readers see it and save it."""
    role: str = "attachment"
    """A code of ``ROLES``."""
    caption: str = ""

    @property
    def url(self) -> str:
        """Where the public reads it, on any gateway."""
        return f"/v1/public/files/{self.file}?name={quote(self.name, safe='')}"


def faults_of(attachments: Sequence[Attachment]) -> list[str]:
    """Why these cannot be the files of one item, in Chinese; empty if they can."""
    faults = [f"“{each.name[:40]}”不能作为文件名。" for each in attachments if not is_file_name(each.name)]
    names = Counter(each.name for each in attachments)
    faults += [f"有两个文件名为“{name}”。" for name, count in names.items() if count > 1]
    if sum(each.role == "cover" for each in attachments) > 1:
        faults.append("封面只能有一个。")
    return faults
