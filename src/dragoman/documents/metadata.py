"""What a text says about itself: its title, who wrote it, who published it and when.

Reads the text and what its container told (`Found`), fills what is missing from the words at the top and the bottom:
the first line, "By Jane Doe", a name over "Research Associate", "MOSCOW, March 21 (Agency) -", a date on its own line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.documents import bylines, written_dates
from dragoman.documents.paragraphs import paragraphs

_TOP, _BOTTOM = 14, 10  # lines looked at
_EDGE = 8_000  # characters looked at on each side: a page may be one line of megabytes
_TITLE = 200  # characters
_AGENCY = r"(?:\s*\((?P<agency>[A-Z][\w .&'’/-]{1,40})\))?"
_WORD = rf"(?!{written_dates.MONTH_NAMES}(?:\s|$))[A-Z][\w.'’-]+"
_CITY = rf"(?P<city>{_WORD}(?:[ /]{_WORD}){{0,3}}(?:,\s{_WORD}(?:\s{_WORD}){{0,2}})?)"
_DATELINE = re.compile(
    _CITY + r"(?:,?\s(?P<date>[^(—–:\n]{3,30}?))?" + _AGENCY + r"\s*(?P<dash>—|–|--|-(?=\s)|:(?=\s))"
)
_CAPITALS = re.compile(r"[A-Z][A-Z.'’ /-]{2,}")
_LABEL = re.compile(
    r"(?P<label>(?:first |originally |date of )?(?:published|posted|issued|released|publication|release)(?: date)?"
    r"(?: on| at)?"
    r"|(?:last |page )?(?:updated|modified|reviewed)(?: on| at)?|done (?:at|in|on)|signed (?:at|in|on)|dated?"
    r"|for (?:immediate )?release"
    r"|press release|statement|news)\b\s*[:|\-–—]?\s*",
    re.IGNORECASE,
)
_REST = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?|\d{1,2}[:.h]\d\d(?::\d\d)?|\b[ap]\.?m\.?(?=\W|$)|\b[A-Z]{2,4}T\b"
    r"|\bGMT\b|\bUTC\b|\b(?:at|on|in|the|this|day|of|local time|hrs|hours)\b|[+-]\d\d:?\d\d|[\s,.;:|/()\[\]·•—–-])+",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"(?:source|publisher|copyright|©|\(c\))\s*[:|]?\s*(?:©\s*)?(?:(?:19|20)\d\d\s*)?"
    r"(?P<name>[A-Z][\w .,&'’-]{2,60}?)\.?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a document besides its text. `made` is the ISO day its file was made: evidence of a year, but no
    date of publication."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    made: str | None = None


def is_dateline(line: str) -> bool:
    """Does a line open a report ("MOSCOW, March 21, 2023 (Agency) - ...")? It goes on with the first sentence."""
    return _DATELINE.match(line[:160]) is not None


def complete(text: str, known: Found, name: str = "") -> Found:
    """`known` with what the text itself tells where `known` is silent. `name` is the file's, which may hold a date.
    Never overrides what is known, never guesses a year."""
    lines = [text[a:b] for a, b in paragraphs(text[:_EDGE])]
    top = [line for line in lines[:_TOP] if len(line) <= _EDGE]
    tail = text[-_EDGE:] if len(text) > _EDGE else text
    bottom = [tail[a:b] for a, b in paragraphs(tail)][-_BOTTOM:]
    if len(lines) <= _BOTTOM and len(text) <= _EDGE:
        bottom = bottom[1:]  # the first line is the title's place
    title = known.title or guess_title(lines)
    authors = known.authors or bylines.authors(top, bottom, title)
    agency, dateline = _dateline(top)
    publisher = known.publisher or agency or _source(bottom)
    published = known.published
    if published is None:
        evidence = [d for d in (known.made, _in_address(known.url), _in_address(name)) if d]
        published = _own_line(top, bottom, text, evidence) or _with_year(dateline, text, evidence)
        published = published or _in_address(known.url) or _in_address(name) or _when_made(known.made, text)
    return replace(known, title=title, authors=tuple(authors), publisher=publisher, published=published)


def guess_title(lines: Sequence[str]) -> str | None:
    """The first line, where it looks like a headline above a text: short, no full stop, something longer below it."""
    if len(lines) < 2:
        return None
    first = " ".join(lines[0].split())
    words = first.split()
    if (
        not 2 <= len(words) <= 30
        or len(first) > _TITLE
        or first[-1] in ".,;:!…-–—"
        or not (first[0].isupper() or first[0] in "\"'“‘0123456789")
    ):
        return None
    if (_DATELINE.match(first) and _CAPITALS.match(first)) or bylines.is_byline(first) or _date_alone(first):
        return None
    if bylines.speaks(first):
        return None
    longest = max(len(line) for line in lines[1:6])
    return first if longest > 1.3 * len(first) or longest > 80 else None


def _dateline(top: Sequence[str]) -> tuple[str | None, written_dates.Written | None]:
    """The agency and the date of a dateline: "MOSCOW, March 21 (Agency) -", "WASHINGTON — ", "Kyiv, 3 May 2023 –"."""
    for line in top:
        found = _DATELINE.match(line[:160])
        if not found:
            continue
        dates = list(written_dates.written(found["date"])) if found["date"] else []
        whole = bool(dates) and not _REST.sub("", found["date"][: dates[0].start] + found["date"][dates[0].end :])
        capitals = _CAPITALS.match(found["city"])
        if found["date"] and not whole:
            continue
        if found["dash"] == ":" and not whole:
            continue
        if not (whole or found["agency"] or capitals):
            continue
        return found["agency"], dates[0] if whole else None
    return None, None


def _date_alone(line: str) -> tuple[str, written_dates.Written] | None:
    """The label and the date of a line that holds nothing else, but a weekday, an hour and a place before it."""
    if len(line) > 100:
        return None
    label = ""
    rest = line
    found = _LABEL.match(rest)
    if found:
        label, rest = found["label"].casefold(), rest[found.end() :]
    dates = list(written_dates.written(rest))
    if not dates or len(dates) > 2:
        return None
    before, after = rest[: dates[0].start], rest[dates[-1].end :]
    before = _REST.sub(" ", _LABEL.sub("", before.strip(), count=1)).strip()
    place = not before or re.fullmatch(r"[A-Z][\w.'’]+(?: [A-Z][\w.'’]+){0,3}", before)
    between = rest[dates[0].end : dates[-1].start] if len(dates) == 2 else ""
    between = _LABEL.sub("", _REST.sub("", between))
    if not place or _REST.sub("", after) or between:
        return None
    return label, dates[0]


def _own_line(top: Sequence[str], bottom: Sequence[str], text: str, evidence: Sequence[str]) -> str | None:
    updated = None
    for line in [*top[:10], *bottom]:
        found = _date_alone(line)
        if not found:
            continue
        published = _with_year(found[1], text, evidence)
        if published and ("updat" in found[0] or "modif" in found[0] or "review" in found[0]):
            updated = updated or published
        elif published:
            return published
    return updated


def _with_year(date: written_dates.Written | None, text: str, evidence: Sequence[str]) -> str | None:
    """The date in ISO. One without a year takes it from a date known otherwise (in the address, of the file) or from a
    full date in the text, if that lies close; otherwise there is no telling."""
    if date is None or date.iso:
        return date.iso if date else None
    if date.day is None:
        return None
    for other, reach in [*((e, 45) for e in evidence), *((d, 21) for d in reversed(_full_dates(text)))]:
        if len(other) < 10:
            continue
        for year in (int(other[:4]), int(other[:4]) - 1, int(other[:4]) + 1):
            try:
                if abs(written_dates.distance(date.in_year(year).iso or "", other)) <= reach:
                    return date.in_year(year).iso
            except ValueError:  # 29 February
                continue
    return None


def _full_dates(text: str) -> list[str]:
    """The dates with day and year that the text names, sorted."""
    both = text if len(text) <= 2 * _EDGE else text[:_EDGE] + "\n" + text[-_EDGE:]
    return sorted({d.iso for d in written_dates.written(both) if d.iso and d.day})


def _in_address(address: str | None) -> str | None:
    """The date in an address or a file's name: ".../2023/03/21/...", "2023-03-21-visit.txt"."""
    found = re.search(r"(?<!\d)((?:19|20)\d\d)([-/_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)", address or "")
    return written_dates.iso("-".join(found.group(1, 3, 4))) if found else None


def _when_made(made: str | None, text: str) -> str | None:
    """The day a file was made, where the latest day its text names is shortly before it: it was made to publish it."""
    dates = _full_dates(text) if made and len(made) == 10 else []
    return made if made and dates and 0 <= written_dates.distance(dates[-1], made) <= 30 else None


def _source(bottom: Sequence[str]) -> str | None:
    for line in bottom:
        found = _SOURCE.match(line) if len(line) <= 80 else None
        if found:
            name = re.split(r"\. |, all |\s+all rights", found["name"], flags=re.IGNORECASE)[0].strip(" .,")
            return name or None
    return None
