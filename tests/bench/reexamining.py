"""The process that changes a dictionary: ``python -m tests.bench.reexamining ROUNDS ARTICLES`` prints seconds as JSON.

Content and secrecy run beside it as in an installation; their live articles are written straight into their databases. The
bare scanner reads the same texts in this process, with the same detectors and the same dictionary.
"""

import eventlet

eventlet.monkey_patch()

import itertools
import json
import random
import sys
import time
from types import SimpleNamespace
from typing import Any

from services.secrecy import inspector, store, use_cases
from services.secrecy.ports import Part
from services.secrecy.store.watch import Watch
from shared.caller import SYSTEM
from shared.clock import now
from shared.plugins.discovery import DETECTORS
from shared.runtime import settings as configuration
from shared.runtime.database import connect
from shared.runtime.store import Engine, Work, prepare
from tests.bench.article import BODY
from tests.live_articles import live

TERMS, PAGES = 99_950, 10
"""Each round adds one more; a dictionary holds 100,000."""
BATCH = 1_000
CODE = "bench"
PATIENCE_SECONDS = 600


class Reexamining:
    """A dictionary of 100,000 terms, and articles that are live."""

    def __init__(self, articles: int) -> None:
        settings = configuration.load()
        client = connect(settings, pool=20)
        self.content, self.database = (client[settings.database(name)] for name in ("content", "secrecy"))
        self.watch = Watch(inspector.installed(settings.plugin_settings(DETECTORS), settings.secret()))
        prepare(self.database, store.INDEXES)
        rng = random.Random(7)
        letters = [chr(code) for code in range(0x4E00, 0x9000)]
        self.bodies = [f"<p>{''.join(rng.choices(letters, k=20))}</p>{BODY}" for _ in range(articles)]
        documents = live(iter(self.bodies), prefix="bench", site="bench", column="bench.zcwj")
        while batch := list(itertools.islice(documents, BATCH)):
            self.content["articles"].insert_many([article for article, _ in batch], ordered=False)
            self.database["shown"].insert_many([shown for _, shown in batch], ordered=False)
        self._dictionary(sorted({"".join(rng.choices(letters, k=rng.randint(3, 6))) for _ in range(TERMS + 200)})[:TERMS])
        self._wait(1)

    def round(self, number: int) -> dict[str, float]:
        """Seconds from a change to the end of its run, and of the bare scanner over the same texts."""
        began = time.perf_counter()
        self._change(add=[self._term(f"云杉银杏梧桐工程{number}号")])
        edition = self._ports().dictionaries.get(CODE).edition
        self._wait(edition)
        run = time.perf_counter() - began
        present = self._ports().inspector
        assert present.versions.dictionary.endswith(f"{CODE}@{edition}")
        began = time.perf_counter()
        for body in self.bodies:
            present._inspector.scan([Part("title", "示例标题"), Part("body", body, "html")])
        return {"run": run, "bare": time.perf_counter() - began}

    def _dictionary(self, terms: list[str]) -> None:
        use_cases.create_dictionary(self._ports(), caller=SYSTEM, now=now(), dictionary_id=CODE, unit="433100", name="测试词库",
                                    purpose="")
        for page in range(1, PAGES + 1):
            content = "\n".join(json.dumps({"text": each, "reason": "虚构的词条"}) for each in terms[page - 1::PAGES])
            use_cases.stage_entries(self._ports(), caller=SYSTEM, now=now(), dictionary_id=CODE, change="first", page=page,
                                    format="jsonl", content=content)
        self._change(change="first", pages=PAGES)

    def _change(self, **fields: Any) -> None:
        version = self._ports().dictionaries.get(CODE).version
        given = {"change": None, "pages": 0, "add": [], "remove": [], "note": "", "version": version, **fields}
        use_cases.change_dictionary(self._ports(), caller=SYSTEM, now=now(), dictionary_id=CODE, **given)

    def _term(self, text: str) -> dict[str, Any]:
        return {"kind": "word", "text": text, "severity": "high", "state": "on", "reason": "虚构的代号", "tags": []}

    def _wait(self, edition: int) -> None:
        """Until everything live was looked at under this edition."""
        end = time.perf_counter() + PATIENCE_SECONDS
        wanted = {"dictionary": {"$regex": f"{CODE}@{edition}$"}, "state": "done"}
        while not self.database["reexaminations"].find_one(wanted, {"_id": 1}):
            assert time.perf_counter() < end, "the run does not end"
            eventlet.sleep(0.02)

    def _ports(self) -> Any:
        tools: Any = SimpleNamespace(
            own=self.watch, remote=SimpleNamespace(call=None, call_many=None), almanac=SimpleNamespace(law=None, calendar=None),
            settings=SimpleNamespace(quarantine="manual"))
        return store.ports(Work(self.database, Engine(), operation="bench", caller=SYSTEM, now=now()), tools)


def main(rounds: int, articles: int) -> None:
    """Print ``[{"run": seconds, "bare": seconds}, …]``."""
    reexamining = Reexamining(articles)
    print(json.dumps([reexamining.round(number) for number in range(rounds)]))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
