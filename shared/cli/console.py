"""How the command talks: results on standard output, progress and complaints on standard error."""
from rich.console import Console
from rich.markup import escape

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def say(text: str) -> None:
    """A line of progress."""
    err.print(f"[dim]·[/dim] {escape(text)}")


def complain(text: str) -> None:
    """One sentence about what is wrong."""
    err.print(f"[bold red]guanwang:[/bold red] {escape(text)}", soft_wrap=True)
