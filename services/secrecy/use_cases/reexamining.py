"""Everything live, examined anew when a dictionary or the rules change (Art. 12 第十二条), in steps that anybody resumes."""
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
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
BUNDLE = 64
"""Texts that are fetched in one message."""
AHEAD = 2
"""Bundles that are on their way while one is looked at."""
STEP = 256
"""Texts that are saved as one step; who is killed costs no more than that."""
STEPS_A_LOOK = 4
"""Steps of one look of the sweep; others' clocks wait no longer than that takes."""
PLACES_MOST = 50
"""Findings that a report keeps of one text."""


def note_dictionary_changed(ports: Ports, *, now: datetime, event: Received, dictionary: str) -> None:
    """A dictionary of ours has a new edition: a run opens, unless one looks under the present versions already.

    Where little is live it is looked at here and now; a longer run is the sweep's alone, so that no two look at the same.
    """
    run = _opened(ports, "dictionary", SYSTEM.id, now)
    if run and run.total < STEP * STEPS_A_LOOK:
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
    return _next(ports, newest, "request", caller.id, now)


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
    looked: dict[str, Looked] = {}
    rows: list[Examined] = []
    steps = 0
    for shown, text in _live(ports, run.after):
        found = looked[shown.id] = _look(ports, run, shown, text, now)
        if found.outcome != "clean":
            rows.append(Examined.of(run.id, shown, found.outcome, found.findings[:PLACES_MOST], found.recall))
        if len(looked) == STEP:
            _save(ports, run, looked, rows, now)
            looked, rows, steps = {}, [], steps + 1
            if steps == STEPS_A_LOOK:
                return True
    if looked:
        _save(ports, run, looked, rows, now)
    run.finish(recalled=ports.recalls.found_by(run.id), at=now)
    ports.reexaminations.save(run)
    return False


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
    return _next(ports, newest, trigger, by, now)


def _next(ports: Ports, newest: Reexamination | None, trigger: str, by: str, now: datetime) -> Reexamination:
    run = Reexamination.open(number=newest.number + 1 if newest else 1, trigger=trigger, by=by,
                             versions=ports.inspector.versions, total=ports.shown.count(), at=now)
    ports.reexaminations.save(run)
    return run


def _live(ports: Ports, after: str) -> Iterator[tuple[Shown, OriginText | Fault | None]]:
    """What is live beyond a text, each as its service gives it; the next bundles are on their way meanwhile."""
    coming: deque[Callable[[], list[tuple[Shown, OriginText | Fault | None]]]] = deque()
    page = ports.shown.after(after, STEP)
    while page:
        for first in range(0, len(page), BUNDLE):
            coming.append(ports.beside(partial(_fetched, ports, page[first:first + BUNDLE])))
            if len(coming) > AHEAD:
                yield from coming.popleft()()
        page = ports.shown.after(page[-1].id, STEP)
    while coming:
        yield from coming.popleft()()


def _fetched(ports: Ports, shown: Sequence[Shown]) -> list[tuple[Shown, OriginText | Fault | None]]:
    texts = ports.origin.texts([(each.fetch, each.subject, each.digest) for each in shown])
    return list(zip(shown, texts, strict=True))


def _save(ports: Ports, run: Reexamination, looked: Mapping[str, Looked], rows: Sequence[Examined], now: datetime) -> None:
    """The report is laid down before the run says that it is done; laid down again, it is the same."""
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
