"""Takes a folder of real texts from import to search, on a suite of its own: ``python -m tests.bench.corpus --corpus FOLDER``.

Scripted people stand at every step of the gate, one of each: an approver approves, an officer looks at each review's findings
and clears, a publisher publishes, a reader searches. Printed is how long each step took, which processes used the processor
meanwhile, what the scanner found in texts that hold no secret, and what search did not find.
"""
import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console
from rich.table import Table

from shared.cli.api import Api, Refusal
from shared.cli.demo.desk import open_desk
from tests.bench.cpu import spent
from tests.journeys.conftest import Suite, running
from tests.journeys.people import administrator, person_with_password
from tests.support import wait_until

HANDS = 8
"""Requests under way at the same time in the scripted steps."""
COLUMN = "xxz.zcwj"
out = Console(highlight=False)


@dataclass
class Run:
    """What was measured."""

    steps: list[tuple[str, int, float, dict[str, float]]] = field(default_factory=list)
    """Step, items, seconds, CPU seconds by process."""
    findings: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """Severity, detector, kind → how many, of texts that hold nothing to be found."""
    documents: Counter[str] = field(default_factory=Counter)
    """Severity → in how many documents it was the highest."""
    places: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    searches: list[float] = field(default_factory=list)
    """Milliseconds through the gateway."""

    @contextmanager
    def step(self, name: str, watched: dict[str, list[int]]) -> Iterator[list[int]]:
        """Time what happens inside; the list gets the number of items."""
        items: list[int] = []
        before, began, own = spent(watched), time.monotonic(), _children()
        yield items
        seconds, after = time.monotonic() - began, spent(watched)
        used = {each: (after[each] - before[each]) / 1e6 for each in watched}
        if (client := _children() - own) > 0.01:
            used["client"] = client
        self.steps.append((name, sum(items), seconds, used))


