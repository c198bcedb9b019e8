"""The page for authors of rule packs is true: its example is sound, installed like a stranger's, and can be named."""
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from shared.law.pack_file import read
from tests.house import suite
from tests.house.test_plugins import EXAMPLES, installed

PAGE = (suite.ROOT / "docs" / "law.md").read_text("utf-8")
FOLDER = EXAMPLES / "guanwang-example-pack"
PACK = FOLDER / "guanwang_example_pack" / "example-town.yaml"


@pytest.mark.parametrize(("kind", "file"), [
    ("yaml", PACK), ("toml", FOLDER / "pyproject.toml"), ("python", PACK.with_name("__init__.py"))])
def test_the_example_distribution_is_what_the_page_shows(kind: str, file: Path) -> None:
    found = re.search(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)
    assert found and file.read_text("utf-8") == found[1]


def test_the_example_is_sound_and_shows_every_field() -> None:
    pack, problems = read(PACK.name, PACK.read_bytes())
    assert pack and not problems and pack.rulings and pack.calendar.days_off and pack.until
    rules = [rule for each in pack.rules.values() for rule in each]
    assert {rule.term is None for rule in rules} == {True, False} and any(rule.extended for rule in rules)


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Where a stranger's pack is installed."""
    return installed("guanwang-example-pack", tmp_path_factory.mktemp("stranger"))


def guanwang(env: dict[str, str], *args: str, packs: str) -> subprocess.CompletedProcess[str]:
    """The command, with packs that bind."""
    return subprocess.run([sys.executable, "-m", "shared.cli.main", "law", *args], text=True, capture_output=True,
                          env=env | {"GUANWANG_LAW_PACKS": packs})


def test_a_strangers_pack_is_listed_and_binds(env: dict[str, str]) -> None:
    packs = "national, xiangxi-2018, example-town"
    rows = [json.loads(line) for line in guanwang(env, "list", "--json", packs=packs).stdout.splitlines()]
    assert [(row["name"], row["use"]) for row in rows] == [
        ("example-county", None), ("example-town", 3), ("national", 1), ("xiangxi-2018", 2)]
    assert [row["distribution"] for row in rows if row["name"] == "example-town"] == ["guanwang-example-pack 1.0.0"]
    done = guanwang(env, "show", "disclosure.notices", "--on", "2026-11-22", "--json", packs=packs)
    shown = json.loads(done.stdout)
    assert (shown["term"], shown["extended"], shown["pack"]) == ("2 workdays", "4 workdays", "example-town")
    assert shown["rulings"] == [] and shown["article"] == "Art. 3 第三条（2024年修正）"


def test_a_pack_that_nobody_installed_stops_with_one_sentence(env: dict[str, str]) -> None:
    done = guanwang(env, "show", packs="national,nowhere")
    assert done.returncode == 1 and "Traceback" not in done.stderr and len(done.stderr.splitlines()) == 1
    assert "GUANWANG_LAW_PACKS is “national,nowhere”: the rule pack “nowhere” is not installed; installed are " in done.stderr
    assert "example-county, example-town, national, xiangxi-2018" in done.stderr
