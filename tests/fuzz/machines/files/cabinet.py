"""A file and who refers to it, against plain variables: what is used stays, what is quarantined goes for good (Art. 12)."""
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from services.files.extraction import VERSION
from services.files.model import Examination, Quarantined, Reference, StoredFile, Upload
from services.files.model.examination import ExaminationState
from services.files.model.reference import Shown
from services.files.model.stored_file import UPLOADS_MOST
from tests.fuzz.machine import Machine

KEEP = timedelta(days=30)
FILE = "f" * 64


class File(Machine):
    """Brought again and again, read, looked after, removed, restored, quarantined, as the use cases do it."""

    aggregate = StoredFile
    examples, steps = 60, 30

    def __init__(self) -> None:
        super().__init__()
        self.present, self.bytes, self.quarantined, self.isolated, self.names = True, True, False, False, ["表.pdf"]
        self.unused_since = self.now
        self.used, self.read = False, "pending"
        self.keep(StoredFile.store(file=FILE, size=3, media_type="application/pdf", upload=self.upload("a", "表.pdf"),
                                   keep=KEEP))

    def upload(self, by: str, name: str) -> Upload:
        """Somebody's."""
        return Upload(unit="u", by=by, at=self.soon if self.saves else self.now, name=name)

    def stored(self) -> None:
        """What is said of it, wherever it comes from."""
        assert self.words == ["files.file.stored.v1"]

    @rule(by=st.sampled_from("ab"), name=st.sampled_from(["表.pdf", "二.pdf", "三.docx"]))
    def store_again(self, by: str, name: str) -> None:
        """The same person's same upload adds nothing but time; what was removed is there again. Quarantined is not taken."""
        if self.quarantined:
            return
        known = self.present and (by, name) in {(each.by, each.name) for each in self.kept.uploads}
        quiet = known and self.unused_since is None
        if self.attempt("store_again", True, self.upload(by, name), quiet=quiet, keep=KEEP):
            self.unused_since, self.present = self.now, True
            if not known:
                self.bytes = True
                self.names.append(name)
                self.stored()
            assert self.kept.tend_at == self.now + KEEP

    @rule(used=st.booleans(), days=st.integers(1, 40))
    def tend(self, used: bool, days: int) -> None:
        """As the sweep does it: what nothing has referred to for long goes, and never before."""
        if not self.present or self.quarantined:
            return
        self.now += timedelta(days=days)
        due = not used and self.unused_since is not None and self.unused_since + KEEP <= self.soon
        self.attempt("tend", True, used=used, now=self.soon, keep=KEEP)
        if due:
            self.present = False
            assert self.words == ["files.file.removed.v1"] and self.kept.removed_for == "unused"
        else:
            self.unused_since = None if used else self.unused_since or self.now
            assert not self.words and self.kept.tend_at == self.now + KEEP

    @rule()
    def restore(self) -> None:
        """Something refers to what was removed, and its bytes are there."""
        if not self.present and self.bytes and not self.quarantined:
            self.attempt("restore", True, now=self.soon, keep=KEEP)
            self.present, self.unused_since = True, None
            self.stored()

    @rule(gone=st.booleans())
    def bytes_of_what_was_removed(self, gone: bool) -> None:
        """They go, or stay a while because somebody wants them."""
        if self.present or self.isolated:
            return
        if gone:
            self.attempt("let_bytes_go", True)
            self.bytes, self.read, self.isolated = False, "pending", self.quarantined and self.kept.removed_for == "quarantined"
            assert self.words == ["files.blob.removed.v1"] and self.kept.tend_at is None
        elif self.bytes:
            self.attempt("keep_bytes", True, self.soon + timedelta(hours=1))
            assert self.kept.tend_at == self.now + timedelta(hours=1)

    @rule(subject=st.sampled_from(["content/a", "law/r"]), really=st.sampled_from([False, False, True]))
    def quarantine(self, subject: str, really: bool) -> None:
        """Once; who said so first is remembered."""
        if really and self.attempt("quarantine", True, Quarantined(at=self.soon, unit="u", subject=subject),
                                   quiet=self.quarantined):
            self.quarantined = True

    @rule()
    def isolate(self) -> None:
        """Nothing refers to it any more: it goes for good, and its names with it."""
        if not self.quarantined:
            return
        done = self.kept.removed_for == "quarantined"
        if self.attempt("isolate", True, quiet=done, now=self.soon):
            self.present, self.names = False, [""] * len(self.names)
            assert self.words == ["files.file.removed.v1"] and self.kept.name == ""

    @rule(outcome=st.sampled_from([ExaminationState.READ, ExaminationState.PARTIAL, ExaminationState.UNREADABLE]),
          again=st.booleans())
    def examine(self, outcome: ExaminationState, again: bool) -> None:
        """What is there is read, and may be read anew."""
        if not self.present:
            return
        if again:
            self.attempt("examine_again", True)
            self.read = "pending"
            self.stored()
        else:
            self.attempt("examine", True, Examination(outcome, parts=1, characters=9, at=self.soon, version=VERSION, pieces=1))
            self.read = outcome.value
            assert self.words == ["files.file.examined.v1"] and self.fresh[0].outcome == self.read  # type: ignore[attr-defined]

    @rule()
    def tell_anew(self) -> None:
        """After a restore of a backup: what is true of it now."""
        self.attempt("tell_anew", True, ["files.file.stored.v1"])
        there = ["files.file.stored.v1", *["files.file.examined.v1"] * (self.read != "pending")]
        assert self.words == (there if self.present else ["files.file.removed.v1"])

    @invariant()
    def it_is_as_the_record_says(self) -> None:
        """Also its last word to others, which says whether it is there."""
        kept = self.kept
        assert (kept.present, bool(kept.quarantined), kept.examination.state) == (self.present, self.quarantined, self.read)
        assert kept.isolated == self.isolated and (kept.tend_at is not None or not self.present)
        assert not self.present or kept.unused_since == self.unused_since
        assert [each.name for each in kept.uploads] == self.names and len(kept.uploads) <= UPLOADS_MOST
        last = [each.TYPE for each in self.said if each.TYPE in ("files.file.stored.v1", "files.file.removed.v1")][-1]
        assert (last == "files.file.stored.v1") == self.present

    def teardown(self) -> None:
        """What was never brought can be refused as well."""
        never = StoredFile.never_seen("0" * 64, now=self.now)
        never.quarantine(Quarantined(at=self.now, unit="u", subject="content/a"))
        never.isolate(now=self.now)
        assert not never.present and never.unit == "u" and never.removed_for == "quarantined"


