"""What all commands share of the screen: consoles, and one line on stderr for what went wrong."""
from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from rich.console import Console

COLUMNS = 100
"""Columns of the output where it does not go to a terminal."""


def complain(message: str) -> None:
    """One harmless line on stderr: file names come from outside, too."""
    line = " ".join(message.split())
    click.echo("dragoman: " + "".join(c if c.isprintable() else "�" for c in line), err=True)


def console(out: TextIO | None = None) -> Console:
    """A console on `out` (stdout), in colour only where that is a terminal; what it cannot encode is replaced."""
    from rich.console import Console

    out = out or sys.stdout
    lenient(out)
    terminal = out.isatty()
    made = Console(file=out, highlight=False, markup=False, emoji=False, soft_wrap=False)
    if not terminal and "COLUMNS" not in __import__("os").environ:
        made.width = COLUMNS
    return made


def lenient(out: TextIO) -> None:
    """Let `out` replace what its encoding lacks: a run must not end at a letter."""
    reconfigure = getattr(out, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
