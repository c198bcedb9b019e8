"""The templates of letters (告知书), one file for each code of ``application.letters``; checked when a process starts."""
from functools import cache
from importlib import resources

import yaml

from services.disclosure.model.letter_template import Template


@cache
def templates() -> dict[str, Template]:
    """Code → template; raises ``ValueError`` naming the file where a template asks for what its step does not tell."""
    found: dict[str, Template] = {}
    for file in sorted(resources.files(__package__).iterdir(), key=lambda each: each.name):
        if file.name.endswith(".yaml"):
            try:
                template = Template.read(yaml.safe_load(file.read_text("utf-8")))
            except (yaml.YAMLError, ValueError, KeyError, TypeError) as error:
                raise ValueError(f"the letter {file.name} cannot be used: {error}") from error
            if file.name != f"{template.code}.yaml":
                raise ValueError(f"the letter {file.name} calls itself “{template.code}”")
            found[template.code] = template
    return found
