"""Rules as the command line shows them: in words for people, as data for programs."""
import json
from typing import Any

import yaml
from rich.markup import escape
from rich.table import Table

from shared.law.rules import Mark, Pack, Rule, Ruling

_MARKS = {Mark.VERIFIED: "[green]V[/green]", Mark.SECONDARY: "[yellow]S[/yellow]", Mark.MEMORY: "[red]M[/red]"}
LEGEND = "V read in the rule itself, S read in a source beside it, M unverified: check before anybody is held to it"
_SHORT = 40
"""Characters of a value that a table shows."""


def words(rule: Rule) -> str:
    """What it says, whole: 5个工作日，可延长至10个工作日; or its value."""
    if rule.term is None:
        return rule.value if isinstance(rule.value, str) else json.dumps(rule.value, ensure_ascii=False)
    extended = f"，可延长至{rule.extended.words}" if rule.extended else ""
    return f"{rule.term.words}{extended}{'，遇节假日顺延' if rule.roll else ''}"


def brief(rule: Rule) -> str:
    """What it says in a few characters."""
    if rule.term is None and isinstance(rule.value, list):
        return f"{len(rule.value)}项"
    said = words(rule)
    return said if len(said) <= _SHORT else f"{said[:_SHORT - 1]}…"


def near(rule: Rule) -> str:
    """The share of the term at which it becomes near, in per cent."""
    return f"{rule.near:.0%}" if rule.near else "–"


def data(rule: Rule) -> dict[str, Any]:
    """All of it for programs."""
    return {"key": rule.key, "label": rule.label, "value": rule.value, "term": str(rule.term) if rule.term else None,
            "words": words(rule), "near": rule.near if rule.term else None,
            "extended": str(rule.extended) if rule.extended else None, "roll": rule.roll, "shorter_wins": rule.shorter_wins,
            "article": rule.article, "source": rule.source, "mark": rule.mark.value, "pack": rule.pack,
            "version": rule.version, "since": rule.since.isoformat()}


def table(rules: list[Rule]) -> Table:
    """Rules, two lines each."""
    made = Table(box=None, pad_edge=False)
    made.add_column("Key", overflow="fold", min_width=max(len(rule.key) for rule in rules))
    for name in ("Value", "Near", "Article", "Mark", "Pack"):
        made.add_column(name, overflow="fold")
    for rule in rules:
        made.add_row(f"[bold]{rule.key}[/bold]\n[dim]{escape(rule.label)}[/dim]", escape(brief(rule)), near(rule),
                     f"{escape(rule.article)}\n[dim]{escape(rule.source)}[/dim]", _MARKS[rule.mark],
                     f"{rule.pack} {rule.version}\n[dim]from {rule.since}[/dim]")
    return made


def whole(rule: Rule) -> Table:
    """One rule with all that is known of it."""
    made = Table(box=None, show_header=False, pad_edge=False)
    made.add_column(no_wrap=True)
    made.add_column(overflow="fold")
    value = yaml.safe_dump(rule.value, allow_unicode=True, sort_keys=False, default_flow_style=None, width=110).strip() \
        if isinstance(rule.value, list | dict) else words(rule)
    shorter = "yes, whichever pack it stands in" if rule.shorter_wins else "no"
    rows = [("key", f"[bold]{rule.key}[/bold]"), ("what", escape(rule.label)), ("value", escape(value)),
            *([("near", f"{near(rule)} of the term left"), ("shorter wins", shorter)] if rule.term else []),
            ("article", escape(rule.article)), ("source", escape(rule.source)), ("mark", _MARKS[rule.mark]),
            ("pack", f"{rule.pack} {rule.version}, since {rule.since}")]
    for name, text in rows:
        made.add_row(f"[dim]{name}[/dim]", text)
    return made


def others(rule: Rule, packs: list[Pack]) -> Table | None:
    """The other values of its key: earlier, later, and in other packs."""
    found = [each for pack in packs for each in pack.rules.get(rule.key, ()) if each != rule]
    return table(found) if found else None


def ruling(each: Ruling) -> str:
    """One line."""
    return f"[dim]{each.on}[/dim] {escape(each.article)} [dim]{escape(each.by)}：[/dim]{escape(each.text)}"
