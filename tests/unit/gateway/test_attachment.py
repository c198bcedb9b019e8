"""How a file's name is told: for everybody in ASCII, for those who read RFC 5987 as it is."""
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.attachment import disposition


@pytest.mark.parametrize(("name", "told"), [
    ("report.csv", "attachment; filename=\"report.csv\"; filename*=UTF-8''report.csv"),
    ("a b.csv", "attachment; filename=\"a b.csv\"; filename*=UTF-8''a%20b.csv"),
    ("年报.xlsx", "attachment; filename=\"document.xlsx\"; filename*=UTF-8''%E5%B9%B4%E6%8A%A5.xlsx"),
    ("年报.xlsx（旧）", "attachment; filename=\"document\"; filename*=UTF-8''"
                     "%E5%B9%B4%E6%8A%A5.xlsx%EF%BC%88%E6%97%A7%EF%BC%89"),
])
def test_a_name_is_told_in_ascii_and_as_it_is(name: str, told: str) -> None:
    assert disposition(name) == told


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters='/\\<>:"|?*'), min_size=1, max_size=60))
def test_any_name_of_a_file_arrives_whole_and_is_one_line_of_ascii(name: str) -> None:
    told = disposition(name)
    assert told.isascii() and told.isprintable() and unquote(told.rpartition("''")[2]) == name
    assert told.count('"') == 2
