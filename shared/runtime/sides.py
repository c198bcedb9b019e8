"""Many things side by side: as few green threads as do, each taking the next thing when it has done with one."""
from collections.abc import Callable, Sequence
from typing import TypeVar

import eventlet
from eventlet.event import Event

T = TypeVar("T")
R = TypeVar("R")


def side_by_side(function: Callable[[T], R], items: Sequence[T], most: int) -> list[R]:
    """``function`` of each of ``items``, in their order; at most ``most`` at a time, and none waits for another.

    A thread goes on with the next item without a switch where nothing waited. An exception is raised when all are done.
    """
    results: list[R] = [None] * len(items)  # type: ignore[list-item]
    failed: list[BaseException] = []
    todo, done = iter(enumerate(items)), Event()
    left = threads = min(len(items), most)

    def work() -> None:
        nonlocal left
        try:
            for index, item in todo:
                results[index] = function(item)
        except BaseException as error:
            failed.append(error)
        finally:
            left -= 1
            if not left:
                done.send()

    for _ in range(threads):
        eventlet.spawn_n(work)
    if threads:
        done.wait()
    if failed:
        raise failed[0]
    return results
