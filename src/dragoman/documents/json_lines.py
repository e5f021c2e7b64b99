"""Many documents in one file: a JSON object {"id", "text", "published", "title", "publisher", "authors", "url"} a line.

Read line by line, so the file may be of any size; ids, order and texts are kept exactly. A line that cannot be
read becomes a SkipDocument named "file:line", and the others are read.
"""

from __future__ import annotations

import codecs
import json
import zlib
from collections.abc import Iterator
from typing import IO

from dragoman import errors, records
from dragoman.documents import bylines, metadata, texts, written_dates
from dragoman.settings import Limits

_FIELDS = '{"id", "text", "published", "title", "publisher", "authors", "url"}'


def read(
    file: IO[bytes], name: str, path: str | None, published: str | None, limits: Limits
) -> Iterator[records.Document | errors.SkipDocument]:
    """Every document of an open file. `published` wins over what the lines say."""
    longest = limits.file_bytes
    number = 0
    try:
        while line := file.readline(longest + 1):
            number += 1
            where = f"{name}:{number}"
            if len(line) > longest:
                while line and not line.endswith(b"\n"):
                    line = file.readline(longest)
                yield errors.SkipDocument(texts.shown(where), f"is too large: a line may have {longest:,} bytes")
                continue
            if number == 1:
                line = line.removeprefix(codecs.BOM_UTF8)
                if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                    yield errors.SkipDocument(texts.shown(name), "is UTF-16; JSON lines are read as UTF-8")
                    return
            if line.strip():
                yield _document(line, where, path, published, limits)
    except (OSError, EOFError, zlib.error) as error:
        yield errors.SkipDocument(texts.shown(f"{name}:{number + 1}"), f"cannot be read further ({error})")


def _document(
    line: bytes, where: str, path: str | None, published: str | None, limits: Limits
) -> records.Document | errors.SkipDocument:
    shown = texts.shown(where)
    try:
        fields = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return errors.SkipDocument(shown, "is not UTF-8")
    except (ValueError, RecursionError, MemoryError) as error:
        reason = getattr(error, "msg", None) or "nested too deeply"
        return errors.SkipDocument(shown, f"is not JSON ({reason})")
    if not isinstance(fields, dict) or not isinstance(fields.get("text"), str):
        return errors.SkipDocument(shown, f'has no "text"; a line is an object {_FIELDS}')
    id = fields.get("id")
    if isinstance(id, (int, float)) and not isinstance(id, bool):
        id = str(id)
    if id is not None and not isinstance(id, str):
        return errors.SkipDocument(shown, 'has an "id" that is no string')
    found = metadata.Found(
        title=texts.field(fields.get("title")),
        authors=bylines.tidy(fields.get("authors", fields.get("author"))),
        publisher=texts.field(fields.get("publisher")),
        url=texts.field(fields.get("url")),
        published=published or written_dates.iso(fields.get("published")),
    )
    try:
        return texts.finish(fields["text"], found, id=id, path=path, name=where, limits=limits)
    except errors.SkipDocument as skipped:
        return skipped
