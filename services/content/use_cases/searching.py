"""Searching what is public. The index leads to articles; only what an article itself says at this moment is shown."""
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import orjson

from services.content.errors import InvalidSpan
from services.content.model.search import Asked, Entry, asked, fragments, marked
from services.content.model.search.entry import FILTERS, TITLE, narrowed
from services.content.model.search.words import cleaned, folded
from services.content.ports import Ports, Standing, Wanted
from shared.caller import Caller
from shared.clock import BEIJING
from shared.errors import InvalidCursor
from shared.ready import Ready

COUNTED_MOST, COMPARED_MOST, TALLIED_MOST = 1000, 100, 300
"""Hits are counted up to this, or that where entries must be read for it; beyond it there are just more. Facets are of the
newest so many."""
ROUNDS_MOST = 5
"""How often a page is filled up where the index named what is public no more."""
TITLES_MOST, WORDS_MOST, LOOKED_AT = 8, 8, 60
"""Suggestions, and the titles that they are taken from."""
SCAN = "s"
"""The way of last resort: letters and digits are looked for within longer runs of them, as far as time allows."""
ANYWHERE = "search"
"""Tag of an answer that no site bounds: it runs out by its time, and at once when a hit of it changes."""

_FIRST_YEAR, _LAST_YEAR = 1970, 9999

Hit = tuple[Entry, Standing]


def search_public_articles(ports: Ports, *, caller: Caller, now: datetime, q: str, within: str, sort: str, facets: bool,
                           since: date | None, until: date | None, limit: int, cursor: str | None, **narrow: str | None
                           ) -> Ready:
    """Public articles in which all words of ``q`` stand, the newest first or those with the words in their title first.

    Raises ``NothingAsked``, ``InvalidSpan`` or ``InvalidCursor``.
    """
    if since and until and until < since:
        raise InvalidSpan(fields={"from": ["不得晚于 to。"]})
    question = asked(q)
    span = {"since": since and _begins(since), "until": until and _begins(until, 1)}
    filters = [narrowed(name, value) for name in FILTERS if (value := narrow[name])]
    ways = _Ways(question, filters, within == "title", sort == "relevance", span)
    hits, following, complete = _hits(ports, ways, narrow, limit, cursor)
    items = b",".join(_item(hit, question) for hit in hits)
    told = {"next": following, "complete": complete,
            "total": _total(ports, ways, len(hits), first=cursor is None, following=following or "")}
    if facets:
        told["facets"] = {name: [{"value": value, "count": count} for value, count in Counter(counts).most_common()]
                          for name, counts in ports.search.tally(ways.all, TALLIED_MOST).items()}
    place = next((f"list:{narrow[name]}" for name in ("column", "site") if narrow[name]), ANYWHERE)
    return Ready(b'{"items":[' + items + b"]," + orjson.dumps(told)[1:], (place, *(f"article:{each.id}" for each, _ in hits)))


def search_public_words(ports: Ports, *, caller: Caller, now: datetime, prefix: str, site: str | None) -> Ready:
    """Titles that begin with ``prefix`` or have a word that does, and the most frequent such words of these titles."""
    beginning = folded(cleaned(prefix))
    found = ports.search.titled(beginning, site, LOOKED_AT) if beginning else []
    public = _public(ports, found, {})
    counted = Counter(word[len(TITLE):] for each, _ in public for word in each.terms if word.startswith(TITLE + beginning))
    titles = [{"id": each.id, "title": each.title, "marked": marked(each.title, [beginning]), "site": standing.site,
               "path": orjson.loads(standing.entry)["path"]} for each, standing in public[:TITLES_MOST]]
    words = [{"word": word, "count": count} for word, count in counted.most_common(WORDS_MOST)]
    return Ready(orjson.dumps({"titles": titles, "words": words}), (ANYWHERE, *(f"article:{each.id}" for each, _ in public)))


