"""`dragoman explain`: which rule or model made a record, and the syntax it saw."""
from __future__ import annotations

import json
import sys
from typing import Any

import click

from dragoman.cli.screen import lenient
from dragoman.errors import SkipDocument, StopRun


@click.command()
@click.argument("file")
@click.option("--record", "record_id", metavar="ID", required=True, help="The record's id, or enough of its beginning.")
@click.option("--published", metavar="DATE", help="Date of publication, ISO 8601, as it was given to read.")
@click.option("--format", "format_", type=click.Choice(("text", "json")), default="text", show_default=True)
def explain(file: str, record_id: str, published: str | None, format_: str) -> None:
    """Tell which rule or model made a record of FILE, with the syntax it saw.

    \b
    Example: dragoman explain examples/xi-moscow-2023.md --record 9c7f77e0

    Exit status: 0, or 2 where the file has no record of that id.
    """
    from dragoman import pipeline
    from dragoman.views.wording import harmless

    lenient(sys.stdout)
    refused = None
    for record in pipeline.read_documents([file], published=published):
        if isinstance(record, SkipDocument):
            refused = record
            continue
        entries: tuple[Any, ...] = (*record.events, *record.statements, *record.instruments, *record.commitments)
        fitting = list(dict.fromkeys(entry.id for entry in entries if entry.id.startswith(record_id)))
        if record_id in fitting:
            fitting = [record_id]
        if len(fitting) > 1:
            raise StopRun(f"{record_id}: fits {len(fitting)} records: {', '.join(fitting[:5])}")
        if fitting:
            lines = pipeline.explain(record.document, fitting[0])
            if format_ == "json":
                click.echo(json.dumps({"record": fitting[0], "lines": lines}, ensure_ascii=False))
            else:
                for line in lines:
                    click.echo(harmless(line))
            return
    raise StopRun(str(refused) if refused else f"{file}: has no record with the id {record_id}")
