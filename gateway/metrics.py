"""What a gateway process counts, in Prometheus' form; answers from memory are counted by the cache."""
from prometheus_client import Counter, Histogram

REQUESTS = Counter("guanwang_requests_total", "Requests that were not answered from memory.", ["method", "route", "status"])
REQUEST_SECONDS = Histogram("guanwang_request_seconds", "Time such a request took, in seconds.", ["route"])
