"""Documents made for measuring: as many as wanted, the same for the same seed, shaped like those that are read.

A document has about 400 words and ten entries whose quotes stand in its text. States are drawn as words are in a language, the
n-th one in proportion to 1/n, so that one dyad has tens of thousands of entries and most have a handful. The sentences are those
of sentences.csv. Every tenth document is one of those before it, printed again.
"""

from __future__ import annotations

import csv
import dataclasses
import itertools
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from dragoman import gazetteers, ontology
from dragoman.records import Commitment, Document, Entry, Event, Instrument, Party, Record, Statement, content_id

SENTENCES = Path(__file__).with_name("sentences.csv")
READER = "generated 1"
WORDS, ENTRIES = 400, 10  # of a document
SHARES = {"events": 55, "statements": 27, "instruments": 13, "commitments": 5}  # in a hundred, about as in our examples
REPRINTED = 10  # of so many documents the last is one of the others, printed again
FREQUENT = (  # the states of which most is told come first, the others follow by code
    *(
        "USA",
        "CHN",
        "RUS",
        "GBR",
        "FRA",
        "DEU",
        "JPN",
        "IND",
        "UKR",
        "ISR",
        "IRN",
        "TUR",
        "KOR",
        "PRK",
        "SAU",
        "PAK",
        "EGY",
    ),
    *(
        "BRA",
        "AUS",
        "CAN",
        "ITA",
        "POL",
        "SYR",
        "IRQ",
        "MEX",
        "VNM",
        "IDN",
        "ZAF",
        "NGA",
        "ARE",
        "QAT",
        "KAZ",
        "BLR",
        "CUB",
    ),
)
FIRST, LAST = date(1995, 1, 1).toordinal(), date(2024, 12, 31).toordinal()
ROLES = (
    ("{}", None),
    ("{}", None),
    ("the president of {}", "president"),
    ("the foreign minister of {}", "foreign minister"),
)
PUBLISHERS = [
    f"{place} {kind}" for kind in ("Courier", "Herald", "Wire") for place in ("Ardent", "Beacon", "Coast", "Delta")
]

Pair = tuple[gazetteers.State, gazetteers.State]


class Template(NamedTuple):
    """A row of sentences.csv; `pieces` are words and names of slots in turn."""

    kind: str
    type: str
    mode: str | None
    pieces: tuple[str, ...]


@dataclass
class Said:
    """A sentence of a document: its template with the slots filled, its number and where it stands; parties, by slot, stand
    where they do in the document once `start` is known."""

    template: Template
    pair: Pair
    text: str
    parties: dict[str, tuple[str, str | None, int]]
    sector: str | None = None
    person: str | None = None
    number: int = 0
    start: int = 0

    def party(self, slot: str) -> tuple[Party, ...]:
        """The party in a slot; none where the sentence has no such slot."""
        if slot not in self.parties:
            return ()
        name, role, start = self.parties[slot]
        state = self.pair["ab".index(slot)]
        at = self.start + start
        return (Party(state.code, name, role, "GOV", at, at + len(name)),)


@lru_cache(maxsize=1)
def templates() -> dict[str, list[Template]]:
    """The rows of sentences.csv by kind."""
    found: dict[str, list[Template]] = {}
    with SENTENCES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            pieces = tuple(re.split(r"\{(\w+)\}", row["text"]))
            found.setdefault(row["kind"], []).append(Template(row["kind"], row["type"], row["mode"] or None, pieces))
    return found


@lru_cache(maxsize=1)
def states() -> tuple[list[gazetteers.State], list[float]]:
    """The states that stand today, the frequent ones first, and the sums of their weights 1/n for `random.choices`."""
    today = {state.code: state for state in gazetteers.states() if state.end is None}
    order = [today.pop(code) for code in FREQUENT] + [today[code] for code in sorted(today)]
    return order, list(itertools.accumulate(1 / n for n in range(1, len(order) + 1)))


@cache
def officials(state: str, year: int) -> list[str]:
    """Those who held an office of a state in the middle of a year."""
    held = (h for h in gazetteers.officeholders() if h.state == state)
    return [h.person for h in held if gazetteers.holds(h.begin, h.end, f"{year}-07-01")]


def records(number: int, seed: int = 1, first: int = 0) -> Iterator[Record]:
    """`number` records, from the `first` one on; the n-th is the same however many are made."""
    for n in range(first, first + number):
        again = n % REPRINTED == REPRINTED - 1
        of = n - 1 - random.Random(f"{seed} {n}").randrange(REPRINTED - 1) if again else n
        record = _record(of, random.Random(f"{seed} {of}"))
        yield _printed_again(record, n) if again else record


def _printed_again(record: Record, n: int) -> Record:
    """A document's text two days later at another address."""
    told = record.document
    day = date.fromordinal(date.fromisoformat(told.published or "").toordinal() + 2)
    own = {"id": f"generated-{n:07}", "url": f"https://generated.example/{n:07}", "published": day.isoformat()}
    made = dataclasses.replace(record, document=dataclasses.replace(told, **own))
    kinds = {
        kind: tuple(dataclasses.replace(entry, id=content_id(own["id"], entry.id)) for entry in getattr(record, kind))
        for kind in SHARES
    }
    return dataclasses.replace(made, **kinds)


