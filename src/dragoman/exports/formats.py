"""The formats of the field: the table of what can be written and read. A new one is a file here and a line below.

The file of a format has `write(records, out) -> int` and, where the format can hold records, `read(source, name)`, which
gives records and, for what cannot be read, SkipDocuments. Files are loaded on use only.

    >>> formats()["icews"].suffix
    '.tab'
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dragoman.errors import SkipDocument, StopRun
from dragoman.records import Record


@dataclass(frozen=True, slots=True)
class Format:
    """A format of others. `holds`: what it can and cannot hold, in one line. `binary`: its file is opened for bytes, else
    for text in UTF-8 with newline="". `folder`: it is a folder, and takes a Path in place of a file."""

    name: str
    suffix: str
    binary: bool
    folder: bool
    module: str
    readable: bool
    holds: str

    @property
    def write(self) -> Callable[..., int]:
        """`write(records, out) -> int`: writes records, gives the number of what it wrote (records, rows or edges)."""
        found: Callable[..., int] = self._loaded().write
        return found

    @property
    def read(self) -> Callable[..., Iterator[Record | SkipDocument]] | None:
        """`read(source, name)`, or None where the format cannot hold records. `source` may be opened for bytes or text."""
        found: Callable[..., Iterator[Record | SkipDocument]] | None = self._loaded().read if self.readable else None
        return found

    def _loaded(self) -> Any:
        return importlib.import_module(f"dragoman.exports.{self.module}")


_TABLE = (
    # name, suffix, binary, folder, module, readable, holds
    Format("json", ".jsonl", False, False, "record_json", True, "everything: the record itself, a line each"),
    Format("gold", "", False, True, "gold", True,
           "what is measured, with texts; no offsets, names, contexts, confidence or titles"),
    Format("plover", ".jsonl", False, False, "plover_json", True,
           "events whole, of every status; no texts, statements, instruments, commitments"),
    Format("polecat", ".txt", False, False, "polecat", True,
           "dyads that occurred, with PLOVER types, contexts, places and dates; no status, quotes or codes of groups"),
    Format("icews", ".tab", False, False, "icews", True,
           "dyads that occurred, by CAMEO code, with names, places and story; no status, quotes, contexts or roles"),
    Format("gdelt", ".export.CSV", False, False, "gdelt", True,
           "dyads that occurred, by CAMEO code, quad class and Goldstein weight; no status, quotes, modes, tone or coordinates"),
    Format("cameo", ".tsv", False, False, "cameo", True,
           "day, source, target and CAMEO code of dyads that occurred; nothing else"),
    Format("ftm", ".ftm.json", False, False, "followthemoney", False,
           "parties, events, notes and links between them as FollowTheMoney entities; no offsets; cannot be read back"),
    Format("jsonld", ".jsonld", False, False, "json_ld", True,
           "everything but texts, which are written on request and else stand as SHA-256"),
    Format("graphml", ".graphml", True, False, "graphml", False,
           "counts, scores and days of each dyad and type; no single events; cannot be read back"),
    Format("parquet", "", True, True, "parquet", True, "everything, as five tables with nested parties"),
    Format("csv", "", False, True, "csv_tables", False,
           "the fields of each entry, parties joined by |; no offsets of parties, no texts; cannot be read back"),
)  # fmt: skip


@lru_cache(maxsize=1)
def formats() -> Mapping[str, Format]:
    """All formats by name, in the order of the table."""
    return MappingProxyType({format.name: format for format in _TABLE})


def export(records: Iterable[Record], path: Path, name: str) -> int:
    """Write records to a file or folder in the format of that name; gives the number of what was written.

    Raises StopRun where there is no such format, or the file cannot be written.
    """
    format = _known(name)
    if format.folder:
        return format.write(records, path)
    try:
        if format.binary:
            with path.open("wb") as out:
                return format.write(records, out)
        with path.open("w", encoding="utf-8", newline="") as text:
            return format.write(records, text)
    except OSError as error:
        raise StopRun(f"{path}: cannot be written ({error.strerror or error})") from error


def load(path: Path, name: str) -> Iterator[Record | SkipDocument]:
    """The records of a file or folder in the format of that name, and a SkipDocument for each part that cannot be read.

    Raises StopRun where there is no such format, it cannot be read back, or the file cannot be opened.
    """
    format = _known(name)
    read = format.read
    if read is None:
        raise StopRun(f"{name}: cannot be read back: it holds {format.holds}")
    if format.folder:
        yield from read(path, str(path))
        return
    try:
        source = path.open("rb")
    except OSError as error:
        raise StopRun(f"{path}: cannot be read ({error.strerror or error})") from error
    with source:
        yield from read(source, str(path))


def _known(name: str) -> Format:
    if name not in formats():
        raise StopRun(f"{name}: no such format; there are {', '.join(formats())}")
    return formats()[name]
