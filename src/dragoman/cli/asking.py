"""What the commands that ask a store share: which store, which question, which format, where to."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dragoman.cli.screen import console, lenient
from dragoman.errors import StopRun

if TYPE_CHECKING:
    from dragoman.exports.tables import Row
    from dragoman.store import Question, Store

F = TypeVar("F", bound=Callable[..., Any])

FORMATS = ("table", "csv", "json", "parquet")
SHOWN = 50
"""Rows of a table on the screen, if no --limit is given."""

STORE = "dragoman.db"
"""The store in the current folder, if neither --store nor DRAGOMAN_STORE names one."""


def with_store(command: F) -> F:
    """The option --store."""
    return click.option(
        "--store",
        "where",
        envvar="DRAGOMAN_STORE",
        default=STORE,
        show_default=True,
        metavar="FILE|ADDRESS",
        help="The store: an SQLite file, or postgresql://user@host/name. Also from DRAGOMAN_STORE.",
    )(command)


def with_author(command: F) -> F:
    """The options of one who corrects: name and reason."""
    command = click.option("--reason", default="", metavar="TEXT", help="Why: kept with the correction.")(command)
    return click.option(
        "--author", envvar="DRAGOMAN_AUTHOR", required=True, metavar="NAME", help="Who. Also from DRAGOMAN_AUTHOR."
    )(command)


def with_said(command: F) -> F:
    """The option --format of a command that does one thing and says so."""
    return click.option("--format", "format_", type=click.Choice(("text", "json")), default="text", show_default=True)(
        command
    )


def say(format_: str, correction: int, what: str = "") -> None:
    """Say the number of a correction, for a person or for a script."""
    if format_ == "json":
        click.echo(json.dumps({"correction": correction}))
    else:
        click.echo(f"correction {correction} {what}".rstrip())


def with_format(command: F) -> F:
    """The options --format, --out and --limit."""
    for option in (
        click.option("--format", "format_", type=click.Choice(FORMATS), help="table on a screen, else csv."),
        click.option("--out", type=click.Path(path_type=Path), help="File to write; needed for parquet."),
        click.option(
            "--limit", type=click.IntRange(1, 10**9), help=f"At most so many; a table shows {SHOWN}, other formats all."
        ),
        click.option("--ids", is_flag=True, help="Show the ids that corrections need."),
    ):
        command = option(command)
    return command


def with_question(command: F) -> F:
    """The conditions that all kinds of entry share; parties come as arguments."""
    options = (
        click.argument("parties", nargs=-1, metavar="[PARTY...]"),
        click.option("--since", metavar="DATE", help="From this day, month or year on."),
        click.option("--until", metavar="DATE", help="Up to this day, month or year."),
        click.option(
            "--type", "types", multiple=True, metavar="TYPE", help="Type, kind, form or modality; repeatable."
        ),
        click.option("--mode", "modes", multiple=True, metavar="MODE", help="Mode of an event, stance of a statement."),
        click.option(
            "--sector", "sectors", multiple=True, metavar="SECTOR", help="energy holds energy.gas; repeatable."
        ),
        click.option("--status", "statuses", multiple=True, metavar="STATUS", help="occurred, planned, signed ..."),
        click.option("--actor", multiple=True, metavar="PARTY", help="Who acts or speaks."),
        click.option("--recipient", multiple=True, metavar="PARTY", help="Who is acted on."),
        click.option("--speaker", "speakers", multiple=True, metavar="NAME", help="A part of the speaker's name."),
        click.option("--source", "publishers", multiple=True, metavar="NAME", help="A part of the publisher's name."),
        click.option("--document", "documents", multiple=True, metavar="ID", help="Id or path of a document."),
        click.option("--confidence", type=click.FloatRange(0, 1), default=0.0, help="At least so sure, 0 to 1."),
        click.option("--words", metavar="WORDS", help='In documents with these words: gas "joint statement" -oil.'),
        click.option("--reviewed/--unreviewed", default=None, help="Only what a person has, or has not, ruled on."),
        click.option("--reprints", is_flag=True, help="Also what near-duplicates of other documents tell."),
        click.option("--newest", "newest_first", is_flag=True, help="The newest first."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def opened(where: str) -> Store:
    """The store to ask; StopRun where there is none."""
    import dragoman

    return dragoman.open(where, create=False)


def question(kinds: Sequence[str], asked: dict[str, Any], limit: int | None) -> Question:
    """The question of a command's options."""
    from dragoman.store import Question

    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list | tuple) else value for name, value in asked.items()
    }
    return Question(kinds=tuple(kinds), limit=limit, **values)


def chosen(format_: str | None, out: Path | None) -> str:
    """The format: as asked, else by the file's ending, else a table on a screen and csv in a pipe."""
    if format_ is None:
        ending = {".csv": "csv", ".json": "json", ".jsonl": "json", ".parquet": "parquet"}
        format_ = ending.get(out.suffix.casefold(), "csv") if out else "table" if sys.stdout.isatty() else "csv"
    if format_ == "parquet" and out is None:
        raise StopRun("--format parquet needs a file: --out answers.parquet")
    return format_


def write(names: Sequence[str], rows: Sequence[Row], format_: str, out: Path | None) -> None:
    """Write rows as csv, json or parquet, to a file or to stdout."""
    from dragoman.exports import answers

    if out is None:
        lenient(sys.stdout)
        answers.write(names, rows, format_, sys.stdout)
        return
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        if format_ == "parquet":
            answers.write_parquet(names, rows, out)
        else:
            with open(out, "w", encoding="utf-8", errors="replace", newline="") as stream:
                answers.write(names, rows, format_, stream)
    except OSError as trouble:
        raise StopRun(f"{out}: cannot be written ({trouble.strerror})") from None
    click.echo(str(out))


def show_table(names: Sequence[str], rows: Sequence[dict[str, Any]], format_: str | None, out: Path | None) -> None:
    """Plain rows in any of the formats."""
    form = chosen(format_, out)
    if form == "table":
        from dragoman.views import listing

        listing.show_rows(names, rows, console())
    else:
        write(names, rows, form, out)
