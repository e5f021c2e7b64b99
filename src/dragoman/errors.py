"""The two exceptions of a run, both written for people: what is wrong, where, what to do."""
from __future__ import annotations


class DragomanError(Exception):
    """Base of the two; its text is shown to a person as it stands, on one line."""


class SkipDocument(DragomanError):
    """This document cannot be read; the others go on. `name` says which one it is."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name, self.reason = name, reason


class StopRun(DragomanError):
    """Nothing can be read: a wrong option, a broken data file, a missing model."""
