"""Finding plugins: what is wrong with one is said in a sentence that names it, before anything runs."""
from importlib.metadata import EntryPoint

import pytest

from shared.plugins.discovery import DETECTORS, SERVICES, PluginError, State, discover

HERE = "shared.plugins.discovery"


def point(name: str, value: str = f"{HERE}:discover", group: str = DETECTORS) -> EntryPoint:
    """An entry point that nothing ships."""
    return EntryPoint(name, value, group)


def test_plugins_come_in_order_of_their_names() -> None:
    found = discover(DETECTORS, points=[point("b"), point("a")])
    assert [(each.name, each.state, each.loaded) for each in found] == [
        ("a", State.ON, discover), ("b", State.ON, discover)]


def test_a_plugin_that_does_not_load_is_named_with_the_reason() -> None:
    with pytest.raises(PluginError, match="“broken”.*does not load.*ModuleNotFoundError.*no_such_module.*switch it off"):
        discover(DETECTORS, points=[point("broken", "no_such_module:X")])


def test_two_plugins_of_one_name_are_refused() -> None:
    with pytest.raises(PluginError, match="two plugins of guanwang.detectors are called “a”"):
        discover(DETECTORS, points=[point("a"), point("a", f"{HERE}:Plugin")])


def test_settings_for_what_is_not_installed_are_refused() -> None:
    with pytest.raises(PluginError, match="“b”, which is not installed; installed are a"):
        discover(DETECTORS, {"b": {"state": "on"}}, [point("a")])


def test_a_state_that_does_not_exist_is_refused() -> None:
    with pytest.raises(PluginError, match="state “perhaps”; use on, trial or off"):
        discover(DETECTORS, {"a": {"state": "perhaps"}}, [point("a")])


def test_what_is_switched_off_is_listed_and_not_loaded() -> None:
    found = discover(DETECTORS, {"broken": {"state": "off"}}, [point("broken", "no_such_module:X")])
    assert [(each.name, each.state, each.loaded) for each in found] == [("broken", State.OFF, None)]


def test_on_and_off_may_be_written_in_yaml_without_quotes() -> None:
    """YAML reads a bare ``off`` as false and a bare ``on`` as true."""
    found = discover(DETECTORS, {"a": {"state": True}, "b": {"state": False}}, [point("a"), point("b")])
    assert [each.state for each in found] == [State.ON, State.OFF]


def test_parameters_reach_the_plugin_without_its_state() -> None:
    found = discover(DETECTORS, {"a": {"state": "trial", "dictionary": "x.yaml"}}, [point("a")])
    assert (found[0].state, found[0].params) == (State.TRIAL, {"dictionary": "x.yaml"})


def test_settings_that_are_no_mapping_are_refused_in_a_sentence() -> None:
    with pytest.raises(PluginError):
        discover(DETECTORS, {"a": False}, [point("a")])  # type: ignore[dict-item]


def test_a_service_must_be_called_what_its_entry_point_is_called() -> None:
    with pytest.raises(PluginError, match="“other” of .* calls itself “content”"):
        discover(SERVICES, points=[point("other", "services.content.manifest:MANIFEST", SERVICES)])


def test_the_built_in_services_are_found_like_any_other() -> None:
    assert "content" in [each.name for each in discover(SERVICES)]
