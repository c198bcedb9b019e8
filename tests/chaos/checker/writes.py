"""Every accepted write is there, once; every refused one is not; and nobody did what nobody asked for."""
from collections import defaultdict
from collections.abc import Iterator

from tests.chaos.checker.evidence import Evidence
from tests.chaos.checker.expected import ACTIONS

WRITTEN = ("content.articles", "secrecy.reviews", "files.files")


def flaws(evidence: Evidence) -> Iterator[str]:
    """What is wrong, a sentence each."""
    entries = defaultdict(list)
    for where in WRITTEN:
        for id_, document in evidence.documents[where].items():
            for entry in document["history"]:
                if entry["by"] != "system":
                    entries[entry["correlation"]].append((f"{where}/{id_}", entry))
    for id_, write in evidence.writes.items():
        done, what = entries.pop(id_, []), f"{write['operation']} {id_} ({write['end']}, status {write.get('status')})"
        if write.get("must_fail") and write["end"] == "accepted":
            yield f"{what} must be refused and was accepted"
        if write["end"] == "accepted" and len(done) != 1:
            yield f"{what} is recorded {len(done)} times: {[place for place, _ in done]}"
        if write["end"] == "refused" and done:
            yield f"{what} was refused and is recorded all the same in {done[0][0]}"
        if write["end"] == "unknown" and len(done) > 1:
            yield f"{what} is recorded {len(done)} times"
        for place, entry in done:
            if entry["action"] != ACTIONS.get(write["operation"]):
                yield f"{what} is recorded as {entry['action']} in {place}"
            if write["end"] == "accepted" and write.get("given_version") not in (None, entry["sequence"]):
                yield f"{what} was answered with version {write['given_version']}, its record is number {entry['sequence']}"
    for correlation, done in entries.items():
        if not all(place.startswith("files.") for place, _ in done):  # the same bytes may have been brought by an earlier run
            yield f"{done[0][1]['action']} in {done[0][0]} was asked for by nobody ({correlation})"
