"""Opening a store so that episodes and promises follow whatever changes in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dragoman import episodes, ledger
from dragoman.store import Store
from dragoman.store.store import now


def open_store(where: str | Path, *, create: bool = True, clock: Callable[[], str] = now) -> Store:
    """The store at a path (an SQLite file) or address (`postgresql://user@host/name`); with `create` it is made where there is
    none. `clock` gives the time that is noted of what is added or ruled. Raises StopRun where it cannot be opened."""
    return Store(where, create=create, clock=clock, followers=(episodes.Keeper(), ledger.Keeper()))
