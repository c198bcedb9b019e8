"""``guanwang law``: which rules bind, where each is written, what a pack changes, and whether a pack's file is sound."""
import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from shared import clock
from shared.cli import law_words
from shared.cli.console import err, out
from shared.cli.inspecting import AsJson
from shared.law import comparing, loading
from shared.law.problems import PackError
from shared.law.rules import Law, Pack, Rule
from shared.runtime import law as configured
from shared.runtime import settings as configuration
from shared.runtime.settings import Settings, SettingsError

law = typer.Typer(no_args_is_help=True, help="Look at the rule packs (规则包): every number of the law and where it stands.")

_DAY = {"formats": ["%Y-%m-%d"], "metavar": "YYYY-MM-DD"}
On = Annotated[datetime | None, typer.Option("--on", **_DAY, help="As it holds on this day; default today.")]
Prefix = Annotated[str, typer.Argument(metavar="[KEY]", help="A key, or how keys begin: “disclosure”; default all.")]
Name = Annotated[str | None, typer.Option("--pack", help="Only what this pack says: a name as listed, or a file.")]
Article = Annotated[str | None, typer.Option(help="Only rules of this article: 7 for Art. 7 of the regulation, or part of "
                                                  "what stands in the column, e.g. “信息公开条例 Art. 33”.")]
Before = Annotated[str, typer.Argument(metavar="A", help="A pack's name or file, or a stack: “national,xiangxi-2018”.")]
After = Annotated[str | None, typer.Argument(metavar="[B]", help="Another one; left out with --from and --to.")]
From = Annotated[datetime | None, typer.Option("--from", **_DAY, help="A as it holds on this day …")]
To = Annotated[datetime | None, typer.Option("--to", **_DAY, help="… and on this one.")]
Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files of rule packs.")]


@law.command("list")
def list_(as_json: AsJson = False) -> None:
    """List the installed rule packs; those that bind this installation are numbered, 1 the lowest."""
    settings = configuration.load()
    places, chosen = configured.places(settings), configured.names(settings)
    made = Table("Use", "Name", "Level", "In force", "Rules", "Distribution", "Title", box=None, pad_edge=False)
    for name, place in places.items():
        use = chosen.index(name) + 1 if name in chosen else None
        try:
            pack = place.load()
        except PackError as error:
            _line({"name": name, "use": use, "distribution": place.origin, "error": str(error)}) if as_json else \
                made.add_row(str(use or ""), name, "", "", "", place.origin, f"[red]{escape(str(error))}[/red]")
            continue
        if as_json:
            _line({"name": name, "use": use, "title": pack.title, "level": pack.level, "version": pack.version,
                   "from": pack.since.isoformat(), "until": pack.until.isoformat() if pack.until else None,
                   "rules": len(pack.rules), "distribution": place.origin, "bases": list(pack.bases)})
        made.add_row(str(use or ""), f"[bold]{name}[/bold] {pack.version}", pack.level, f"{pack.since} – {pack.until or ''}",
                     str(len(pack.rules)), place.origin, escape(pack.title))
    if not as_json:
        out.print(made)


@law.command("show")
def show(key: Prefix = "", on: On = None, pack: Name = None, article: Article = None, as_json: AsJson = False) -> None:
    """Show what binds on a day: value, when it is near, article, source, how sure it is, and which pack says so."""
    settings, day = configuration.load(), _day(on)
    found = _law(settings, pack) if pack else configured.law(settings)
    rules = [rule for rule in _rules(found, key, day) if _is_of(rule, article)]
    if not rules:
        raise SettingsError(f"no rule {f'“{key}” ' if key else ''}{f'of article {article} ' if article else ''}holds on {day}; "
                            "“guanwang law show” lists all")
    articles = {rule.article for rule in rules}
    rulings = [each for each in found.rulings() if each.article in articles]
    if as_json:
        for rule in rules:
            _line(law_words.data(rule) | {"rulings": [{"on": each.on.isoformat(), "by": each.by, "text": each.text}
                                                      for each in rulings if each.article == rule.article]})
        return
    if len(rules) == 1:
        out.print(law_words.whole(rules[0]))
        if others := law_words.others(rules[0], list(found.packs)):
            out.print("\n[bold]Other values[/bold] [dim]on other days or in other packs of the stack[/dim]")
            out.print(others)
    else:
        out.print(law_words.table(rules))
    if rulings:
        out.print("\n[bold]解释口径 Rulings[/bold]")
    for each in rulings:
        out.print(law_words.ruling(each), soft_wrap=True)
    err.print(f"[dim]{len(rules)} rule{'s' * (len(rules) > 1)} on {day}; {law_words.LEGEND}[/dim]")


