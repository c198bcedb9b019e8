"""``guanwang verify``: is the record of every item whole, and does it end in the item's present state?"""
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from shared.cli.console import err, out, say
from shared.cli.inspecting import Folder
from shared.cli.located import located
from shared.history import Flaw
from shared.plugins.discovery import SERVICES, manifests
from shared.runtime import verifying
from shared.runtime.settings import SettingsError


def verify(
    file: Annotated[Path | None, typer.Option("--file", help="Check a file that --export wrote, without any database.")] = None,
    export: Annotated[Path | None, typer.Option(help="Write the records to a file instead of checking them.")] = None,
    folder: Folder = None,
) -> None:
    """Check the hash-chained history (Art. 5 第五条) of everything stored; exit code 1 when anything does not add up.

    Against the databases it also reads archived texts and the bytes of all files, which takes a while where there are many.
    """
    others: Iterable[Flaw] = ()
    try:
        if file:
            records = verifying.from_file(file)
        else:
            settings = located(folder)
            services = manifests(settings.plugin_settings(SERVICES))
            records, others = verifying.stored(settings, services), verifying.unrecorded(settings, services)
        if export:
            say(f"{verifying.to_file(records, export)} records written to {export}")
            return
        _report(records, others)
    except (OSError, ValueError) as error:
        raise SettingsError(str(error)) from None


def _report(records: Iterable[verifying.Record], others: Iterable[Flaw]) -> None:
    items = entries = bad = 0
    for record in records:
        items, entries = items + 1, entries + len(record["history"])
        for flaw in verifying.checked(record):
            bad += 1
            out.print(f"[red]{flaw.subject}[/red] entry {flaw.entry}: {flaw.problem}", soft_wrap=True)
    for flaw in others:
        bad += 1
        out.print(f"[red]{flaw.subject}[/red] {flaw.problem}", soft_wrap=True)
    err.print(f"{items} items with {entries} entries checked, {bad} flaws found")
    if bad:
        raise typer.Exit(1)
