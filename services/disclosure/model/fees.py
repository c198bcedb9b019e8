"""The fee for processing (信息处理费): what the steps of a scheme come to. Pure (国办函〔2020〕109号)."""
from collections.abc import Mapping
from typing import Any


def total(scheme: Mapping[str, Any], units: int) -> int:
    """Yuan for ``units`` items of one applicant's month, or pages of one application: progressive, each part by its own step.

    Beyond the last step, each further ``each_further.items`` raise the price of one by ``each_further.yuan``.
    """
    steps = scheme["steps"]
    ends = [step["above"] for step in steps[1:]]
    sum_ = sum(step["yuan"] * max(min(units, end) - step["above"], 0) for step, end in zip(steps, ends, strict=False))
    last, further = steps[-1], scheme.get("each_further")
    beyond = max(units - last["above"], 0)
    sum_ += last["yuan"] * beyond
    if further:
        full, rest = divmod(beyond, further["items"])
        # The first lot costs the last step's price, the second one rise more, and so on: 0 + 1 + 2 + … rises.
        sum_ += further["yuan"] * (further["items"] * full * (full - 1) // 2 + rest * full)
    return int(sum_)


def of_item(scheme: Mapping[str, Any], number: int) -> int:
    """Yuan for the ``number``-th item of a month."""
    return total(scheme, number) - total(scheme, number - 1)
