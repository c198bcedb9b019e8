"""The garbage collector of a process that has started: what is there stays, and is not looked through again."""
import gc

YOUNG_MOST = 20_000
"""Objects made since the last look before the next; nearly everything that a call makes goes without the collector."""


def settle() -> None:
    """Call it when everything is imported and set up."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_MOST, 10, 10)
