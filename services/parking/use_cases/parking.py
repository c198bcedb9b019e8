"""Taking in what was parked, and bringing back what is to be tried again. Safe to repeat, on any number of replicas."""
from datetime import datetime

from services.parking.model import ParkedEvent, facts_of
from services.parking.ports import Ports
from shared.arrived import Arrived
from shared.errors import Unavailable


def note_parked(ports: Ports, *, now: datetime, message: Arrived) -> None:
    """A message lay in the parking queue: keep it, whatever it is, or note that it came back (Art. 5 第五条)."""
    facts = facts_of(message, at=now)
    event = ports.events.find_one({"_id": facts.id})
    if event is None:
        event = ParkedEvent.park(facts, at=now)
    else:
        event.arrive(facts, at=now)
    ports.events.save(event)


def tend_event(ports: Ports, *, now: datetime, id_: str) -> None:
    """Put an event back that is to be tried again, or see that it did not return.

    That it is to be put back was saved before, that it was is saved afterwards: whoever is killed in between does it twice,
    which its handler is ready for.
    """
    event = ports.events.get(id_)
    if event.tend_at is None or event.tend_at > now:
        return
    if event.sent_at is not None:
        event.give_back(at=now)
    else:
        try:
            found = ports.queues.put_back(event)
        except Unavailable:
            return  # the broker is away: it stays due
        if found:
            event.sent(at=now, patience=ports.patience)
        else:
            event.miss_queue(at=now)
    ports.events.save(event)
