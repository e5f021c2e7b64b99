"""The commands: read, explain, codebook, evaluate.

Each command is a file; what it needs (the model, rich, the pipeline) it imports when it runs, so that help stays quick.
"""
from __future__ import annotations

import click

import dragoman
from dragoman.cli.codebook import codebook
from dragoman.cli.evaluate import evaluate
from dragoman.cli.explain import explain
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


for command in (read, explain, codebook, evaluate):
    main.add_command(command)
