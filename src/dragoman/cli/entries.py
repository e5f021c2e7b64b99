"""`dragoman events`, `statements`, `instruments`, `commitments`, `search` and `documents`: entries and texts of the store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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

Options = dict[str, Any]


def _ask(kinds: tuple[str, ...], where: str, format_: str | None, out: Path | None, limit: int | None, ids: bool,
         asked: Options) -> None:  # fmt: skip
    """Ask a store for entries and show them in one of the formats."""
    from dragoman.exports import answers
    from dragoman.views import listing

    form = chosen(format_, out)
    with opened(where) as store:
        found = store.ask(question(kinds, asked, limit or (SHOWN if form == "table" else None)))
        if form == "table":
            total = store.count(question(kinds, asked, None))
            listing.show_reports(found, console(), total=total, ids=ids)
            return
    names, rows = answers.reports(found, kinds[0] if len(kinds) == 1 else None)
    write(names, rows, form, out)


@click.command()
@with_question
@with_store
@with_format
def events(where: str, format_: str | None, out: Path | None, limit: int | None, ids: bool, **asked: Any) -> None:
    """List who did what to whom, report by report. PARTY is a code (CHN, IGO:EU): one, or two for a dyad.

    \b
    Example: dragoman events CHN RUS --since 2022 --type SANCTION --type SUPPORT

    Exit status: 0, also where nothing answers; 2 for a question that makes no sense.
    """
    _ask(("events",), where, format_, out, limit, ids, asked)


@click.command()
@with_question
@with_store
@with_format
def statements(where: str, format_: str | None, out: Path | None, limit: int | None, ids: bool, **asked: Any) -> None:
    """List who said what. PARTY speaks or is spoken about.

    \b
    Example: dragoman statements RUS --speaker Putin --mode criticism

    Exit status: 0, also where nothing answers; 2 for a question that makes no sense.
    """
    _ask(("statements",), where, format_, out, limit, ids, asked)


@click.command()
@with_question
@with_store
@with_format
def instruments(where: str, format_: str | None, out: Path | None, limit: int | None, ids: bool, **asked: Any) -> None:
    """List what was signed, issued or proposed.

    \b
    Example: dragoman instruments CHN RUS --type "joint statement" --status signed

    Exit status: 0, also where nothing answers; 2 for a question that makes no sense.
    """
    _ask(("instruments",), where, format_, out, limit, ids, asked)


@click.command()
@with_question
@with_store
@with_format
def commitments(where: str, format_: str | None, out: Path | None, limit: int | None, ids: bool, **asked: Any) -> None:
    """List who undertook what, report by report; `dragoman ledger` tells each promise once.

    \b
    Example: dragoman commitments CHN RUS --sector energy --format csv --out energy.csv

    Exit status: 0, also where nothing answers; 2 for a question that makes no sense.
    """
    _ask(("commitments",), where, format_, out, limit, ids, asked)


@click.command()
@click.argument("text")
@with_question
@with_store
@with_format
def search(
    text: str, where: str, format_: str | None, out: Path | None, limit: int | None, ids: bool, **asked: Any
) -> None:
    """Find entries of all kinds in documents that hold words: all of them, "in a row", -without, one or another.

    \b
    Example: dragoman search '"Power of Siberia" -mongolia' CHN RUS

    Exit status: 0, also where nothing answers; 2 for a question that makes no sense.
    """
    asked["words"] = f"{text} {asked['words'] or ''}".strip()
    _ask(("events", "statements", "instruments", "commitments"), where, format_, out, limit, ids, asked)


@click.command()
@with_store
@click.option("--format", "format_", type=click.Choice(("table", "csv", "json")), help="table on a screen, else csv.")
def documents(where: str, format_: str | None) -> None:
    """List the documents of the store, reprints marked.

    \b
    Example: dragoman documents --format csv

    Exit status: 0.
    """
    with opened(where) as store:
        found = store.documents()
    ids = {one.key: one.id for one in found}
    names = ("published", "publisher", "title", "id", "reprint_of", "url", "path")
    rows = [{n: getattr(one, n) for n in names} | {"reprint_of": ids.get(one.reprint_of or 0)} for one in found]
    show_table(names, rows, format_, None)
