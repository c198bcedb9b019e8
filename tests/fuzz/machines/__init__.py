"""A state machine for each aggregate; each file is about one, or about a few small ones that belong together."""
import pkgutil
from importlib import import_module

from tests.fuzz.machine import Machine


def _leaves(base: type) -> list[type]:
    return [leaf for each in base.__subclasses__() for leaf in (_leaves(each) or [each])]


for _found in pkgutil.walk_packages(__path__, f"{__name__}."):
    import_module(_found.name)
MACHINES: list[type[Machine]] = sorted(_leaves(Machine), key=lambda each: (each.__module__, each.__name__))
"""All of them."""
