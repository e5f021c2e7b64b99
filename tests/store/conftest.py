"""Stores on both engines. PostgreSQL is found through DRAGOMAN_POSTGRESQL, the address of a database in which schemas may be
made (`.ci/postgresql` prints one); without it that half is skipped."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

for _folder in (Path(__file__).parent, Path(__file__).parent.parent / "exports"):
    sys.path.insert(0, str(_folder))  # pytest's import mode hides what stands beside the tests

from contents import clock, empty  # noqa: E402

from dragoman import pipeline  # noqa: E402
from dragoman.records import Record  # noqa: E402
from dragoman.store import Store  # noqa: E402

POSTGRESQL = "DRAGOMAN_POSTGRESQL"
EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "china-russia"
READ = (
    "2022-06-11-heihe-road-bridge.txt",
    "2022-09-20-gas-for-yuan.md",
    "2023-03-21-kremlin-talks.txt",
    "2023-03-22-kremlin-talks-reprint.txt",
    "2023-03-23-moscow-visit-readout.html",
    "2023-07-24-northern-interaction.txt",
)


@pytest.fixture(scope="session")
def examples() -> tuple[Record, ...]:
    """Six texts of the example, read; the third is printed again as the fourth."""
    found = tuple(pipeline.read_documents([EXAMPLES / name for name in READ]))
    assert all(isinstance(record, Record) for record in found)
    return found


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite store with nothing in it, to copy."""
    path = tmp_path_factory.mktemp("migrated") / "empty.db"
    Store(path).close()
    return path


@pytest.fixture(scope="session")
def schema() -> Iterator[Callable[[], str]]:
    """Makes a schema with nothing in it and gives its address; all are dropped at the end."""
    server = os.environ.get(POSTGRESQL)
    if not server:
        pytest.skip(f"{POSTGRESQL} names no PostgreSQL; `.ci/postgresql` prints the address of one")
    import psycopg

    made: list[str] = []
    with psycopg.connect(server, autocommit=True) as connection:

        def new() -> str:
            made.append(f"dragoman_test_{os.getpid()}_{len(made)}")
            connection.execute(f"CREATE SCHEMA {made[-1]}")
            return f"{server}{'&' if '?' in server else '?'}options=-csearch_path%3D{made[-1]}"

        yield new
        connection.execute("SET client_min_messages = warning")
        for name in made:
            connection.execute(f"DROP SCHEMA {name} CASCADE")


@pytest.fixture(scope="session")
def migrated_schema(schema: Callable[[], str]) -> str:
    """A PostgreSQL store; making its tables takes a second, so that tests share it and empty it."""
    address = schema()
    Store(address).close()
    return address


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """The name of the engine."""
    return request.param


@pytest.fixture
def place(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store can be made: the path of a file, or the address of a schema, with nothing in it."""
    return str(tmp_path / "kept.db") if engine == "sqlite" else request.getfixturevalue("schema")()


@pytest.fixture
def kept(engine: str, request: pytest.FixtureRequest, tmp_path: Path, migrated: Path) -> str:
    """Where a store is that holds nothing yet: a file, or an address."""
    if engine == "sqlite":
        return str(shutil.copy(migrated, tmp_path / "kept.db"))
    address: str = request.getfixturevalue("migrated_schema")
    with Store(address) as made:
        empty(made)
    return address


@pytest.fixture
def store(kept: str) -> Iterator[Store]:
    """A store with nothing in it."""
    with Store(kept, clock=clock) as made:
        yield made


@pytest.fixture
def emptied(store: Store) -> Callable[[], Store]:
    """Gives the store with nothing in it, as often as it is asked."""
    return lambda: empty(store)
