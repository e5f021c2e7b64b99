"""Blocks of a text (paragraphs, list items, headings), as spans, for the language stage.

"The two sides signed\\nan agreement." is one block in a text whose lines are wrapped, and would be two in one whose
lines are paragraphs.
"""

from __future__ import annotations

import itertools
import re

from dragoman import records

_WIDEST = 110  # characters: nobody wraps by hand wider than this
_NARROWEST = 40
_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_ITEM = re.compile(r"(?:[-–—•*·▪◦●]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxlIVXL]{1,5})[.)])\s")
_STOP = tuple('.!?:;"”’»)]*')


def paragraphs(text: str) -> list[records.Span]:
    """Spans (characters of `text`) of its blocks in order: none overlap, none begin or end with a space, and every
    visible character stands in one.

    Each line is a block; only where the text is hard-wrapped (lines filled to one width) do the lines of a
    paragraph make one block, whose newlines are then to be read as spaces."""
    lines = [span for found in _LINE.finditer(text) if (span := _strip(text, *found.span()))]
    if len(lines) < 2:
        return lines
    width = _wrapped_at(text, lines)
    blocks = [lines[0]]
    for before, line in itertools.pairwise(lines):
        if _goes_on(text, before, line, width):
            blocks[-1] = (blocks[-1][0], line[1])
        else:
            blocks.append(line)
    return blocks


def _strip(text: str, start: int, end: int) -> records.Span | None:
    while start < end and (text[start].isspace() or text[start] == "\ufeff"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == "\ufeff"):
        end -= 1
    return (start, end) if start < end else None


def _gap(text: str, before: records.Span, line: records.Span) -> int:
    """Line breaks between two lines; two or more are a blank line."""
    return text.count("\n", before[1], line[0])


def _filled(text: str, before: records.Span, line: records.Span, width: int) -> bool:
    """Whether the next line's first word had no room on this one, as it must be where a line was wrapped."""
    word = line[0]
    while word < line[1] and not text[word].isspace():
        word += 1
    return before[1] - before[0] + 1 + word - line[0] > width


def _wrapped_at(text: str, lines: list[records.Span]) -> int | None:
    """The width at which the lines of the text are wrapped, or None where its lines are paragraphs."""
    lengths = [end - start for start, end in lines]
    fitting = [length for length in lengths if length <= _WIDEST]
    if not fitting or len(lengths) - len(fitting) > 0.03 * len(lengths):
        return None
    width = max(fitting)
    if width < _NARROWEST:
        return None
    pairs = filled = 0
    for before, line in itertools.pairwise(lines):
        if _gap(text, before, line) == 1 and before[1] - before[0] >= _NARROWEST:
            pairs += 1
            # A little room is left: by hand one wraps when the line looks full.
            filled += _filled(text, before, line, width - 8)
    return width if pairs >= 3 and filled >= 0.6 * pairs else None


def _goes_on(text: str, before: records.Span, line: records.Span, width: int | None) -> bool:
    """Whether `line` continues the paragraph of the line `before` it."""
    if _gap(text, before, line) != 1:
        return False
    first, last = text[line[0]], text[before[1] - 1]
    if width is None:
        length = before[1] - before[0]
        return _NARROWEST <= length <= _WIDEST and first.islower() and last not in _STOP and _only_two_wide(text, line)
    if _ITEM.match(text, line[0]) and last in _STOP:
        return False
    if _indent(text, line) > _indent(text, before) and last in _STOP:
        return False
    return _filled(text, before, line, width - 20) or (last not in _STOP and first.islower())


def _only_two_wide(text: str, line: records.Span) -> bool:
    return line[1] - line[0] <= _WIDEST


def _indent(text: str, line: records.Span) -> int:
    start = line[0]
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    return line[0] - start


def headline(document: records.Document) -> records.Span | None:
    """The span of the title line in the text, where the text begins with it: a title asserts no event of its own."""
    if not document.title:
        return None
    wanted = _plain(document.title)
    if not wanted:
        return None
    start = end = None
    for block in paragraphs(document.text[: 4 * len(document.title) + 2_000])[:4]:
        start = block[0] if start is None else start
        end = block[1]
        so_far = _plain(document.text[start:end])
        if so_far == wanted:
            return start, end
        if not wanted.startswith(so_far):
            return None
    return None


def _plain(words: str) -> str:
    """Letters and digits alone, to compare titles across quotation marks, spaces and capitals."""
    return "".join(letter for letter in words.casefold() if letter.isalnum())
