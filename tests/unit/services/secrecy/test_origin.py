"""The text of another service: what is taken for one, and what is not."""
from typing import Any

import pytest

from services.secrecy import errors
from services.secrecy.origin import RemoteOrigin
from services.secrecy.ports import OriginText
from shared.errors import Fault, Forbidden, Kind, Unavailable

asked: list[tuple[str, int]] = []


def answering(answer: Any) -> RemoteOrigin:
    def call(operation: str, **fields: str) -> Any:
        if isinstance(answer, Exception):
            raise answer
        return answer

    def call_many(operation: str, calls: list[Any], **_: Any) -> list[Any]:
        asked.append((operation, len(calls)))
        if isinstance(answer, Unavailable) and len(calls) > 1:
            raise answer
        return [answer] * len(calls)

    return RemoteOrigin(call, call_many)


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


TEXT = {"title": "标题", "parts": [{"name": "body", "text": "x"}]}
WANTED = [("content.get_review_text", "a", "d1"), ("law.get_review_text", "b", "d2"), ("content.get_review_text", "c", "d3")]


def test_many_texts_are_asked_for_in_one_message_a_service_each_with_its_own_end() -> None:
    asked.clear()
    assert [each.title for each in answering(TEXT).texts(WANTED)] == ["标题"] * 3  # type: ignore[union-attr]
    assert asked == [("content.get_review_text", 2), ("law.get_review_text", 1)]
    assert answering(errors.TextGone()).texts(WANTED) == [None] * 3
    assert [type(each) for each in answering({}).texts(WANTED)] == [errors.UnreadableText] * 3


def test_texts_that_do_not_fit_into_one_message_are_asked_for_alone() -> None:
    asked.clear()
    assert [type(each) for each in answering(Unavailable()).texts(WANTED[::2])] == [Unavailable] * 2
    assert [count for _, count in asked] == [2, 1, 1]
