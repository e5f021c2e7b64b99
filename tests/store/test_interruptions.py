"""Adding is killed, starved of room, cut off and crowded: nothing is lost, nothing doubled, nothing half."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import random
import shutil
import socket
import threading
import time
from pathlib import Path

import pytest
from adding import Process, numbered
from contents import clock, content, empty, expected, laid_out
from sqlalchemy import event, text
from sqlalchemy.engine import make_url

from dragoman.errors import StopRun
from dragoman.records import Record
from dragoman.store import Question, Store, connecting, writing
from dragoman.store.tables import version


def said(lines: list[str]) -> dict[int, str]:
    """What became of each number."""
    told = [line.split() for line in lines]
    assert all(len(words) == 2 and words[1] in ("added", "known") for words in told), lines
    return {int(n): became for n, became in told}


def sound(store: Store) -> set[int]:
    """The numbers whose records are kept, each whole."""
    if store.engine.dialect.name == "sqlite":
        with store.looking() as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    kept = set()
    for source in store.documents():
        n = int(source.id[1:])
        assert store.record(source.key) == numbered(n)
        kept.add(n)
    with store.looking() as connection:
        words, versions = (connection.execute(text(f"SELECT count(*) FROM {t}")).scalar() for t in ("words", "version"))
        assert words == versions == len(kept) == len(connection.execute(version.select()).all())
    assert laid_out(store) == expected(store)
    return kept


@pytest.fixture
def straight(migrated, tmp_path):
    """What a store holds after the numbers below some number were added in their order."""
    def made(count: int) -> dict:
        with Store(shutil.copy(migrated, tmp_path / "straight.db"), clock=clock) as store:
            for n in range(count):
                store.keep(numbered(n))
            return content(store)

    return made


def test_killed_at_any_moment_it_loses_at_most_the_document_in_hand(place, straight):
    count, kept = 20, set()
    moments = random.Random(4)
    for _ in range(3):
        running = Process(place, range(count))
        running.lines(len(kept) + moments.randrange(2, 5))
        time.sleep(moments.random() / 20)
        became = said(running.kill())
        assert all((what == "known") == (n in kept) for n, what in became.items())
        told = kept | set(became)
        with Store(place, create=False) as store:
            kept = sound(store)
        assert kept in (told, told | {max(told) + 1})
    became = said(Process(place, range(count)).ended())
    assert {n for n, what in became.items() if what == "known"} == kept != set(range(count))
    with Store(place, create=False) as store:
        assert content(store) == straight(count)


def test_killed_while_the_tables_are_made_it_starts_afresh(place):
    for moment in (0.05, 0.1, 0.2):
        running = Process(place, [1])
        time.sleep(moment)
        running.kill()
    assert said(Process(place, [1]).ended()).keys() == {1}
    with Store(place, create=False) as store:
        assert sound(store) == {1}


def test_four_writers_at_once_on_a_store_that_is_not_there_yet(place, straight):
    count = 16
    orders = [random.Random(k).sample(range(count), count - k) for k in range(4)]
    running = [Process(place, order) for order in orders]
    became = [said(one.ended()) for one in running]
    assert [set(one) for one in became] == [set(order) for order in orders]
    assert sorted(n for one in became for n, what in one.items() if what == "added") == list(range(count))
    with Store(place, create=False) as store:
        assert sound(store) == set(range(count)) and content(store) == straight(count)


def test_four_threads_at_once_and_some_of_them_fail(store):
    """Codes that a transaction made and did not keep are known to nobody afterwards."""

    def coded(n: int) -> Record:
        record = numbered(n)
        actor = (dataclasses.replace(record.events[0].actor[0], code=f"NSA:{n}"),)
        return dataclasses.replace(record, events=(dataclasses.replace(record.events[0], actor=actor),), statements=())

    def add(k: int) -> None:
        order = random.Random(k).sample(range(20), 20)
        for n in order:
            with contextlib.suppress(ZeroDivisionError), store.changing() as connection:
                writing.keep(connection, coded(n), store.codes, clock())
                raise ZeroDivisionError
            store.keep(coded(n))
            store.ask(Question(parties=("CHN", "RUS"), limit=5))

    threads = [threading.Thread(target=add, args=(k,)) for k in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert {source.id: store.record(source.key) for source in store.documents()} == {f"n{n}": coded(n) for n in range(20)}
    assert laid_out(store) == expected(store)


def test_a_full_disk_stops_the_run_and_what_was_kept_stays(migrated, tmp_path):
    where = str(shutil.copy(migrated, tmp_path / "full.db"))
    kept = -1
    with Store(where) as store:
        room = {"pages": 100}
        event.listen(store.engine, "connect", lambda raw, _: raw.execute(f"PRAGMA max_page_count = {room['pages']}"))
        store.engine.dispose()
        with pytest.raises(StopRun, match="disk is full; make room"):
            for n in range(1_000):
                store.keep(numbered(n))
                kept = n
        assert kept > 3 and sound(store) == set(range(kept + 1))
        room["pages"] = 1_000_000
        store.engine.dispose()
        assert store.keep(numbered(kept + 1)).changed and sound(store) == set(range(kept + 2))


def test_a_file_that_may_not_grow_stops_the_run_and_what_was_kept_stays(migrated, tmp_path):
    where = str(shutil.copy(migrated, tmp_path / "full.db"))
    *lines, last = Process(where, range(1_000), most=600_000).ended()
    assert "disk" in last and last.startswith(where)
    with Store(where) as store:
        assert sound(store) == set(said(lines)) == set(range(len(lines))) != set()
    assert said(Process(where, [0, len(lines)]).ended()) == {0: "known", len(lines): "added"}


def test_a_file_is_taken_away_and_brought_back(migrated, tmp_path):
    folder, away = tmp_path / "here", tmp_path / "away"
    folder.mkdir()
    where = shutil.copy(migrated, folder / "kept.db")
    with Store(where) as store:
        store.keep(numbered(0))
    folder.rename(away)
    for create, words in ((False, "no such store"), (True, "folder does not exist")):
        with pytest.raises(StopRun, match=words):
            Store(where, create=create)
    away.rename(folder)
    with Store(where, create=False) as store:
        store.keep(numbered(1))
        folder.rename(away)
        store.engine.dispose()
        for call in (lambda: store.keep(numbered(2)), store.documents):
            with pytest.raises(StopRun, match="folder does not exist"):
                call()
        away.rename(folder)
        store.keep(numbered(2))
        assert sound(store) == {0, 1, 2}


class Wire:
    """A wire to a server that can be cut and mended: it listens at `port` and passes on what comes."""

    def __init__(self, host: str, port: int) -> None:
        self.server, self.ends = (host, port), []
        self.mend(0)

    def mend(self, port: int | None = None) -> None:
        self.listener = socket.create_server(("127.0.0.1", self.port if port is None else port))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._listen, args=(self.listener,), daemon=True).start()

    def cut(self) -> None:
        for end in (self.listener, *self.ends):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self.ends = []

    def _listen(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                one = listener.accept()[0]
                other = socket.create_connection(self.server)
                self.ends += [one, other]
                for a, b in ((one, other), (other, one)):
                    threading.Thread(target=self._pass, args=(a, b), daemon=True).start()

    def _pass(self, a: socket.socket, b: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while told := a.recv(65536):
                b.sendall(told)
            b.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def wire(migrated_schema):
    """A wire to PostgreSQL, and the address of an empty store through it."""
    with Store(migrated_schema) as store:
        empty(store)
    url = make_url(migrated_schema)
    made = Wire(url.host or "localhost", url.port or 5432)
    yield made, url.set(host="127.0.0.1", port=made.port).render_as_string(hide_password=False)
    made.cut()


def test_a_server_is_taken_away_and_brought_back(wire):
    wire, address = wire
    with Store(address, create=False) as store:
        store.keep(numbered(0))
        with pytest.raises(StopRun, match="the store does not answer"), store.changing() as connection:
            writing.keep(connection, numbered(1), store.codes, clock())
            wire.cut()
            writing.keep(connection, numbered(2), store.codes, clock())
        for call in (lambda: store.keep(numbered(1)), store.documents, lambda: Store(address)):
            with pytest.raises(StopRun, match="no PostgreSQL answers there") as stopped:
                call()
            assert make_url(address).password + "@" not in str(stopped.value)
        wire.mend()
        assert sound(store) == {0}
        store.keep(numbered(1))
        assert sound(store) == {0, 1}


def test_a_server_ends_the_connections(migrated_schema):
    import psycopg

    with Store(migrated_schema) as store, psycopg.connect(migrated_schema, autocommit=True) as other:
        empty(store)
        store.keep(numbered(0))
        ended = "SELECT pg_terminate_backend(%s)"
        with pytest.raises(StopRun, match="the store does not answer"), store.changing() as connection:
            writing.keep(connection, numbered(1), store.codes, clock())
            other.execute(ended, [connection.execute(text("SELECT pg_backend_pid()")).scalar()])
            writing.keep(connection, numbered(2), store.codes, clock())
        with store.looking() as connection:
            idle = connection.execute(text("SELECT pg_backend_pid()")).scalar()
        other.execute(ended, [idle])
        store.keep(numbered(1))
        assert sound(store) == {0, 1}


def test_a_writer_that_waits_too_long_says_so(migrated, tmp_path, monkeypatch):
    monkeypatch.setattr(connecting, "PATIENCE", 0.1)
    where = shutil.copy(migrated, tmp_path / "kept.db")
    with Store(where) as one, Store(where) as other:
        with one.changing(), pytest.raises(StopRun, match="another process has been writing"):
            other.keep(numbered(0))
        assert one.documents() == [] and other.keep(numbered(0)).changed


def test_readers_see_one_state_while_another_writes(kept):
    with Store(kept) as one, Store(kept) as other:
        with one.looking() as connection:
            count = text("SELECT count(*) FROM document")
            before = connection.execute(count).scalar()
            other.keep(numbered(0))
            assert connection.execute(count).scalar() == before == 0
        assert len(one.documents()) == 1


def test_nothing_is_left_in_the_folder_but_the_store(migrated, tmp_path):
    where = Path(shutil.copy(migrated, tmp_path / "kept.db"))
    with Store(where) as store:
        store.keep(numbered(0))
    assert os.listdir(tmp_path) == ["kept.db"]
