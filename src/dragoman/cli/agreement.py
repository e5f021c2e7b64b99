"""`dragoman agreement`: how far two coders agree on the same documents."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from dragoman.cli.asking import show_table
from dragoman.errors import SkipDocument, StopRun


@click.command()
@click.argument("one", type=click.Path(path_type=Path))
@click.argument("other", type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(("table", "csv", "json")), help="table on a screen, else csv.")
def agreement(one: Path, other: Path, format_: str | None) -> None:
    """Compare two coders' gold folders (`dragoman export gold`) or files of records: Cohen's kappa, Krippendorff's alpha.

    \b
    Example: dragoman agreement gold-nora gold-martin

    Exit status: 0, or 2 where the two have no document in common.
    """
    from dragoman.evaluation import coders
    from dragoman.exports import formats

    read = []
    for source in (one, other):
        found = list(formats.load(source, "gold" if source.is_dir() else "json"))
        wrong = next((one for one in found if isinstance(one, SkipDocument)), None)
        if wrong is not None:
            raise StopRun(str(wrong))
        read.append([record for record in found if not isinstance(record, SkipDocument)])
    names = [field.name for field in dataclasses.fields(coders.Agreement)]
    show_table(names, [dataclasses.asdict(row) for row in coders.agreement(*read)], format_, None)