@law.command("diff")
def diff(before: Before, after: After = None, on: On = None, first: From = None, second: To = None,
         as_json: AsJson = False) -> None:
    """Show what B changes against A, or what changes in A from one day to another."""
    settings = configuration.load()
    if (after is None) == (first is None and second is None):
        raise SettingsError("say two packs, or one with --from and --to: guanwang law diff A B, "
                            "guanwang law diff A --from 2018-11-14 --to 2026-01-01")
    one = _law(settings, before)
    other = _law(settings, after) if after else one
    days = (_day(first or on), _day(second or on))
    changes, calendar = comparing.compare(one, days[0], other, days[1]), comparing.days(one, other)
    if as_json:
        for change in changes:
            _line({"key": change.key, "kind": change.kind, "fields": list(change.fields),
                   "before": law_words.data(change.before) if change.before else None,
                   "after": law_words.data(change.after) if change.after else None})
        return
    if changes:
        out.print(_changes(changes))
    for sign, line in calendar:
        out.print(f"[{'green' if sign == '+' else 'red'}]{sign}[/] calendar  {escape(line)}", soft_wrap=True)
    kinds = [change.kind for change in changes]
    err.print(f"[dim]{', '.join(f'{kinds.count(kind)} {kind}' for kind in ('added', 'removed', 'changed'))}[/dim]")


@law.command("check")
def check(files: Files) -> None:
    """Check files of rule packs: all that is wrong with each, as FILE:LINE: sentence; exit code 1 if anything is."""
    wrong = 0
    for file in files:
        pack, problems = loading.examine(file)
        wrong += len(problems)
        for problem in problems:
            typer.echo(str(problem))
        if pack:
            marks = [rule.mark.value for rules in pack.rules.values() for rule in rules]
            err.print(f"{escape(str(file))}: sound; {pack.name} {pack.version}, {len(pack.rules)} keys, {len(marks)} values "
                      f"({', '.join(f'{marks.count(mark)} {mark}' for mark in 'VSM')})", soft_wrap=True)
    if wrong:
        err.print(f"{wrong} problem{'s' * (wrong > 1)}")
        raise typer.Exit(1)


def _law(settings: Settings, name: str) -> Law:
    """A pack by name or file, or several with commas between."""
    places = configured.places(settings)
    return loading.stack([_pack(places, each.strip()) for each in name.split(",")])


def _pack(places: dict[str, loading.Place], name: str) -> Pack:
    if name in places:
        return places[name].load()
    if name.endswith((".yaml", ".yml")):
        return loading.load_pack(Path(name))
    raise SettingsError(f"the rule pack “{name}” is not installed; installed are {', '.join(places)}")


def _rules(found: Law, key: str, day: date) -> list[Rule]:
    """The rule ``key``, or those that begin with it as whole words."""
    keys = [each for each in found.keys(key) if not key or each == key or each.startswith(key.rstrip(".") + ".")]
    return [rule for each in keys or found.keys(key) if (rule := comparing.rule(found, each, day)) is not None]


def _is_of(rule: Rule, article: str | None) -> bool:
    """``7`` is the regulation's own article; anything else is looked for in the words."""
    if article is None or not article.isdigit():
        return (article or "") in rule.article
    return re.match(rf"Art\. {article}\b", rule.article) is not None


def _changes(changes: list[comparing.Change]) -> Table:
    made = Table(box=None, pad_edge=False)
    for name in ("", "Key", "Before", "After", "What"):
        made.add_column(name, overflow="fold")
    signs = {"added": "[green]+[/green]", "removed": "[red]-[/red]", "changed": "[yellow]~[/yellow]"}
    for change in changes:
        cells = (_said(rule, "article" in change.fields, "near" in change.fields) for rule in (change.before, change.after))
        made.add_row(signs[change.kind], f"[bold]{change.key}[/bold]", *cells, ", ".join(change.fields))
    return made


def _said(rule: Rule | None, article: bool, near: bool) -> str:
    if rule is None:
        return "–"
    said = escape(law_words.brief(rule)) + (f" [dim](near {law_words.near(rule)})[/dim]" if near else "")
    return f"{said}\n[dim]{escape(rule.article)}[/dim]" if article else said


def _day(moment: datetime | None) -> date:
    return moment.date() if moment else clock.legal_day(clock.now())


def _line(row: dict[str, object]) -> None:
    typer.echo(json.dumps(row, ensure_ascii=False))
