"""`dragoman evaluate`: how good a reading is, against gold."""
from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.screen import complain, lenient
from dragoman.errors import StopRun

if TYPE_CHECKING:
    from dragoman.evaluation import Outcome


@click.command()
@click.argument("kind", type=click.Choice(("diplomatic", "sentences", "relations", "pairs")))
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("predictions", type=click.Path(path_type=Path), required=False)
@click.option("--misses", is_flag=True, help="List what was missed and what was wrongly added.")
@click.option(
    "--errors",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write an HTML page here of what was missed and wrongly added, grouped by cause.",
)
@click.option("--json", "as_json", is_flag=True, help="The figures as one JSON object.")
def evaluate(
    kind: str, gold: Path, predictions: Path | None, misses: bool, errors: Path | None, as_json: bool
) -> None:
    """Score PREDICTIONS (JSON lines) against GOLD; without PREDICTIONS, read GOLD's texts now and score that.

    KIND of gold: diplomatic (a folder of NAME.json beside NAME.txt), sentences or relations (a .jsonl file each); pairs
    asks of relations only the type between the marked parties.
    """
    from dragoman import evaluation

    reader = None
    if predictions is None:
        from dragoman.cli.progress import watched
        from dragoman.pipeline import read_documents

        reader = lambda sources: watched(read_documents(sources), None)  # noqa: E731
    outcome = evaluation.evaluate(kind, gold, predictions, reader, explain=errors is not None)
    lenient(sys.stdout)
    for refused in outcome.refused:
        complain(refused)
    if errors is not None:
        _write_page(errors, f"What was read wrongly: {gold.name}", outcome)
    if as_json:
        click.echo(json.dumps(outcome.figures))
    else:
        for name, value in outcome.figures.items():
            click.echo(f"{name:24} {value}")
    if misses:
        for row in outcome.misses:
            click.echo("\t".join(" ".join(str(cell).split()) for cell in row))


def _write_page(file: Path, title: str, outcome: Outcome) -> None:
    from dragoman.views import errors

    page = errors.render(title, outcome.figures, outcome.faults)
    try:
        file.write_text(page, encoding="utf-8")
    except OSError as trouble:
        raise StopRun(f"{file}: the page of errors cannot be written: {trouble.strerror}") from None
    click.echo(f"{len(outcome.faults)} faults by cause: {file}", err=True)
