"""Faults and events: each has a code of its own, a sentence for people and a description."""
import re
from collections import Counter
from dataclasses import fields

import pytest

from shared import errors
from shared.errors import Fault
from shared.events import Event
from shared.law import errors as law_errors
from tests.house import suite

FAULTS = [(service, fault) for service in suite.MANIFESTS for fault in suite.faults(service)]
EVENTS = [(service, event) for service in suite.MANIFESTS for event in suite.events(service)]
OURS = [(prefix, each) for prefix, module in (("frame", errors), ("law", law_errors)) for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, Fault) and each is not Fault and not each.__name__.startswith("_")]
WORD = "[a-z]+(?:_[a-z]+)*"
PAST = {"begun", "sent", "held", "put", "made", "met", "given", "taken", "kept", "left", "shown", "heard", "unclear", "upheld",
        "withdrawn", "withheld", "broken", "near", "due", "overdue"}
"""Participles that do not end in -ed, and the stages of a duty."""


def name(value: object) -> str:
    """How a test is called."""
    return getattr(value, "__name__", str(value))


@pytest.mark.parametrize(("service", "fault"), [*FAULTS, *OURS], ids=name)
def test_a_fault_has_a_code_a_chinese_sentence_and_a_description(service: str, fault: type[Fault]) -> None:
    assert re.fullmatch(rf"{service}\.{WORD}\.{WORD}", fault.code), fault.code
    assert re.search(r"[\u4e00-\u9fff]", fault.text) and fault.text[-1] in "。！？}", fault.text
    assert not fault.remedy or fault.remedy.endswith(("。", "}")), fault.remedy
    assert "code" in vars(fault) and fault.__doc__ and fault.__doc__ != Fault.__doc__


def test_no_two_faults_share_a_code() -> None:
    counted = Counter(fault.code for _, fault in [*FAULTS, *OURS])
    assert not [code for code, count in counted.items() if count > 1]


@pytest.mark.parametrize(("service", "event"), EVENTS, ids=name)
def test_an_event_is_named_after_what_happened(service: str, event: type[Event]) -> None:
    found = re.fullmatch(rf"{service}\.({WORD})\.({WORD})\.v[1-9]\d*", event.TYPE)
    assert found, event.TYPE
    assert found[2].endswith("ed") or found[2] in PAST, event.TYPE
    assert "".join(each.title() for each in f"{found[1]}_{found[2]}".split("_")) == event.__name__, event.TYPE


@pytest.mark.parametrize(("service", "event"), EVENTS, ids=name)
def test_an_event_is_described_and_has_an_example(service: str, event: type[Event]) -> None:
    assert event.__doc__ and not event.__doc__.startswith(f"{event.__name__}("), "the dataclass wrote its own"
    assert event.example().data() == dict(event.EXAMPLE)
    assert "unit" in {each.name for each in fields(event)}
    assert not event.cache_tags(event.example()) or event.ABOUT_PUBLIC, "gateways hear public events only"  # type: ignore[arg-type]
    assert all(re.fullmatch(r"\S+", tag) for tag in event.example().cache_tags())


def test_no_two_events_share_a_type() -> None:
    counted = Counter(event.TYPE for _, event in EVENTS)
    assert not [event_type for event_type, count in counted.items() if count > 1]


@pytest.mark.parametrize(("service", "event"), EVENTS, ids=name)
def test_an_event_never_carries_bodies_of_text_or_who_somebody_is(service: str, event: type[Event]) -> None:
    public = {("content.article.published.v1", "summary")}  # 内容概述 of what is public already, for catalogues
    forbidden = {"body", "text", "summary", "password", "token", "secret", "id_card", "mobile", "phone", "email", "person_name"}
    allowed = {name for event_type, name in public if event_type == event.TYPE and event.ABOUT_PUBLIC}
    assert not (forbidden - allowed) & set(event.field_names())
