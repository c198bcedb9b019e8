"""What an article is made of, and how it is read."""
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from services.content.errors import EditionNotFound, NoWorkingEdition
from services.content.model.correction import Change, changes
from services.content.model.edition import WORKING, Edition, State
from services.content.model.interpretation import Interpreted
from services.content.model.known_file import FileFacts
from services.content.model.placement import Placed, Placement
from services.content.model.standing import Comment, Status, Withdrawal
from services.content.model.ties import Link, Ties
from shared.claims import Claim

_WITHDRAWN = {"archive": Status.ARCHIVED, "recalled": Status.RECALLED}


@dataclass(kw_only=True)
class Readable(Placed, Interpreted):
    """An article of a unit in a column of a site: everything that is stored of it."""

    unit: str
    """The responsible unit (Art. 5 第五条 谁发布谁负责)."""
    site: str
    column: str
    created_by: str
    created_at: datetime
    changed_at: datetime
    editions: list[Edition] = field(default_factory=list)
    live: int | None = None
    """Number of the edition that the public sees."""
    index_number: str = ""
    """索引号; given at the first publication, never changed or used again."""
    unit_name: str = ""
    """The unit's name when this was last published; a later name does not change it."""
    place_labels: dict[str, str] = field(default_factory=dict)
    """The page labels of site and column when this was last published."""
    path: str = ""
    """Address below the site's root; given at the first publication."""
    former_paths: list[str] = field(default_factory=list)
    """Addresses that it had before its column was merged into another; they keep answering."""
    published_at: datetime | None = None
    """First time that it went public; nobody can change it (Art. 8 第八条)."""
    file_facts: dict[str, FileFacts] = field(default_factory=dict)
    """What is known of its files, by SHA-256, since they were last looked up."""
    withdrawal: Withdrawal | None = None
    related: list[Link] = field(default_factory=list)
    """Related articles that its page names: public ones only."""
    template: str = ""
    """Code of the house's template that it was begun with."""
    warnings: list[str] = field(default_factory=list)
    """What its last publication found that is not as it should be, such as links that lead nowhere."""
    masked_before: int = 0
    """Texts of editions before this one show what was masked later: only the secrecy review reads them."""
    claim: Claim | None = None
    comments: list[Comment] = field(default_factory=list)

    @property
    def current(self) -> Edition:
        """The newest edition."""
        return self.editions[-1]

    @property
    def status(self) -> Status:
        """See ``Status``."""
        if self.current.state is State.QUARANTINED:
            return Status.QUARANTINED
        if self.current.schedule and not self.current.schedule.failure:
            return Status.SCHEDULED
        if self.withdrawal and self.current.state not in WORKING:
            return _WITHDRAWN.get(self.withdrawal.mode, Status.WITHDRAWN)
        return Status(Status.LIVE if self.live and self.current.state not in WORKING else self.current.state)

    @property
    def public_edition(self) -> Edition | None:
        """What the public sees, if anything."""
        return self.edition(self.live) if self.live else None

    @property
    def standing(self) -> Edition | None:
        """The edition that the public sees, or the one that a recall keeps from it and may give back."""
        return self.public_edition or self.hidden

    @property
    def hidden(self) -> Edition | None:
        """The edition that a recall keeps from the public and may give back, if any."""
        last = next((each for each in reversed(self.editions) if each.published_at), None)
        recalled = self.withdrawal is not None and self.withdrawal.mode == "recalled"
        return last if last and recalled and last.state is State.WITHDRAWN else None

    @property
    def provisional(self) -> Edition | None:
        """The edition whose forced approval nobody has confirmed (应急审核), if any; it may be public."""
        return next((each for each in self.editions if each.provisional), None)

    @property
    def files(self) -> list[str]:
        """Every file that any of its editions refers to, archived ones and drafts as well."""
        return sorted({file for edition in self.editions for file in edition.files})

    @property
    def ties(self) -> Ties:
        """The ties of the newest edition."""
        return self.current.ties

    @property
    def lead_unit(self) -> str:
        """The unit that drafted it (牵头起草单位) and must interpret it."""
        return self.ties.lead_unit or self.unit

    @property
    def link(self) -> Link | None:
        """How other pages name it, if it is public."""
        edition = self.public_edition
        return Link(self.id, edition.item.title, self.site, self.path) if edition and edition.item else None

    @property
    def title(self) -> str:
        """The newest title."""
        return self.current.item.title if self.current.item else ""

    def shown_with(self, policy_id: str) -> bool:
        """True if the public sees this as an interpretation of that policy."""
        edition = self.public_edition
        return edition is not None and edition.ties.interprets == policy_id

    def awaits(self, interpretation: "Readable") -> bool:
        """True if exactly what the public sees of ``interpretation`` stands in the act."""
        edition = interpretation.public_edition
        return bool(self.act and edition and self.act.texts.get(interpretation.id) == edition.digest)

    @property
    def changes(self) -> list[Change]:
        """What the public is told of its later editions, the newest first."""
        return changes(self.editions)

    @property
    def shown_in(self) -> list[Placement]:
        """The further columns where the public finds it now."""
        return self.shown_by(self.public_edition)

    def edition(self, number: int) -> Edition:
        """The edition with this number; raises ``EditionNotFound``."""
        for each in self.editions:
            if each.number == number:
                return each
        raise EditionNotFound(id=self.id, edition=number)

    @property
    def last_published(self) -> Edition | None:
        """The edition that was public last; its text is still here."""
        return next((each for each in reversed(self.editions) if each.published_at and each.item), None)

    def know_files(self, facts: Mapping[str, FileFacts]) -> None:
        """Keep what is known of files that it refers to; saved with whatever is done next."""
        wanted = set(self.files)
        self.file_facts = {file: each for file, each in {**self.file_facts, **facts}.items() if file in wanted}

    def working(self) -> Edition:
        """The edition that is being worked on; raises ``NoWorkingEdition``."""
        if self.current.state not in WORKING:
            raise NoWorkingEdition()
        return self.current
