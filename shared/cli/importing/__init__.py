"""``guanwang import``: a folder of documents as drafts, through the same door as everybody's (Art. 4 第四条).

Never more than drafts, handed in at most: approval, clearance and publication stay with people, item by item.
"""
import asyncio
import csv
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from shared.cli.console import complain, err, out, say
from shared.cli.importing.journal import Journal, Outcome
from shared.cli.importing.reading import FORMATS
from shared.cli.importing.sending import Gateway, Sender

JOURNAL = ".guanwang-import.jsonl"
STOPPED = 130
SHOWN_MOST = 50
"""Files that were not taken which are printed one by one; the report has them all."""


def import_(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="Searched with all folders in it.")],
    column: Annotated[str, typer.Option(help="The column that the drafts are for: SITE.CODE.")],
    url: Annotated[str, typer.Option(help="A gateway.")] = "http://127.0.0.1:8080",
    login: Annotated[str, typer.Option(help="Somebody with the role editor for the column's unit.")] = "admin",
    password: Annotated[str, typer.Option(help="Asked for if it is not given.")] = "",
    submit: Annotated[bool, typer.Option(help="Also hand the drafts in for approval.")] = False,
    dry_run: Annotated[bool, typer.Option(help="Only read and guess, send nothing.")] = False,
    subject: Annotated[str, typer.Option(help="Subject (主题分类) of those that do not name one.")] = "",
    workers: Annotated[int, typer.Option(min=1, max=64, help="Drafts under way at the same time.")] = 16,
    journal: Annotated[Path | None, typer.Option(help=f"Keeps what landed; {JOURNAL} in the folder if not given.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write what became of each file to this CSV file.")] = None,
) -> None:
    """Import a folder of md, txt, docx and html files as drafts of a column.

    Title, dates, document number, kind and issuer are guessed from a file's name and head; YAML front matter of a
    Markdown file wins. The same command again goes on where it stopped and never makes a draft twice; Ctrl-C lets what
    is under way come to its end. Exit code 1 if a file was not taken, 130 if it was stopped.
    """
    files, others = _files(folder)
    password = password or ("" if dry_run else typer.prompt("Password", hide_input=True))
    say(f"{len(files)} files to read; {sum(others.values())} of other types left out"
        + (f" ({', '.join(f'{count} {kind}' for kind, count in others.most_common(5))})" if others else ""))
    try:
        kept = Journal(journal or folder / JOURNAL)
        outcomes, stopped = asyncio.run(_imported(
            kept, files, folder=folder, column=column, url=url, login=login, password=password, submit=submit,
            dry_run=dry_run, fields={"subject": subject} if subject else {}, workers=workers))
    except OSError as error:
        complain(f"the journal cannot be written: {error}; name a place with --journal")
        raise typer.Exit(1) from None
    if report:
        _write(report, outcomes)
    _tell(outcomes, len(files), dry_run=dry_run)
    if stopped:
        say("stopped: the same command goes on from here")
        raise typer.Exit(STOPPED)
    if any(each.state == "refused" for each in outcomes):
        raise typer.Exit(1)


async def _imported(journal: Journal, files: list[Path], *, folder: Path, column: str, url: str, login: str, password: str,
                    submit: bool, dry_run: bool, fields: dict[str, str], workers: int) -> tuple[list[Outcome], bool]:
    outcomes: list[Outcome] = []
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    bar = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=err)
    gateway = None if dry_run else Gateway(url, login, password, workers)
    try:
        if gateway:
            await gateway.sign_in()
        with bar:
            task = bar.add_task("reading" if dry_run else "drafts", total=len(files))

            def done(outcome: Outcome) -> None:
                outcomes.append(outcome)
                bar.advance(task)

            if gateway is None:
                await Sender(None, journal, folder, column, fields=fields, submit=False, done=done).run(files, 1, stopped)
            else:
                with journal:
                    await Sender(gateway, journal, folder, column, fields=fields, submit=submit, done=done).run(
                        files, workers, stopped)
    finally:
        if gateway:
            await gateway.close()
    return outcomes, stopped.is_set() and len(outcomes) < len(files)


def _files(folder: Path) -> tuple[list[Path], Counter[str]]:
    """The files that can be read, in order, and how many there are of other types; hidden ones and links are passed by."""
    found, others = [], Counter[str]()
    for path in _walked(folder):
        if path.suffix.lower() in FORMATS:
            found.append(path)
        else:
            others[path.suffix.lower() or "without extension"] += 1
    return sorted(found), others


def _walked(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~$")) or path.is_symlink():
            continue
        if path.is_dir():
            yield from _walked(path)
        elif path.is_file():
            yield path


def _tell(outcomes: list[Outcome], files: int, *, dry_run: bool) -> None:
    counts = Counter(each.state for each in outcomes)
    words = {"drafted": "could be drafted" if dry_run else "drafted", "submitted": "handed in", "duplicate": "duplicates",
             "refused": "not taken"}
    said = ", ".join(f"{counts[state]} {word}" for state, word in words.items() if counts[state])
    out.print(f"{len(outcomes)} of {files} files: {said or 'nothing to do'}")
    noteworthy = sorted((each for each in outcomes if each.why), key=lambda each: (each.landed, each.file))
    if noteworthy:
        table = Table("file", "outcome", "why, or what to look at", box=None, pad_edge=False)
        for each in noteworthy[:SHOWN_MOST]:
            table.add_row(each.file, each.state, each.why)
        out.print(table)
        if len(noteworthy) > SHOWN_MOST:
            out.print(f"… and {len(noteworthy) - SHOWN_MOST} more; --report FILE has them all")


def _write(path: Path, outcomes: list[Outcome]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(["file", "state", "article", "title", "why"])
        for each in sorted(outcomes, key=lambda each: each.file):
            table.writerow([each.file, each.state, each.article, each.title, each.why])