class Refers(Machine):
    """What one subject refers to, told in any order and repeated: the newest of each kind wins."""

    aggregate = Reference

    def __init__(self) -> None:
        super().__init__()
        self.shown: tuple[int, list[str]] = (0, [])
        self.attached: tuple[int, list[str]] = (0, [])
        self.ever = set[str]()
        self.kept = Reference(id="content/a", unit="u")

    @rule(sequence=st.integers(1, 12), files=st.lists(st.sampled_from("xyz"), max_size=3, unique=True))
    def hear_display(self, sequence: int, files: list[str]) -> None:
        """What the public sees."""
        if self.attempt("hear_display", True, quiet=sequence <= self.shown[0], sequence=sequence, unit="u",
                        files=[Shown(file=each, name=f"{each}.pdf") for each in files]):
            self.shown = sequence, files
            self.ever |= {*files}

    @rule(sequence=st.integers(1, 12), files=st.lists(st.sampled_from("xyz"), max_size=3))
    def hear_attachments(self, sequence: int, files: list[str]) -> None:
        """What its editions have, drafts as well."""
        if self.attempt("hear_attachments", True, quiet=sequence <= self.attached[0], sequence=sequence, unit="u", files=files):
            self.attached = sequence, files
            self.ever |= {*files}

    @invariant()
    def it_keeps_what_is_named_and_remembers_what_was(self) -> None:
        """So that nothing that was let go of is overlooked."""
        now = {*self.shown[1], *self.attached[1]}
        assert set(self.kept.files) == now and set(self.kept.left) == self.ever - now and not self.said
        for each in "xyz":
            assert self.kept.names(each) == ([f"{each}.pdf"] if each in self.shown[1] else [])
