"""PDF: the paragraphs of its pages with line wraps and hyphens undone, and without headers and footers."""

from __future__ import annotations

import io
import itertools
import re
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman import errors
from dragoman.documents import bylines, metadata, texts
from dragoman.settings import Limits

_ITEM = re.compile(r"(?:[•·▪◦●*–—-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s+\S")
_FINAL = re.compile(r"[.!?:;]['\"”’)\]]*\d{0,3}$")
_MARGIN = 3  # lines of a page that may belong to a header or a footer
_JUNK = re.compile(r"(?i)microsoft word|untitled|^document\d*$|\.(?:docx?|pdf|indd|qxd|dvi)\b|^\W*$")
_TIDY = str.maketrans(
    {"\u00a0": " ", "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\x00": " "}
)


@dataclass(slots=True)
class _Line:
    """One line of a page: its words, left edge, height above the bottom of the page and size of letters, in points."""

    words: str
    x: float
    y: float
    size: float


def read(data: bytes, name: str, limits: Limits) -> tuple[str, metadata.Found]:
    """The text and what the file says of itself; errors.SkipDocument for a damaged, locked, scanned or too long one."""
    import pypdf
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    shown = texts.shown(name)
    until = time.monotonic() + limits.seconds
    pages: list[list[_Line]] = []
    unread = size = 0
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise errors.SkipDocument(shown, "is protected by a password")
        count = len(reader.pages)
        if count > limits.pdf_pages:
            raise errors.SkipDocument(shown, f"is too large: {count:,} pages, at most {limits.pdf_pages:,} are read")
        for page in reader.pages:
            if time.monotonic() > until:
                raise errors.SkipDocument(shown, f"took longer than {limits.seconds:.0f} seconds")
            try:
                lines = _lines(page)
            except (FileNotDecryptedError, DependencyError, MemoryError, RecursionError):
                raise
            except Exception:  # one damaged page should not cost the others
                unread += 1
                continue
            size += sum(len(line.words) for line in lines)
            if size > limits.text_characters:
                raise errors.SkipDocument(shown, f"is too large: over {limits.text_characters:,} characters")
            pages.append(lines)
        found = _properties(reader)
    except errors.DragomanError:
        raise
    except (FileNotDecryptedError, DependencyError):
        raise errors.SkipDocument(shown, "is protected by a password") from None
    except (
        PyPdfError,
        Exception,
    ) as error:  # a crafted file raises anything: KeyError, RecursionError, struct.error ...
        raise errors.SkipDocument(shown, f"is a damaged PDF ({type(error).__name__})") from None
    if not size:
        if unread:
            raise errors.SkipDocument(shown, "is a damaged PDF: none of its pages can be read")
        raise errors.SkipDocument(
            shown, "is a PDF of scans: its pages are pictures without text; run a text recognition on it first"
        )
    if size < 15 * len(pages) and len(pages) > 1:
        raise errors.SkipDocument(
            shown, "is a PDF of scans: hardly any text on its pages; run a text recognition on it first"
        )
    return "\n\n".join(_paragraphs(_without_margins(pages))), found


def _lines(page) -> list[_Line]:
    """The lines of a page in the order of its content, which is that of reading."""
    lines: list[_Line] = []
    fresh = True

    def visit(words: str, cm: Sequence[float], tm: Sequence[float], font: object, size: float) -> None:
        nonlocal fresh
        if not words:
            return
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[1]) or 1.0
        for number, part in enumerate(words.split("\n")):
            if number:
                fresh = True
            if not part:
                continue
            if fresh or not lines:
                if part.isspace():
                    continue
                lines.append(_Line(part, x, y, (size or 10.0) * scale))
                fresh = False
            else:
                lines[-1].words += part

    page.extract_text(visitor_text=visit)
    for line in lines:
        line.words = " ".join(line.words.translate(_TIDY).split())
    return [line for line in lines if line.words]


