"""A bound on the time that one file may take, for libraries that offer none of their own."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator


class TimeUp(BaseException):
    """Not an Exception: the libraries that read files catch those by the dozen and would go on."""


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise `TimeUp` inside the block after so many seconds. Works in the main thread of a system with alarms whose
    alarm nobody else has set; elsewhere the block runs unbounded, and its own checks between pages must do."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    if signal.getitimer(signal.ITIMER_REAL)[0] or signal.getsignal(signal.SIGALRM) not in (signal.SIG_DFL, None):
        yield
        return

    def ring(*_: object) -> None:
        raise TimeUp

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
