"""`dragoman ledger` and `dragoman rule`: promises with their history, and what a person rules of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dragoman.cli.asking import (
    SHOWN,
    chosen,
    opened,
    question,
    say,
    with_author,
    with_format,
    with_question,
    with_said,
    with_store,
    write,
)
from dragoman.cli.screen import console

STATUSES = ("open", "acted upon", "fulfilled", "contradicted", "overdue", "lapsed")


@click.command()
@with_question
@with_store
@with_format
@click.option("--as-of", metavar="DATE", help="The day against which promises are due; today, if not given.")
@click.option("--standing", multiple=True, type=click.Choice(STATUSES), help="Only promises that stand so; repeatable.")
def ledger(
    where: str, format_: str | None, out: Path | None, limit: int | None, ids: bool, as_of: str | None,
    standing: tuple[str, ...], **asked: Any,
) -> None:  # fmt: skip
    """List promises, each once: when made, by whom, how often repeated, and what was reported of it since.

    \b
    Example: dragoman ledger CHN RUS --sector energy --since 2022

    Exit status: 0, also where nothing answers; 2 for a question that makes no sense.
    """
    from dragoman import ledger as promises
    from dragoman.exports import answers
    from dragoman.views import listing

    form = chosen(format_, out)
    with opened(where) as store:
        found = promises.ask(store, question(("commitments",), asked, None), as_of=as_of or store.clock()[:10])
    if standing:
        found = [one for one in found if (one.ruling.status if one.ruling else one.status) in standing]
    shown = found[: limit or (SHOWN if form == "table" else None)]
    if form == "table":
        listing.show_promises(shown, console(), total=len(found), ids=ids)
    else:
        write(*answers.promises(shown), form, out)


@click.command()
@click.argument("id")
@click.argument("status", type=click.Choice(STATUSES))
@with_store
@with_author
@with_said
def rule(id: str, status: str, where: str, author: str, reason: str, format_: str) -> None:
    """Rule how the promise ID stands; the reason is kept as a note, and the ruling stands above what software proposes.

    \b
    Example: dragoman rule 3fa1c0de00000001 fulfilled --author "N. Field" --reason "the bridge opened on 16 November 2022"

    Exit status: 0, or 2 where there is no such promise.
    """
    with opened(where) as store:
        say(format_, store.decide(id, status, author, reason))
