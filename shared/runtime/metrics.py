"""What every service counts, in Prometheus' form; read at ``/metrics`` of its health port."""
from functools import cache

from prometheus_client import Counter, Gauge, Histogram

CALLS = Counter("guanwang_calls_total", "Operations called, by outcome (answered, or the kind of fault).",
                ["operation", "outcome"])
CALL_SECONDS = Histogram("guanwang_call_seconds", "Time an operation took in its service, in seconds.", ["operation"])
BUNDLE_SIZE = Histogram("guanwang_bundle_calls", "Calls that travelled in one message.", ["operation"],
                        buckets=(1, 2, 4, 8, 16, 32, 64, 128, 256))
EVENTS_HANDLED = Counter("guanwang_events_handled_total", "Events handled, by outcome (done, retried, waited, parked).",
                         ["queue", "outcome"])
COLLECTED = Counter("guanwang_collected_total", "Messages of any kind that were taken in (done), or tries at that (failed).",
                    ["queue", "outcome"])
EVENTS_RELAYED = Counter("guanwang_events_relayed_total", "Events that the broker confirmed.")
OUTBOX_HELD = Gauge("guanwang_outbox_held", "Events saved but not yet confirmed by the broker, in this process.")
OUTBOX_OLDEST = Gauge("guanwang_outbox_oldest_seconds", "Age of the event that this process holds longest.")
EVENTS_WAITING = Gauge("guanwang_events_waiting", "Events that this process sent to wait, and that still do.")
PARKED = Gauge("guanwang_parked_events", "Events that wait for an operator's decision, by the queue that they came from.",
               ["queue"])
PARKED_OLDEST = Gauge("guanwang_parked_oldest_seconds", "How long the one has waited that waits longest; 0 if there is none.")
PARKED_RETRYING = Gauge("guanwang_parked_retrying", "Events that are put back, or were within the last minute.")
STUCK = Gauge("guanwang_stuck", "1 if something does not get on although it could: outbox, consumer, retry, parked.", ["what"])
SWEPT_UNTIL = Gauge("guanwang_swept_until_seconds", "Unix time at which this process last found nothing more that is due.")
SWEPT = Counter("guanwang_swept_total", "Documents that a sweep found due, by outcome (done, taken by another, failed).",
                ["collection", "outcome"])
INDEX_CLASHES = Counter("guanwang_index_number_clashes_total", "Public items whose index number another had first.")
UNCLEARED = Counter("guanwang_uncleared_displays_total", "Texts that were shown without a clearance for exactly them.")

calls = cache(CALLS.labels)
"""The counter of an operation and outcome; looking it up in Prometheus' own way costs more than counting."""
call_seconds = cache(CALL_SECONDS.labels)
"""The histogram of an operation."""
bundle_size = cache(BUNDLE_SIZE.labels)
"""The sizes of an operation's bundles."""