def _record(n: int, rng: random.Random) -> Record:
    day = int(rng.triangular(FIRST, LAST, LAST - 2000))  # more was written lately
    own = _parties(rng)
    about = rng.choice(templates()["subject"])
    title = f"{own[0].name} and {own[1].name}: {about.pieces[0]}"
    text, sentences, said = title, [(0, len(title))], []
    for number, one in enumerate(_sentences(own, day, about, rng), 1):
        text += "\n" if number % 4 == 1 else " "
        one.number, one.start = number, len(text)
        text += one.text + "."
        sentences.append((one.start, len(text)))
        said.append(one)
    id = f"generated-{n:07}"
    found = [_entry(id, one, day, rng) for one in said if one.template.kind != "filler"]
    made = Document(
        id=id,
        text=text,
        title=title,
        publisher=rng.choices(PUBLISHERS, weights=range(len(PUBLISHERS), 0, -1))[0],
        published=date.fromordinal(day).isoformat(),
        url=f"https://generated.example/{n:07}",
        language="en",
        sentences=tuple(sentences),
    )
    kinds = {"events": Event, "statements": Statement, "instruments": Instrument, "commitments": Commitment}
    parts: dict[str, Any] = {name: tuple(e for e in found if isinstance(e, kind)) for name, kind in kinds.items()}
    return Record(made, **parts, reader=READER)


def _parties(rng: random.Random) -> list[gazetteers.State]:
    """Three different states, of which a document tells."""
    order, weights = states()
    own: dict[str, gazetteers.State] = {}
    while len(own) < 3:
        state = rng.choices(order, cum_weights=weights)[0]
        own[state.code] = state
    return list(own.values())


def _sentences(own: list[gazetteers.State], day: int, about: Template, rng: random.Random) -> Iterator[Said]:
    """The sentences of a document: one for each entry, and others between them until there are words enough."""
    kinds = rng.choices(list(SHARES), weights=list(SHARES.values()), k=ENTRIES)
    words = 0
    while words < WORDS or kinds:
        kind = kinds.pop() if kinds and (words > WORDS or rng.random() < 0.5) else "filler"
        pair = (own[0], own[1] if rng.random() < 0.7 else own[2])
        pair = pair if rng.random() < 0.6 else (pair[1], pair[0])
        said = _said(rng.choice(templates()[kind]), pair, day, about, rng)
        words += said.text.count(" ") + 1
        yield said


def _said(template: Template, pair: Pair, day: int, about: Template, rng: random.Random) -> Said:
    said = Said(template, pair, "", {})
    for n, piece in enumerate(template.pieces):
        if n % 2 == 0:
            said.text += piece
        elif piece in ("a", "b"):
            form, role = rng.choice(ROLES)
            name = form.format(pair["ab".index(piece)].name)
            name = name if said.text else name[:1].upper() + name[1:]
            said.parties[piece] = (name, role, len(said.text))
            said.text += name
        elif piece == "subject":
            subject = about if rng.random() < 0.5 else rng.choice(templates()["subject"])
            said.sector = subject.type
            said.text += subject.pieces[0]
        elif piece == "person":
            known = officials(pair[0].code, date.fromordinal(day).year)
            said.person = rng.choice(known) if known else f"The spokesman of {pair[0].name}"
            said.text += said.person
        elif piece == "place":
            said.text += (rng.choice(pair) if rng.random() < 0.5 else rng.choice(states()[0])).name
        elif piece == "body":
            said.text += rng.choice(gazetteers.organisations()).name
        else:
            said.text += str(rng.randint(2, 99))
    return said


def _entry(document: str, said: Said, day: int, rng: random.Random) -> Entry:
    type, mode = said.template.type, said.template.mode
    sectors = (said.sector,) if said.sector else ()
    common: dict[str, Any] = {
        "id": content_id(document, type, said.start),
        "confidence": round(rng.uniform(0.5, 1.0), 2),
        "produced_by": f"rule:predicates.csv:{rng.randint(1, 900)}",
        "sentence": said.number,
        "start": said.start,
        "end": said.start + len(said.text),
        "quote": said.text,
    }
    a, b = said.party("a"), said.party("b")
    match said.template.kind:
        case "events":
            return Event(
                type=type,
                mode=mode,
                contexts=(rng.choice(("diplomatic", "economic", "military")),),
                cameo=ontology.cameo(type, mode),
                score=ontology.score(type, mode),
                actor=a,
                recipient=b,
                date=_date(day, rng),
                place=None,
                status="occurred" if rng.random() < 0.85 else "planned",
                attributed_to=None,
                sectors=sectors,
                **common,
            )
        case "statements":
            speaker = said.person or "a spokesman"
            return Statement(
                speaker=speaker, state=said.pair[0].code, form=type, stance=mode or "neutral", about=b, **common
            )
        case "instruments":
            title = f"{type} on {said.template.pieces[0] or said.sector}"
            return Instrument(
                kind=type, title=title, parties=a + b, status=mode or "signed", date=_date(day, rng), **common
            )
    due = f"{date.fromordinal(day).year + 1}" if rng.random() < 0.3 else None
    return Commitment(
        by=a,
        to=b,
        action=said.text.partition(" to ")[2] or said.text,
        sectors=sectors,
        modality=type,
        due=due,
        attributed_to=None,
        instrument=None,
        **common,
    )


def _date(day: int, rng: random.Random) -> str | None:
    """When it happened: mostly on the day of publication or in the days before, now and then only the month is told."""
    told = date.fromordinal(day - rng.choice((0, 0, 1, 1, 2, 3, 7, 30))).isoformat()
    return None if rng.random() < 0.1 else told[:7] if rng.random() < 0.05 else told
