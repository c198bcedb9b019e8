"""The rules of an invented town, as a distribution of its own."""
from importlib import resources
from importlib.resources.abc import Traversable


def file() -> Traversable:
    """The pack."""
    return resources.files(__package__) / "example-town.yaml"
