"""The nameko class of parking: which operation goes to which use case."""
from services.parking import schemas, store, use_cases
from services.parking.manifest import MANIFEST
from shared.runtime import topology
from shared.runtime.collecting import collector
from shared.runtime.frame import Frame
from shared.runtime.operations import operation
from shared.schemas import HistoryEntryView


class ParkingService:
    """Events that nobody could handle, and what is decided about them."""

    name = MANIFEST.name
    frame = Frame(MANIFEST, store.ports, store.INDEXES, equip=store.equip, measure=store.measure,
                  slow_sweeps={"events": use_cases.tend_event, "batches": use_cases.tend_batch})

    list_parked_events = operation(use_cases.list_parked_events, schemas.ListParkedEvents, schemas.ParkedEventView, many=True)
    count_parked_events = operation(use_cases.count_parked_events, schemas.CountParkedEvents, schemas.CountView)
    get_parked_event = operation(use_cases.get_parked_event, schemas.GetParkedEvent, schemas.ParkedEventDetail)
    get_parked_event_history = operation(use_cases.get_parked_event_history, schemas.GetParkedEvent, HistoryEntryView,
                                         many=True)
    retry_parked_event = operation(use_cases.retry_parked_event, schemas.RetryParkedEvent, schemas.ParkedEventView)
    drop_parked_event = operation(use_cases.drop_parked_event, schemas.DropParkedEvent, schemas.ParkedEventView)
    retry_parked_events = operation(use_cases.retry_parked_events, schemas.RetryParkedEvents, schemas.ParkingBatchView)
    drop_parked_events = operation(use_cases.drop_parked_events, schemas.DropParkedEvents, schemas.ParkingBatchView)
    get_parking_batch = operation(use_cases.get_parking_batch, schemas.GetParkingBatch, schemas.ParkingBatchView)
    list_parking_batches = operation(use_cases.list_parking_batches, schemas.ListParkingBatches, schemas.ParkingBatchView,
                                     many=True)

    note_parked = collector(topology.PARKED, use_cases.note_parked)
