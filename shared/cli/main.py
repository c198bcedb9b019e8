"""The ``guanwang`` command and its sub-commands; plugins add theirs under ``guanwang.commands``."""
import sys
from importlib.metadata import entry_points

import typer

from shared.cli import running
from shared.cli.console import complain
from shared.plugins.discovery import COMMANDS, PluginError
from shared.runtime.settings import SettingsError

app = typer.Typer(name="guanwang", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
                  help="官网 Guanwang: content assurance for government websites.")
app.command("run")(running.run)


def main() -> None:
    """Run the command line; an expected failure is one sentence and exit code 1."""
    for point in sorted(entry_points(group=COMMANDS), key=lambda point: point.name):
        app.command(point.name)(point.load())
    try:
        app()
    except (PluginError, SettingsError) as error:
        complain(str(error))
        sys.exit(1)
