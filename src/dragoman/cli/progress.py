"""A progress bar on stderr, for what takes longer than two seconds and only where a person watches."""
from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 2.0
"""Seconds before the bar appears."""


def watched(items: Iterable[T], total: int | None, what: str = "reading") -> Iterator[T]:
    """The items as they come, with a bar once the work has taken more than two seconds. `total` may be unknown."""
    if not sys.stderr.isatty():
        yield from items
        return
    import threading

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    bar = Progress(SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
                   TimeElapsedColumn(), console=Console(stderr=True), transient=True)
    task = bar.add_task(what, total=total)
    # A timer, not a look at the clock between two documents: the first one may be what takes long.
    timer = threading.Timer(PATIENCE, bar.start)
    timer.daemon = True
    timer.start()
    begun = time.monotonic()
    try:
        for item in items:
            bar.advance(task)
            yield item
    finally:
        timer.cancel()
        if time.monotonic() - begun >= PATIENCE:
            timer.join(1.0)
            bar.stop()


def count(sources: Iterable[str]) -> int | None:
    """How many documents the sources hold, where that can be told at once; None where a .jsonl lies among them."""
    number = 0
    for source in sources:
        path = Path(source)
        if source == "-" or (path.is_file() and path.suffix.lower() != ".jsonl"):
            number += 1
        elif path.is_dir():
            files = [file for file in path.rglob("*") if file.is_file() and not file.name.startswith(".")]
            if any(file.suffix.lower() == ".jsonl" for file in files):
                return None
            number += len(files)
        else:
            return None
    return number
