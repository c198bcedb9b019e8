"""``guanwang extract``: what the secrecy review would read in a file, without any suite."""
import shutil
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from services.files.extraction import REASONS, Extractor, Limits
from shared.runtime.settings import SettingsError

HEAD = 60
"""Characters of a part that the list shows."""


def extract(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="docx, xlsx, pptx, pdf, zip, txt …")],
            part: Annotated[str | None, typer.Option(help="Print the whole text of this part and nothing else.")] = None,
            limit: Annotated[list[str] | None, typer.Option(help="Another limit, e.g. pages=50; may be repeated.")] = None
            ) -> None:
    """Show the parts of text in a file and what could not be read of it; ends with 1 if not everything was read."""
    extractor = Extractor(_limits(limit or []))
    try:
        found = extractor.extract(file, file.name)
    finally:
        extractor.close()
    if part is not None:
        typer.echo("\n".join(each.text for each in found.parts if each.name == part))
        raise typer.Exit(0 if any(each.name == part for each in found.parts) else 1)
    out = Console(highlight=False, width=shutil.get_terminal_size((118, 24)).columns)
    for each in found.parts:
        shown = escape(" ".join(each.text[:HEAD * 4].split())[:HEAD])
        out.print(f"[bold]{escape(each.name)}[/bold]  [dim]{each.kind}, {len(each.text)}[/dim]  {shown}", soft_wrap=True)
    for gap in found.gaps:
        times = f" ×{gap.count}" if gap.count > 1 else ""
        out.print(f"[red]{escape(gap.part or '(file)')}[/red]  {gap.reason}{times}: {REASONS[gap.reason]}", soft_wrap=True)
    out.print(f"{found.outcome}: {len(found.parts)} parts, {found.characters} characters")
    raise typer.Exit(0 if found.outcome == "read" else 1)


def _limits(given: list[str]) -> Limits:
    try:
        return Limits.of({name: float(value) if name == "seconds" else int(value)
                          for name, _, value in (each.partition("=") for each in given)})
    except ValueError as error:
        raise SettingsError(f"--limit: {error}") from None
