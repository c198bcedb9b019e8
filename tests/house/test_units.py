"""Which readers believe what an event says of a unit: of subjects that they know only from the service that sent it."""
from tests.house import suite

BELIEVED = {
    ("content", "disclosure.matter.registered.v1"), ("disclosure", "content.article.published.v1"),
    ("disclosure", "content.article.withheld.v1"), ("disclosure", "directory.post.appointed.v1"),
    ("disclosure", "directory.post.ended.v1"), ("disclosure", "disclosure.report.approved.v1"),
    ("files", "*.display.changed.v1"), ("files", "*.attachments.changed.v1"), ("files", "*.text.removed.v1"),
    ("secrecy", "*.review.requested.v1"), ("secrecy", "*.display.changed.v1"),
}
"""Service and type of event. A service's own documents know themselves whose they are; see docs/pitfalls.md."""


def test_a_reader_that_takes_the_unit_from_an_event_is_a_decision() -> None:
    found = {(service, handler.event_type) for service in suite.MANIFESTS for handler in suite.handlers(service)
             if "unit" in handler.reader.fields}
    assert found == BELIEVED
