"""The page for authors of plugins is true: its example works, installed like a stranger's, and a broken one is named."""
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from shared.plugins.detectors import Detector, Severity
from shared.plugins.text import Text
from tests.house import suite

PAGE = (suite.ROOT / "docs" / "plugins.md").read_text("utf-8")
EXAMPLES = suite.ROOT / "tests" / "plugins"
LISTING = """
import json, sys
from shared.plugins.discovery import DETECTORS, PluginError, discover
from shared.plugins.text import Text
try:
    found = discover(DETECTORS, json.loads(sys.argv[1]))
except PluginError as error:
    sys.exit(str(error))
def places(plugin):
    text = Text("title", "这是内 部草稿")
    return [[each.start, each.end] for each in plugin.loaded(plugin.params).scan(text)] if plugin.loaded else []
print(json.dumps({each.name: [each.distribution, each.state, *places(each)] for each in found}))
"""


def block(kind: str, mark: str = "") -> str:
    """A block of code of the page, the first one after ``mark``."""
    found = re.search(rf"{re.escape(mark)}\s*```{kind}\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def detector() -> Detector:
    """The page's example, run from the page."""
    module = ModuleType("example")
    exec(compile(block("python", "<!-- example: detector -->"), "docs/plugins.md", "exec"), vars(module))
    made: Detector = module.make({"words": ["内部草稿", "ＡＢＣ"]})
    with pytest.raises(ValueError, match="words"):
        module.make({"words": "内部草稿"})
    return made


@pytest.mark.parametrize(("text", "places"), [
    ("这是内部草稿。", [(2, 6, False)]), ("这是内 部*草稿。", [(2, 8, True)]), ("這是內部草稿", [(2, 6, True)]),
    ("abc与内部草稿", [(0, 3, False), (4, 8, False)]), ("正式文件", [])])
def test_the_example_finds_what_it_promises(detector: Detector, text: str, places: list[tuple[int, int, bool]]) -> None:
    found = list(detector.scan(Text("title", text)))
    assert [(each.start, each.end, each.evasion) for each in found] == places
    assert all(each.severity is Severity.HIGH for each in found)


def test_the_example_distribution_is_what_the_page_shows() -> None:
    folder = EXAMPLES / "guanwang-example-detector"
    assert (folder / "guanwang_example_detector.py").read_text("utf-8") == block("python", "<!-- example: detector -->")
    assert (folder / "pyproject.toml").read_text("utf-8") == block("toml")


def installed(name: str, tmp_path: Path) -> dict[str, str]:
    """The environment of a process that has an example distribution installed, in a folder of its own."""
    source = shutil.copytree(EXAMPLES / name, tmp_path / "source")
    target = tmp_path / "target"
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
                    "--no-build-isolation", "--no-index", "--target", target, source], check=True, capture_output=True)
    return dict(os.environ) | {"PYTHONPATH": f"{target}{os.pathsep}{suite.ROOT}"}


def listing(env: dict[str, str], **settings: object) -> subprocess.CompletedProcess[str]:
    """What a fresh process discovers."""
    return subprocess.run([sys.executable, "-c", LISTING, json.dumps(settings)], env=env, capture_output=True, text=True)


def test_a_strangers_detector_is_found_beside_the_built_in_ones(tmp_path: Path) -> None:
    env = installed("guanwang-example-detector", tmp_path)
    done = listing(env, internal_draft={"state": "trial"})
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["internal_draft"] == ["guanwang-example-detector 1.0.0", "trial", [2, 7]]
    assert found["mobile"][0].startswith("guanwang ")


def test_a_detector_that_does_not_load_is_named_with_its_distribution(tmp_path: Path) -> None:
    env = installed("guanwang-broken-detector", tmp_path)
    done = listing(env)
    assert done.returncode == 1
    assert "“broken” of guanwang-broken-detector 0.9 does not load" in done.stderr
    assert "a_module_that_nobody_has" in done.stderr and "Traceback" not in done.stderr
    assert json.loads(listing(env, broken={"state": "off"}).stdout)["broken"] == ["guanwang-broken-detector 0.9", "off"]
