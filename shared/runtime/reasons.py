"""Why an event failed, in words that may be stored and shown: never what its handler had before it.

What we say ourselves stays as it is: it is about the event, which holds no text and nobody's data. The words of any other
exception may quote what was being read; of some only the wording is kept, of the others the class alone. ``place`` says
where in our own program to look, and the log has the rest.
"""
import re
from types import TracebackType

from shared.errors import Fault

MOST = 500
_TELLING = (TypeError, AttributeError, NameError, RuntimeError, ImportError, ArithmeticError)
"""What is raised with words about the program rather than about data."""
_QUOTED = re.compile(r"[^\x20-\x7e]+|\S+@\S+|\d[\d -]{3,}\d")
"""Chinese, addresses, long numbers: what words about a program have no need of."""


def told(error: BaseException, *, ours: tuple[type[BaseException], ...]) -> str:
    """``Class: message``, without a message where that might quote something; ``ours`` are exceptions with words of ours."""
    name = type(error).__name__
    if isinstance(error, Fault):
        return f"{name}: {error.code}"
    if isinstance(error, ours):
        return f"{name}: {error}"[:MOST]
    if isinstance(error, _TELLING) and str(error):
        return f"{name}: {_QUOTED.sub('…', str(error))}"[:MOST]
    return name


def place(trace: TracebackType | None) -> str:
    """The innermost line of our own or of a plugin's program: ``services.content.use_cases.notes:42 note_unit``."""
    found = ""
    while trace is not None:
        code = trace.tb_frame.f_code
        if not found or "site-packages" not in code.co_filename and "/lib/python" not in code.co_filename:
            found = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno} {code.co_name}"
        trace = trace.tb_next
    return found[:200]
