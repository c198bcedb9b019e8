"""Every event that the states imply was told, to all, in order; and none of a state that never was."""
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from tests.chaos.checker.evidence import Evidence
from tests.chaos.checker.expected import EVENTS

TELLING = ("content.articles", "secrecy.reviews", "files.files")


def flaws(evidence: Evidence) -> Iterator[str]:
    """What is wrong, a sentence each."""
    first: dict[str, dict[str, Any]] = {}
    told = defaultdict(set)
    for event in evidence.events:
        if (known := first.setdefault(event["id"], event)) != event:
            yield f"two events with the id {event['id']} differ: {known['type']}, {event['type']}"
        told[event["subject"], int(event["sequence"])].add(event["type"].removeprefix("guanwang."))
    yield from _in_order(first)
    for where in TELLING:
        for id_, document in evidence.documents[where].items():
            for entry in document["history"]:
                for event_type in EVENTS.get((where, entry["action"]), ()):
                    if event_type not in told[id_, entry["sequence"]]:
                        yield f"{where}/{id_} was {entry['action']} at {entry['sequence']}, and nobody was told {event_type}"
            for event in first.values():
                if event["subject"] == id_ and int(event["sequence"]) > document["version"]:
                    yield f"{event['type']} {event['id']} tells version {event['sequence']} of {id_}, which never was"
    for id_, event in first.items():
        if not evidence.delivered[id_]:
            yield f"{event['type']} {id_} of {event['subject']} did not reach the department"


def duplicates(evidence: Evidence) -> int:
    """How many events were told once more than needed; allowed, for every reader takes them once."""
    return len(evidence.events) - len({event["id"] for event in evidence.events})


def _in_order(first: dict[str, dict[str, Any]]) -> Iterator[str]:
    last: dict[tuple[str, str], int] = {}
    for event in first.values():
        subject, sequence = (event["source"], event["subject"]), int(event["sequence"])
        if sequence < last.get(subject, 0):
            yield f"{event['type']} of {event['subject']} tells {sequence} after {last[subject]}"
        last[subject] = max(sequence, last.get(subject, 0))
