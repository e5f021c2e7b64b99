"""`dragoman accept`, `reject`, `edit`, `enter`, `merge`, `split`, `undo` and `corrections`: what people rule on the record."""

from __future__ import annotations

import json
from typing import Any

import click

from dragoman.cli.asking import opened, say, show_table, with_author, with_said, with_store
from dragoman.errors import StopRun

_LISTS = ("actor", "recipient", "parties", "by", "to", "about", "sectors", "contexts")


def _one(command: Any) -> Any:
    """The argument and options of a ruling on one entry."""
    command = with_store(with_author(with_said(command)))
    command = click.option("--document", metavar="ID", help="Which document, where several have an entry of that id.")(
        command
    )
    return click.argument("id")(command)


@click.command()
@_one
def accept(id: str, document: str | None, where: str, author: str, reason: str, format_: str) -> None:
    """Accept the entry ID: it stays as it is, whatever a later reading says.

    \b
    Example: dragoman accept 9c7f77e057347461 --author "N. Field"

    Exit status: 0, or 2 where there is no such entry.
    """
    with opened(where) as store:
        say(format_, store.rule(id, "accept", author, reason, document=document))


@click.command()
@_one
def reject(id: str, document: str | None, where: str, author: str, reason: str, format_: str) -> None:
    """Reject the entry ID: it counts nowhere any more and stays on file.

    \b
    Example: dragoman reject 9c7f77e057347461 --author "N. Field" --reason "the trade grew, nobody traded"

    Exit status: 0, or 2 where there is no such entry.
    """
    with opened(where) as store:
        say(format_, store.rule(id, "reject", author, reason, document=document))


@click.command()
@_one
@click.argument("changes", nargs=-1, required=True, metavar="FIELD=VALUE...")
def edit(
    id: str, changes: tuple[str, ...], document: str | None, where: str, author: str, reason: str, format_: str
) -> None:
    """Change fields of the entry ID. Several values are joined by commas; nothing after "=" empties a field.

    \b
    Example: dragoman edit 9c7f77e057347461 mode=visit date=2023-03-20/2023-03-22 actor=CHN recipient=RUS --author "N. Field"

    Exit status: 0, or 2 where there is no such entry or a value is not of the codebook.
    """
    with opened(where) as store:
        made = store.rule(id, "edit", author, reason, changes=_values(changes), document=document)
        say(format_, made)


@click.command()
@click.argument("kind", type=click.Choice(("events", "statements", "instruments", "commitments")))
@click.argument("document")
@click.argument("quote")
@click.argument("values", nargs=-1, metavar="FIELD=VALUE...")
@with_store
@with_author
@with_said
def enter(
    kind: str, document: str, quote: str, values: tuple[str, ...], where: str, author: str, reason: str, format_: str
) -> None:
    """Add an entry that the reader missed, on the words QUOTE of DOCUMENT (its id or path).

    \b
    Example: dragoman enter events xi-moscow-2023 "the two leaders dined" type=CONSULT mode=meet actor=CHN,RUS --author "N. Field"

    Exit status: 0, or 2 where the words do not stand in the document exactly once, or a value is not of the codebook.
    """
    with opened(where) as store:
        found = [one for one in store.documents() if document in (one.id, one.path, one.url)]
        if len(found) != 1:
            raise StopRun(f"{document}: {len(found) or 'no'} documents of that name; `dragoman documents` lists them")
        text = store.record(found[0].key).document.text
        if text.count(quote) != 1:
            raise StopRun(
                f"{quote[:60]!r} stands {text.count(quote)} times in {document}; give words that stand there once"
            )
        start = text.index(quote)
        told = {"start": start, "end": start + len(quote), **_values(values)}
        say(format_, store.add_entry(found[0].key, kind, told, author, reason))


@click.command()
@click.argument("one")
@click.argument("other")
@click.option("--promises", is_flag=True, help="They are commitments of one promise, not events of one happening.")
@with_store
@with_author
@with_said
def merge(one: str, other: str, promises: bool, where: str, author: str, reason: str, format_: str) -> None:
    """Say that the entries ONE and OTHER tell of the same happening (or, with --promises, are the same promise).

    \b
    Example: dragoman merge 9c7f77e057347461 8a767109c5586716 --author "N. Field"

    Exit status: 0, or 2 where there is no such entry.
    """
    with opened(where) as store:
        say(format_, store.join(one, other, "promises" if promises else "episodes", True, author, reason))


@click.command()
@click.argument("one")
@click.argument("other")
@click.option("--promises", is_flag=True, help="They are commitments, not events.")
@with_store
@with_author
@with_said
def split(one: str, other: str, promises: bool, where: str, author: str, reason: str, format_: str) -> None:
    """Say that the entries ONE and OTHER do not tell of the same happening (or are not the same promise).

    \b
    Example: dragoman split 9c7f77e057347461 8a767109c5586716 --author "N. Field"

    Exit status: 0, or 2 where there is no such entry.
    """
    with opened(where) as store:
        click.echo(
            f"correction {store.join(one, other, 'promises' if promises else 'episodes', False, author, reason)}"
        )


@click.command()
@click.argument("correction", type=click.IntRange(1, 2**62))
@with_store
@with_author
@with_said
def undo(correction: int, where: str, author: str, reason: str, format_: str) -> None:
    """Take the correction of a number back. Undoing an undoing makes it hold again.

    \b
    Example: dragoman undo 12 --author "N. Field"

    Exit status: 0, or 2 where there is no such correction.
    """
    with opened(where) as store:
        store.undo(correction, author, reason)
        say(format_, correction, "taken back")


@click.command()
@with_store
@click.option("--format", "format_", type=click.Choice(("table", "csv", "json")), help="table on a screen, else csv.")
def corrections(where: str, format_: str | None) -> None:
    """List all corrections: what, by whom, when and why; those that were taken back do not hold.

    \b
    Example: dragoman corrections --format json

    Exit status: 0.
    """
    names = ("key", "holds", "action", "kind", "target", "document", "author", "at", "reason")
    with opened(where) as store:
        show_table(names, [{n: getattr(one, n) for n in names} for one in store.corrections()], format_, None)


def _values(changes: tuple[str, ...]) -> dict[str, Any]:
    """FIELD=VALUE as fields of an entry."""
    values: dict[str, Any] = {}
    for change in changes:
        name, sign, value = change.partition("=")
        if not sign:
            raise StopRun(f"{change}: write FIELD=VALUE, such as type=CONSULT")
        if name in _LISTS:
            values[name] = [part.strip() for part in value.split(",") if part.strip()]
        elif name in ("start", "end"):
            try:
                values[name] = json.loads(value)
            except ValueError:
                raise StopRun(f"{name} {value}: not a number of characters") from None
        else:
            values[name] = value or None
    return values
