"""Near-duplicates: reprints and agency copy, recognised by MinHash (Broder 1997) over runs of five words.

A document is a reprint of the earliest one that resembles it and came before it, by day of publication and then by name:
which one that is depends on what the store holds, never on the order of adding. Resemblance is the estimated share of common
runs of words; candidates are found by bands of the signature, so that adding looks at few others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Select, select, update

from dragoman.store.tables import band, document, version

if TYPE_CHECKING:
    import numpy

RESEMBLANCE = 0.7  # a changed headline and first paragraph leave more, two stories of one day by two hands far less
WITHIN = 14  # days: copy is printed soon; forms filled in anew each year are no reprints

_RUN = 5
_WORDS = re.compile(r"\w+")
_PERMUTATIONS = 64
_BANDS, _ROWS = 12, 5
_MOST = 200_000  # words of a text that are looked at


def signature(text: str) -> bytes:
    """The MinHash of a text: 64 numbers of 16 bits, little-endian, of which each agrees with another text's as often as the two
    share runs of words (the low bits alone suffice: Li and König 2010)."""
    from datasketch import MinHash

    words = _WORDS.findall(text.casefold())[:_MOST]
    runs = {" ".join(words[i : i + _RUN]).encode() for i in range(max(1, len(words) - _RUN + 1))}
    made = MinHash(num_perm=_PERMUTATIONS, seed=1)
    made.update_batch(list(runs))
    return bytes((made.hashvalues & 0xFFFF).astype("<u2").tobytes())


def resemblance(one: bytes, other: bytes) -> float:
    """The share of runs of words that two texts have in common, estimated from their signatures: 0 to 1."""
    a, b = _numbers(one), _numbers(other)
    return float((a == b).mean()) if len(a) == len(b) else 0.0


def enter(connection: Connection, key: int, made: bytes) -> None:
    """Put a version under its bands."""
    connection.execute(band.insert(), [{"hash": h, "version": key} for h in sorted(set(_bands(made)))])


def leave(connection: Connection, key: int, made: bytes) -> None:
    """Take a version that is no longer current from under its bands."""
    connection.execute(band.delete().where(band.c.version == key, band.c.hash.in_(_bands(made))))


def mark(connection: Connection, of: int, *, anew: bool) -> None:
    """Say of a document whether it is a reprint, and of those that resemble it whether they are reprints of it; `anew` where it
    was kept before with another text or date, so that its reprints may be its reprints no more."""
    me = connection.execute(_KNOWN.where(document.c.key == of)).one()
    others = _alike(connection, me)
    _say(connection, me, others)
    if anew:
        for one in connection.execute(_KNOWN.where(document.c.reprint_of == of)).all():
            _say(connection, one, _alike(connection, one))
    for other in others:
        if _rank(other) < _rank(me):
            continue
        known = connection.execute(_KNOWN.where(document.c.key == other.reprint_of)).first()
        if known is None or _rank(me) < _rank(known):
            connection.execute(update(document).where(document.c.key == other.key).values(reprint_of=of))


_KNOWN: Select[Any] = select(
    document.c.key, document.c.name, document.c.reprint_of, version.c.day, version.c.signature
).join(version, version.c.key == document.c.version)


def _alike(connection: Connection, me: Row[Any]) -> list[Row[Any]]:
    """The other documents that resemble one."""
    near = select(band.c.version).where(band.c.hash.in_(_bands(me.signature)))
    return [
        other
        for other in connection.execute(_KNOWN.where(document.c.version.in_(near), document.c.key != me.key))
        if resemblance(me.signature, other.signature) >= RESEMBLANCE and _near(me.day, other.day)
    ]


def _say(connection: Connection, one: Row[Any], others: Sequence[Row[Any]]) -> None:
    """Keep of which earlier document, if any, one is a reprint."""
    first = min((other for other in others if _rank(other) < _rank(one)), key=_rank, default=None)
    mine = None if first is None else first.key
    if mine != one.reprint_of:
        connection.execute(update(document).where(document.c.key == one.key).values(reprint_of=mine))


def _rank(row: Row[Any]) -> tuple[int, str]:
    return (row.day or 10**7, row.name)


def _near(one: int | None, other: int | None) -> bool:
    return one is None or other is None or abs(one - other) <= WITHIN


def _numbers(made: bytes) -> numpy.ndarray:
    import numpy

    return numpy.frombuffer(made, dtype="<u2")


def _bands(made: bytes) -> list[int]:
    import zlib

    width = 2 * _ROWS
    return [zlib.crc32(made[k * width : (k + 1) * width], k) - 2**31 for k in range(_BANDS)]
