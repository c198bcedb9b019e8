"""The ``guanwang`` command and its sub-commands; plugins add theirs under ``guanwang.commands``."""
import sys
import warnings
from importlib.metadata import entry_points

import typer
from kombu.exceptions import OperationalError

from shared.cli.access import access
from shared.cli.administrator import administrator
from shared.cli.api import Refusal
from shared.cli.backup import backup
from shared.cli.backup.commands import replay, restore_command
from shared.cli.calendar import calendar
from shared.cli.console import complain
from shared.cli.demo import demo
from shared.cli.example import example
from shared.cli.export import export
from shared.cli.importing import import_
from shared.cli.inspecting import events, plugins, services
from shared.cli.law import law
from shared.cli.matters import matters
from shared.cli.parked import parked
from shared.cli.restarting import restart
from shared.cli.running import run
from shared.cli.up import up
from shared.cli.verify import verify
from shared.embedded.errors import StackError
from shared.errors import Fault
from shared.law.problems import PackError
from shared.plugins.discovery import COMMANDS, PluginError
from shared.runtime.backup.errors import BackupError
from shared.runtime.settings import SettingsError

app = typer.Typer(name="guanwang", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
                  help="官网 Guanwang: content assurance for government websites.")
for command in (up, run, restart, services, plugins, demo, verify, administrator, example):
    app.command()(command)
app.command("import")(import_)
app.command("restore")(restore_command)
app.command()(replay)
app.add_typer(backup, name="backup")
app.add_typer(access, name="access")
app.add_typer(calendar, name="calendar")
app.add_typer(events, name="events")
app.add_typer(export, name="export")
app.add_typer(law, name="law")
app.add_typer(parked, name="parked")
app.add_typer(matters, name="matters")


def main() -> None:
    """Run the command line; an expected failure is one sentence and exit code 1."""
    warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")  # stores that a command loads import it
    for point in sorted(entry_points(group=COMMANDS), key=lambda point: point.name):
        app.command(point.name)(point.load())
    try:
        app()
    except (BackupError, PackError, PluginError, SettingsError, StackError, Refusal) as error:
        complain(str(error))
        sys.exit(1)
    except OperationalError as error:
        complain(f"the broker does not answer: {error}")
        sys.exit(1)
    except Fault as fault:
        complain(f"{fault} ({fault.code})")
        sys.exit(1)


if __name__ == "__main__":
    main()
