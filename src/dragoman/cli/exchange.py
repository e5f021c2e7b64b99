"""`dragoman export`, `import` and `archive`: the store's records in the formats of the field, and for replication."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli.asking import opened, with_said, with_store
from dragoman.cli.screen import complain
from dragoman.errors import SkipDocument, StopRun

if TYPE_CHECKING:
    from dragoman.records import Record

NAMES = ("json", "gold", "plover", "polecat", "icews", "gdelt", "cameo", "ftm", "jsonld", "graphml", "parquet", "csv")


def _formats(context: click.Context, _: click.Parameter, value: bool) -> None:
    """What each format can hold."""
    if not value or context.resilient_parsing:
        return
    from dragoman.exports.formats import formats

    for one in formats().values():
        click.echo(f"{one.name:8} {'folder' if one.folder else one.suffix:12} {one.holds}")
    context.exit()


_with_formats = click.option(
    "--formats",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_formats,
    help="Say what each format can hold.",
)


@click.command()
@click.argument("name", metavar="FORMAT", type=click.Choice(NAMES))
@click.argument("out", type=click.Path(path_type=Path))
@with_store
@_with_formats
@click.option("--document", "documents", multiple=True, metavar="ID", help="Only this document; repeatable.")
@click.option("--reprints", is_flag=True, help="Also near-duplicates of other documents.")
@click.option("--as-read", is_flag=True, help="As the reader left it, without what people corrected.")
@with_said
def export(
    name: str, out: Path, where: str, documents: tuple[str, ...], reprints: bool, as_read: bool, format_: str
) -> None:
    """Write the records, corrected, to the file or folder OUT in a format of the field.

    \b
    Example: dragoman export polecat events.txt

    Exit status: 0, or 2 where nothing can be written.
    """
    from dragoman.exports import formats

    with opened(where) as store:
        keys = [
            one.key
            for one in store.documents()
            if (reprints or one.reprint_of is None) and (not documents or one.id in documents or one.path in documents)
        ]
        number = formats.export(store.records(keys, corrected=not as_read), out, name)
    _say(format_, f"{number} written to {out}", written=number, to=str(out))


@click.command(name="import")
@click.argument("name", metavar="FORMAT", type=click.Choice(NAMES))
@click.argument("source", type=click.Path(path_type=Path))
@with_store
@_with_formats
@with_said
def import_(name: str, source: Path, where: str, format_: str) -> None:
    """Keep the records of the file or folder SOURCE, written in a format of the field, as far as it holds them.

    \b
    Example: dragoman import json records.jsonl --store relations.db

    Exit status: 0 all were kept, 1 some could not be read (one line each says which and why), 2 none.
    """
    import dragoman
    from dragoman.exports import formats

    kept = refused = 0
    with dragoman.open(where) as store:
        for found in formats.load(source, name):
            if isinstance(found, SkipDocument):
                complain(str(found))
                refused += 1
            else:
                store.keep(found)
                kept += 1
    said = f"{kept} documents kept, {refused} refused; store: {store.name}"
    _say(format_, said, kept=kept, refused=refused, store=store.name)
    sys.exit(0 if not refused else 1 if kept else 2)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@with_store
@click.option("--title", default="Records of Dragoman", show_default=True, help="Title in the citation file.")
@click.option("--author", "authors", multiple=True, metavar="NAME", help="Author in the citation file; repeatable.")
@click.option("--made", metavar="DATE", help="Date in the citation file.")
@click.option("--command", "commands", multiple=True, metavar="LINE", help="A command that led here; repeatable.")
@click.option("--check", is_flag=True, help="Check an archive against its manifest instead of writing one.")
@with_said
def archive(
    folder: Path,
    where: str,
    title: str,
    authors: tuple[str, ...],
    made: str | None,
    commands: tuple[str, ...],
    check: bool,
    format_: str,
) -> None:
    """Write a replication archive: records with excerpts, hashes of the texts, codebook, versions, commands, citation file.

    \b
    Example: dragoman archive replication --title "China and Russia, 2022-2024" --author "Field, Nora"

    Exit status: 0; with --check 1 where something differs; 2 where nothing can be written.
    """
    from dragoman.exports import archive as archives

    if check:
        wrong = archives.check(folder)
        for line in wrong:
            complain(line)
        said = "the archive is whole" if not wrong else f"{len(wrong)} things differ"
        _say(format_, said, whole=not wrong, differ=wrong)
        sys.exit(1 if wrong else 0)
    with opened(where) as store:
        archives.write(
            folder,
            _records(store.records()),
            commands=commands,
            versions=_versions(),
            title=title,
            authors=authors,
            made=made,
        )
    _say(format_, str(folder), archive=str(folder))


def _say(format_: str, text: str, **told: Any) -> None:
    """Say what was done, for a person or for a script."""
    click.echo(json.dumps(told, ensure_ascii=False) if format_ == "json" else text)


def _records(found: Iterator[Record]) -> Iterator[Record]:
    """The records; a store without any is no archive."""
    first = next(found, None)
    if first is None:
        raise StopRun("the store is empty; `dragoman add` reads documents into it")
    yield first
    yield from found


def _versions() -> dict[str, str]:
    """The versions of Dragoman, of Python and of the libraries that decide what is read."""
    import platform
    from importlib import metadata

    import dragoman

    names = (
        "spacy",
        "onnxruntime",
        "tokenizers",
        "numpy",
        "trafilatura",
        "htmldate",
        "pypdf",
        "python-docx",
        "SQLAlchemy",
    )
    found = {"dragoman": dragoman.__version__, "python": platform.python_version()}
    return found | {name: metadata.version(name) for name in names}
