"""What is done to the suite when: a pure function of the seed, so that any run can be told again."""
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SERVICES = ("content", "secrecy", "directory", "disclosure", "files", "law", "parking")
GATEWAYS = ("gateway-1", "gateway-2")
BROKER, DATABASE = "rabbitmq", "mongod"
BROKERS, DATABASES = tuple(f"{BROKER}-{number}" for number in (1, 2, 3)), tuple(f"{DATABASE}-{number}" for number in (1, 2, 3))
"""Of a cluster."""


@dataclass(frozen=True)
class Kind:
    """A kind of fault: to whom it may happen, how long it lasts (seconds; 0 = over at once), how often it is drawn."""

    targets: Sequence[str]
    lasts: tuple[float, float] = (0, 0)
    weight: int = 2


KINDS: Mapping[str, Kind] = {
    "kill_service": Kind(SERVICES, weight=8),
    "kill_gateway": Kind(GATEWAYS, weight=3),
    "pause_service": Kind(SERVICES, (1, 6), weight=4),
    "pause_gateway": Kind(GATEWAYS, (1, 4), weight=1),
    "kill_broker": Kind((BROKER,), (0, 2), weight=3),
    "stop_broker": Kind((BROKER,), (0, 2)),
    "pause_broker": Kind((BROKER,), (1, 5)),
    "cut_broker": Kind((BROKER,), (0.5, 4), weight=3),
    "mute_broker": Kind((BROKER,), (1, 5)),
    "block_broker": Kind((BROKER,), (1, 4)),
    "kill_database": Kind((DATABASE,), (0, 2), weight=3),
    "pause_database": Kind((DATABASE,), (1, 4), weight=1),
    "cut_database": Kind((DATABASE,), (0.5, 4)),
    "handlers_raise": Kind(SERVICES, (1, 4), weight=3),
    "clock_jumps": Kind(("everywhere", *SERVICES), (1, 4)),
}
"""``cut``: connections are reset, new ones too; ``mute``: they stay open and nothing passes; ``block``: the memory alarm."""

CLUSTER_KINDS: Mapping[str, Kind] = {
    **{name: kind for name, kind in KINDS.items() if BROKER not in kind.targets and DATABASE not in kind.targets},
    "kill_broker": Kind(BROKERS, (0, 4), weight=4),
    "stop_broker": Kind(BROKERS, (0, 4)),
    "pause_broker": Kind(BROKERS, (1, 6)),
    "kill_database": Kind(DATABASES, (0, 4), weight=4),
    "stop_database": Kind(DATABASES, (0, 4)),
    "pause_database": Kind(DATABASES, (1, 6)),
}
"""Three of each server: in every run one of each is hurt, never two at once."""

JUMPS = (-7200.0, -90.0, -5.0, 5.0, 90.0, 7200.0)
"""Seconds by which a clock may jump."""


@dataclass(frozen=True)
class Fault:
    """One thing that happens. ``at`` and ``lasts`` are seconds from the beginning of the load."""

    at: float
    kind: str
    target: str
    lasts: float
    amount: float = 0.0
    """Seconds, for a clock that jumps."""

    @property
    def until(self) -> float:
        """When it is over."""
        return self.at + self.lasts


def schedule(seed: int, seconds: float, kinds: Sequence[str] = tuple(KINDS), *, cluster: bool = False) -> list[Fault]:
    """The faults of a run of ``seconds``, in order; a victim is never hit twice at the same time. None of no ``kinds``."""
    chance, table = random.Random(f"faults {seed}"), CLUSTER_KINDS if cluster else KINDS
    wanted = max(2, round(seconds / 3.5 + chance.uniform(-1, 1)))
    drawn = [name for name in kinds if name in table]
    found: list[Fault] = []
    for server in ("_broker", "_database") if cluster else ():
        if ours := [name for name in drawn if name.endswith(server)]:
            found.append(_draw(chance, table, ours, seconds))
            drawn = [name for name in drawn if name not in ours]
    while drawn and len(found) < wanted:
        fault = _draw(chance, table, drawn, seconds)
        if not any(_together(fault, other) for other in found):
            found.append(fault)
    return sorted(found, key=lambda each: each.at)


def _draw(chance: random.Random, table: Mapping[str, Kind], names: Sequence[str], seconds: float) -> Fault:
    name = chance.choices(list(names), [table[each].weight for each in names])[0]
    kind = table[name]
    return Fault(round(chance.uniform(0.5, seconds - 1), 2), name, chance.choice(kind.targets),
                 round(chance.uniform(*kind.lasts), 2), chance.choice(JUMPS) if name == "clock_jumps" else 0.0)


def _together(one: Fault, other: Fault) -> bool:
    same = one.target == other.target or (one.kind == other.kind == "clock_jumps")
    return same and one.at <= other.until + 1 and other.at <= one.until + 1
