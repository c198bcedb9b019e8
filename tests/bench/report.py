"""How the figures are shown: a table for people, a file for programs."""
import json
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tests.bench import machine
from tests.bench.figures import Figure
from tests.bench.options import Options

_VERDICTS = {None: "", True: "[green]reached[/green]", False: "[bold red]NOT REACHED[/bold red]"}


def show(console: Console, figures: Sequence[Figure], failures: Sequence[str], options: Options) -> None:
    """Print machine, table and what failed."""
    for name, text in machine.description().items():
        console.print(f"[dim]{name}:[/dim] {escape(text)}", soft_wrap=True)
    loads = " ".join(f"{each:.2f}" for each in machine.load_average())
    console.print(f"[dim]load average:[/dim] {loads}   [dim]rounds:[/dim] {options.rounds} of {options.seconds:g} s, "
                  "order shuffled, medians and their range")
    table = Table(show_lines=False)
    for heading in ("benchmark", "figure", "measured", "range", "target", "", "behind it (medians)"):
        table.add_column(heading, justify="right" if heading in ("measured", "range", "target") else "left")
    for each in figures:
        table.add_row(*_cells(each))
    console.print(table)
    for failure in failures:
        console.print(f"[bold red]not measured:[/bold red] {escape(failure)}", soft_wrap=True)
    missed = [each for each in figures if each.reached is False]
    console.print(f"{len([each for each in figures if each.reached])} targets reached, {len(missed)} not reached.")


def write(path: Path, figures: Sequence[Figure], failures: Sequence[str], options: Options) -> None:
    """Write everything as JSON."""
    content = {"machine": machine.description(), "load_average": machine.load_average(), "options": vars(options),
               "figures": [each.to_json() for each in figures], "failures": list(failures)}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _cells(each: Figure) -> list[str]:
    target = "" if each.target is None else f"{'≤' if each.at_most else '≥'} {_number(each.target)} {each.unit}"
    spread = "" if each.low == each.high else f"{_number(each.low)}–{_number(each.high)}"
    return [each.benchmark, each.what, f"{_number(each.value)} {each.unit}", spread, target, _VERDICTS[each.reached],
            each.detail]


def _number(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"
