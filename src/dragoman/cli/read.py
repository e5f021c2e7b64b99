"""`dragoman read`: documents to records, as JSON lines, in the terminal, as pages or as CSV."""
from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from dragoman.cli.screen import complain, console, lenient
from dragoman.errors import SkipDocument, StopRun

if TYPE_CHECKING:
    from dragoman.records import Record

FORMATS = ("json", "terminal", "html", "csv")


@click.command()
@click.argument("sources", metavar="FILE...", nargs=-1, required=True)
@click.option("--format", "format_", type=click.Choice(FORMATS), help="json where the output is piped, else terminal.")
@click.option("--out", type=click.Path(path_type=Path), help="Where to write: a folder for html, else a file.")
@click.option("--published", metavar="DATE", help="Date of publication of all (2023-03-21, 2023-03, 2023).")
@click.option("--all", "every", is_flag=True, help="Show every entry in the terminal, however many.")
def read(sources: tuple[str, ...], format_: str | None, out: Path | None, published: str | None, every: bool) -> None:
    """Read documents: text, Markdown, HTML, PDF, DOCX, .jsonl, whole folders; "-" is standard input.

    \b
    Example: dragoman read reports/ --format html --out pages

    Exit status: 0 all were read, 1 some were refused (one line each says which and why), 2 none could be read.
    """
    format_ = format_ or ("terminal" if out is None and sys.stdout.isatty() else "json")
    count = Count()
    records = count.read(sources, published)
    if format_ == "html":
        write_pages(records, out or Path("."))
    elif out is None:
        lenient(sys.stdout)
        write(records, format_, sys.stdout, every)
    else:
        out.parent.mkdir(parents=True, exist_ok=True)
        with open(out, "w", encoding="utf-8", errors="replace", newline="") as stream:
            write(records, format_, stream, every)
    sys.exit(count.status())


class Count:
    """Counts what was read and what was refused, and says on stderr what was refused."""

    def __init__(self) -> None:
        self.done = self.refused = 0

    def read(self, sources: tuple[str, ...], published: str | None) -> Iterator[Record]:
        """The records of the documents that can be read."""
        if published is not None and not _is_date(published):
            raise StopRun(f"--published {published}: not a date such as 2023-03-21, 2023-03 or 2023")
        from dragoman.cli.progress import count, watched
        from dragoman.pipeline import read_documents

        for found in watched(read_documents(sources, published=published), count(sources)):
            if isinstance(found, SkipDocument):
                self.refused += 1
                complain(str(found))
            else:
                self.done += 1
                yield found

    def status(self) -> int:
        """The exit status."""
        if not self.done:
            if not self.refused:
                complain("no document found")
            return 2
        return 1 if self.refused else 0


def write(records: Iterator[Record], format_: str, stream: TextIO, every: bool) -> None:
    """Write records to a stream as json, csv or terminal."""
    if format_ == "csv":
        from dragoman.exports import write_events

        write_events(records, stream)
        return
    if format_ == "json":
        for record in records:
            stream.write(record.as_json() + "\n")
            stream.flush()
        return
    from dragoman.views import terminal

    screen = console(stream)
    for record in records:
        terminal.show(record, screen, None if every else terminal.ROWS)


def write_pages(records: Iterator[Record], folder: Path) -> None:
    """One page for each record, named after its document; names are said on stdout."""
    from dragoman.views import page

    taken: set[str] = set()
    for record in records:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / _name(record, taken)
        file.write_text(page.render(record), encoding="utf-8", errors="replace")
        click.echo(str(file))


def _name(record: Record, taken: set[str]) -> str:
    """A file name of letters, digits and hyphens: ids and paths come from outside ("../../etc/passwd")."""
    document = record.document
    given = Path(document.path).stem if document.path and not document.path.endswith(".jsonl") else document.id
    stem = "".join(c if c.isalnum() or c in "-_" else "-" for c in given)[:80].strip("-") or "document"
    name, n = f"{stem}.html", 1
    while name.casefold() in taken:
        n += 1
        name = f"{stem}-{n}.html"
    taken.add(name.casefold())
    return name


def _is_date(value: str) -> bool:
    from datetime import date

    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) in (4, 7) else value)
    except ValueError:
        return False
    return len(value) in (4, 7, 10)
