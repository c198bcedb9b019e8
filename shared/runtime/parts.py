"""Many things in one call, each saved for itself: one that is refused stops no other, and a repeat does none of them twice."""
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from shared.digests import digest
from shared.errors import Fault, KeyReused
from shared.runtime.store import AnswerExists, Work, kept_answer


def part(work: Work, collection: str, name: str, do: Callable[[Work], Any], view: Callable[[Any], Mapping[str, Any]]) -> Any:
    """``view`` of what ``do`` returns for the part ``name`` of a call, or the fault that it came to.

    ``do`` saves one aggregate of ``collection`` with the work that it is given. Under the call's idempotency key the answer
    of each part is kept with what it saved; a call that was cut off goes on where it stopped when it is repeated.
    """
    key = digest([work.key, name]) if work.key else ""
    try:
        return view(do(replace(work, key=key, answer=view)))
    except (AnswerExists, Fault) as problem:
        kept = kept_answer(work.database, [collection], key) if key else None
        if kept is None:
            if isinstance(problem, Fault):
                return problem
            raise
    return kept["answer"] if kept["request"] == work.request else KeyReused()
