"""Loaded by Python itself into every process of a suite under chaos: its clock can jump there, its handlers raise or be slow.

The suite has no such settings on purpose. What is to happen stands in the folder ``GUANWANG_CHAOS``, eight bytes a file:
``<service>.clock`` or ``everywhere.clock`` (seconds by which the clock is wrong), ``<service>.raise`` (the share of
handlings that fail), ``<service>.<operation>.slow`` (seconds that a call takes longer).
"""
import importlib.abc
import importlib.util
import os
import random
import struct
import sys
import time
from datetime import UTC, datetime, timedelta

_FOLDER = os.environ.get("GUANWANG_CHAOS")
_LOOK_SECONDS = 0.05


def _name() -> str:
    """The service that this process runs, or ``gateway``; the arguments are not in ``sys.argv`` yet."""
    with open("/proc/self/cmdline", "rb") as file:
        words = file.read().decode().split("\0")
    return next((words[at + 1] for at, word in enumerate(words[:-1]) if word == "shared.runtime.process"), "gateway")


_SERVICE = _name() if _FOLDER else ""


class _Told:
    """A number in a file, looked at anew now and then; 0 without a file."""

    def __init__(self, *names: str) -> None:
        self._paths = [os.path.join(_FOLDER or "", name) for name in names]
        self._value, self._next = 0.0, 0.0

    def value(self) -> float:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _LOOK_SECONDS
            self._value = sum(map(self._read, self._paths))
        return self._value

    @staticmethod
    def _read(path: str) -> float:
        try:
            with open(path, "rb") as file:
                return float(struct.unpack("<d", file.read(8))[0])
        except (OSError, struct.error):
            return 0.0


class _AfterImport(importlib.abc.MetaPathFinder):
    """Calls ``change(module)`` once a module was imported, so that nothing is imported earlier than the suite wants it."""

    def __init__(self, name: str, change) -> None:  # type: ignore[no-untyped-def]
        self._wanted, self._change = name, change

    def find_spec(self, name, path, target=None):  # type: ignore[no-untyped-def]
        if name != self._wanted:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        execute, change = spec.loader.exec_module, self._change

        def and_change(module) -> None:  # type: ignore[no-untyped-def]
            execute(module)
            change(module)

        spec.loader.exec_module = and_change  # type: ignore[method-assign]
        return spec


def _handlers_raise(frame) -> None:  # type: ignore[no-untyped-def]
    told, handle = _Told(f"{_SERVICE}.raise"), frame.Frame._handle_once

    def sometimes(self, *args, **kwargs):  # type: ignore[no-untyped-def]
        # Before it has done anything, or after all of it: the two places where a retry could lose or double.
        share, where = told.value(), random.random()
        if share and where < share / 2:
            raise RuntimeError("chaos: before the handling")
        handle(self, *args, **kwargs)
        if share and where < share:
            raise RuntimeError("chaos: after the handling")

    frame.Frame._handle_once = sometimes


def _operations_are_slow(frame) -> None:  # type: ignore[no-untyped-def]
    told, perform = dict[str, _Told](), frame.Frame._perform

    def slowly(self, operation, *args, **kwargs):  # type: ignore[no-untyped-def]
        name = f"{_SERVICE}.{operation.name}.slow"
        time.sleep(told.setdefault(name, _Told(name)).value())
        return perform(self, operation, *args, **kwargs)

    frame.Frame._perform = slowly


def _hurt(frame) -> None:  # type: ignore[no-untyped-def]
    _handlers_raise(frame)
    _operations_are_slow(frame)


def _jumping_clock() -> None:
    from shared import clock

    told, true_time = _Told("everywhere.clock", f"{_SERVICE}.clock"), time.time

    class Jumping(datetime):
        @classmethod
        def now(cls, tz=None):  # type: ignore[no-untyped-def]
            return datetime.now(tz or UTC) + timedelta(seconds=told.value())

    clock.datetime = Jumping  # type: ignore[misc]
    time.time = lambda: true_time() + told.value()


if _FOLDER:
    _jumping_clock()
    sys.meta_path.insert(0, _AfterImport("shared.runtime.frame", _hurt))
