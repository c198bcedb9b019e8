"""What the public may read of the law: the rules in force, and every article with what carries it out (Art. 1 第一条)."""
from collections import defaultdict
from datetime import date, datetime
from typing import Any

import orjson

from services.law.model import State
from services.law.ports import Ports
from shared.caller import Caller
from shared.clock import legal_day
from shared.law import TITLE
from shared.law.errors import NoRule
from shared.law.rules import Law, Rule
from shared.ready import Ready


def list_rules(ports: Ports, *, caller: Caller, now: datetime, on: date | None, prefix: str, article: int | None) -> Ready:
    """The rules that hold on a day, today if none is named, each with its article, source and how sure it is."""
    day = on or legal_day(now)
    rules = _in_force(ports.shelf.law, day, prefix)
    chosen = [each for each in rules if article is None or each.article.startswith(f"Art. {article} ")]
    return Ready(orjson.dumps({"on": day, "rules": [_rule(each) for each in chosen]}), ("rules",))


def get_regulation(ports: Ports, *, caller: Caller, now: datetime) -> Ready:
    """Every article of the regulation: its text, the rules that carry it out today, and what it was said to mean."""
    rules, rulings = defaultdict(list), _rulings(ports)
    for rule in _in_force(ports.shelf.law, legal_day(now), ""):
        rules[rule.article].append(_rule(rule))
    articles = [{"number": each.number, "article": each.words, "chapter": each.chapter, "text": "\n".join(each.paragraphs),
                 "rules": rules[each.words], "rulings": rulings[each.words]} for each in ports.shelf.articles]
    return Ready(orjson.dumps({"title": TITLE, "articles": articles}), ("regulation", "rules"))


def _rulings(ports: Ports) -> dict[str, list[dict[str, Any]]]:
    """By article, newest first: those that packs bring, and those that were cleared and published since (Art. 4 第四条)."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for pack in ports.shelf.law.packs:
        for given in pack.rulings:
            found[given.article].append({"on": given.on, "office": given.by, "text": given.text})
    for ruling in ports.rulings.find({"state": State.PUBLIC.value}):
        found[ruling.article_words].append({"on": ruling.on, "office": ruling.office, "text": ruling.text})
    for each in found.values():
        each.sort(key=lambda ruling: ruling["on"], reverse=True)
    return found


def _in_force(law: Law, day: date, prefix: str) -> list[Rule]:
    found = []
    for key in law.keys(prefix):
        try:
            found.append(law.rule(key, day))
        except NoRule:
            continue  # no pack holds on that day
    return found


def _rule(rule: Rule) -> dict[str, Any]:
    return {"key": rule.key, "label": rule.label, "article": rule.article, "source": rule.source, "mark": rule.mark,
            "pack": rule.pack, "pack_version": rule.version, "since": rule.since, "value": rule.value,
            "term": str(rule.term) if rule.term else None, "term_words": rule.term.words if rule.term else "",
            "near": rule.near, "extended": str(rule.extended) if rule.extended else None, "roll": rule.roll}
