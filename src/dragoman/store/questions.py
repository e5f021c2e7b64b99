"""What can be asked of a store: entries by parties, dyad, period, type, sector, status, source, speaker, confidence, words.

A `Question` is built once, by the command line, Python or the web; `selecting` makes one SQL statement of it for either engine.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from dragoman import gazetteers, ontology
from dragoman.errors import StopRun
from dragoman.records import KINDS
from dragoman.store import days, selecting
from dragoman.store.checking import FORMS, KINDS_OF_INSTRUMENTS, MODALITIES, OF_INSTRUMENTS, STANCES, STATUSES
from dragoman.store.rows import number


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. Conditions of different fields must all hold; of several values of one field any (of `parties` all).

    `parties` take part on any side; `actor` acts, `recipient` is acted on. `since` and `until` are ISO 8601 dates as precise as
    wanted; an entry without a date of its own counts at the publication of its document. `sectors` contain those below them.
    `confidence` is the least, 0 to 1. Reprints are left out unless asked for.
    """

    kinds: tuple[str, ...] = tuple(KINDS)
    parties: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    confidence: float = 0.0
    words: str | None = None
    reviewed: bool | None = None
    reprints: bool = False
    newest_first: bool = False
    limit: int | None = None
    offset: int = 0


def keys(connection: Connection, question: Question) -> list[int]:
    """The keys of the entries that answer, by day (undated ones first), document and place. StopRun where it makes no sense."""
    _check(question)
    made = selecting.plan(connection, question)
    if made is None:
        return []
    most = None if question.limit is None else question.limit + question.offset
    asked = made.listed(question.newest_first, most)
    if most is not None:
        asked = asked.limit(question.limit)
    found = connection.execute(asked.offset(question.offset) if most is not None else asked).scalars().all()
    return list(found if most is not None else found[question.offset :])


def count(connection: Connection, question: Question) -> int:
    """How many entries answer, the limit left aside."""
    _check(question)
    made = selecting.plan(connection, question)
    return 0 if made is None else int(connection.execute(made.counted()).scalar_one())


def _check(q: Question) -> None:
    """Refuse what can have no answer, and say what could."""
    for kind in q.kinds:
        if kind not in KINDS:
            raise StopRun(f"{kind}: no such kind; there are {', '.join(KINDS)}")
    for option, told in (("since", q.since), ("until", q.until)):
        if told is not None and None in days.span(told):
            raise StopRun(f"--{option} {told}: not a date such as 2023-03-21, 2023-03 or 2023")
    if (q.limit is not None and q.limit < 0) or q.offset < 0:
        raise StopRun("a limit and an offset are whole numbers from 0 on")
    modes = {mode: None for one in ontology.types().values() for mode in one.modes}
    for option, codes, of in (
        ("type", q.types, (*ontology.types(), *FORMS, *KINDS_OF_INSTRUMENTS, *MODALITIES)),
        ("mode", q.modes, (*modes, *STANCES)),
        ("status", q.statuses, (*STATUSES, *OF_INSTRUMENTS)),
    ):
        for code in codes:
            if code not in of:
                raise StopRun(f"--{option} {code}: no such {option}; there are {', '.join(dict.fromkeys(of))}")
    known = ontology.sectors()
    for code in q.sectors:
        if code not in known:
            raise StopRun(f"--sector {code}: no such sector; `dragoman codebook sectors` lists them")
    for told in q.ids:
        try:
            number(told)
        except ValueError:
            raise StopRun(f"{told}: no id of an entry; ids are sixteen digits and letters a to f") from None
    states = {state.code for state in gazetteers.states()}
    for code in (*q.parties, *q.actor, *q.recipient):
        if ":" not in code and code not in states:
            raise StopRun(f"{code}: no code of a party; write CHN, IGO:EU, NSA:Hamas, COM:Gazprom or PER:name")
