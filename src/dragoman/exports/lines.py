"""Reads files of others line by line: numbered, decoded, bounded. A line that cannot be read becomes a SkipDocument."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

from dragoman.documents import texts
from dragoman.errors import SkipDocument
from dragoman.exports import cells
from dragoman.settings import LIMITS

LONGEST = LIMITS.unpacked_bytes
"""What one line may hold, in bytes: a record with its text and all its entries stays far below."""


def skip(name: str, line: int | None, field: str | None, reason: str) -> SkipDocument:
    """What is wrong and where, as "file:line: field: what is wrong"; shown text is cut and stripped of control characters."""
    where = name if line is None else f"{name}:{line}"
    return SkipDocument(texts.shown(where), texts.shown(f"{field}: {reason}" if field else reason))


def numbered(source: IO[bytes] | IO[str], name: str) -> Iterator[tuple[int, str] | SkipDocument]:
    """Number (from 1) and text of each line that is not empty, without its line break."""
    number = 0
    while True:
        try:
            line = source.readline(LONGEST + 1)
        except (OSError, EOFError, ValueError) as error:  # ValueError: a text stream whose bytes are not UTF-8
            yield skip(name, number + 1, None, f"cannot be read further ({error})")
            return
        if not line:
            return
        number += 1
        if len(line) > LONGEST:
            _pass_over(source, line)
            yield skip(name, number, None, f"is too large: a line may have {LONGEST:,} bytes")
            continue
        try:
            text = line if isinstance(line, str) else line.decode("utf-8")
        except UnicodeDecodeError:
            yield skip(name, number, None, "is not UTF-8")
            continue
        text = text.removeprefix("\ufeff") if number == 1 else text
        text = text.removesuffix("\n").removesuffix("\r")
        if text.strip():
            yield number, text


def objects(source: IO[bytes] | IO[str], name: str) -> Iterator[tuple[int, dict[str, Any]] | SkipDocument]:
    """Number and JSON object of each line."""
    for line in numbered(source, name):
        if isinstance(line, SkipDocument):
            yield line
            continue
        number, text = line
        found = parsed(text)
        yield skip(name, number, None, found) if isinstance(found, str) else (number, found)


def parsed(text: str) -> dict[str, Any] | str:
    """The JSON object of a text, or what is wrong with it in words."""
    try:
        found = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError, MemoryError) as error:
        return f"is not JSON ({getattr(error, 'msg', None) or 'nested too deeply or a number too large'})"
    return found if isinstance(found, dict) else "is no JSON object"


def dump(value: Any) -> str:
    """A JSON value as one line of text that any UTF-8 file can hold, without its line break."""
    return cells.whole(json.dumps(value, ensure_ascii=False))


def _no_number(name: str) -> Any:
    raise json.JSONDecodeError(f"{name} is no number", name, 0)


def _pass_over(source: IO[Any], line: str | bytes) -> None:
    while line and line[-1:] not in ("\n", b"\n"):
        line = source.readline(1 << 20)
