"""What the public may read: exactly what something public refers to now, whatever the order in which that is heard."""
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.files import use_cases
from services.files.errors import FileNotFound, FileNotPublic
from shared.caller import ANONYMOUS
from tests.unit.services.files.cabinet import Cabinet


def test_a_file_is_public_from_display_to_withdrawal(cabinet: Cabinet) -> None:
    file = cabinet.bring().id
    with pytest.raises(FileNotPublic):
        cabinet.public(file)
    cabinet.attaches("a1", file, sequence=1)
    with pytest.raises(FileNotPublic):
        cabinet.public(file)
    cabinet.shows("a1", (file, "附件1.pdf"), sequence=4)
    assert cabinet.public(file) | {"url": ""} == {
        "url": "", "digest": file, "size": 1, "name": "附件1.pdf", "media_type": "application/pdf", "inline": True}
    cabinet.shows("a1", sequence=5)
    with pytest.raises(FileNotPublic):
        cabinet.public(file)


def test_it_stays_public_while_anything_else_shows_it(cabinet: Cabinet) -> None:
    file = cabinet.bring().id
    cabinet.shows("a1", (file, "甲.pdf"), sequence=1)
    cabinet.shows("a1", (file, "乙.pdf"), sequence=1, service="disclosure")
    cabinet.shows("a1", sequence=2)
    assert cabinet.public(file)["name"] == "乙.pdf"


def test_only_a_name_by_which_it_is_shown_is_given(cabinet: Cabinet) -> None:
    file = cabinet.bring(name="内部名称.pdf").id
    cabinet.shows("a1", (file, "甲.pdf"), (file, "乙.pdf"), sequence=1)
    assert [cabinet.public(file, name)["name"] for name in (None, "乙.pdf", "内部名称.pdf")] == ["甲.pdf", "乙.pdf", "甲.pdf"]


@pytest.mark.parametrize("order", list(permutations([1, 2, 3])))
def test_the_newest_display_wins_in_every_order_even_before_the_file_is_known(cabinet: Cabinet, order: tuple[int, ...]) -> None:
    file = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    for sequence in order:
        cabinet.shows("a1", *([(file, "甲.pdf")] if sequence != 3 else []), sequence=sequence)
    assert cabinet.bring("x").id == file
    with pytest.raises(FileNotPublic):
        cabinet.public(file)


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(1, 7)), st.lists(st.booleans(), min_size=6, max_size=6))
def test_any_order_with_repeats_ends_where_the_last_event_says(order: list[int], shown: list[bool]) -> None:
    cabinet = Cabinet()
    file = cabinet.bring().id
    for sequence in [*order, *order[:3]]:
        cabinet.shows("a1", *([(file, "甲.pdf")] if shown[sequence - 1] else []), sequence=sequence)
    assert bool(cabinet.references.showing(file)) == shown[5]


def test_a_thumbnail_needs_the_same_permission(cabinet: Cabinet) -> None:
    file = cabinet.bring(media_type="image/png", name="图.png").id
    with pytest.raises(FileNotPublic):
        cabinet.do(use_cases.get_public_thumbnail, ANONYMOUS, file_id=file, width=320)
    cabinet.shows("a1", (file, "图.png"), sequence=1)
    assert cabinet.do(use_cases.get_public_thumbnail, ANONYMOUS, file_id=file, width=320)["url"] == f"fetch/{file}/320"


def test_markup_is_for_saving_and_never_shown_in_place(cabinet: Cabinet) -> None:
    file = cabinet.bring(media_type="text/html", name="页.html").id
    cabinet.shows("a1", (file, "页.html"), sequence=1)
    assert cabinet.public(file)["inline"] is False


def test_staff_read_it_before_it_is_public(cabinet: Cabinet) -> None:
    file = cabinet.bring().id
    assert cabinet.do(use_cases.get_file_content, file_id=file, name=None)["name"] == "通知.pdf"
    with pytest.raises(FileNotFound):
        cabinet.do(use_cases.get_file_content, file_id="0" * 64, name=None)
