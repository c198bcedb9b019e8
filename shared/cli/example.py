"""The example units and people (DOMAIN part 2 §8), loaded through the gateway like anybody's; all of them fictitious."""
from collections.abc import Callable, Mapping
from importlib import resources
from typing import Annotated, Any

import typer
import yaml

from shared.cli.api import Api, Refusal, sign_in
from shared.cli.console import say as tell


def example(
    url: Annotated[str, typer.Option(help="A gateway.")] = "http://127.0.0.1:8080",
    login: Annotated[str, typer.Option(help="An administrator for everywhere.")] = "admin",
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, help="Asked for if it is not given.")] = "",
) -> None:
    """Load the example units into a running suite; loading twice changes nothing."""
    if not load(url, {"login": login, "password": password}, tell):
        tell("all example units were there already")


def units() -> list[dict[str, Any]]:
    """The example's units, parents before children, as ``data/example_units.yaml`` has them."""
    text = resources.files(__package__).joinpath("data/example_units.yaml").read_text("utf-8")
    found: list[dict[str, Any]] = yaml.safe_load(text)["units"]
    return found


def load(url: str, credentials: Mapping[str, str], say: Callable[[str], None]) -> int:
    """Register the units that are missing; returns how many. Loading twice, or after a half-done load, adds the rest."""
    administrator = sign_in(url, credentials["login"], credentials["password"])
    known = _known(administrator)
    missing = [unit for unit in units() if unit["code"] not in known and not _exists(administrator, unit["code"])]
    for unit in missing:
        _register(administrator, unit)
    if missing:
        say(f"{len(missing)} example units loaded")
    return len(missing)


def _exists(administrator: Api, code: str) -> bool:
    """A unit that is dissolved is in no list of today."""
    try:
        administrator.get(f"/v1/units/{code}")
    except Refusal as refusal:
        if refusal.status == 404:
            return False
        raise
    return True


def _known(administrator: Api) -> set[str]:
    codes, cursor = set(), None
    while True:
        page = administrator.get("/v1/units", limit=100, cursor=cursor)
        codes |= {unit["id"] for unit in page["items"]}
        if (cursor := page["next"]) is None:
            return codes


def _register(administrator: Api, example: Mapping[str, Any]) -> None:
    """One unit with its posts; the keys make a repeat after a broken load harmless."""
    code, key = example["code"], f"example-{example['code']}"
    fields = {name: example[name] for name in ("code", "name", "short_name", "kind", "parent", "valid_from")}
    unit = administrator.post("/v1/units", key=key, **fields)
    for number, post in enumerate(example.get("posts", ())):
        until = post.get("until")
        unit = administrator.post(f"/v1/units/{code}/posts", version=unit["version"], key=f"{key}-post-{number}",
                                  **{name: value for name, value in post.items() if name != "until"})
        if until:
            unit = administrator.post(f"/v1/units/{code}/posts/{unit['posts'][-1]['id']}/end", version=unit["version"],
                                      key=f"{key}-end-{number}", until=until)
    if example.get("dissolved_on"):
        administrator.post(f"/v1/units/{code}/dissolution", version=unit["version"], key=f"{key}-dissolution",
                           on=example["dissolved_on"], successors=example["successors"])
