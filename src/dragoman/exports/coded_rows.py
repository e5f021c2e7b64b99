"""Rows of event tables that others made (POLECAT, ICEWS, GDELT, CAMEO) to records.

Such a row holds no words of its source, so the row itself is what a record quotes: neighbouring rows of one story become
a document whose text is their lines, and each event quotes its own. Rows with one event id, which tell the pairs of an
event of several parties, become one event again.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterable, Iterator

from dragoman import ontology
from dragoman.documents import texts
from dragoman.errors import SkipDocument
from dragoman.exports import cells, codes
from dragoman.records import Document, Event, Party, Place, Record, content_id

_DAY = re.compile(r"(\d{4})-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])")
_PART = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")


@dataclasses.dataclass(frozen=True, slots=True)
class Who:
    """A party as a row names it; `name` is looked for in the line."""

    code: str
    name: str
    role: str | None = None
    sector: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """What one row tells, in our own codes. `line` is the row and `number` its place in the file; `story` parts one document
    from the next; `id` may be empty."""

    number: int
    line: str
    story: str
    id: str
    date: str | None
    type: str
    mode: str | None
    cameo: str | None
    actors: tuple[Who, ...]
    recipients: tuple[Who, ...]
    contexts: tuple[str, ...] = ()
    score: float | None = None
    place: Place | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None


class Wrong(ValueError):
    """A row that is no event: the field and what is wrong with it."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field, self.reason = field, reason


def records(found: Iterable[Found | SkipDocument], origin: str) -> Iterator[Record | SkipDocument]:
    """The records of rows, a document for each run of rows of one story; `origin` names the format ("icews").

    A row that cannot be read does not break the run. A story that comes again later has the number of its row in its id,
    so that no document stands twice.
    """
    run: list[Found] = []
    seen: set[str] = set()
    for row in found:
        if isinstance(row, SkipDocument):
            yield row
            continue
        if run and row.story != run[0].story:
            yield _record(run, origin, seen)
            run = []
        run.append(row)
    if run:
        yield _record(run, origin, seen)


def party(name: str, country: str | None, role: str | None, sector: str | None) -> tuple[Who, ...]:
    """The party of a row, none where it names nobody.

    Its state's code where the row names a state that we know, else that of an organisation, group or company of that name,
    else NSA: and the name.
    """
    name = cells.whole(name).strip()
    state = codes.states_by_name().get((country or "").lower()) or codes.states_by_name().get(name.lower())
    if state:
        return (Who(state, name or state, role, sector),)
    if not name:
        return ()
    return (Who(codes.codes_by_name().get(name.lower()) or f"NSA:{name}", name, role, sector),)


def act(code: str) -> codes.Act:
    """The CAMEO code of a row. Raises Wrong where CAMEO has none such, or PLOVER no type for it."""
    known = codes.acts().get(code)
    if known is None:
        raise Wrong("CAMEO code", f"{texts.shown(code)} is not listed in CAMEO")
    if known.type is None:
        raise Wrong("CAMEO code", f"{code} ({known.name}) is no event in PLOVER")
    return known


def day(value: str, field: str) -> str | None:
    """An ISO 8601 day of "2018-06-01" or "20180601", None for an empty cell; a month or year stays one. Raises Wrong else."""
    if not value.strip():
        return None
    if _PART.fullmatch(value.strip()):
        return value.strip()
    found = _DAY.fullmatch(value.strip())
    if not found:
        raise Wrong(field, f"{texts.shown(value)!r} is no day")
    return "-".join(found.groups())


def place(city: str, country: str) -> Place | None:
    """A place of its name and its country's code or name."""
    code = codes.states_by_name().get(country.lower())
    name = city or (codes.states()[code].icews if code else country)
    return Place(name, code) if name else None


def _record(rows: list[Found], origin: str, seen: set[str]) -> Record:
    text = "\n".join(row.line for row in rows)
    first = rows[0]
    events: list[Event] = []
    sentences: list[tuple[int, int]] = []
    at = 0
    for _, same in itertools.groupby(rows, key=lambda row: (row.id or row.number, row.type, row.mode, row.date)):
        told = list(same)
        end = at + sum(len(row.line) + 1 for row in told) - 1
        events.append(_event(told, at, text[at:end], len(sentences), origin))
        sentences.append((at, end))
        at = end + 1
    again = content_id(first.story) in seen
    seen.add(content_id(first.story))
    document = Document(
        id=f"{first.story}#{first.number}" if again else first.story, text=text, publisher=first.publisher,
        published=first.published, url=first.url, language="en", sentences=tuple(sentences),
    )
    return Record(document, tuple(events), reader=f"import:{origin}")


def _event(rows: list[Found], start: int, quote: str, sentence: int, origin: str) -> Event:
    row = rows[0]
    told = [(r.actors, r.recipients) for r in rows]
    actors, recipients = [a for a, _ in told], [b for _, b in told]
    if len(told) > 1 and {(b, a) for a, b in told} == set(told):  # each before each other: a mutual act
        recipients = []
    return Event(
        id=row.id or content_id(origin, row.story, row.number, quote), type=row.type, mode=row.mode, contexts=row.contexts,
        cameo=row.cameo or ontology.cameo(row.type, row.mode),
        score=ontology.score(row.type, row.mode) if row.score is None else row.score,
        actor=_placed(actors, start, quote), recipient=_placed(recipients, start, quote),
        date=row.date, place=row.place, status="occurred", attributed_to=None, sectors=(), confidence=1.0,
        produced_by=f"import:{origin}", sentence=sentence, start=start, end=start + len(quote), quote=quote,
    )


def _placed(parties: list[tuple[Who, ...]], start: int, quote: str) -> tuple[Party, ...]:
    placed = []
    for who in dict.fromkeys(itertools.chain.from_iterable(parties)):
        at = quote.find(who.name)
        low, high = (at, at + len(who.name)) if at >= 0 else (0, len(quote))
        placed.append(Party(who.code, who.name, who.role, who.sector, start + low, start + high))
    return tuple(placed)
