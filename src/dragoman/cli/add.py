"""`dragoman add` and `dragoman failures`: documents into the store, and what could not be read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from dragoman.cli.asking import opened, show_table, with_store
from dragoman.cli.screen import complain
from dragoman.errors import StopRun

if TYPE_CHECKING:
    from dragoman.corpora.adding import Outcome


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1)
@with_store
@click.option("--published", metavar="DATE", help="Date of publication of all (2023-03-21, 2023-03, 2023).")
@click.option(
    "--allow", multiple=True, metavar="HOST", help="Fetch from this host though it is not public; repeatable."
)
@click.option("--again", is_flag=True, help="Read anew what an older reader read; older readings stay on file.")
@click.option("--format", "format_", type=click.Choice(("text", "json")), default="text", show_default=True)
def add(
    sources: tuple[str, ...], where: str, published: str | None, allow: tuple[str, ...], again: bool, format_: str
) -> None:
    """Read documents and keep them: files, folders, .jsonl, addresses of pages and feeds; "-" is standard input.

    What the store holds already is not read again, so a stopped run goes on where it was.

    \b
    Example: dragoman add reports/ https://example.org/feed.xml --store relations.db

    Exit status: 0 all were kept, 1 some failed (`dragoman failures` lists them), 2 none could be kept.
    """
    if not sources and not again:
        raise StopRun("add: name a file, a folder or an address; `dragoman add --help` shows an example")
    import dragoman
    from dragoman.corpora import adding

    with dragoman.open(where) as store:
        outcomes = adding.again(store) if again else iter(())
        if sources:
            outcomes = _chain(outcomes, adding.add(store, sources, published=published, allowed=frozenset(allow)))
        sys.exit(_report(outcomes, sources, format_, store.name))


@click.command()
@with_store
@click.option("--retry", is_flag=True, help="Try to read them again.")
@click.option(
    "--allow", multiple=True, metavar="HOST", help="With --retry: fetch from this host though it is not public."
)
@click.option("--format", "format_", type=click.Choice(("table", "csv", "json")), help="table on a screen, else csv.")
def failures(where: str, retry: bool, allow: tuple[str, ...], format_: str | None) -> None:
    """List what could not be read, with the reason; or try it again.

    \b
    Example: dragoman failures --retry

    Exit status: 0; with --retry as `dragoman add`.
    """
    with opened(where) as store:
        if retry:
            from dragoman.corpora import adding

            sys.exit(_report(adding.retry(store, allowed=frozenset(allow)), (), "text", store.name))
        names = ("name", "reason", "attempts", "at", "source")
        show_table(names, [{n: getattr(one, n) for n in names} for one in store.failures()], format_, None)


def _chain(*parts: Iterator[Outcome]) -> Iterator[Outcome]:
    for part in parts:
        yield from part


def _report(outcomes: Iterator[Outcome], sources: tuple[str, ...], format_: str, store: str) -> int:
    """Say what failed as it fails and count the rest; gives the exit status."""
    import json

    from dragoman.cli.progress import count, watched

    counts = {"added": 0, "known": 0, "failed": 0}
    entries = 0
    try:
        for one in watched(outcomes, count(sources) if sources else None, "adding"):
            counts[one.kind] += 1
            entries += one.entries
            if one.kind == "failed":
                complain(f"{one.name}: {one.reason}")
            if format_ == "json":
                said = {"outcome": one.kind, "name": one.name, "reason": one.reason or None, "entries": one.entries}
                click.echo(json.dumps(said, ensure_ascii=False))
    except KeyboardInterrupt:
        complain("stopped; what was kept stays, and the same command goes on from here")
        return 130
    finally:
        if format_ == "text":
            click.echo(
                f"{counts['added']} added with {entries} entries, {counts['known']} known, "
                f"{counts['failed']} failed; store: {store}"
            )
    if counts["failed"]:
        return 1 if counts["added"] or counts["known"] else 2
    return 0
