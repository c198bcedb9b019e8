"""Everything live, examined anew when a dictionary or the rules change (Art. 12 第十二条), in steps that anybody resumes."""
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.secrecy.errors.recalls import ReexaminationUnderWay
from services.secrecy.model.recall import RecallState
from services.secrecy.model.reexamination import Reexamination
from services.secrecy.model.shown import Shown
from services.secrecy.ports import Examined, OriginText, OutcomeQuery, Ports
from services.secrecy.use_cases.live import Looked, look
from shared.caller import ROLES, SYSTEM, Caller
from shared.errors import Fault, Forbidden, Kind, StaleVersion
from shared.events import Received

READERS = ("secrecy_officer", "dictionary_keeper", "auditor")
STARTERS = ("secrecy_officer", "dictionary_keeper")
BATCH = 64
"""Texts that are fetched in one message of each service, and saved as one step."""
BATCHES_A_LOOK = 8
"""Steps of one look of the sweep; others' clocks wait no longer than that takes."""
PLACES_MOST = 50
"""Findings that a report keeps of one text."""


@dataclass(frozen=True)
class LiveText:
    """A live text as its service gave it, or why it did not."""

    shown: Shown
    text: OriginText | Fault | None


def note_dictionary_changed(ports: Ports, *, now: datetime, event: Received, dictionary: str) -> None:
    """A dictionary of ours has a new edition: a run opens, unless one looks under the present versions already."""
    run = _opened(ports, "dictionary", SYSTEM.id, now)
    if run:
        tend_reexamination(ports, now=now, id_=run.id)


def begin(ports: Ports, *, now: datetime) -> None:
    """A process begins: if its rules are not those under which everything live was looked at, a run opens."""
    present, newest = ports.inspector.versions, ports.reexaminations.newest()
    if newest is None and not ports.shown.any_cleared_otherwise(present):
        return
    _opened(ports, "rules", SYSTEM.id, now)


def start_reexamination(ports: Ports, *, caller: Caller, now: datetime) -> Reexamination:
    """Look at everything live once more, e.g. because some texts could not be examined. Raises ``ReexaminationUnderWay``."""
    if caller.units(*STARTERS) == []:
        raise Forbidden(unit=caller.unit or "", roles="、".join(ROLES[role] for role in STARTERS))
    newest = ports.reexaminations.newest()
    if newest and not newest.over and newest.versions == ports.inspector.versions:
        raise ReexaminationUnderWay(number=newest.number)
    run = Reexamination.open(number=newest.number + 1 if newest else 1, trigger="request", by=caller.id,
                             versions=ports.inspector.versions, total=ports.shown.count(), at=now)
    ports.reexaminations.save(run)
    return run


def tend_reexamination(ports: Ports, *, now: datetime, id_: str) -> bool:
    """Do the next steps of a run (the sweep); ``True`` if there are more.

    A run that a newer one follows is superseded. A process with other rules than the run's leaves it to those that have them.
    """
    run, newest = ports.reexaminations.get(id_), ports.reexaminations.newest()
    if run.over:
        return False
    if newest and newest.number > run.number:
        run.supersede(at=now)
        ports.reexaminations.save(run)
        return False
    if ports.inspector.versions != run.versions:
        return False
    coming = _fetched(ports, run.after)
    for _ in range(BATCHES_A_LOOK):
        batch = coming()
        if not batch:
            run.finish(recalled=ports.recalls.found_by(run.id), at=now)
            ports.reexaminations.save(run)
            return False
        coming = _fetched(ports, batch[-1].shown.id)
        _step(ports, run, batch, now)
    return True


def list_reexaminations(ports: Ports, *, caller: Caller, now: datetime, state: str | None, limit: int, cursor: str | None
                        ) -> tuple[list[Reexamination], str | None]:
    """A page of the runs, the newest first."""
    return ports.reexaminations.page(state, limit, cursor)


def get_reexamination(ports: Ports, *, caller: Caller, now: datetime, reexamination_id: str) -> Reexamination:
    """How far a run is, and what it found."""
    return ports.reexaminations.get(reexamination_id)


def get_reexamination_history(ports: Ports, *, caller: Caller, now: datetime, reexamination_id: str
                              ) -> tuple[list[dict[str, Any]], None]:
    """The hash-chained record of a run, step by step (Art. 5 第五条)."""
    return ports.reexaminations.history(reexamination_id), None


def list_reexamination_outcomes(ports: Ports, *, caller: Caller, now: datetime, reexamination_id: str, unit: str | None,
                                outcome: str | None, limit: int, cursor: str | None) -> tuple[list[Examined], str | None]:
    """The run's report: every text in which something was found, or that could not be examined, of the caller's units."""
    ports.reexaminations.get(reexamination_id)
    units = caller.units(*READERS)
    if unit is not None:
        caller.require(*READERS, unit=unit)
        units = [unit]
    return ports.outcomes.page(OutcomeQuery(reexamination=reexamination_id, units=units, outcome=outcome, limit=limit,
                                            cursor=cursor))


def _opened(ports: Ports, trigger: str, by: str, now: datetime) -> Reexamination | None:
    """The run under the present versions, newly opened; ``None`` if the newest has them. A number that another process takes
    first is a ``StaleVersion``: then all starts over, and finds that run."""
    present, newest = ports.inspector.versions, ports.reexaminations.newest()
    if newest and newest.versions == present:
        return None
    run = Reexamination.open(number=newest.number + 1 if newest else 1, trigger=trigger, by=by, versions=present,
                             total=ports.shown.count(), at=now)
    ports.reexaminations.save(run)
    return run


def _fetched(ports: Ports, after: str) -> Any:
    """The next batch, on its way while the one before is looked at."""
    def fetch() -> list[LiveText]:
        shown = ports.shown.after(after, BATCH)
        texts = ports.origin.texts([(each.fetch, each.subject, each.digest) for each in shown])
        return [LiveText(each, text) for each, text in zip(shown, texts, strict=True)]

    return ports.beside(fetch)


def _step(ports: Ports, run: Reexamination, batch: list[LiveText], now: datetime) -> None:
    """One batch. Its report is laid down before the run says that it is done; laid down again, it is the same."""
    looked = {each.shown.id: _look(ports, run, each.shown, each.text, now) for each in batch}
    rows = [Examined.of(run.id, each.shown, looked[each.shown.id].outcome, looked[each.shown.id].findings[:PLACES_MOST],
                        looked[each.shown.id].recall) for each in batch if looked[each.shown.id].outcome != "clean"]
    ports.outcomes.put(rows)
    run.advance({id_: each.outcome for id_, each in looked.items()}, at=now)
    ports.reexaminations.save(run)


def _look(ports: Ports, run: Reexamination, shown: Shown, text: OriginText | Fault | None, now: datetime) -> Looked:
    """What cannot be examined counts as failed, never as clean; while its service is away, the whole step waits."""
    if text is None:
        gone = any(ports.recalls.find({"service": shown.service, "subject": shown.subject, "digest": shown.digest,
                                       "state": RecallState.OPEN.value}))
        return Looked("recalled" if gone else "gone")
    try:
        if isinstance(text, Fault):
            raise text
        return look(ports, shown, text, reexamination=run.id, now=now)
    except StaleVersion:
        raise
    except Fault as fault:
        if isinstance(text, Fault) and fault.kind is Kind.UNAVAILABLE:
            raise
        return Looked("failed")
