"""Where the text quotes: the characters between quotation marks.

Reads the text alone. Understands curly, straight, single and angle marks, quotations over several paragraphs (each
opens again, the last one closes) and apostrophes. Example: in 'He said: “We will act.” Then he left.' the quotation
is 'We will act.'
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CLOSING = {"“": "”", "«": "»", "„": "“”", "‘": "’", '"': '"', "'": "'"}
_MARK = re.compile(r"[“”«»„‘’\"']|\n[ \t]*\n|\n")
_LONGEST_SINGLE = 400  # an apostrophe taken for an opening mark must not swallow a page


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters [start, end) inside the marks. `follows` is set when it goes on with the quotation of the paragraph
    before."""

    start: int
    end: int
    follows: bool = False


def find(text: str) -> list[Quotation]:
    """The quotations of a text, in order, without overlaps. Offsets are characters of `text`."""
    found: list[Quotation] = []
    mark, start, carried = "", 0, False
    pending = ""  # the mark of a quotation that its paragraph left open
    for match in _MARK.finditer(text):
        sign, at = match.group(), match.start()
        if sign[0] == "\n":
            if mark:
                if mark in ("'", "‘") or not _opens_next(text, match.end(), mark):
                    if mark not in ("'", "‘") and text[start:at].strip():
                        found.append(Quotation(start, at, carried))
                    pending = ""
                else:
                    if text[start:at].strip():
                        found.append(Quotation(start, at, carried))
                    pending = mark
                mark, carried = "", False
            elif text[match.end() : match.end() + 1].strip():
                pending = pending if text[match.end()] == pending else ""
            continue
        if mark:
            if sign in _CLOSING[mark] and _may_close(text, at, sign) and not _possessive(text, start, at, sign):
                if at > start:
                    found.append(Quotation(start, at, carried))
                mark, carried = "", False
            elif mark in ("'", "‘") and at - start > _LONGEST_SINGLE:
                mark = ""
        elif sign in _CLOSING and _may_open(text, at, sign):
            mark, start, carried, pending = sign, at + 1, pending == sign, ""
    if mark and mark not in ("'", "‘") and text[start:].strip():
        found.append(Quotation(start, len(text), carried))
    return found


def _opens_next(text: str, at: int, mark: str) -> bool:
    while at < len(text) and text[at].isspace():
        at += 1
    return text[at : at + 1] == mark


def _may_open(text: str, at: int, sign: str) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if sign in "'\"‘":
        if not after or after.isspace() or before.isalnum() or (sign != '"' and before in ("’", "'")):
            return False
        if sign == "'" and not _closes_later(text, at + 1, "'"):
            return False
        if sign == "‘" and not _closes_later(text, at + 1, "’"):
            return False
    return True


def _closes_later(text: str, at: int, sign: str) -> bool:
    end = text.find("\n", at, at + _LONGEST_SINGLE)
    stop = end if end >= 0 else at + _LONGEST_SINGLE
    while True:
        at = text.find(sign, at, stop)
        if at < 0:
            return False
        if _may_close(text, at, sign):
            return True
        at += 1


def _may_close(text: str, at: int, sign: str) -> bool:
    if sign not in "'’":
        return True
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return not (after.isalnum() or before.isspace())


def _possessive(text: str, start: int, at: int, sign: str) -> bool:
    """In 'we know that both countries' leaders will come' the first mark after "s" closes nothing."""
    return (
        sign in "'’"
        and text[at - 1] in "sS"
        and text[at + 1 : at + 2] == " "
        and text.count(" ", start, at) > 3
        and _closes_later(text, at + 1, sign)
    )
