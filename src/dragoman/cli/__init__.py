"""The commands: on single documents (read, explain), on a store (add, timeline, ledger ...), on figures (evaluate).

Each command is a file; what it needs (the model, rich, the pipeline) it imports when it runs, so that help stays quick.
"""
from __future__ import annotations

import click

import dragoman
from dragoman.cli.add import add, failures
from dragoman.cli.agreement import agreement
from dragoman.cli.codebook import codebook
from dragoman.cli.correct import accept, corrections, edit, enter, merge, reject, split, undo
from dragoman.cli.dossier import dossier
from dragoman.cli.entries import commitments, documents, events, instruments, search, statements
from dragoman.cli.evaluate import evaluate
from dragoman.cli.exchange import archive, export, import_
from dragoman.cli.explain import explain
from dragoman.cli.happened import relations, timeline
from dragoman.cli.ledger import ledger, rule
from dragoman.cli.read import read
from dragoman.errors import DragomanError


class Commands(click.Group):
    """Turns the run's own errors into one line for a person and exit status 2."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except DragomanError as trouble:
            from dragoman.cli.screen import complain

            complain(str(trouble))
            ctx.exit(2)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(dragoman.__version__, prog_name="dragoman")
def main() -> None:
    """Read diplomatic reporting and keep the record of relations between states.

    Who met whom, who did what to whom, what was signed, who undertook what, who said what: every entry stands on the
    words of its source.
    """


for command in (
    *(read, explain, codebook, evaluate),
    *(add, failures, documents),
    *(timeline, events, statements, instruments, commitments, ledger, search, relations, dossier),
    *(accept, reject, edit, enter, merge, split, rule, undo, corrections),
    *(export, import_, archive, agreement),
):
    main.add_command(command)
