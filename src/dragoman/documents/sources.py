"""Files, folders and standard input to Documents: finds what there is, tells each format by its content, reads it."""

from __future__ import annotations

import contextlib
import gzip
import io
import logging
import os
import re
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman import errors, records
from dragoman.documents import (
    deadline,
    decoding,
    json_lines,
    markdown_text,
    metadata,
    pdf_file,
    texts,
    web_page,
    word_file,
    written_dates,
)
from dragoman.settings import LIMITS, Limits

SUFFIXES = (
    ".txt",
    ".text",
    ".md",
    ".markdown",
    ".html",
    ".htm",
    ".xhtml",
    ".pdf",
    ".docx",
    ".jsonl",
    ".ndjson",
    ".jsonl.gz",
)
"""What is read of a folder, in this and every folder below it."""

_OTHERS = (  # first bytes of what is often given by mistake, and what to do
    (b"\xd0\xcf\x11\xe0", "is an old Word, Excel or PowerPoint file; save it as .docx"),
    (b"{\\rtf", "is an RTF file; save it as .docx or .txt"),
    (b"\x89PNG", "is a picture"),
    (b"\xff\xd8\xff", "is a picture"),
    (b"GIF8", "is a picture"),
    (b"\x1f\x8b", "is a packed file; unpack it first"),
    (b"7z\xbc\xaf", "is a packed file; unpack it first"),
    (b"Rar!", "is a packed file; unpack it first"),
    (b"\x7fELF", "is a program, not a text"),
)
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,1000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_LINES = re.compile(rb"\s*\{\s*\"")


def load(
    source: str | Path, *, published: str | None = None, limits: Limits = LIMITS
) -> Iterator[records.Document | errors.SkipDocument]:
    """The documents of a file, of a whole folder in sorted order, or of standard input ("-"), one after another.

    What cannot be read comes as an errors.SkipDocument in its place, and the others go on. `published` (ISO 8601 or as
    written) wins over whatever the documents say; errors.StopRun where it is no date."""
    day = written_dates.iso(published)
    if published is not None and day is None:
        raise errors.StopRun(
            f"{texts.shown(published)!r} is no date of publication; write it as 2023-03-24, 2023-03 or 2023"
        )
    return _load(source, day, limits)


def _load(
    source: str | Path, published: str | None, limits: Limits
) -> Iterator[records.Document | errors.SkipDocument]:
    if str(source) == "-":
        yield from _standard_input(published, limits)
        return
    if re.match(r"https?://", str(source), re.IGNORECASE):
        from dragoman.documents import addresses  # it brings httpx, which no file needs

        yield errors.SkipDocument(
            addresses.shown(str(source)), "is an address; `dragoman add` fetches it, or save the page and give the file"
        )
        return
    path = Path(source)
    try:
        folder = path.is_dir()
    except (OSError, ValueError):
        folder = False
    if not folder:
        yield from _file(path, published, limits)
        return
    empty = True
    for inner in _walk(path):
        empty = False
        yield from _file(inner, published, limits)
    if empty:
        yield errors.SkipDocument(texts.shown(path), f"has no files to read ({' '.join(SUFFIXES)})")


def _walk(folder: Path) -> Iterator[Path]:
    """Files with readable suffixes, sorted by their path part by part; without hidden ones and links to folders."""
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and name.casefold().endswith(SUFFIXES):
                yield Path(here, name)


def _file(path: Path, published: str | None, limits: Limits) -> Iterator[records.Document | errors.SkipDocument]:
    name = str(path)
    suffix = path.suffix.casefold()
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            yield errors.SkipDocument(texts.shown(name), "is no file")
            return
        with open(path, "rb") as file:
            if suffix in (".jsonl", ".ndjson"):
                yield from json_lines.read(file, name, _text_of(path), published, limits)
                return
            if name.casefold().endswith(".jsonl.gz"):
                with gzip.open(file) as unpacked:
                    yield from json_lines.read(io.BufferedReader(unpacked), name, _text_of(path), published, limits)
                return
            data = file.read(limits.file_bytes + 1)
    except FileNotFoundError:
        yield errors.SkipDocument(texts.shown(name), "does not exist")
        return
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        yield errors.SkipDocument(texts.shown(name), f"cannot be opened ({getattr(error, 'strerror', None) or error})")
        return
    yield from_bytes(data, Origin(name, suffix, path.stem, _text_of(path), published=published), limits)