def main() -> int:
    """Run it; exit code 1 if something did not land, was not found, or raised a finding of high severity."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of md, txt, docx or html files")
    corpus: Path = parser.parse_args().corpus
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), dict(os.environ)) as suite:
        found = walk(suite, corpus, Path(folder))
    _print(found)
    return 1 if found.missed or found.documents["high"] else 0


def walk(suite: Suite, corpus: Path, folder: Path) -> Run:
    """The whole way of every text."""
    found, desk = Run(), open_desk(administrator(suite), suite.gateways[0])
    login, password = person_with_password(suite, "editor")
    watched = _processes(suite)
    with found.step("import and hand in", watched) as items:
        landed = _import(suite, corpus, folder, login, password)
        items.append(len(landed))
    out.print(f"{len(landed)} landed")
    with found.step("approve", watched) as items:
        items.append(len(_each(_articles(desk.approver, "submitted"), lambda article: desk.approver.post(
            f"/v1/articles/{article['id']}/approval", version=article["version"]))))
    wait_until(lambda: len(_all(desk.officer, "/v1/reviews", state="open")) >= len(landed), timeout=120, what="all are scanned")
    with found.step("clear", watched) as items:
        reviews = _all(desk.officer, "/v1/reviews", state="open")
        items.append(len(_each(reviews, lambda review: _clear(desk.officer, review, found))))
    wait_until(lambda: len(_articles(desk.publisher, "cleared")) >= len(landed), timeout=60, what="all are cleared")
    with found.step("publish", watched) as items:
        public = _each(_articles(desk.publisher, "cleared"), lambda article: desk.publisher.post(
            f"/v1/articles/{article['id']}/publication", version=article["version"]))
        items.append(len(public))
    reader = Api(suite.gateways[0])
    titles = {article["id"]: article["current"]["title"] for article in public}
    wait_until(lambda: _is_found(reader, *list(titles.items())[-1]), timeout=60, what="search knows the last one")
    with found.step("search by title", watched) as items:
        for article_id, title in titles.items():
            began = time.perf_counter()
            if not _is_found(reader, article_id, title):
                found.missed.append(title)
            found.searches.append((time.perf_counter() - began) * 1000)
        items.append(len(titles))
    return found


def _import(suite: Suite, corpus: Path, folder: Path, login: str, password: str) -> list[dict[str, str]]:
    report = folder / "import.csv"
    subprocess.run([sys.executable, "-m", "shared.cli.main", "import", str(corpus), "--column", COLUMN, "--submit", "--url",
                    suite.gateways[0], "--login", login, "--password", password, "--report", str(report), "--journal",
                    str(folder / "journal.jsonl")], check=False)
    rows = list(csv.DictReader(report.open(encoding="utf-8-sig", newline="")))
    for row in rows:
        if row["state"] not in ("submitted", "duplicate"):
            out.print(f"not handed in: {row['file']}: {row['why']}")
    return [row for row in rows if row["state"] == "submitted"]


def _clear(officer: Api, listed: dict[str, Any], found: Run) -> dict[str, Any]:
    review = officer.get(f"/v1/reviews/{listed['id']}")
    shown = [each for each in review["findings"] if not each["trial"]]
    for each in shown:
        found.findings[each["severity"], each["detector"], each["kind"]] += 1
        if each["severity"] != "low":
            found.places.append(f"{each['severity']} {each['detector']}/{each['kind']} in {listed['subject']}: {each['part']} "
                                f"line {each['line']}: {each['reason']}")
    found.documents[review["severity"] or "nothing"] += 1
    dismissals = [{"finding": each["id"], "reason": "语料为公开法规，属于误报。"} for each in shown if each["blocks"]]
    path = f"/v1/reviews/{review['id']}/clearance"
    return dict(officer.post(path, version=review["version"], dismissals=dismissals))


def _is_found(reader: Api, article_id: str, title: str) -> bool:
    try:
        # In titles: the words of some are common to more texts than a page holds, and newer ones come first.
        answer = reader.get("/v1/public/search", q=title, site="xxz", limit=50, **{"in": "title"})
    except Refusal as refusal:
        raise SystemExit(f"search: {refusal}") from None
    return article_id in [each["id"] for each in answer["items"]]


def _each(items: Sequence[dict[str, Any]], act: Callable[[dict[str, Any]], Any]) -> list[Any]:
    with ThreadPoolExecutor(HANDS) as hands:
        return list(hands.map(act, items))


def _articles(api: Api, status: str) -> list[dict[str, Any]]:
    return _all(api, "/v1/articles", status=status, column=COLUMN)


def _all(api: Api, path: str, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor = None
    while True:
        page = api.get(path, limit=100, cursor=cursor, **query)
        found += page["items"]
        if (cursor := page["next"]) is None:
            return found


def _processes(suite: Suite) -> dict[str, list[int]]:
    """The suite's processes by what they are."""
    found: dict[str, list[int]] = {}
    for note in sorted((suite.folder / "run").glob("*.json")):
        pid = int(json.loads(note.read_text())["pid"])
        found.setdefault(note.stem.split("-")[0], []).append(pid)
    for process in psutil.process_iter(["name", "cmdline"]):
        name = {"beam.smp": "broker", "mongod": "mongod"}.get(process.info["name"] or "")
        if name and any(str(suite.folder) in each for each in process.info["cmdline"] or ()):
            found.setdefault(name, []).append(process.pid)
    return found


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _print(found: Run) -> None:
    table = Table("step", "items", "seconds", "a second", "processor seconds, the busiest first", box=None, pad_edge=False)
    for name, items, seconds, used in found.steps:
        busiest = sorted(((value, each) for each, value in used.items() if value >= 0.01), reverse=True)
        table.add_row(name, str(items), f"{seconds:.1f}", f"{items / seconds:.0f}",
                      ", ".join(f"{each} {value:.2f}" for value, each in busiest[:6]))
    out.print(table)
    out.print(f"documents by their severest finding: {dict(found.documents)}")
    for (severity, detector, kind), count in sorted(found.findings.items()):
        out.print(f"  {severity:6} {detector}/{kind}: {count}")
    for each in found.places[:50]:
        out.print(f"  {each}")
    if found.searches:
        ordered = sorted(found.searches)
        middle, slow = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
        out.print(f"search through the gateway: p50 {middle:.1f} ms, p99 {slow:.1f} ms; not found: {found.missed or 'none'}")


if __name__ == "__main__":
    sys.exit(main())
