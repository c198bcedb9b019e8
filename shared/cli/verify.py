"""``guanwang verify``: is the record of every item whole, and does it end in the item's present state?"""
from pathlib import Path
from typing import Annotated

import typer

from shared.cli.console import err, out, say
from shared.cli.inspecting import Folder
from shared.cli.located import located
from shared.plugins.discovery import SERVICES, manifests
from shared.runtime import verifying
from shared.runtime.settings import SettingsError


def verify(
    file: Annotated[Path | None, typer.Option("--file", help="Check a file that --export wrote, without any database.")] = None,
    export: Annotated[Path | None, typer.Option(help="Write the records to a file instead of checking them.")] = None,
    folder: Folder = None,
) -> None:
    """Check the hash-chained history (Art. 5 第五条) of everything stored; exit code 1 when anything does not add up."""
    try:
        if file:
            records = verifying.from_file(file)
        else:
            settings = located(folder)
            records = verifying.stored(settings, manifests(settings.plugin_settings(SERVICES)))
        if export:
            say(f"{verifying.to_file(records, export)} records written to {export}")
            return
        _report(records)
    except (OSError, ValueError) as error:
        raise SettingsError(str(error)) from None


def _report(records: object) -> None:
    items = entries = bad = 0
    for record in records:  # type: ignore[attr-defined]
        items, entries = items + 1, entries + len(record["history"])
        for flaw in verifying.checked(record):
            bad += 1
            out.print(f"[red]{flaw.subject}[/red] entry {flaw.entry}: {flaw.problem}", soft_wrap=True)
    err.print(f"{items} items with {entries} entries checked, {bad} flaws found")
    if bad:
        raise typer.Exit(1)
