"""One run on a ground: load, faults, settling, check."""
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from shared.cli.api import sign_in
from tests.chaos.checker import events, sightings
from tests.chaos.checker.check import flaws
from tests.chaos.checker.evidence import Evidence, gather, newest_offset, subscribe
from tests.chaos.faults import carry_out
from tests.chaos.ground import Ground, Note
from tests.chaos.people import settle_in
from tests.chaos.probing import Watch
from tests.chaos.schedule import KINDS, schedule
from tests.chaos.settling import Wholeness, settle

LOAD_SECONDS_MOST = 180


@dataclass
class Result:
    """What a run came to. ``flaws`` are sentences; times are seconds."""

    seed: int
    faults: list[str] = field(default_factory=list)
    flaws: list[str] = field(default_factory=list)
    writes: Counter[str] = field(default_factory=Counter)
    """End of a write → how many."""
    reads: int = 0
    sights: int = 0
    events: int = 0
    told_again: int = 0
    lag: float = 0.0
    settled: float = 0.0
    recovery: list[tuple[str, float]] = field(default_factory=list)
    evidence: Evidence | None = None


class Runner:
    """Runs seed after seed on one ground."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        endpoints = ground.stack.endpoints
        self._note = Note(ground.gateways, endpoints.rabbitmq_url, endpoints.mongo_url, ground.administrator,
                          settle_in(ground.gateways[0], ground.administrator))
        self._note.write(ground.folder / "note.json")
        subscribe(endpoints.rabbitmq_url)
        self._marks = 0

    def run(self, seed: int, seconds: float, kinds: Sequence[str] = tuple(KINDS)) -> Result:
        """One run. What is wrong stands in the result's ``flaws``; its journal stays in the ground's folder."""
        ground, note = self._ground, self._note
        plan = schedule(seed, seconds, kinds, cluster=ground.cluster)
        journal = ground.folder / f"journal-{seed}-{self._marks}.jsonl"
        result = Result(seed, [f"{each.at:.1f} {each.kind} {each.target} {each.lasts:.1f}" for each in plan])
        auditor = sign_in(note.gateways[0], *note.people["auditor"])
        after = newest_offset(note.broker)
        load = subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.load", str(ground.folder / "note.json"), "--seed", str(seed),
             "--seconds", str(seconds), "--journal", str(journal), "--first-mark", str(self._marks)],
            stdout=subprocess.PIPE, stderr=(ground.folder / "load.err").open("ab"))
        assert load.stdout and load.stdout.readline() == b"begun\n", (ground.folder / "load.err").read_text()[-2000:]
        watch = Watch(note.gateways, str(auditor._http.headers["authorization"]).removeprefix("Bearer "))
        done = carry_out(ground, plan, seconds)
        healed = time.monotonic()
        figures = json.loads(load.communicate(timeout=LOAD_SECONDS_MOST)[0])
        assert load.returncode == 0, (ground.folder / "load.err").read_text()[-2000:]
        self._marks = figures["next_mark"]
        try:
            settle(Wholeness(ground, sign_in(note.gateways[0], *note.people["auditor"])))
        except AssertionError as error:
            result.flaws.append(str(error))
        result.settled = time.monotonic() - healed
        watch.stop()
        result.recovery = watch.recovery(done)
        if not ground.suite_lives:
            result.flaws.append(f"guanwang up has ended: {(ground.folder / 'up.out').read_text()[-500:]}")
            return result
        self._judge(result, journal, after, figures)
        return result

    def _judge(self, result: Result, journal: Path, after: int, figures: dict[str, int]) -> None:
        note = self._note
        evidence = gather(journal, note.database, note.broker, after, note.gateways)
        result.evidence = evidence
        result.flaws += flaws(evidence)
        result.writes = Counter(each["end"] for each in evidence.writes.values())
        result.reads, result.sights = figures["reads"], len(evidence.seen)
        result.events, result.told_again = len(evidence.events), events.duplicates(evidence)
        result.lag = sightings.lag(evidence)
