"""What a gateway process counts, in Prometheus' form; answers from memory are counted by the cache."""
from functools import cache

from prometheus_client import Counter, Histogram

REQUESTS = Counter("guanwang_requests_total", "Requests that were not answered from memory.", ["method", "route", "status"])
REQUEST_SECONDS = Histogram("guanwang_request_seconds", "Time such a request took, in seconds.", ["route"])

REFUSED = Counter("guanwang_refused_total", "What was refused or cut off because something was full or somebody slow.",
                  ["reason"])

requests = cache(REQUESTS.labels)
"""The counter of a method, route and status; looking it up in Prometheus' own way costs more than counting."""
seconds = cache(REQUEST_SECONDS.labels)
"""The histogram of a route."""
refused = cache(REFUSED.labels)
"""The counter of a reason."""
