"""Templates of documents (稿件模板): what the house wants of each kind. House choices, one YAML file each; no law."""
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

from services.content.vocabulary import DOCUMENT_KINDS


@dataclass(frozen=True, kw_only=True)
class Template:
    """What an item of one sort must have before it is handed in, and how its body begins."""

    code: str
    label: str
    kind: str
    """公文种类."""
    required: Mapping[str, str]
    """Field → why, in Chinese."""
    outline: str = ""
    """HTML to begin with."""


def _read(code: str, told: Mapping[str, Any]) -> Template:
    template = Template(code=code, **told)
    if template.kind not in DOCUMENT_KINDS:
        raise ValueError(f"template {code}: unknown kind {template.kind}")
    return template


TEMPLATES: Mapping[str, Template] = {
    code: _read(code, yaml.safe_load(file.read_text("utf-8")))
    for code, file in sorted((each.name.removesuffix(".yaml"), each) for each in files(__name__).iterdir()
                             if each.name.endswith(".yaml"))}
