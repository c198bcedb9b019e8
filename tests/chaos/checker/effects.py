"""Every subscriber acted on every event exactly once, and all of them agree with what content says now."""
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from tests.chaos.checker.evidence import Evidence
from tests.chaos.load.marks import marks_in


def flaws(evidence: Evidence) -> Iterator[str]:
    """What is wrong, a sentence each."""
    newest: dict[tuple[str, str], int] = defaultdict(int)
    for event in evidence.events:
        key = event["type"].removeprefix("guanwang."), event["subject"]
        newest[key] = max(newest[key], int(event["sequence"]))
    yield from _reviews(evidence)
    yield from _clearances(evidence)
    for id_, article in evidence.articles.items():
        live = next((each for each in article["editions"] if each["number"] == article["live"]), None)
        shown = max(newest["content.display.changed.v1", id_], 0)
        yield from _followers(evidence, id_, live, shown)
        yield from _catalogue(evidence, id_, live, newest)
        yield from _gateways(evidence, id_, live)


def _reviews(evidence: Evidence) -> Iterator[str]:
    """secrecy opens one review for each request, and only one."""
    opened = Counter((each["subject"], each["digest"], each["sequence"])
                     for each in evidence.documents["secrecy.reviews"].values())
    asked = {(event["subject"], event["data"]["digest"], int(event["sequence"])) for event in evidence.events
             if event["type"] == "guanwang.content.review.requested.v1" and event["subject"] in evidence.articles}
    for key in asked - set(opened):
        # One text that was asked about twice, e.g. recalled and handed in again, has one review as long as it is open.
        if not any(subject == key[0] and digest == key[1] for subject, digest, _ in opened):
            yield f"no review was opened for {key}"
    for key, times in opened.items():
        if times > 1:
            yield f"{times} reviews were opened for {key}"


def _clearances(evidence: Evidence) -> Iterator[str]:
    """content hears each clearance once; what is cleared there was cleared by secrecy, for exactly that text."""
    cleared = {review["clearance"]["id"]: review for review in evidence.documents["secrecy.reviews"].values()
               if review["state"] == "cleared"}
    for id_, article in evidence.articles.items():
        heard = Counter(entry["details"].get("clearance") for entry in article["history"] if entry["action"] == "cleared")
        for clearance, times in heard.items():
            if times > 1:
                yield f"article {id_} took clearance {clearance} {times} times"
            if clearance not in cleared:
                yield f"article {id_} has clearance {clearance}, which secrecy never gave"
        current = article["editions"][-1]
        for review in cleared.values():
            waiting = (review["subject"], review["digest"], current["state"]) == (id_, current["digest"], "approved")
            if waiting and review["sequence"] >= _approved_at(article):
                yield f"article {id_} never heard of its clearance {review['clearance']['id']}"
        for edition in article["editions"]:
            if edition["published_at"] and (clearance := edition["clearance"]) and clearance["digest"] != edition["digest"]:
                yield f"edition {edition['number']} of {id_} was published with the clearance of another text"
            if edition["published_at"] and not edition["clearance"]:
                yield f"edition {edition['number']} of {id_} was published without a clearance"


def _approved_at(article: dict[str, Any]) -> int:
    return max((entry["sequence"] for entry in article["history"] if entry["action"] == "approved"), default=0)


def _followers(evidence: Evidence, id_: str, live: dict[str, Any] | None, shown: int) -> Iterator[str]:
    """secrecy, files and the search index know what the public sees."""
    digest = live["digest"] if live else ""
    known = evidence.documents["secrecy.shown"].get(f"content/{id_}")
    if shown and (known is None or (known["sequence"], known["digest"]) != (shown, digest)):
        yield f"secrecy believes that {id_} shows {known and (known['sequence'], known['digest'])}, not {(shown, digest)}"
    reference = evidence.documents["files.references"].get(f"content/{id_}")
    if shown and (reference is None or reference["shown_sequence"] != shown):
        yield f"files stands at {reference and reference['shown_sequence']} of {id_}, not at {shown}"
    files = sorted(each["file"] for each in (live["item"]["attachments"] if live and live["item"] else []))
    if reference and sorted(each if isinstance(each, str) else each["file"] for each in reference["shown"]) != files:
        yield f"files believes that {id_} shows {reference['shown']}, not {files}"
    indexed = evidence.documents["content.search"].get(id_)
    if bool(live) != bool(indexed and indexed.get("digest") == digest):
        yield f"the search index has {indexed and indexed.get('digest')} of {id_}, not {digest or 'nothing'}"
    for name, document in (("secrecy.shown", known), ("files.references", reference)):
        taken = Counter(entry["details"].get("sequence") for entry in (document or {}).get("history", [])
                        if entry["details"].get("sequence"))
        for sequence, times in taken.items():
            if times > 1 and name == "secrecy.shown":
                yield f"{name} of {id_} took {sequence} {times} times"
    if reference:
        yield from _once(reference, "files.references", id_, "display_changed")


def _catalogue(evidence: Evidence, id_: str, live: dict[str, Any] | None, newest: dict[tuple[str, str], int]) -> Iterator[str]:
    """disclosure lists what is public and notes when it was not any more."""
    last = max(newest["content.article.published.v1", id_], newest["content.article.withdrawn.v1", id_])
    item = evidence.documents["disclosure.items"].get(id_)
    if last and (item is None or item["seen"] != last or bool(item["removal"]) == bool(live)):
        yield f"the catalogue stands at {item and (item['seen'], item['removal'])} of {id_}, not at {last}"
    if item:
        yield from _once(item, "disclosure.items", id_, "listed")
        yield from _once(item, "disclosure.items", id_, "removed")


def _once(document: dict[str, Any], where: str, id_: str, action: str) -> Iterator[str]:
    taken = Counter(entry["details"]["sequence"] for entry in document["history"] if entry["action"] == action)
    for sequence, times in taken.items():
        if times > 1:
            yield f"{where} of {id_}: {action} {sequence} took effect {times} times"


def _gateways(evidence: Evidence, id_: str, live: dict[str, Any] | None) -> Iterator[str]:
    """In the end every gateway shows exactly what is live."""
    wanted = marks_in(live["item"]["title"])[:1] if live else []
    for (gateway, article), (status, text) in evidence.shown.items():
        if article == id_ and ((status == 200) != bool(live) or (live and wanted[0] not in text)):
            yield f"{gateway} shows {status} {marks_in(text)[:1]} of {id_}, live is {wanted}"
