"""A record at a glance in the terminal: who met, what was done, what was signed, who undertook what, who said what.

Reads:  records.Record.
Writes: lines for a rich Console. Nothing is told by colour alone, and 80 columns are enough.
Example: "CONSULT  China (CHN), Russia (RUS)  21 Mar 2023, Moscow".

An act told again in other sentences is one row with "×2"; long sections are cut with a note, for the page shows all.
"""
from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dragoman.records import Commitment, Event, Instrument, Party, Record, Statement
from dragoman.views import wording

ROWS = 12
"""Rows of a section before it is cut."""
QUOTE = 130
"""Characters of a quote before it is trimmed."""

_MARKS = {"occurred": "", "planned": "planned", "hypothetical": "may be", "denied": "denied"}
T = TypeVar("T")


def show(record: Record, console: Console, rows: int | None = ROWS) -> None:
    """Print one record. `rows` limits each section; None shows all."""
    _header(record, console)
    met, cooperation, conflict = wording.sections(record.events)
    _section(console, "Who met", _meetings(met, rows))
    acts = [(name, _acts(found, rows)) for name, found in (("cooperation", cooperation), ("conflict", conflict))]
    _section(console, "What was done", *(part for name, table in acts if table for part in (_group(name), table)))
    _section(console, "What was signed or proposed", _signed(record.instruments, rows))
    _section(console, "Who undertook what", _undertaken(record.commitments, rows))
    _section(console, "Who said what", _said(record.statements, rows))
    console.print()


def _header(record: Record, console: Console) -> None:
    title, byline = wording.heading(record)
    console.print(Rule(style="dim", characters="─"))
    console.print(Text(title, style="bold"))
    if byline:
        console.print(Text(byline))
    console.print(Text(wording.tally(record), style="dim"))


def _section(console: Console, title: str, *parts: Table | Text | None) -> None:
    shown = [part for part in parts if part is not None]
    if not shown:
        return
    console.print()
    console.print(Text(title.upper(), style="bold cyan"))
    for part in shown:
        console.print(Padding(part, (0, 0, 0, 2)))


def _group(name: str) -> Text:
    return Text(name, style="bold green" if name == "cooperation" else "bold red")


def _meetings(events: Sequence[Event], rows: int | None) -> Table | None:
    table = _table(("when", 0, 13), ("who", 0, 27), ("words", 1, None))
    for event, times in _cut(table, _folded(events, _same_act), rows):
        where = Text(wording.one_line(event.place.name), style="bold") if event.place else Text()
        words = _words(event.quote, times)
        when = wording.day(event.date) or "—"
        note = _note(event, ("visit" if event.mode == "visit" else event.mode or ""))
        table.add_row(_lines(Text(when), note), _who(event), _lines(where, words))
    return table if table.row_count else None


def _acts(events: Sequence[Event], rows: int | None) -> Table | None:
    table = _table(("act", 0, 13), ("who", 0, 27), ("words", 1, None))
    for event, times in _cut(table, _folded(events, _same_act), rows):
        style = "red" if wording.is_conflict(event) else "green"
        where = wording.one_line(event.place.name) if event.place else ""
        when_where = ", ".join(filter(None, (wording.day(event.date), where)))
        what = _lines(Text(wording.one_line(event.type), style=style), _note(event, event.mode or ""))
        table.add_row(what, _who(event), _lines(Text(when_where, style="bold"), _words(event.quote, times)))
    return table if table.row_count else None


def _signed(instruments: Sequence[Instrument], rows: int | None) -> Table | None:
    table = _table(("status", 0, 13), ("whose", 0, 27), ("title", 1, None))
    for found in _cut(table, list(instruments), rows):
        status = _lines(Text(wording.one_line(found.status), style="magenta"), Text(wording.day(found.date)))
        title = Text(wording.trimmed(wording.one_line(found.title or found.quote), QUOTE))
        kind = wording.one_line(found.kind)
        named = kind.casefold() in title.plain.casefold()
        table.add_row(status, Text(wording.told(found.parties, unnamed="—")),
                      title if named else _lines(Text(kind, style="bold"), title))
    return table if table.row_count else None


