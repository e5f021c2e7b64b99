"""The contract itself: a record a line, as `dragoman read --format json` prints it.

Holds everything, and reads everything back. Half a surrogate pair becomes U+FFFD, as no file can hold it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO

from dragoman.errors import SkipDocument
from dragoman.exports import building, lines
from dragoman.records import Record


def write(records: Iterable[Record], out: IO[str]) -> int:
    """Write each record as one line; gives their number."""
    written = 0
    for record in records:
        out.write(lines.dump(record.as_dict()) + "\n")
        written += 1
    return written


def read(source: IO[bytes] | IO[str], name: str) -> Iterator[Record | SkipDocument]:
    """Each line as a Record; a line that the contract (data/record.schema.json) does not allow comes as a SkipDocument."""
    for line in lines.objects(source, name):
        if isinstance(line, SkipDocument):
            yield line
            continue
        number, plain = line
        wrong = building.problem(plain)
        yield lines.skip(name, number, *wrong) if wrong else building.record(plain)
