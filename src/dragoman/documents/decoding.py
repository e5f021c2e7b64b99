"""Bytes to text, in whatever encoding they came."""

from __future__ import annotations

import codecs
import re

_BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 26, 27})
_TO_DETECT = 200_000  # bytes: detection takes time, and a sample tells as much


def decode(data: bytes, declared: str | None = None) -> str | None:
    """The text of `data` without its byte-order mark and with `\\n` for `\\r\\n` and `\\r`, as `Path.read_text` gives
    it; None where these bytes are no text. `declared` is the encoding that the document itself names; UTF-8 that
    is valid wins over it, because valid UTF-8 is hardly ever anything else."""
    text = _decode(data, declared)
    if text is None:
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes, declared: str | None) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeError:
                return data.decode(encoding, "replace")  # a cut last character should not cost the document
    wide = _wide_without_mark(data)
    if wide:
        return data.decode(wide, "replace")
    if binary(data):
        return None
    try:
        return data.decode("utf-8")
    except UnicodeError:
        pass
    if declared:
        try:
            return data.decode(declared)
        except (UnicodeError, LookupError):
            pass
    high = len(re.findall(rb"[\x80-\xff]", data[:_TO_DETECT]))
    sample = min(len(data), _TO_DETECT)
    if high < 0.02 * sample:
        repaired = data.decode("utf-8", "replace")
        if repaired.count("\ufffd") <= 0.1 * high:  # UTF-8 with a few damaged characters
            return repaired
        try:  # English with curly quotes and the odd accent: the Western code page of Windows
            return data.decode("cp1252")
        except UnicodeError:
            return data.decode("latin-1")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_TO_DETECT]).best()
    if best is None:
        return None
    try:
        return data.decode(best.encoding)
    except UnicodeError:
        return data.decode(best.encoding, "replace")


def binary(data: bytes) -> bool:
    """Whether these bytes are no text in a one-byte encoding or UTF-8: too many control characters."""
    sample = data[:_TO_DETECT]
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    return controls > max(2, 0.01 * len(sample))


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 without a mark shows as a NUL in every other byte of Latin text."""
    sample = data[:4_000]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None