class _Ways:
    """The ways in which a question is looked up, one after the other; a cursor begins with the name of its way."""

    def __init__(self, question: Asked, filters: list[str], in_title: bool, by_relevance: bool, span: Mapping[str, Any]
                 ) -> None:
        own = tuple(filters)

        def wanted(title: bool, compared: Sequence[str] = (), **more: Any) -> Wanted:
            """With its words looked up in the index, but for those that are compared with the text."""
            terms = tuple(TITLE * title + each for each in question.terms if each not in compared)
            return Wanted((*own, *terms), (*question.checks, *compared), title, **span, **more)

        self.all = wanted(in_title)
        title = Wanted(tuple(TITLE + each for each in question.terms), question.checks, True)
        self._ways = {"t": wanted(True), "b": wanted(False, but=title)} if by_relevance and not in_title else {"n": self.all}
        # A word of the dictionary is indexed wherever it stands; letters and digits only as the runs that they stand in.
        if runs := [each for each in question.terms if each.isascii()]:
            self._ways[SCAN] = wanted(in_title, runs)

    def beginning_with(self, cursor: str | None) -> Iterator[tuple[str, Wanted, str | None]]:
        """The ways that are left to go, and where the first of them goes on."""
        name, dot, rest = (cursor or "").partition(".")
        if cursor and (not dot or name not in self._ways):
            raise InvalidCursor()
        names = list(self._ways)
        for each in names[names.index(name):] if cursor else names:
            yield each, self._ways[each], (rest or None) if each == name else None


def _hits(ports: Ports, ways: _Ways, narrow: Mapping[str, str | None], limit: int, cursor: str | None
          ) -> tuple[list[Hit], str | None, bool]:
    """A page of hits, each read back; letters and digits within longer runs are looked for if nothing else was found."""
    hits: list[Hit] = []
    seen = cursor is not None
    for way, wanted, after in ways.beginning_with(cursor):
        if way == SCAN and seen and after is None:
            break
        for _ in range(ROUNDS_MOST):
            if len(hits) == limit:
                return hits, f"{way}.{after or ''}", True
            found, after, complete = ports.search.find(wanted, limit=limit - len(hits), cursor=after,
                                                       ahead=COMPARED_MOST + 1)
            seen = seen or bool(found)
            hits += _public(ports, found, narrow)
            if not complete:
                return hits, None, False
            if after is None:
                break
        else:
            return hits, f"{way}.{after}", True
        if after is not None:
            return hits, f"{way}.{after}", True
    return hits, None, True


def _public(ports: Ports, found: list[Entry], narrow: Mapping[str, str | None]) -> list[Hit]:
    """Those that are public at this moment, exactly as they were indexed."""
    standing = ports.displays.standing([each.id for each in found])
    hits = [(each, standing[each.id]) for each in found if each.id in standing and standing[each.id].digest == each.digest]
    return [hit for hit in hits if narrow.get("column") in (None, *hit[1].columns)]


def _item(hit: Hit, question: Asked) -> bytes:
    entry, standing = hit
    more = {"unit": entry.unit, "kind": entry.kind, "subject": entry.subject, "highlights": {
        "title": marked(entry.title, question.pieces), "fragments": fragments(entry.text, question.pieces)}}
    return standing.entry[:-1].encode() + b"," + orjson.dumps(more)[1:]


def _total(ports: Ports, ways: _Ways, shown: int, *, first: bool, following: str) -> dict[str, Any]:
    """How many there are: exactly where one page holds all, else as the index counts them."""
    count, more = shown, bool(following)
    if (following or not first) and ways.all.terms and not following.startswith(SCAN):
        most = COMPARED_MOST if ways.all.checks or len(ways.all.terms) > 1 else COUNTED_MOST
        counted = max(ports.search.count(ways.all, most + 1), shown)
        count, more = min(counted, most), counted > most
    return {"count": count, "more": more, "label": f"超过 {count} 条" if more else f"{count} 条"}


def _begins(day: date, later: int = 0) -> datetime | None:
    """The first moment in China of a day, or of the day so many days ``later``; ``None`` for one before or after all that
    can be public."""
    if not _FIRST_YEAR <= day.year < _LAST_YEAR:
        return None
    return datetime(day.year, day.month, day.day, tzinfo=BEIJING) + later * timedelta(days=1)
