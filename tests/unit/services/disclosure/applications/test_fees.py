"""The fee, against counting it out item by item (国办函〔2020〕109号)."""
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.disclosure.model import fees
from tests.unit.services.disclosure.applications.town import law, legal

SCHEMES: dict[str, Any] = law().rule("application.fees", legal("2026-03-02")).value


def price_of_item(number: int) -> int:
    """As the text says it: ten are free, up to thirty cost 100, then each further ten cost 100 more."""
    if number <= 10:
        return 0
    return 100 if number <= 30 else 200 + (number - 31) // 10 * 100


def price_of_page(number: int) -> int:
    """As the text says it: thirty are free, then 10, 20 and 40 yuan a page."""
    return next(yuan for last, yuan in ((30, 0), (100, 10), (200, 20), (10**9, 40)) if number <= last)


@given(st.integers(0, 500))
def test_items_cost_what_counting_them_out_gives(units: int) -> None:
    assert fees.total(SCHEMES["by_item"], units) == sum(price_of_item(number) for number in range(1, units + 1))


@given(st.integers(1, 500))
def test_one_item_costs_its_own_price(number: int) -> None:
    assert fees.of_item(SCHEMES["by_item"], number) == price_of_item(number)


@given(st.integers(0, 1000))
def test_pages_cost_what_counting_them_out_gives(units: int) -> None:
    assert fees.total(SCHEMES["by_page"], units) == sum(price_of_page(number) for number in range(1, units + 1))


@pytest.mark.parametrize(("name", "units", "yuan"), [
    ("by_item", 10, 0), ("by_item", 11, 100), ("by_item", 30, 2000), ("by_item", 31, 2200), ("by_item", 40, 4000),
    ("by_item", 41, 4300), ("by_page", 30, 0), ("by_page", 31, 10), ("by_page", 100, 700), ("by_page", 200, 2700),
    ("by_page", 201, 2740)])
def test_known_sums(name: str, units: int, yuan: int) -> None:
    assert fees.total(SCHEMES[name], units) == yuan


@given(st.integers(0, 400), st.integers(0, 400), st.sampled_from(sorted(SCHEMES)))
def test_more_never_costs_less(one: int, other: int, name: str) -> None:
    low, high = sorted((one, other))
    assert fees.total(SCHEMES[name], low) <= fees.total(SCHEMES[name], high)
