"""Answers of the store in the terminal: a line or three for each entry, episode or promise, with its words and its source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.records import Commitment, Episode, Event, Instrument, Promise, Report, Source
from dragoman.views import wording
from dragoman.views.dossier import phrasing

QUOTE = 220
_MARKS = {"planned": "planned", "hypothetical": "hypothetical", "denied": "denied", "proposed": "proposed"}


def show_reports(found: Sequence[Report], console: Console, *, total: int, ids: bool = False) -> None:
    """Entries in the order given; `total` answers the question, of which these may be the first."""
    table = _table("when", "what", "words")
    for one in found:
        entry = one.entry
        when = Text(wording.day(getattr(entry, "date", None)) or f"({wording.day(one.source.published) or 'undated'})")
        table.add_row(_stack(when, _dim(entry.id) if ids else Text()), _what(one), _words(one))
    console.print(table)
    _told(console, len(found), total, "entry", "entries")


def show_episodes(found: Sequence[Episode], console: Console, *, total: int, ids: bool = False) -> None:
    """Happenings, each once, with how many independent sources tell it and where they disagree."""
    table = _table("when", "what", "words")
    for one in found:
        published = min((r.source.published for r in one.reports if r.source.published), default=None)
        span = phrasing.when(one.first, one.last) or f"({wording.day(published) or 'undated'})"
        when = _stack(Text(span), _dim(one.id) if ids else Text())
        act = Text(f"{one.type} {one.mode or ''}".strip(), style="red" if one.score < 0 else "green")
        who = Text(_codes(one.actor) or "(unnamed)")
        if one.recipient:
            who.append(" → " + _codes(one.recipient))
        mark = _MARKS.get(one.status, "")
        where = wording.one_line(one.place.name) if one.place else ""
        first = one.reports[0]
        told = wording.counted(one.sources, "source")
        more = len(one.reports) - 1
        note = f"{told}" + (f", {wording.counted(more, 'more report')}" if more else "")
        if one.part_of:
            note += f" · part of {one.part_of}"
        words = [Text(where, style="bold"), _quoted(first.entry.quote), _dim(f"{_named(first.source)} · {note}")]
        for gap in one.differences:
            values = " or ".join(wording.one_line(value) for value, _ in gap.values)
            words.append(Text(f"disagree on {gap.field}: {values}", style="yellow"))
        table.add_row(when, _stack(act, who, _dim(mark)), _stack(*words))
    console.print(table)
    _told(console, len(found), total, "episode", "episodes")


def show_promises(found: Sequence[Promise], console: Console, *, total: int, ids: bool = False) -> None:
    """The ledger: each promise with its status and its history."""
    table = _table("made", "whose", "promise")
    for one in found:
        made = _stack(Text(wording.day(one.made) or "undated"), _dim(one.id) if ids else Text())
        status = one.ruling.status if one.ruling else one.status
        who = Text(_codes(one.by) or "(unnamed)")
        if one.to:
            who.append(" → " + _codes(one.to))
        colour = {"acted upon": "green", "contradicted": "red", "overdue": "yellow"}.get(status, "")
        sectors = ", ".join(wording.sector_name(s) for s in one.sectors)
        lines = [Text(wording.trimmed(wording.one_line(one.action), QUOTE))]
        lines.append(
            _dim(" · ".join(filter(None, (one.modality, f"due {wording.day(one.due)}" if one.due else "", sectors))))
        )
        for step in one.steps:
            told = f"{wording.day(step.date) or 'undated'} {step.kind}"
            why = wording.trimmed(wording.one_line(step.why), 120) if step.kind != "made" else ""
            lines.append(_dim(" · ".join(filter(None, (told, why, _named(step.report.source))))))
        if one.ruling:
            lines.append(Text(f"ruled {one.ruling.status} by {wording.one_line(one.ruling.author)}: "
                              f"{wording.one_line(one.ruling.note)}", style="bold"))  # fmt: skip
        table.add_row(made, _stack(who, Text(status, style=colour)), _stack(*lines))
    console.print(table)
    _told(console, len(found), total, "promise", "promises")


def show_rows(names: Sequence[str], rows: Iterable[dict], console: Console) -> None:
    """Plain rows under their names: documents, failures, corrections, periods."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in names:
        table.add_column(name.replace("_", "\n"), overflow="fold")
    for row in rows:
        cells = ("" if row.get(name) is None else str(row[name]) for name in names)
        table.add_row(*(Text(wording.trimmed(wording.one_line(cell), QUOTE)) for cell in cells))
    console.print(table)


def _what(one: Report) -> Text:
    entry = one.entry
    if isinstance(entry, Event):
        who = wording.told(entry.actor, unnamed="(unnamed)")
        whom = wording.told(entry.recipient)
        style = "red" if wording.is_conflict(entry) else "green"
        act = Text(wording.act(entry), style=style)
        return _stack(act, Text(f"{who} → {whom}" if whom else who), _dim(_MARKS.get(entry.status, "")))
    if isinstance(entry, Commitment):
        whom = wording.told(entry.to)
        who = wording.told(entry.by, unnamed="(unnamed)")
        return _stack(Text(entry.modality, style="yellow"), Text(f"{who} → {whom}" if whom else who))
    if isinstance(entry, Instrument):
        return _stack(Text(f"{entry.kind}, {entry.status}", style="magenta"), Text(wording.told(entry.parties)))
    tag = f" ({wording.tag_of(entry.state)})" if entry.state else ""
    stance = "" if entry.stance == "neutral" else entry.stance
    return _stack(Text(wording.one_line(entry.speaker) + tag, style="bold blue"), _dim(stance))


def _words(one: Report) -> Text:
    entry = one.entry
    place = getattr(entry, "place", None)
    about = ", ".join(map(wording.sector_name, getattr(entry, "sectors", ()))) if isinstance(entry, Commitment) else ""
    reviewed = f" · {one.reviewed}" if one.reviewed else ""
    return _stack(
        Text(wording.one_line(place.name) if place else "", style="bold"),
        _quoted(entry.quote),
        _dim(f"{_named(one.source)}{reviewed}" + (f" · {about}" if about else "")),
    )


def _named(source: Source) -> str:
    """A document on one line: publisher, day, title."""
    title = wording.trimmed(wording.one_line(source.title or source.id), 80)
    parts = (wording.one_line(source.publisher or ""), wording.day(source.published), title)
    return ", ".join(part for part in parts if part)


def _codes(codes: Iterable[str]) -> str:
    return ", ".join(wording.name_of(code) for code in codes)


def _quoted(quote: str) -> Text:
    return Text("“" + wording.trimmed(wording.one_line(quote), QUOTE).strip('“”"') + "”", style="italic")


def _dim(words: str) -> Text:
    return Text(words, style="dim")


def _stack(*lines: Text) -> Text:
    return Text("\n").join(line for line in lines if line.plain)


def _table(*names: str) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 1, 0), expand=True)
    for name, width in zip(names, (16, 30, None), strict=True):
        table.add_column(name, width=width, ratio=None if width else 1, overflow="fold")
    return table


def _told(console: Console, shown: int, total: int, one: str, many: str) -> None:
    if shown < total:
        console.print(
            Text(f"{shown} of {total} {many}; --limit shows more, --format csv or json all", style="dim italic")
        )
    else:
        console.print(Text(f"{total} {one if total == 1 else many}", style="dim italic"))