def _undertaken(commitments: Sequence[Commitment], rows: int | None) -> Table | None:
    """Grouped by main sector; a commitment in two sectors stands under both, since either may be looked for.

    Sectors that hold the same commitments share one group: nothing is told twice without need.
    """
    by_sector: dict[str, list[Commitment]] = {}
    for found in commitments:
        for sector in dict.fromkeys(map(wording.main_sector, found.sectors)) or [""]:
            by_sector.setdefault(sector, []).append(found)
    groups: dict[tuple[str, ...], list[str]] = {}
    for sector in sorted(by_sector, key=lambda name: (not name, name)):  # the alphabet; what has no sector at the end
        groups.setdefault(tuple(found.id for found in by_sector[sector]), []).append(sector)
    table = _table(("sector", 0, 13), ("who", 0, 27), ("what", 1, None))
    entries = [(sectors, found, n == 0) for sectors in groups.values() for n, found in enumerate(by_sector[sectors[0]])]
    for sectors, found, first in _cut(table, entries, rows and 2 * rows):
        name = Text(",\n".join(wording.sector_name(s) or "other" for s in sectors), style="bold yellow")
        parts = [wording.sector_name(s).rpartition(": ")[2] for s in found.sectors if "." in s]
        what = Text(wording.trimmed(wording.one_line(found.action or found.quote), QUOTE))
        how = [wording.one_line(found.modality), f"by {wording.day(found.due)}" if found.due else "",
               f"says {wording.one_line(found.attributed_to)}" if found.attributed_to else "", *dict.fromkeys(parts)]
        note = Text(" · ".join(filter(None, how)), style="dim")
        table.add_row(name if first else Text(), _between(found.by, found.to), _lines(what, note))
    return table if table.row_count else None


def _said(statements: Sequence[Statement], rows: int | None) -> Table | None:
    by_speaker: dict[tuple[str, str | None], list[Statement]] = {}
    for found in statements:
        by_speaker.setdefault((found.speaker, found.state), []).append(found)
    table = _table(("speaker", 0, 22), ("words", 1, None))
    entries = [(key, found, n == 0) for key, said in by_speaker.items() for n, found in enumerate(said)]
    for (speaker, state), found, first in _cut(table, entries, rows):
        tag = f" ({wording.tag_of(state)})" if state and not state.startswith("PER:") else ""
        name = Text(wording.one_line(speaker) + tag, style="bold blue") if first else Text()
        note = found.stance if found.stance in ("support", "criticism") else ""
        about = wording.told(found.about)
        if note and about:
            note = f"{note} of {about}" if note == "criticism" else f"{note} for {about}"
        table.add_row(name, _lines(_words(found.quote, 1, quoted=found.form == "direct"), Text(note, style="dim")))
    return table if table.row_count else None


def _table(*columns: tuple[str, int, int | None]) -> Table:
    """A table without lines. Columns come as (name, ratio, width): a width is held, the ratio column takes the rest."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0), expand=True)
    for name, ratio, width in columns:
        table.add_column(name, ratio=ratio or None, width=width, overflow="fold")
    return table


def _cut(table: Table, entries: Sequence[T], rows: int | None) -> Iterable[T]:
    """The first entries; then a last row that says how many are not shown."""
    shown = entries if rows is None or len(entries) <= rows + 1 else entries[:rows]
    yield from shown
    if len(shown) < len(entries):
        left = Text(f"and {len(entries) - len(shown)} more: see --format html or json", style="dim italic")
        table.add_row(*[Text() for _ in table.columns[1:]], left)


def _folded(events: Sequence[Event], same: Callable[[Event], Hashable]) -> list[tuple[Event, int]]:
    """Each act once, as first told, with how often it is told."""
    first: dict[Hashable, Event] = {}
    times: dict[Hashable, int] = {}
    for event in events:
        key = same(event)
        first.setdefault(key, event)
        times[key] = times.get(key, 0) + 1
    return [(event, times[key]) for key, event in first.items()]


def _same_act(event: Event) -> Hashable:
    codes = tuple(tuple(party.code for party in parties) for parties in (event.actor, event.recipient))
    if not any(codes):
        return event.id  # two acts of nobody named are two
    return event.type, event.mode, codes, event.date, event.place, event.status, event.sectors


def _who(event: Event) -> Text:
    return _between(event.actor, event.recipient)


def _between(actor: Iterable[Party], recipient: Iterable[Party]) -> Text:
    made = Text(wording.told(actor, unnamed="(unnamed)"))
    whom = wording.told(recipient)
    if whom:
        made.append(" → ", style="dim")
        made.append(whom)
    return made


def _note(event: Event, more: str) -> Text:
    note = Text(wording.one_line(more), style="dim")
    mark = _MARKS.get(event.status, wording.one_line(event.status))
    if mark:
        note = Text.assemble((mark, "bold"), (", " if more else "", "dim"), note)
    return note


def _words(quote: str, times: int, *, quoted: bool = True) -> Text:
    text = wording.trimmed(wording.one_line(quote), QUOTE).strip("“”\"")
    made = Text(f"“{text}”" if quoted else text, style="italic")
    if times > 1:
        made.append(f" ×{times}", style="not italic bold")
    return made


def _lines(*texts: Text) -> Text:
    return Text("\n").join(text for text in texts if text.plain)
