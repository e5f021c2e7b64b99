"""`dragoman evaluate`: how good a reading is, against gold."""
from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli.screen import complain, lenient
from dragoman.errors import StopRun

if TYPE_CHECKING:
    from dragoman.evaluation import Outcome


@click.command()
@click.argument("kind", type=click.Choice(("diplomatic", "sentences", "relations", "pairs", "episodes", "ledger")))
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("predictions", type=click.Path(path_type=Path), required=False)
@click.option("--misses", is_flag=True, help="List what was missed and what was wrongly added.")
@click.option(
    "--errors",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write an HTML page here of what was missed and wrongly added, grouped by cause.",
)
@click.option("--format", "format_", type=click.Choice(("text", "json")), default="text", show_default=True)
def evaluate(
    kind: str, gold: Path, predictions: Path | None, misses: bool, errors: Path | None, format_: str
) -> None:
    """Score PREDICTIONS (JSON lines) against GOLD; without PREDICTIONS, read GOLD's texts now and score that.

    KIND of gold: diplomatic (a folder of NAME.json beside NAME.txt), sentences or relations (a .jsonl file each); pairs
    asks of relations only the type between the marked parties. Of episodes and ledger GOLD is a folder of bundles, and the
    figures tell how well what was read is put together (B-cubed), and what came of promises.

    \b
    Example: dragoman evaluate diplomatic gold/ --errors errors.html

    Exit status: 0, or 2 where the gold or the predictions cannot be read.
    """
    from dragoman import evaluation

    if kind in ("episodes", "ledger"):
        _say(_put_together(kind, gold), format_)
        return

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
    _say(outcome.figures, format_)
    if misses:
        for row in outcome.misses:
            click.echo("\t".join(" ".join(str(cell).split()) for cell in row))


def _say(figures: Mapping[str, Any], format_: str) -> None:
    if format_ == "json":
        click.echo(json.dumps(figures))
    else:
        for name, value in figures.items():
            click.echo(f"{name:24} {value}")


def _put_together(kind: str, gold: Path) -> dict[str, Any]:
    """The figures of episodes or ledger, flat: "all.f1", "deeds.precision"."""
    from dragoman.evaluation import episodes, ledger

    if kind == "episodes":
        found: dict[str, Any] = {name: dataclasses.asdict(one) for name, one in episodes.evaluate(gold).items()}
    else:
        found = ledger.score(gold)
    flat: dict[str, Any] = {}
    for name, value in found.items():
        flat |= {f"{name}.{inner}": one for inner, one in value.items()} if isinstance(value, dict) else {name: value}
    return {name: round(value, 3) if isinstance(value, float) else value for name, value in flat.items()}


def _write_page(file: Path, title: str, outcome: Outcome) -> None:
    from dragoman.views import errors

    page = errors.render(title, outcome.figures, outcome.faults)
    try:
        file.write_text(page, encoding="utf-8")
    except OSError as trouble:
        raise StopRun(f"{file}: the page of errors cannot be written: {trouble.strerror}") from None
    click.echo(f"{len(outcome.faults)} faults by cause: {file}", err=True)
