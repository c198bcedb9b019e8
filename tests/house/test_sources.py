"""The sources themselves: who reads the environment and the clock, how long files are, what is documented."""
import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import suite

SOURCES = suite.sources()
READS_THE_ENVIRONMENT = {"shared/runtime/settings.py"}
READS_THE_CLOCK = {
    "shared/clock.py": "the clock",
    "gateway/public.py": "how long an answer took", "gateway/cache.py": "how old an answer is",
    "gateway/events.py": "what came shortly before",
    "gateway/dispatch.py": "deadlines of calls", "gateway/identity.py": "expiry of tokens",
    "shared/runtime/frame.py": "deadlines of calls", "shared/runtime/remote.py": "deadlines of calls",
    "shared/runtime/client.py": "deadlines of calls", "shared/runtime/relay.py": "pauses between looks",
    "shared/runtime/confirmer.py": "waiting for confirms", "shared/runtime/consuming.py": "the beat of a consumer",
}
"""Files that may ask for the time besides ``shared.clock``, and what for: never for a day or a term of the law."""
LONGEST = 350


def at(path: Path, node: ast.AST) -> str:
    """Where something stands."""
    return f"{suite.short(path)}:{getattr(node, 'lineno', 0)}"


def found(names: set[str], allowed: set[str]) -> list[str]:
    """Where one of the dotted ``names`` is used outside ``allowed`` files."""
    return [f"{at(path, node)} {ast.unparse(node)}" for path in SOURCES if suite.short(path) not in allowed
            for node in ast.walk(suite.tree(path)) if isinstance(node, ast.Attribute) and ast.unparse(node) in names]


def test_only_settings_reads_the_environment() -> None:
    assert not found({"os.environ", "os.getenv", "os.environb"}, READS_THE_ENVIRONMENT)


def test_only_the_clock_tells_the_time() -> None:
    names = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}
    assert not found(names, set(READS_THE_CLOCK))


def test_no_service_reads_any_clock() -> None:
    clocks = {"datetime.now", "datetime.utcnow", "date.today", "time.time", "time.monotonic", "clock.now"}
    services = [each for each in found(clocks, set()) if each.startswith("services/")]
    assert not services
    imports = [at(path, node) for path in suite.sources("services") for node in ast.walk(suite.tree(path))
               if isinstance(node, ast.ImportFrom) and node.module == "shared.clock"
               and any(name.name == "now" for name in node.names)]
    assert not imports


def test_the_list_of_those_who_read_the_clock_is_not_longer_than_needed() -> None:
    assert not [name for name in READS_THE_CLOCK if not re.search(r"\btime\.(time|monotonic)|datetime\.now|\bnow\(",
                                                                  (suite.ROOT / name).read_text())]


TERM = re.compile(r"(working_?days|calendar_?days|days|hours|weeks|months)$")
CALLS = {"timedelta", "relativedelta"}
NO_TERMS = {"services/directory/model/session.py": "how long somebody stays signed in"}
"""Files whose hours and days are nobody's duty."""


def test_no_term_of_the_law_stands_in_a_service() -> None:
    """Days and hours come from the rule packs (Art. 11 第十一条 and others); minutes of a claim are no term."""
    wrong = []
    for path in suite.sources("services"):
        for node in ast.walk(suite.tree(path)) if suite.short(path) not in NO_TERMS else ():
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in CALLS:
                wrong += [at(path, node) for word in node.keywords if word.arg and TERM.search(word.arg)
                          and isinstance(word.value, ast.Constant) and word.value.value != 1]
                wrong += [at(path, node) for each in node.args if isinstance(each, ast.Constant) and each.value != 1]
    assert not wrong


def test_no_file_is_too_long() -> None:
    lengths = {suite.short(path): len(path.read_text("utf-8").splitlines()) for path in [*SOURCES, *suite.sources("tests")]}
    assert not {name: length for name, length in lengths.items() if length > LONGEST}


MACHINE = re.compile("/(?:work|home|root|Users)/[a-z]" + "|files\\.python" + "hosted|artifact" + "ory|/simple" + "/")


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    wrong = []
    for path in suite.tracked():
        if path.suffix in {".txt", ".png", ".lock"} and "locks" not in path.parts[-2]:
            continue
        text = path.read_text("utf-8", errors="ignore")
        wrong += [f"{suite.short(path)}: {match[0]}" for match in [MACHINE.search(text)] if match]
    assert not wrong


def undocumented(path: Path) -> list[str]:
    """The public things in a file that nobody described; what a protocol or an override repeats needs no words."""
    module = suite.tree(path)
    missing = [] if ast.get_docstring(module) or not module.body else [suite.short(path)]
    for node in module.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            missing += [] if ast.get_docstring(node) else [f"{at(path, node)} {node.name}"]
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not protocol(node):
            missing += [f"{at(path, each)} {node.name}.{each.name}" for each in node.body
                        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) and not each.name.startswith("_")
                        and not ast.get_docstring(each)]
    return missing


def protocol(node: ast.ClassDef) -> bool:
    """True for the description of somebody else's duty."""
    return any("Protocol" in ast.unparse(base) for base in node.bases)


def test_everything_public_says_what_it_is() -> None:
    assert not [each for path in SOURCES for each in undocumented(path)]


def test_nobody_imports_who_may_not() -> None:
    """The contracts of import-linter, as ``make lint`` checks them."""
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter, "--no-cache"], cwd=suite.ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "misc", "manager"])
def test_no_file_has_a_name_that_says_nothing(name: str) -> None:
    assert not [suite.short(path) for path in SOURCES if path.stem == name]
