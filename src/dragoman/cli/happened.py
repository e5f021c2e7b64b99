"""`dragoman timeline` and `dragoman relations`: what happened, each happening once, and a dyad measured over time."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import click

from dragoman.cli.asking import (
    SHOWN,
    chosen,
    opened,
    question,
    show_table,
    with_format,
    with_question,
    with_store,
    write,
)
from dragoman.cli.screen import console
from dragoman.errors import StopRun

_SHOWN = (
    *("period", "episodes", "reports", "verbal_cooperation", "material_cooperation", "verbal_conflict"),
    *("material_conflict", "net", "score_mean", "sectors"),
)


@click.command()
@with_question
@with_store
@with_format
@click.option("--sources", type=click.IntRange(1), default=1, help="Only what so many independent sources tell.")
def timeline(
    where: str, format_: str | None, out: Path | None, limit: int | None, ids: bool, sources: int, **asked: Any
) -> None:
    """List what happened, each happening once with all its reports: when, who, where, how many sources, where they disagree.

    \b
    Example: dragoman timeline CHN RUS --since 2022-02 --until 2023

    Exit status: 0, also where nothing answers; 2 for a question that makes no sense.
    """
    from dragoman import episodes
    from dragoman.exports import answers
    from dragoman.views import listing

    form = chosen(format_, out)
    most = limit or (SHOWN if form == "table" else None)
    wanted = question(("events",), asked, None)
    with opened(where) as store:
        if sources > 1:
            every = [one for one in episodes.ask(store, wanted) if one.sources >= sources]
            shown, total = every[:most], len(every)
        else:
            shown = episodes.ask(store, wanted, most)
            total = episodes.count(store, wanted) if form == "table" else len(shown)
    if form == "table":
        listing.show_episodes(shown, console(), total=total, ids=ids)
    else:
        write(*answers.episodes(shown), form, out)


@click.command()
@click.argument("parties", nargs=2, metavar="PARTY PARTY")
@with_store
@click.option("--by", "period", type=click.Choice(("month", "week", "year")), default="month", show_default=True)
@click.option("--since", metavar="DATE", help="From this day, month or year on.")
@click.option("--until", metavar="DATE", help="Up to this day, month or year.")
@click.option("--plot", type=click.Path(path_type=Path), help="Also write a plot: a .svg or .png file.")
@click.option(
    "--format", "format_", type=click.Choice(("table", "csv", "json", "parquet")), help="table on a screen, else csv."
)
@click.option("--out", type=click.Path(path_type=Path), help="File to write; needed for parquet.")
def relations(
    parties: tuple[str, str], where: str, period: Literal["month", "week", "year"], since: str | None, until: str | None,
    plot: Path | None, format_: str | None, out: Path | None,
) -> None:  # fmt: skip
    """Measure a dyad by month, week or year: cooperation and conflict, scores, sectors; episodes are the unit.

    \b
    Example: dragoman relations CHN RUS --by year --plot plot.svg

    Exit status: 0, also where nothing answers; 2 for a question that makes no sense.
    """
    from dragoman import episodes
    from dragoman import relations as measures

    with opened(where) as store:
        asked = question(("events",), {"parties": parties, "since": since, "until": until}, None)
        found = measures.measure(episodes.ask(store, asked), parties, period)
    if plot is not None:
        _plot(found, plot)
    rows = measures.to_rows(found)
    if chosen(format_, out) == "table":  # both directions together: the whole table is too wide for a screen
        together = [
            {**row, "sectors": _few(row["sectors"])}
            for row in rows
            if row["direction"] == "together" and row["episodes"]
        ]
        show_table(_SHOWN, together, "table", None)
    else:
        show_table(measures.columns(), rows, format_, out)


def _few(sectors: Any) -> str:
    """The three sectors with most episodes: "energy.gas 2, trade 1"."""
    return ", ".join(str(sectors or "").replace(":", " ").split("|")[:3])


def _plot(found: Any, file: Path) -> None:
    from dragoman.views import charts

    made = charts.by_period(found)
    if made is None:
        raise StopRun(f"{file}: nothing to plot, no dated episode answers")
    if file.suffix.casefold() not in (".svg", ".png"):
        raise StopRun(f"{file}: plots are written as .svg or .png")
    data = charts.png(made) if file.suffix.casefold() == ".png" else charts.svg(made).encode()
    try:
        file.write_bytes(data)
    except OSError as trouble:
        raise StopRun(f"{file}: cannot be written ({trouble.strerror})") from None
