"""The store as Python sees it: `dragoman.open("relations.db")`.

store = dragoman.open("relations.db")
for report in store.ask(Question(parties=("CHN", "RUS"), kinds=("events",), since="2022")):
    print(report.entry.type, report.entry.date, report.source.title, report.entry.quote)
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from sqlalchemy import Connection, func, select

from dragoman.records import Document, Record, Report, Source
from dragoman.store import (
    connecting,
    corrections,
    failures,
    grouping,
    joining,
    loading,
    questions,
    rows,
    ruling,
    tables,
    validators,
    writing,
)
from dragoman.store.corrections import Correction
from dragoman.store.failures import Failure
from dragoman.store.questions import Question
from dragoman.store.tables import document, entry, reading, version
from dragoman.store.writing import Kept


def now() -> str:
    """The time in UTC, ISO 8601 to the second: what the store notes of when something was added or ruled."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Follower(Protocol):
    """Who keeps what is made of many entries (episodes, promises) up to date, in the transaction that changed the entries."""

    def follow(self, connection: Connection, kept: Kept, came: Sequence[Report]) -> None:
        """After entries came, changed or went; `came` are those that came or changed."""

    def forget(self) -> None:
        """Forget what was looked up: the transaction in which it was is not kept."""


class Store:
    """An open store. Each call is a transaction of its own.

    `clock` gives the time that is noted (UTC, ISO 8601 to the second); nothing that is read depends on it.
    """

    def __init__(
        self,
        where: str | Path,
        *,
        create: bool = True,
        clock: Callable[[], str] = now,
        followers: Sequence[Follower] = (),
    ) -> None:
        """Open the store at a path or address; StopRun where it cannot be opened, or where there is none and none is made.
        `dragoman.open` opens it with the followers that keep episodes and promises."""
        self.engine = connecting.connect(where, create=create)
        self.clock = clock
        self.followers = tuple(followers)
        self.codes = rows.code_tables()
        self._turn = threading.Lock()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    @property
    def name(self) -> str:
        """The store's path or address, without a password."""
        return connecting.shown(self.engine)

    def looking(self) -> AbstractContextManager[Connection]:
        """A transaction that only reads."""
        return connecting.reading(self.engine)

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """A transaction that writes: all of it is kept, or nothing. Threads take turns: the codes that one makes are its own
        until it is known that they were kept."""
        kept = False
        with self._turn:
            try:
                with connecting.writing(self.engine) as connection:
                    yield connection
                kept = True
            finally:
                for codes in self.codes:
                    codes.settle(kept)
                if not kept:
                    for follower in self.followers:
                        follower.forget()

    def keep(self, record: Record) -> Kept:
        """Keep a record, and with it what is made of many, in one transaction; the same record again changes nothing."""
        with self.changing() as connection:
            kept = writing.keep(connection, record, self.codes, self.clock())
            return self._followed(connection, kept)

    def is_kept(self, made: Document, reader: str) -> bool:
        """Was this very text, with this title and date, read by this reader or a newer one already?"""
        with self.looking() as connection:
            return writing.is_kept(connection, made, reader)

    def ask(self, question: Question) -> list[Report]:
        """The entries that answer a question, each with the document that tells it."""
        with self.looking() as connection:
            return loading.reports(connection, questions.keys(connection, question))

    def sentences(self, told: Iterable[Report]) -> dict[int, str]:
        """The whole sentence in which the entry of each report stands, by its key."""
        with self.looking() as connection:
            return loading.sentences(connection, told)

    def count(self, question: Question) -> int:
        """How many entries answer a question, its limit left aside."""
        with self.looking() as connection:
            return questions.count(connection, question)

    def documents(self) -> list[Source]:
        """All documents, by day of publication and name; reprints among them."""
        with self.looking() as connection:
            asked = select(document.c.key, document.c.name, version.c.day)
            rows = connection.execute(asked.join(version, version.c.key == document.c.version)).all()
            # Sorted here: PostgreSQL's order of names is that of its locale.
            keys = [row.key for row in sorted(rows, key=lambda row: (row.day or 0, row.name))]
            found = loading.sources(connection, keys)
            return [found[key] for key in keys if key in found]

    def record(self, key: int, *, corrected: bool = True) -> Record:
        """The record of a document as it stands; without `corrected` as its reader left it."""
        with self.looking() as connection:
            return loading.record(connection, key, corrected=corrected)

    def records(self, keys: Iterable[int] | None = None, *, corrected: bool = True) -> Iterator[Record]:
        """The records of documents (all of them, if none are named), one after another."""
        for key in [source.key for source in self.documents()] if keys is None else keys:
            yield self.record(key, corrected=corrected)

    def failures(self) -> list[Failure]:
        """What could not be read, and why."""
        with self.looking() as connection:
            return failures.failures(connection)

    def note_failure(self, name: str, source: str, reason: str) -> None:
        """Keep that a document could not be read."""
        with self.changing() as connection:
            failures.note(connection, name, source, reason, self.clock())

    def forget_failures(self, names: Sequence[str]) -> None:
        """Forget failures: their documents were read, or nobody wants them."""
        if names:
            with self.looking() as connection:
                known = failures.known(connection, names)
            if known:
                with self.changing() as connection:
                    failures.forget(connection, known)

    def forget_failures_of(self, source: str) -> None:
        """Forget the failures of a source: all of it was read."""
        if any(one.source == source for one in self.failures()):
            with self.changing() as connection:
                failures.forget_source(connection, source)

    def validators(self, url: str) -> tuple[str | None, str | None] | None:
        """The entity tag and date of last change that an address had when it was fetched, or None."""
        with self.looking() as connection:
            return validators.of(connection, url)

    def note_validators(self, url: str, etag: str | None, last_modified: str | None) -> None:
        """Keep the entity tag and date of last change of an address."""
        with self.changing() as connection:
            validators.note(connection, url, etag, last_modified, self.clock())

    def size(self) -> dict[str, int]:
        """How many documents, versions, readings and entries there are."""
        tables = {"documents": document, "versions": version, "readings": reading, "entries": entry}
        with self.looking() as connection:
            return {
                name: connection.execute(select(func.count()).select_from(t)).scalar_one() for name, t in tables.items()
            }

    def rule(
        self,
        id: str,
        action: str,
        author: str,
        reason: str = "",
        *,
        changes: Mapping[str, Any] | None = None,
        document: str | None = None,
        expects: int | str | None = "anything",
    ) -> int:
        """Accept, reject or edit the entry of an id; gives the correction's number. `expects`: see `ruling.rule`."""
        with self.changing() as connection:
            row = ruling.find(connection, id, document)
            before = writing.held(connection, row.document)
            made = ruling.rule(connection, row, action, self._ruler(author, reason), changes, expects=expects)
            self._followed(connection, writing.lay_out(connection, row.document, before, self.codes))
            return made

    def add_entry(self, document: int, kind: str, values: Mapping[str, Any], author: str, reason: str = "") -> int:
        """Add an entry that the reader missed; gives the correction's number."""
        with self.changing() as connection:
            before = writing.held(connection, document)
            made = ruling.add(connection, document, kind, values, self._ruler(author, reason))
            self._followed(connection, writing.lay_out(connection, document, before, self.codes))
            return made

    def undo(self, correction: int, author: str, reason: str = "") -> None:
        """Take a correction back."""
        with self.changing() as connection:
            of = connection.execute(
                select(tables.correction.c.document).where(tables.correction.c.key == correction)
            ).scalar()
            before = writing.held(connection, of) if of is not None else []
            joined = joining.ends(connection, correction)
            of = ruling.undo(connection, correction, self._ruler(author, reason))
            kept = writing.lay_out(connection, of, before, self.codes)
            self._followed(connection, replace(kept, entered=sorted({*kept.entered, *joined})))

    def join(
        self,
        one: str,
        other: str,
        kind: str,
        together: bool,
        author: str,
        reason: str = "",
        *,
        document: str | None = None,
    ) -> int:
        """Say that two entries are of one episode or promise (`kind`: episodes or promises), or that they are not; gives the
        correction's number."""
        with self.changing() as connection:
            ends = [ruling.find(connection, one, document), ruling.find(connection, other, document)]
            made = ruling.join(connection, ends[0], ends[1], kind, together, self._ruler(author, reason))
            self._followed(connection, Kept(ends[0].document, True, sorted({end.key for end in ends})))
            return made

    def decide(self, id: str, status: str, author: str, note: str = "", *, document: str | None = None) -> int:
        """Rule on the status of the promise of an id, or of that of a commitment; gives the correction's number."""
        with self.changing() as connection:
            held = grouping.members(connection, [grouping.now(connection, id)], "commitments")
            keys: list[int] = next(iter(held.values()), [])
            row = connection.execute(select(entry).where(entry.c.key.in_(keys[:1]))).first()
            row = row or ruling.find(connection, id, document)
            return ruling.decide(connection, row, status, self._ruler(author, note))

    def corrections(self, document: int | None = None) -> list[Correction]:
        """All corrections, or those of a document, in their order."""
        with self.looking() as connection:
            return corrections.listed(connection, document)

    def _followed(self, connection: Connection, kept: Kept) -> Kept:
        if kept.changed:
            came = loading.reports(connection, kept.entered) if self.followers else []
            for follower in self.followers:
                follower.follow(connection, kept, came)
            grouping.sweep(connection, kept.groups)
        return kept

    def _ruler(self, author: str, reason: str) -> ruling.Ruler:
        return ruling.Ruler(author, reason, self.clock())
