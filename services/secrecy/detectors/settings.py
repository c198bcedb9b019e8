"""Settings that several detectors of numbers take."""
import re
from collections.abc import Mapping
from typing import Any

from shared.plugins.text import Text

_NO_DIGIT = re.compile("[^0-9]")


def numbers(params: Mapping[str, Any], name: str) -> frozenset[str]:
    """A list of numbers, however they are written, as digits; ``ValueError`` for anything else."""
    listed = params.get(name, [])
    if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
        raise ValueError(f"{name}: must be a list of numbers in quotes")
    found = {each: _NO_DIGIT.sub("", Text(name, each).folded.text) for each in listed}
    if not all(found.values()):
        raise ValueError(f"{name}: {next(each for each, digits in found.items() if not digits)!r} has no digit")
    return frozenset(found.values())
