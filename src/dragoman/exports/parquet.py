"""Parquet: a folder with documents, events, statements, instruments and commitments, parties as lists of structs.

Holds everything and reads everything back; for pandas, polars, DuckDB, R's arrow and Spark. Each entry has the number of
its document (`record`) and the document's id. Whole numbers must fit 64 bits. Half a surrogate pair becomes U+FFFD.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dragoman.documents import texts
from dragoman.errors import SkipDocument, StopRun
from dragoman.exports import building, cells, lines
from dragoman.records import KINDS, Document, Party, Place, Record

ROWS = 5_000
"""Entries of a table in one row group; documents, which carry their texts, stand in smaller ones."""

_TABLES: dict[str, type] = {"documents": Document, **KINDS}
_DOCUMENTS_AT_ONCE = 200


def write(records: Iterable[Record], folder: Path) -> int:
    """Write the five files, in row groups of bounded size; gives the number of records.

    Raises StopRun where pyarrow is not installed, the folder cannot be written, or a number does not fit 64 bits.
    """
    arrow, parquet = _arrow()
    schemas = {table: _schema(arrow, table) for table in _TABLES}
    held: dict[str, list[dict[str, Any]]] = {table: [] for table in _TABLES}
    writers: dict[str, Any] = {}
    written = 0

    def flush(table: str) -> None:
        try:
            rows = arrow.Table.from_pylist(held[table], schema=schemas[table])
        except (OverflowError, arrow.ArrowException) as error:
            raise StopRun(f"{folder}/{table}.parquet: a value cannot be held ({texts.shown(error)})") from error
        writers[table].write_table(rows)
        held[table] = []

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for table in _TABLES:
            writers[table] = parquet.ParquetWriter(folder / f"{table}.parquet", schemas[table], compression="zstd")
        for record in records:
            for table, row in _rows(record, written):
                held[table].append(row)
            written += 1
            for table, rows in held.items():
                if len(rows) >= (_DOCUMENTS_AT_ONCE if table == "documents" else ROWS):
                    flush(table)
        for table, rows in held.items():
            if rows:
                flush(table)
    except OSError as error:
        raise StopRun(f"{folder}: Parquet cannot be written here ({error.strerror or error})") from error
    finally:
        for writer in writers.values():
            writer.close()
    return written


def read(folder: Path, name: str) -> Iterator[Record | SkipDocument]:
    """The records of a folder that `write` made, a row group at a time. A record that the contract does not allow comes as
    a SkipDocument. Raises StopRun where a file is missing or no Parquet."""
    arrow, parquet = _arrow()
    tables: dict[str, Iterator[dict[str, Any]]] = {}
    for table in _TABLES:
        file = folder / f"{table}.parquet"
        try:
            opened = parquet.ParquetFile(file)
        except (OSError, arrow.ArrowException) as error:
            raise StopRun(f"{name}/{table}.parquet: cannot be read ({texts.shown(error)})") from error
        lacking = [field for field in _schema(arrow, table).names if field not in opened.schema_arrow.names]
        if lacking:
            raise StopRun(f"{name}/{table}.parquet: lacks {', '.join(lacking)}")
        tables[table] = _each(opened)
    entries = {table: _Entries(rows) for table, rows in tables.items() if table != "documents"}
    try:
        for document in tables["documents"]:
            plain = _plain(document, entries)
            wrong = building.problem(plain)
            where = f"record {document['record']}"
            yield lines.skip(name, None, f"{where}: {wrong[0]}", wrong[1]) if wrong else building.record(plain)
    except (OSError, arrow.ArrowException) as error:
        yield lines.skip(name, None, None, f"cannot be read further ({error})")


class _Entries:
    """The entries of one table, handed out record by record."""

    def __init__(self, rows: Iterator[dict[str, Any]]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def of(self, record: int) -> list[dict[str, Any]]:
        found = []
        while self._next is not None and self._next["record"] <= record:
            if self._next["record"] == record:
                found.append(self._next)
            self._next = next(self._rows, None)
        return found


def _each(file: Any) -> Iterator[dict[str, Any]]:
    for batch in file.iter_batches(batch_size=_DOCUMENTS_AT_ONCE):
        yield from batch.to_pylist()


def _plain(row: dict[str, Any], entries: dict[str, _Entries]) -> dict[str, Any]:
    """The record of a row of `documents` as the contract has it."""
    told = {field.name: row[field.name] for field in dataclasses.fields(Document)}
    told["sentences"] = [[span["start"], span["end"]] for span in told["sentences"]]
    return {
        "schema": row["schema"], "reader": row["reader"], "document": told,
        **{kind: found.of(row["record"]) for kind, found in entries.items()},
    }  # fmt: skip


def _rows(record: Record, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    plain = _whole(record.as_dict())
    document = plain["document"]
    spans = [{"start": start, "end": end} for start, end in document["sentences"]]
    yield "documents", {
        "record": number, "schema": plain["schema"], "reader": plain["reader"], **document, "sentences": spans,
    }  # fmt: skip
    for kind in KINDS:
        for entry in plain[kind]:
            yield kind, {"record": number, "document": document["id"], **entry}


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return cells.whole(value)
    if isinstance(value, dict):
        return {key: _whole(v) for key, v in value.items()}
    return [_whole(v) for v in value] if isinstance(value, list | tuple) else value


def _schema(arrow: Any, table: str) -> Any:
    first = [("record", arrow.int64())]
    first += [("schema", arrow.string()), ("reader", arrow.string())] if table == "documents" else [("document", arrow.string())]
    return arrow.schema([*first, *_fields(arrow, _TABLES[table])])


def _fields(arrow: Any, kind: type) -> list[tuple[str, Any]]:
    hints = typing.get_type_hints(kind)
    return [(field.name, _type(arrow, hints[field.name])) for field in dataclasses.fields(kind)]


def _type(arrow: Any, hint: Any) -> Any:
    if isinstance(hint, types.UnionType):  # a value or None: every column of Parquet may be empty
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
    if hint in (Party, Place):
        return arrow.struct(_fields(arrow, hint))
    if typing.get_origin(hint) is tuple:
        parts = typing.get_args(hint)
        if parts[-1] is Ellipsis:
            return arrow.list_(_type(arrow, parts[0]))
        return arrow.struct([("start", arrow.int64()), ("end", arrow.int64())])  # a span
    return {str: arrow.string(), int: arrow.int64(), float: arrow.float64()}[hint]


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise StopRun("pyarrow is not installed; `pip install dragoman[tables]` brings it") from None
    return pyarrow, parquet
