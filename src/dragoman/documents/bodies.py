"""The body of an answer, unpacked no further than it may be.

Reads the raw pieces of an answer and the encodings that it names; gives the bytes of the document. httpx would unpack for us,
but a whole piece at a time: 64 KiB of gzip are up to 66 MB, and gzip within gzip has no end.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

ENCODINGS = "gzip, deflate"
"""What we can unpack, as the Accept-Encoding header says it."""

_PIECE = 65_536


class TooLarge(Exception):
    """The body holds more than was allowed."""


class Damaged(Exception):
    """The body is not packed as the answer says, or breaks off."""


class UnknownPacking(Exception):
    """The body is packed in a way that we did not ask for."""


def unpacked(pieces: Iterable[bytes], encoding: str, limit: int, *, cut: bool = False) -> bytes:
    """The body from its raw pieces; `encoding` is the Content-Encoding header. Of one that holds more than `limit` bytes
    `cut` gives the beginning; else it raises TooLarge. Raises Damaged or UnknownPacking.

    Never holds more than `limit` bytes and one piece."""
    packings = [
        name for name in (part.strip().casefold() for part in encoding.split(",")) if name not in ("", "identity")
    ]
    if len(packings) > 1 or not set(packings) <= {"gzip", "x-gzip", "deflate"}:
        raise UnknownPacking
    data = bytearray()
    for piece in _inflated(pieces, packings[0], limit) if packings else pieces:
        data += piece
        if len(data) > limit:
            if cut:
                break
            raise TooLarge
    return bytes(data[:limit])


def _inflated(pieces: Iterable[bytes], packing: str, limit: int) -> Iterator[bytes]:
    """Unpacked pieces of bounded size. A gzip body may have several members; the deflate of some hosts lacks its frame."""
    inflater = None
    raw = ended = 0
    for piece in pieces:
        raw += len(piece)
        if raw > limit:  # many empty members: nothing comes out, and yet it goes on
            raise TooLarge
        full = False
        while piece or full:
            if inflater is None:
                if ended and (packing == "deflate" or not piece.startswith(b"\x1f")):
                    return  # what follows the end is padding
                inflater = zlib.decompressobj(_window(packing, piece))
            try:
                out = inflater.decompress(piece, _PIECE)
            except zlib.error:
                raise Damaged from None
            yield out
            piece, full = inflater.unconsumed_tail, len(out) == _PIECE
            if inflater.eof:
                piece, full, inflater = inflater.unused_data, False, None
                ended += 1
    if inflater is not None:
        raise Damaged


def _window(packing: str, start: bytes) -> int:
    if packing != "deflate":
        return zlib.MAX_WBITS | 16
    framed = start[0] & 0x0F == 8 and (len(start) < 2 or (start[0] << 8 | start[1]) % 31 == 0)  # RFC 1950
    return zlib.MAX_WBITS if framed else -zlib.MAX_WBITS
