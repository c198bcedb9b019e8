"""Settings: from a file, the environment and the command line, each winning over the one before."""
from pathlib import Path

import pytest

from shared.runtime.settings import Settings, SettingsError, load


def settings_file(tmp_path: Path, text: str) -> dict[str, str]:
    """An environment that names a settings file with ``text``."""
    path = tmp_path / "settings.yaml"
    path.write_text(text, "utf-8")
    return {"GUANWANG_SETTINGS": str(path)}


def test_nothing_set_gives_the_defaults() -> None:
    assert load({}) == Settings()


def test_the_environment_wins_over_the_file_and_the_command_over_both(tmp_path: Path) -> None:
    env = settings_file(tmp_path, "gateway_port: 1\nmax_workers: 2\nlog_level: DEBUG\n")
    found = load(env | {"GUANWANG_GATEWAY_PORT": "3", "GUANWANG_MAX_WORKERS": "4"}, gateway_port=5, log_level=None)
    assert (found.gateway_port, found.max_workers, found.log_level) == (5, 4, "DEBUG")


def test_a_secret_is_read_from_the_file_that_is_named(tmp_path: Path) -> None:
    secret = tmp_path / "url"
    secret.write_text("amqp://somewhere/\n")
    assert load({"RABBITMQ_URL_FILE": str(secret)}).rabbitmq_url == "amqp://somewhere/"
    assert load({"RABBITMQ_URL_FILE": str(secret), "RABBITMQ_URL": "amqp://here/"}).rabbitmq_url == "amqp://here/"


def test_a_secret_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="MONGO_URL_FILE cannot be read"):
        load({"MONGO_URL_FILE": str(tmp_path / "missing")})


def test_an_unknown_name_in_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="unknown setting “gatewayport”"):
        load(settings_file(tmp_path, "gatewayport: 1"))


@pytest.mark.parametrize(("text", "sentence"), [
    ("[1, 2]", "must hold names and values"), ("a: [", "cannot be read"), ("just words", "must hold names and values")])
def test_a_file_that_is_none_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(SettingsError, match=sentence):
        load(settings_file(tmp_path, text))


def test_a_file_that_is_missing_is_refused() -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load({"GUANWANG_SETTINGS": "nowhere.yaml"})


@pytest.mark.parametrize(("name", "value", "kind"), [
    ("GUANWANG_GATEWAY_PORT", "http", "int"), ("GUANWANG_CALL_SECONDS", "soon", "float"), ("GUANWANG_MAX_WORKERS", "", "int")])
def test_a_value_of_the_wrong_type_is_named(name: str, value: str, kind: str) -> None:
    with pytest.raises(SettingsError, match=f"must be a {kind}"):
        load({name: value})


@pytest.mark.parametrize("text", ["plugins: [a]", "plugins:", "plugins: {detectors: [a]}"])
def test_plugin_settings_of_the_wrong_shape_are_refused_or_empty(tmp_path: Path, text: str) -> None:
    try:
        chosen = load(settings_file(tmp_path, text)).plugin_settings("guanwang.detectors")
    except SettingsError:
        return
    assert chosen == {}


def test_a_plugin_finds_its_own_settings(tmp_path: Path) -> None:
    found = load(settings_file(tmp_path, "plugins: {detectors: {mobile: {state: trial}}}"))
    assert found.plugin_settings("guanwang.detectors") == {"mobile": {"state": "trial"}}
    assert found.plugin_settings("guanwang.services") == {}


def test_each_service_has_a_database_of_its_own() -> None:
    found = load({"GUANWANG_DATABASE_PREFIX": "test_", "GUANWANG_FOLDER": "x"})
    assert found.database("content") == "test_content" and found.folder == Path("x")
