"""What is live: who shows what under which clearance, and the look at one live text (Art. 4 第四条, 12 第十二条)."""
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from services.secrecy.errors import ForeignFetch
from services.secrecy.model import Dismissal, Finding, Versions
from services.secrecy.model.recall import Recall, RecallState, recall_id
from services.secrecy.model.review import Clearance
from services.secrecy.model.shown import Shown
from services.secrecy.ports import OriginText, Ports
from services.secrecy.use_cases.examining import examined
from services.secrecy.use_cases.opening import FETCH
from shared.events import Received

Identity = tuple[str, str, int, int]


@dataclass(frozen=True)
class Looked:
    """What the look at a live text came to: a key of ``reexamination.OUTCOMES``, and what is new in it."""

    outcome: str
    findings: tuple[Finding, ...] = ()
    recall: str = ""


def note_display_changed(ports: Ports, *, now: datetime, event: Received, unit: str, subject: str, digest: str, fetch: str
                         ) -> None:
    """A service shows something else than before. What was cleared under an older dictionary or other rules than today's, or
    not at all, is looked at now; everything else waits for the next change of them. Safe to repeat and in any order."""
    service = event.type.partition(".")[0]
    if fetch != f"{service}.{FETCH}":
        raise ForeignFetch()
    shown = ports.shown.find_one({"_id": f"{service}/{subject}"}) or Shown(id=f"{service}/{subject}", service=service,
                                                                           subject=subject)
    clearance, involved = cleared(ports, service, subject, digest) if digest else (None, ())
    shown.hear(sequence=event.sequence, unit=unit, digest=digest, fetch=fetch, clearance=clearance, involved=involved, at=now)
    if shown.changed and digest and not clearance:
        ports.alarm()
    ports.shown.save(shown)
    if shown.sequence != event.sequence or not digest:
        return
    for recall in ports.recalls.find({"service": service, "subject": subject, "state": RecallState.OPEN.value}):
        if recall.digest != digest and not (recall.restored and event.time < recall.opened_at):  # old news brought again
            recall.supersede(at=now)
            ports.recalls.save(recall)
    # Asked for after the save: whoever changes a dictionary from here on finds this text among what is live.
    if shown.cleared_under != ports.inspector.versions:
        text = ports.origin.text(fetch, subject=subject, digest=digest)
        if text:
            look(ports, shown, text, reexamination="", now=now)


def look(ports: Ports, shown: Shown, text: OriginText, *, reexamination: str, now: datetime) -> Looked:
    """Examine one live text; what blocks and was not dismissed for exactly this text opens a recall. So does a text that nobody
    has cleared, whatever is in it (Art. 4 第四条): an officer reads it first. Raises ``ScanFailed``."""
    findings = examined(ports, text)
    if not shown.clearance:
        return Looked("recalled", tuple(findings), _recall(ports, shown, findings, reexamination, now))
    if not findings:
        return Looked("clean")
    known = _known(ports, shown)
    new = tuple(each for each in findings if each.identity not in known or each.blocks and not known[each.identity])
    if any(each.blocks for each in new):
        findings = [replace(each, dismissal=known.get(each.identity)) for each in findings]
        return Looked("recalled", new, _recall(ports, shown, findings, reexamination, now))
    if any(not each.trial for each in new):
        return Looked("noted", new)
    return Looked("trial", new) if new else Looked("clean")


def _recall(ports: Ports, shown: Shown, findings: Sequence[Finding], reexamination: str, now: datetime) -> str:
    """The recall of this text: the one that is open already, or a new one."""
    same = {"service": shown.service, "subject": shown.subject, "digest": shown.digest}
    for known in ports.recalls.find({**same, "state": RecallState.OPEN.value}):
        return known.id
    versions: Versions = ports.inspector.versions
    id_ = recall_id(shown, versions)
    if ports.recalls.find_one({"_id": id_}) is None:
        ports.recalls.save(Recall.open(shown, id=id_, reexamination=reexamination, findings=findings, versions=versions,
                                       at=now))
    return id_


def _known(ports: Ports, shown: Shown) -> dict[Identity, Dismissal | None]:
    """What earlier conclusions on exactly this text knew of, and why it was dismissed if it was."""
    same = {"service": shown.service, "subject": shown.subject, "digest": shown.digest}
    known: dict[Identity, Dismissal | None] = {}
    for each in [*ports.reviews.find(same), *ports.recalls.find(same)]:
        if each.clearance:
            for finding in each.findings:
                known[finding.identity] = finding.dismissal or known.get(finding.identity)
    return known


def cleared(ports: Ports, service: str, subject: str, digest: str) -> tuple[Clearance | None, tuple[str, ...]]:
    """The newest clearance for exactly this text, and who may not decide on it; an upheld recall ends all before it."""
    same = {"service": service, "subject": subject, "digest": digest}
    reviews, recalls = list(ports.reviews.find(same)), list(ports.recalls.find(same))
    given = sorted((each.clearance for each in [*reviews, *recalls] if each.clearance), key=lambda each: each.at)
    ended = [each.decision.at for each in recalls if each.state is RecallState.UPHELD and each.decision]
    involved = tuple(dict.fromkeys(each for one in [*reviews, *recalls] for each in one.involved))
    if not given or any(at >= given[-1].at for at in ended):
        return None, involved
    return given[-1], involved
