"""``guanwang export``: a site as a folder of files that any web server can serve when all else is down."""
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from shared.cli.api import Api
from shared.cli.console import complain, err, out, say
from shared.cli.export.exporting import Exporter, compared
from shared.cli.export.folder import Folder, FolderError
from shared.cli.export.live import Live

export = typer.Typer(no_args_is_help=True, help="Write a public site as static files.")


@export.callback()
def _export() -> None:
    """Write a public site as static files."""


@export.command("site")
def site(
    code: Annotated[str, typer.Argument(metavar="SITE", help="Code of the site, e.g. xxz.")],
    to: Annotated[Path, typer.Option(help="The folder; it is made, or brought up to date.")],
    gateway: Annotated[str, typer.Option(help="A gateway; only what anybody may read is asked for.")] = "http://127.0.0.1:8080",
    verify: Annotated[bool, typer.Option("--verify", help="Write nothing: compare the folder with the live site.")] = False,
    whole: Annotated[bool, typer.Option("--whole", help="Write every page anew, also those that did not change.")] = False,
) -> None:
    """Write what is public on SITE into a folder, only what changed since the last time; what is no longer public goes.

    It may be stopped at any moment and run again. Exit code 1 if --verify finds a difference, or a file could not be had.
    """
    try:
        with Folder(to, code, fresh=whole) as folder:
            live = Live(Api(gateway), code)
            if verify:
                _tell(compared(folder, live))
                return
            bar = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
                           console=err)
            with bar:
                task = bar.add_task(code, total=None)
                done = Exporter(folder, live).run(lambda total: bar.update(task, total=total), lambda: bar.advance(task))
    except FolderError as error:
        complain(str(error))
        raise typer.Exit(1) from None
    say(f"{done.written} files written, {done.kept} kept, {done.removed} removed; {folder.count} in {to}")
    for each in done.missing:
        say(f"not to be had: {each}")
    if done.missing:
        raise typer.Exit(1)


def _tell(differences: list[tuple[str, str]]) -> None:
    for what, path in differences:
        out.print(f"{what}: {path}", markup=False, soft_wrap=True)
    say(f"{len(differences)} differences")
    if differences:
        raise typer.Exit(1)
