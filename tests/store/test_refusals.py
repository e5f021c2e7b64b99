"""What can be no store is refused in plain words, on one line, without a password in them."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3

import pytest
from adding import numbered
from sqlalchemy import text
from sqlalchemy.engine import make_url

from dragoman.errors import StopRun
from dragoman.store import Store


def refusal(where, **more) -> str:
    """What is said of a place where no store can be opened."""
    with pytest.raises(StopRun) as stopped:
        Store(where, **more).close()
    told = str(stopped.value)
    assert "\n" not in told and "Traceback" not in told and len(told) < 900
    return told


def test_a_store_of_a_newer_dragoman(place):
    with Store(place) as store, store.changing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for create in (True, False):
        assert "newer Dragoman" in refusal(place, create=create)


def test_a_file_that_is_something_else(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<html>" + "no store " * 500)
    other = tmp_path / "history.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE visits (url TEXT)")
    for path, words in ((page, "no store of Dragoman"), (other, "something else")):
        before = path.read_bytes()
        for create in (True, False):
            told = refusal(path, create=create)
            assert str(path) in told and ("something else" in told or "no store" in told), told
        assert words in refusal(path) and path.read_bytes() == before


def test_an_empty_file_becomes_a_store_only_where_one_is_made(tmp_path):
    path = tmp_path / "new.db"
    path.touch()
    assert "holds no store" in refusal(path, create=False)
    Store(path).close()
    Store(path, create=False).close()


def test_where_there_is_none(tmp_path):
    path = tmp_path / "none.db"
    for where in (path, f"sqlite:///{path}"):
        assert "dragoman add" in refusal(where, create=False)
        assert not path.exists()
    assert "is a folder" in refusal(tmp_path) and "is a folder" in refusal(f"sqlite:///{tmp_path}")
    assert "folder does not exist" in refusal(tmp_path / "deeper" / "kept.db")
    for where in ("nul\0.db", "\ud800.db", str(tmp_path / ("n" * 300))):
        refusal(where)


def test_a_file_that_may_only_be_read(migrated, tmp_path):
    path = shutil.copy(migrated, tmp_path / "kept.db")
    where = str(path)
    if os.geteuid() == 0:  # who may write everywhere: SQLite itself is told to read only
        where = f"sqlite:///file:{path}?mode=ro&uri=true"
    else:
        os.chmod(path, 0o444)
        os.chmod(tmp_path, 0o555)
    try:
        with pytest.raises(StopRun, match="cannot be written"), Store(where) as store:
            store.keep(numbered(0))
    finally:
        os.chmod(tmp_path, 0o755)


def test_a_damaged_file(migrated, tmp_path):
    path = tmp_path / "kept.db"
    shutil.copy(migrated, path)
    with Store(path) as store:
        for n in range(8):
            store.keep(numbered(n))
    data = bytearray(path.read_bytes())
    data[8_192:] = b"\xa5" * (len(data) - 8_192)
    path.write_bytes(data)
    with pytest.raises(StopRun, match=r"damaged|no store"), Store(path) as store:
        store.documents()
        store.keep(numbered(9))


def test_addresses_that_lead_nowhere():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    for where, words in (
        (f"postgresql://ada:s3cret@127.0.0.1:{port}/x", "no PostgreSQL answers"),
        (f"postgresql://127.0.0.1:{port}/x?user=ada&password=s3cret", "no PostgreSQL answers"),
        ("postgresql://ada:s3cret@no-such-host.invalid/x", "does not answer"),
        ("postgresql://ada:s3cret@localhost:port/x", "no address"),
        ("postgresql://ada:s3cret@@@/x", ""),
        (f"postgresql://ada:s3cret@127.0.0.1:{port}/x?colour=s3cret", ""),
        ("mysql://ada:s3cret@localhost/x", "not in mysql"),
        ("oracle+none://ada:s3cret@localhost/x", "not in oracle"),
        ("postgresql+none://ada:s3cret@localhost/x", ""),
        ("gopher://ada:s3cret@localhost/x", "not in gopher"),
    ):
        for create in (True, False):
            told = refusal(where, create=create)
            assert words in told and "s3cret" not in told, told


def test_a_wrong_password_or_database(migrated_schema):
    url = make_url(migrated_schema)
    for wrong in (url.set(password="s3cret-wrong"), url.set(database="no_such_database"), url.set(username="nobody-here")):
        told = refusal(wrong.render_as_string(hide_password=False))
        assert "s3cret" not in told and f":{url.password}@" not in told and "localhost" in told


def test_a_place_on_a_server_that_something_else_holds(schema):
    address = schema()
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE document (title TEXT)")
    assert "something else" in refusal(address)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("DROP TABLE document")
        connection.execute("CREATE TABLE visits (url TEXT)")
    Store(address).close()
