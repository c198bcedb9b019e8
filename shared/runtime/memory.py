"""The memory of a process that has started: what is there is not looked through again, what is freed is used again."""
import ctypes
import gc

YOUNG_MOST = 20_000
"""Objects made since the last look before the next; nearly everything that a call makes goes without the collector."""


def settle() -> None:
    """Call it when everything is imported and set up."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_MOST, 10, 10)


TRIM_THRESHOLD, TOP_PAD, MMAP_THRESHOLD = -1, -2, -3
"""Numbers of glibc's ``mallopt``."""
KEPT_BYTES = 67_108_864


def keep_large() -> None:
    """Use large pieces again instead of giving each back to the kernel and fetching the next page by page.

    For a process through which files pass. Without glibc nothing happens.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return
    mallopt(MMAP_THRESHOLD, KEPT_BYTES // 2)
    mallopt(TRIM_THRESHOLD, KEPT_BYTES)
    mallopt(TOP_PAD, KEPT_BYTES // 4)
