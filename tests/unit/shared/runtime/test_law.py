"""The law of an installation: the packs that its settings name."""
from datetime import date
from pathlib import Path

import pytest

from shared.runtime.law import law, places
from shared.runtime.settings import Settings, SettingsError, load


def test_by_default_the_nation_and_the_prefecture_bind() -> None:
    assert [pack.name for pack in law(Settings()).packs] == ["national", "xiangxi-2018"]


def test_packs_are_named_with_commas_in_the_environment() -> None:
    found = law(load({"GUANWANG_LAW_PACKS": " national, example-county ,"}))
    assert str(found.rule("disclosure.laws", date(2026, 11, 22)).term) == "7 workdays"


@pytest.mark.parametrize(("packs", "words"), [
    ("national,xiangxi", "“xiangxi” is not installed; installed are example-county, national, xiangxi-2018"),
    ("", "no rule pack is named"), ("xiangxi-2018,national", "stands below the national pack"),
    ("national,national", "named twice")])
def test_a_wrong_stack_is_a_wrong_setting(packs: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        law(Settings(law_packs=packs))


def test_a_broken_pack_of_the_folder_stops_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text("pack: ours\nlevel: mine\n", "utf-8")
    with pytest.raises(SettingsError, match=r"ours\.yaml:1: the pack: title, .* missing \(and 1 more: guanwang law check"):
        law(Settings(law_packs="national,ours", law_folder=str(tmp_path)))
    assert law(Settings(law_folder=str(tmp_path))), "a pack that nobody names stops nothing"
    with pytest.raises(SettingsError, match="no such folder"):
        places(Settings(law_folder=str(tmp_path / "missing")))


def test_packs_are_not_switched_like_plugins(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="name those that bind in law_packs"):
        law(Settings(plugins={"packs": {"national": {"state": "off"}}}))
    file = tmp_path / "settings.yaml"
    file.write_text("law_packs: [national, xiangxi-2018]\n", "utf-8")
    with pytest.raises(SettingsError, match="law_packs must be a str"):
        load({"GUANWANG_SETTINGS": str(file)})
