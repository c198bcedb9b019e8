"""The text of another service: what is taken for one, and what is not."""
from typing import Any

import pytest

from services.secrecy import errors
from services.secrecy.origin import RemoteOrigin
from services.secrecy.ports import OriginText
from shared.errors import Fault, Forbidden, Kind, Unavailable


def answering(answer: Any) -> RemoteOrigin:
    def call(operation: str, **fields: str) -> Any:
        if isinstance(answer, Exception):
            raise answer
        return answer

    return RemoteOrigin(call)


def read(answer: Any) -> OriginText | None:
    return answering(answer).text("content.get_review_text", subject="a", digest="d1")


@pytest.mark.parametrize("answer", [
    None, [], {"title": "标题"}, {"title": "标题", "parts": []},
    {"title": "标题", "parts": [{"name": "body", "format": "pdf", "text": "x"}]},
    {"title": "标题", "parts": [{"name": "body", "text": "x"}, {"name": "body", "text": "y"}]},
])
def test_an_answer_without_a_text_to_review_is_not_taken_for_a_clean_one(answer: Any) -> None:
    with pytest.raises(errors.UnreadableText):
        read(answer)


def test_a_text_that_its_service_does_not_have_is_gone() -> None:
    class Gone(Fault):
        kind = Kind.NOT_FOUND

    assert read(Gone()) is None


def test_a_service_that_refuses_is_not_taken_for_one_without_the_text() -> None:
    for refusal in (Unavailable(), Forbidden(unit="433100", roles="")):
        with pytest.raises(type(refusal)):
            read(refusal)
