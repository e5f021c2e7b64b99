"""`dragoman dossier`: what the store holds on two parties, every claim cited, as a page, Markdown, Word or PDF."""

from __future__ import annotations

import json
from pathlib import Path

import click

from dragoman.cli.asking import opened, question, with_said, with_store
from dragoman.errors import StopRun

_KINDS = {".html": "html", ".htm": "html", ".md": "md", ".docx": "docx", ".pdf": "pdf"}
_OWN = 2_000  # the newest events of each party, for how it stands to others


@click.command()
@click.argument("parties", nargs=2, metavar="PARTY PARTY")
@with_store
@click.option("--to", "file", type=click.Path(path_type=Path), required=True, help="File: .html, .md, .docx or .pdf.")
@click.option("--since", metavar="DATE", help="From this day, month or year on.")
@click.option("--until", metavar="DATE", help="Up to this day, month or year.")
@click.option("--as-of", metavar="DATE", help="The day against which promises are due; today, if not given.")
@click.option("--confidence", type=click.FloatRange(0, 1), default=0.0, help="Only entries at least so sure, 0 to 1.")
@with_said
def dossier(
    parties: tuple[str, str], where: str, file: Path, since: str | None, until: str | None, as_of: str | None,
    confidence: float, format_: str,
) -> None:  # fmt: skip
    """Write the dossier on two parties: what happened, instruments, ledger, who said what, open questions, sources.

    \b
    Example: dragoman dossier CHN RUS --since 2022 --to china-russia.html

    Exit status: 0, or 2 where the store holds nothing on them or the file cannot be written.
    """
    from dragoman import episodes, ledger
    from dragoman.views import dossier as view

    kind = _KINDS.get(file.suffix.casefold())
    if kind is None:
        raise StopRun(f"{file}: a dossier is written as .html, .md, .docx or .pdf")
    told = {"parties": parties, "since": since, "until": until, "confidence": confidence}
    with opened(where) as store:
        day = as_of or store.clock()[:10]
        happened = {one.id: one for one in episodes.ask(store, question(("events",), told, None))}
        for party in parties:
            own = {**told, "parties": (party,), "newest_first": True}
            happened |= {one.id: one for one in episodes.ask(store, question(("events",), own, _OWN))}
        promises = ledger.ask(store, question(("commitments",), told, None), as_of=day)
        signed = store.ask(question(("instruments",), told, None))
        said = [one for party in parties
                for one in store.ask(question(("statements",), {**told, "parties": (), "actor": (party,)}, None))]  # fmt: skip
        shown = [report for one in happened.values() for report in one.reports]
        shown += [step.report for promise in promises for step in promise.steps]
        sentences = store.sentences([*shown, *signed, *said])
    if not (happened or promises or signed or said):
        raise StopRun(
            f"{' and '.join(parties)}: the store holds nothing on them in this period; `dragoman add` reads more"
        )
    made = view.compose(parties, list(happened.values()), promises, signed, said, since, until, day, sentences)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(view.render(made, kind))
    except OSError as trouble:
        raise StopRun(f"{file}: cannot be written ({trouble.strerror})") from None
    click.echo(json.dumps({"dossier": str(file), "sources": len(made.works)}) if format_ == "json" else str(file))
