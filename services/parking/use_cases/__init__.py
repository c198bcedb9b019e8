"""What parking can do: one function an operation, a collected message or a sweep. This is the service's index."""
from services.parking.use_cases.batches import (
    drop_parked_events,
    get_parking_batch,
    list_parking_batches,
    retry_parked_events,
    tend_batch,
)
from services.parking.use_cases.deciding import drop_parked_event, retry_parked_event
from services.parking.use_cases.parking import note_parked, tend_event
from services.parking.use_cases.reading import (
    count_parked_events,
    get_parked_event,
    get_parked_event_history,
    list_parked_events,
)

__all__ = ["count_parked_events", "drop_parked_event", "drop_parked_events", "get_parked_event", "get_parked_event_history",
           "get_parking_batch", "list_parked_events", "list_parking_batches", "note_parked", "retry_parked_event",
           "retry_parked_events", "tend_batch", "tend_event"]
