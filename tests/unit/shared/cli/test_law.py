"""``guanwang law``: what an operator asks of the rules, and what the command answers."""
import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from shared.cli.law import law
from shared.law.problems import PackError
from shared.runtime.settings import SettingsError

PACKS = Path(__file__).parents[4] / "shared" / "law" / "packs"


def run(*args: str) -> Result:
    """The command, on a terminal that is wide enough."""
    return CliRunner().invoke(law, args, env={"COLUMNS": "200", "GUANWANG_LAW_PACKS": "national,xiangxi-2018"})


def rows(*args: str) -> list[dict[str, object]]:
    """The command's answer for programs."""
    done = run(*args, "--json")
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_list_says_which_packs_bind_and_in_which_order() -> None:
    assert [(row["name"], row["use"], row["level"]) for row in rows("list")] == [
        ("example-county", None, "local"), ("national", 1, "national"), ("xiangxi-2018", 2, "local")]
    text = run("list").stdout
    assert "2018-11-14 –" in text and "2020-03-01 – 2036-03-01" in text and "湘西自治州政府网站管理和内容保障暂行办法" in text


def test_a_broken_pack_stays_in_the_list_with_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text("pack: ours\nlevel: local\n", "utf-8")
    env = {"COLUMNS": "400", "GUANWANG_LAW_FOLDER": str(tmp_path)}
    done = CliRunner().invoke(law, ["list", "--json"], env=env)
    found = {row["name"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert f"{tmp_path / 'ours.yaml'}:1: the pack: title" in found["ours"]["error"] and found["national"]["use"] == 1
    assert "ours.yaml:1: the pack: title" in CliRunner().invoke(law, ["list"], env=env).stdout


def test_one_rule_is_shown_whole_with_its_other_values_and_the_rulings_on_its_article() -> None:
    text = run("show", "disclosure.other", "--on", "2026-11-22").stdout
    for words in ("5个工作日，可延长至10个工作日", "40% of the term left", "Art. 7 第七条", "xiangxi-2018 1.0, since",
                  "Other values", "20个工作日", "政府信息公开条例 Art. 26", "解释口径", "从次日开始"):
        assert words in text, words


def test_the_day_decides() -> None:
    def term(day: str) -> object:
        return rows("show", "application.answer", "--on", day)[0]["term"]
    assert [term(day) for day in ("2019-05-14", "2019-05-15")] == ["15 workdays", "20 workdays"]


def test_a_prefix_means_whole_words_first_and_an_article_of_the_regulation_is_a_number() -> None:
    keys = {str(row["key"]) for row in rows("show", "disclosure")}
    assert len(keys) > 10 and all(key.startswith("disclosure.") for key in keys)
    assert [row["key"] for row in rows("show", "message.hop")] == ["message.hops"]
    assert {row["article"] for row in rows("show", "--article", "8")} == {"Art. 8 第八条"}
    assert "application.answer" in {row["key"] for row in rows("show", "--article", "信息公开条例 Art. 33")}


def test_one_pack_alone() -> None:
    assert {row["pack"] for row in rows("show", "--pack", "national", "disclosure.laws")} == {"national"}
    assert rows("show", "--pack", str(PACKS / "example-county.yaml"), "disclosure.laws")[0]["pack"] == "example-county"


def test_what_is_not_there_is_said_in_one_sentence() -> None:
    done = run("show", "nothing", "--on", "2026-11-22")
    assert isinstance(done.exception, SettingsError) and "no rule “nothing” holds on 2026-11-22" in str(done.exception)
    done = run("show", "--pack", "nowhere")
    assert isinstance(done.exception, SettingsError) and "“nowhere” is not installed" in str(done.exception)
    done = run("diff", "national")
    assert isinstance(done.exception, SettingsError) and "say two packs" in str(done.exception)
    done = run("diff", "xiangxi-2018,national", "national")
    assert isinstance(done.exception, PackError) and "stands below" in str(done.exception)
    assert run("show", "--on", "yesterday").exit_code == 2


def test_diff_of_two_packs_names_added_removed_and_changed_keys_and_days_off() -> None:
    found = {row["key"]: row for row in rows("diff", "national,xiangxi-2018", "national,example-county", "--on", "2026-11-22")}
    assert found["disclosure.laws"]["before"]["term"] == "5 workdays"  # type: ignore[index]
    assert found["disclosure.laws"]["after"]["term"] == "7 workdays"  # type: ignore[index]
    done = run("diff", "xiangxi-2018", "example-county")
    assert "每年 04-08 放假 示例节" in done.stdout and "7 added, 2 removed, 27 changed" in done.stderr


def test_diff_of_two_days_shows_an_amendment() -> None:
    found = rows("diff", "example-county", "--from", "2025-06-30", "--to", "2025-07-01")
    assert "disclosure.laws" in [row["key"] for row in found] and {row["kind"] for row in found} == {"changed"}
    assert "0 changed" in run("diff", "example-county", "--from", "2024-01-01", "--to", "2024-02-01").stderr


def test_check_tells_all_problems_of_all_files_with_their_lines(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    text = (PACKS / "xiangxi-2018.yaml").read_text("utf-8")
    broken.write_text(text.replace("level: local", "level: town").replace("near: 0.25", "near: 25"), "utf-8")
    done = run("check", str(PACKS / "national.yaml"), str(broken), str(tmp_path / "missing.yaml"))
    lines = done.stdout.splitlines()
    places = [number for number, line in enumerate(text.splitlines(), 1) if "near: 0.25}" in line]
    assert done.exit_code == 1 and lines[0].startswith(f"{broken}:6: the pack: level: must be national")
    assert [line.startswith(f"{broken}:{at}: ") and "share from 0 to 1" in line
            for at, line in zip(places, lines[1:-1], strict=True)] == [True, True]
    assert lines[-1] == f"{tmp_path / 'missing.yaml'}: the file cannot be read: No such file or directory"
    assert "national.yaml: sound; national 1.0" in done.stderr


@pytest.mark.parametrize("name", ["national", "xiangxi-2018", "example-county"])
def test_the_packs_of_the_suite_are_sound(name: str) -> None:
    done = run("check", str(PACKS / f"{name}.yaml"))
    assert done.exit_code == 0 and done.stdout == ""


@pytest.mark.parametrize("command", ["list", "show", "diff", "check"])
def test_every_command_says_what_it_does(command: str) -> None:
    done = run(command, "--help")
    assert done.exit_code == 0 and "Usage" in done.stdout
