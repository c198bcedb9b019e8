"""A newer version of directory, as the next release might bring it: a copy of the sources with a few additions."""
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ADDITIONS = (
    ("model/unit.py", "    from_: date\n\n\n@dataclass(frozen=True)\nclass Successor",
     "    from_: date\n    origin: str = \"\"\n\n\n@dataclass(frozen=True)\nclass Successor"),
    ("model/unit.py", "    posts: list[Post] = field(default_factory=list)\n",
     "    posts: list[Post] = field(default_factory=list)\n    founded_by: str = \"\"\n"),
    ("model/unit.py", "parent: str | None, valid_from: date) -> \"Unit\":", "parent: str | None, valid_from: date, "
     "founded_by: str = \"\") -> \"Unit\":"),
    ("model/unit.py", "names=[UnitName(name, short_name, valid_from)],",
     "names=[UnitName(name, short_name, valid_from, founded_by)], founded_by=founded_by,"),
    ("model/unit.py", "return {\"unit\": self.id,", "return {\"founded_by\": self.founded_by, \"unit\": self.id,"),
    ("model/unit.py", "    def rename(self",
     "    def praise(self) -> None:\n        self.note(\"praised\")\n\n    def rename(self"),
    ("events.py", "    successors: list[str]\n\n    def cache_tags", "    successors: list[str]\n    founded_by: str = \"\"\n\n"
     "    def cache_tags"),
    ("use_cases/units.py", "parent: str | None, valid_from: date | None) -> Unit:",
     "parent: str | None, valid_from: date | None, founded_by: str) -> Unit:"),
    ("use_cases/units.py", "parent=parent, valid_from=first_day)\n", "parent=parent, valid_from=first_day,\n"
     "                         founded_by=founded_by)\n"),
    ("use_cases/units.py", "def move_unit(", "def praise_unit(ports: Ports, *, caller: Caller, now: datetime, code: str, "
     "version: int) -> Unit:\n    unit = _administered(ports, caller, now, code, version)\n    unit.praise()\n"
     "    ports.units.save(unit)\n    return unit\n\n\ndef move_unit("),
    ("use_cases/__init__.py", "import dissolve_unit, move_unit,", "import dissolve_unit, move_unit, praise_unit,"),
    ("schemas/units.py", "class RenameUnit(_Change):",
     "class PraiseUnit(_Change):\n    pass\n\n\nclass RenameUnit(_Change):"),
    ("schemas/units.py", "    valid_from = fields.Date(load_default=None, allow_none=True)\n",
     "    valid_from = fields.Date(load_default=None, allow_none=True)\n"
     "    founded_by = Line(50, least=0, load_default=\"\")\n"),
    ("schemas/units.py", "    posts = fields.List(fields.Nested(PostView))\n",
     "    posts = fields.List(fields.Nested(PostView))\n    founded_by = fields.String()\n"),
    ("schemas/__init__.py", "    RegisterUnit,\n", "    PraiseUnit,\n    RegisterUnit,\n"),
    ("routes.py", "    _unit(\"parent\", \"move_unit\"", "    _unit(\"praise\", \"praise_unit\", \"表扬\", schemas.PraiseUnit, "
     "\"Art. 3 第三条\", {}),\n    _unit(\"parent\", \"move_unit\""),
    ("service.py", "    move_unit = operation(", "    praise_unit = operation(use_cases.praise_unit, schemas.PraiseUnit, "
     "schemas.UnitDetail)\n    move_unit = operation("),
)
"""Path in ``services/directory``, what stands there, and what stands there in the newer version."""


def write(root: Path, folder: Path) -> None:
    """The newer sources in ``folder``; fails where the present ones have moved on."""
    for name in ("services", "shared", "gateway"):
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path, old, new in ADDITIONS:
        file = folder / "services" / "directory" / path
        text = file.read_text("utf-8")
        assert text.count(old) == 1, f"{path}: {text.count(old)} times {old!r}"
        file.write_text(text.replace(old, new), "utf-8")


class Newer:
    """A process of the newer version, beside a suite of the present one."""

    def __init__(self, folder: Path, words: list[str], env: dict[str, str]) -> None:
        self._log = (folder / f"{words[0]}.log").open("wb")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "shared.cli.main", *words], cwd=folder, stdout=self._log, stderr=subprocess.STDOUT,
            env=dict(os.environ) | {"PYTHONPATH": str(folder)} | env)

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    def end(self) -> int:
        """SIGTERM, and its exit code."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        try:
            return self._process.wait(40)
        finally:
            self._process.kill()
            self._log.close()