def _standard_input(published: str | None, limits: Limits) -> Iterator[records.Document | errors.SkipDocument]:
    stream = io.BufferedReader(getattr(sys.stdin, "buffer", sys.stdin), 65_536)  # type: ignore[type-var]
    try:
        start = stream.peek(4_096)
        if _LINES.match(start.removeprefix(b"\xef\xbb\xbf")):
            yield from json_lines.read(stream, "-", None, published, limits)
            return
        data = stream.read(limits.file_bytes + 1)
    except OSError as error:
        yield errors.SkipDocument("-", f"cannot be read ({error.strerror})")
        return
    finally:
        stream.detach()
    yield from_bytes(data, Origin("-", published=published), limits)


def _text_of(path: Path) -> str:
    """The path as text that any file can hold: names that are no UTF-8 get U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where bytes come from and what is known of them before they are read. `name` is for messages; `suffix` (".html")
    decides between kinds of text; `id`, `path` and `url` go into the document; `encoding` and `published` win over what the
    bytes say of themselves."""

    name: str
    suffix: str = ""
    id: str | None = None
    path: str | None = None
    url: str | None = None
    encoding: str | None = None
    published: str | None = None


def from_bytes(data: bytes, origin: Origin, limits: Limits = LIMITS) -> records.Document | errors.SkipDocument:
    """The one document of a file or page, or why there is none."""
    shown = texts.shown(origin.name)
    try:
        if len(data) > limits.file_bytes:
            raise errors.SkipDocument(shown, f"is too large: at most {limits.file_bytes:,} bytes are read")
        if not data:
            raise errors.SkipDocument(shown, "is empty")
        with _quiet(), deadline.within(limits.seconds):
            text, found = _taken_out(data, origin, limits)
            found = metadata.replace(found, published=origin.published or found.published, url=origin.url or found.url)
            return texts.finish(text, found, id=origin.id, path=origin.path, name=origin.name, limits=limits)
    except errors.SkipDocument as skipped:
        return skipped
    except deadline.TimeUp:
        return errors.SkipDocument(shown, f"took longer than {limits.seconds:.0f} seconds")
    except (MemoryError, RecursionError):
        return errors.SkipDocument(shown, "is too large or too deeply nested to be read")


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Without the warnings of the libraries about a file's faults: what matters of them is said in our one line."""
    loggers = [logging.getLogger(name) for name in ("pypdf", "trafilatura", "htmldate", "charset_normalizer")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)


def _taken_out(data: bytes, origin: Origin, limits: Limits) -> tuple[str, metadata.Found]:
    """Text and metadata by the format that the first bytes show; the suffix only decides between kinds of text."""
    name, suffix = origin.name, origin.suffix
    shown = texts.shown(name)
    if data[:1_024].lstrip().startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in data[:1_024]):
        return pdf_file.read(data, name, limits)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return word_file.read(data, name, limits)
    if suffix == ".docx":
        raise errors.SkipDocument(
            shown,
            "is a damaged Word file (no zip archive)"
            if not data.startswith(_OTHERS[0][0])
            else "is an old Word file or protected by a password; save it as .docx without one",
        )
    if suffix == ".pdf":
        raise errors.SkipDocument(shown, "is a damaged PDF (no PDF header)")
    for start, reason in _OTHERS:
        if data.startswith(start):
            raise errors.SkipDocument(shown, reason)
    page = suffix in (".html", ".htm", ".xhtml") or (suffix not in SUFFIXES and bool(_PAGE.match(data[:4_096])))
    text = decoding.decode(data, origin.encoding or (web_page.declared(data) if page else None))
    if text is None:
        raise errors.SkipDocument(shown, "is not text")
    if page:
        return web_page.read(text)
    if suffix in (".md", ".markdown"):
        return markdown_text.read(text)
    return text, metadata.Found()
