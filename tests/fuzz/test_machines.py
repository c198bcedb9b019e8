"""Every aggregate has a state machine that tries every step of it, and is what its machine says that it is."""
import inspect
import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import seed as seeded
from hypothesis.stateful import run_state_machine_as_test

from shared.aggregate import Aggregate
from shared.law.duties import Obliged
from tests.fuzz.machine import Machine
from tests.fuzz.machines import MACHINES
from tests.fuzz.turns import turns
from tests.house.suite import MANIFESTS, operations

assert all(operations(each) for each in MANIFESTS), "all services are loaded, and their aggregates with them"


def aggregates(base: type = Aggregate) -> Iterator[type]:
    """What is stored: the classes that no other of the suite is made of."""
    for each in base.__subclasses__():
        if each.__module__.startswith(("services.", "shared.")):
            made = list(aggregates(each))
            yield from made or [each]


STORED = sorted(set(aggregates()), key=lambda each: each.__qualname__)


def steps(aggregate: type) -> set[str]:
    """What may be done to it, or asked of it: its public methods, but for those that all aggregates have."""
    named = {name for each in aggregate.__mro__ for name, value in vars(each).items()
             if not name.startswith("_") and inspect.isroutine(value)}
    return named - {name for each in (Obliged, Aggregate) for name in vars(each)}


@pytest.mark.parametrize("machine", MACHINES, ids=[f"{each.aggregate.__name__}-{each.__name__}" for each in MACHINES])
def test_machine(machine: type[Machine], seed: int, seconds: int) -> None:
    for number in turns(seed, seconds / len(MACHINES), at_least=1):
        seeded(number)(machine)
        run_state_machine_as_test(machine, settings=settings(
            max_examples=machine.examples, stateful_step_count=machine.steps, deadline=None, report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck)))


@pytest.mark.parametrize("aggregate", STORED, ids=lambda each: each.__name__)
def test_every_step_of_every_aggregate_is_tried(aggregate: type) -> None:
    used = [inspect.getsource(inspect.getmodule(part)) for each in MACHINES if each.aggregate is aggregate  # type: ignore
            for part in each.__mro__ if part.__module__.startswith("tests.fuzz.machines.")]
    assert used, f"no machine of {aggregate}"
    untried = {step for step in steps(aggregate) if not any(re.search(rf"\b{step}\b", each) for each in used)}
    assert not untried, f"no machine tries {sorted(untried)}"