def _properties(reader) -> metadata.Found:
    try:
        told = reader.metadata
        title, author, made = (texts.field(told.title), told.author, told.creation_date) if told else (None, None, None)
        day = made.date().isoformat() if made else None
    except Exception:  # dates and strings in there are as broken as programs write them
        return metadata.Found()
    authors = tuple(a for a in bylines.tidy(author) if " " in a and not re.search(r"(?i)microsoft|adobe|user\b", a))
    return metadata.Found(
        title=None if title and (_JUNK.search(title) or " " not in title) else title, authors=authors, made=day
    )


def _shape(words: str) -> str:
    return re.sub(r"\d+", "#", words.casefold())


def _without_margins(pages: list[list[_Line]]) -> list[list[_Line]]:
    """Pages without what stands at the top or bottom of many of them, page numbers being alike."""
    if len(pages) < 2:
        return pages
    seen: Counter[str] = Counter()
    for lines in pages:
        seen.update({_shape(line.words) for line in [*lines[:_MARGIN], *lines[-_MARGIN:]] if len(line.words) <= 150})
    often = max(2, 0.4 * len(pages)) if len(pages) > 3 else 2
    repeated = {shape for shape, times in seen.items() if times >= often}
    number = re.compile(r"(?i)(?:page\s*)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:/|of)\s*\d{1,4})?")
    kept = []
    for lines in pages:
        last = len(lines) - 1
        kept.append(
            [
                line
                for i, line in enumerate(lines)
                if _MARGIN <= i <= last - _MARGIN
                or not (_shape(line.words) in repeated or number.fullmatch(line.words))
            ]
        )
    return kept


def _paragraphs(pages: list[list[_Line]]) -> list[str]:
    """Paragraphs by gaps, indents, sizes of letters and short last lines; one may go on over the page's end."""
    lines = [line for page in pages for line in page]
    if not lines:
        return []
    widths = sorted(len(line.words) for line in lines)
    full = widths[int(0.9 * (len(widths) - 1))]
    gaps = [a.y - b.y for page in pages for a, b in itertools.pairwise(page) if 0 < a.y - b.y < 5 * max(a.size, 1)]
    usual = statistics.median_low(gaps) if gaps else 0.0
    lefts = Counter(round(line.x) for line in lines)
    left = max(sorted(lefts), key=lambda x: lefts[x])
    blocks: list[str] = []
    before: _Line | None = None
    for page in pages:
        for number, line in enumerate(page):
            if before is None or _starts(before, line, number == 0, full, usual, left):
                blocks.append(line.words)
            else:
                blocks[-1] = _joined(blocks[-1], line.words)
            before = line
    return blocks


def _starts(before: _Line, line: _Line, new_page: bool, full: int, usual: float, left: int) -> bool:
    final = bool(_FINAL.search(before.words))
    if _ITEM.match(line.words):
        return True
    if abs(line.size - before.size) > 0.12 * max(before.size, 1):
        return True
    gap = before.y - line.y
    if new_page or gap < -2 * max(line.size, 1):  # the next page or column
        return final or (not line.words[:1].islower() and len(before.words) < 0.7 * full)
    if usual and gap > 1.35 * usual:
        return True
    if final and line.x > left + 5 and abs(before.x - line.x) > 5:
        return True
    short = len(before.words) + 1 + len(line.words.split(" ", 1)[0]) < 0.8 * full
    return short and (final or not line.words[:1].islower())


def _joined(block: str, words: str) -> str:
    """Two lines of a paragraph as one. "agree-" and "ment" lose the hyphen; "Russian-" and "Turkish", "long-" and
    "term" keep it: before a capital, in a word that has one already, and after words that are often joined."""
    if block.endswith("\u00ad"):
        return block[:-1] + words
    broken = re.search(r"(\S*[^\W\d_])[-‐]$", block)
    if broken and words[:1].isalpha():
        if words[:1].islower() and "-" not in broken[1] and not _PREFIX.fullmatch(broken[1].strip("(\"“'‘")):
            return block[:-1] + words
        return block + words
    return f"{block} {words}"


_PREFIX = re.compile(
    r"(?i)non|anti|pro|ex|self|co|multi|semi|vice|counter|long|short|mid|high|low|well|so|two|three|four|five|six|cease|"
    r"far|near|half|cross|oil|gas|year|day|month|euro|sino|russo|anglo|franco|post|pre|state|war|peace|policy|decision"
)
