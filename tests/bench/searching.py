"""The process that searches: ``python -m tests.bench.searching ARTICLES ROUNDS``; prints times of each kind of question.

The articles are made of sentences of real regulations where a folder ``shared/corpus/regulations`` lies beside the project
or above it, else of the one that the project ships: about 700 characters each, of 60 units in 40 columns.
"""
import eventlet

eventlet.monkey_patch()

import hashlib
import itertools
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from services.content import schemas, search_store, store, use_cases
from services.content.model.search.entry import TITLE, narrowed
from services.content.model.search.words import HAN, folded, words
from shared import law
from shared.caller import ANONYMOUS
from shared.clock import now
from shared.law import loading
from shared.runtime import settings as configuration
from shared.runtime.almanac import Almanac
from shared.runtime.database import connect
from shared.runtime.frame import Tools
from shared.runtime.store import Engine, Work, prepare
from tests.bench.figures import percentile
from tests.bench.near_duplicate_corpus import SENTENCE
from tests.bench.near_duplicates import regulations

FIRST = datetime(2018, 11, 14, tzinfo=UTC)
CHARACTERS, BATCH, QUESTIONS, ASKED = 700, 1_000, 40, 4
UNITS, COLUMNS = 60, 40
Document = dict[str, Any]


def sentences() -> tuple[str, list[str]]:
    """Where the sentences are from, and all of them."""
    folder = next((each for parent in Path(__file__).resolve().parents
                   if (each := parent / "shared" / "corpus" / "regulations").is_dir()), None)
    texts = regulations(folder) if folder else ["\n".join(law.regulation())]
    found = [each.strip() for text in texts for each in SENTENCE.findall(text) if 12 <= len(each.strip()) <= 150]
    return f"{len(texts)} regulations", found


def articles(count: int, rng: random.Random, said: list[str], seen: Counter[str]) -> Iterator[tuple[Document, Document]]:
    """Stored articles as far as a search reads them, with their entries; ``seen`` counts in how many each word stands."""
    for number in range(count):
        text, title = "", rng.choice(said)[:30]
        while len(text) < CHARACTERS:
            text += rng.choice(said)
        whole = f"{folded(title)}\n{folded(text)}"
        place = {"site": "xxz", "unit": f"4331{rng.randrange(UNITS) ** 2 // UNITS:02d}",
                 "column": f"xxz.c{rng.randrange(COLUMNS)}", "kind": rng.choice(("notice", "report", "decision")),
                 "subject": "general", "validity": rng.choices(("in_force", "expired"), (95, 5))[0]}
        found = sorted(words(whole))
        seen.update(found)
        id_, at = f"bench-{number:06d}", FIRST + timedelta(minutes=number * 80)
        digest = hashlib.sha256(id_.encode()).hexdigest()
        entry = {"id": id_, "title": title, "summary": "", "path": f"/c/{number}.html", "column": place["column"],
                 "published_at": at.isoformat()}
        yield ({"_id": id_, "site": "xxz", "column": place["column"], "live": 1, "editions": [{"number": 1, "digest": digest}],
                "public": {"entry": orjson.dumps(entry).decode(), "published_at": at, "json": text}, "path": entry["path"],
                "version": 1},
               {"_id": id_, "version": 1, "digest": digest, **place, "published": at,
                **search_store.placed(at, id_, place["unit"]), "columns": [place["column"]],
                "title": title, "text": text, "title_folded": folded(title), "folded": whole,
                "terms": [*found, *(TITLE + each for each in sorted(words(folded(title)))),
                          *(narrowed(name, value) for name, value in place.items())]})


def questions(seen: Counter[str], count: int, rng: random.Random) -> dict[str, list[dict[str, str]]]:
    """Several questions of each kind, by how many articles each word stands in."""
    two = [each for each in seen if 2 <= len(each) <= 4 and each[0] > HAN[0]]

    def between(low: float, high: float) -> list[str]:
        found = sorted(each for each in two if low * count <= seen[each] <= high * count) or two
        return rng.sample(found, min(QUESTIONS, len(found)))

    common, middle, rare = between(0.1, 1), between(0.01, 0.1), between(0, 0.0004)
    pairs = [f"{a} {b}" for a, b in itertools.islice(zip(common, reversed(middle), strict=False), QUESTIONS)]
    return {
        "common": [{"q": each} for each in common], "rare": [{"q": each} for each in rare],
        "two words": [{"q": each} for each in (*pairs, *(f"{a} {b}" for a, b in zip(middle, rare, strict=False)))],
        "filtered": [{"q": each, "unit": f"4331{rng.randrange(20):02d}", "column": f"xxz.c{rng.randrange(COLUMNS)}"}
                     for each in common],
        "relevance": [{"q": each, "sort": "relevance"} for each in common],
        "facets": [{"q": each, "facets": "true"} for each in common],
        "quoted": [{"q": f"“{each}”"} for each in middle],
        "one character": [{"q": each[0]} for each in middle],
        "in no dictionary": [{"q": "龙阿苗"}, {"q": "甴曱"}],
    }


def main(count: int, rounds: int) -> None:
    """Fill a database, ask, print."""
    rng, seen = random.Random(20181114), Counter[str]()
    settings = configuration.load()
    database = connect(settings, pool=20)[settings.database("bench_search")]
    corpus, said = sentences()
    made = articles(count, rng, said, seen)
    while batch := list(itertools.islice(made, BATCH)):
        database["articles"].insert_many([article for article, _ in batch], ordered=False)
        database["search"].insert_many([entry for _, entry in batch], ordered=False)
    began = time.perf_counter()
    prepare(database, {"search": store.INDEXES["search"]})
    seconds = time.perf_counter() - began
    almanac = Almanac(loading.load(["national", "xiangxi-2018"]), database)
    engine, tools = Engine(), Tools(settings, None, store.equip(settings), almanac)

    def ask(**question: str) -> tuple[float, int]:
        began = time.perf_counter()
        ports = store.ports(Work(database, engine, operation="search_public_articles", now=now()), tools)
        answer = use_cases.search_public_articles(ports, caller=ANONYMOUS, now=now(),
                                                  **schemas.SearchPublicArticles().load(question))
        return (time.perf_counter() - began) * 1000, len(orjson.loads(answer.json)["items"])

    kinds: dict[str, dict[str, Any]] = {}
    for kind, asked in questions(seen, count, rng).items():
        repeated = max(ASKED // (1 if kind in ("common", "two words", "rare", "filtered") else 4), 1)
        for question in asked:
            ask(**question)
        times = [sorted(ask(**question)[0] for question in asked * repeated) for _ in range(rounds)]
        kinds[kind] = {"p99": [percentile(each, 0.99) for each in times], "p50": percentile(sorted(sum(times, [])), 0.5),
                       "hits": sum(ask(**question)[1] for question in asked) / len(asked), "example": asked[0]["q"]}
    stats = database.command("collStats", "search", scale=1_000_000)
    print(json.dumps({"kinds": kinds, "corpus": corpus, "characters": count * CHARACTERS, "seconds": seconds,
                      "sizes": {"index": stats["totalIndexSize"], "data": stats["size"], "disk": stats["storageSize"]}}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
