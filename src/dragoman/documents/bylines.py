"""Who wrote a text, from the lines at its top and under it.

"By Jane Doe and John Roe", "Reporting by Jane Doe in Kyiv; editing by ...", "Jane Doe is a senior fellow at ...", or
a name alone on its line with a post on the next ("Research Associate, Institute of ...").
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

_ONE = r"(?:[A-Z]\.|[A-Z][\w'’.-]*[^\W\d_]|(?:de|da|del|der|di|du|van|von|al|el|bin|ibn|la|le|ben)(?=\s))"
_NAME = rf"(?:(?:Dr|Prof|Mr|Ms|Mrs|Amb|Ambassador|Professor)\.?\s)?[A-Z][\w'’.-]*(?:\s{_ONE}){{1,4}}"
_NAMES = rf"{_NAME}(?:(?:,\s(?:and\s)?|\sand\s|\s&\s|;\s){_NAME}){{0,7}}"
_BY = re.compile(
    rf"(?:[Ww]ritten by|WRITTEN BY|[Bb]y|BY|[Aa]uthors?|[Cc]ontributed by)\s*:?\s+(?P<names>{_NAMES})(?P<rest>.*)$"
)
_REPORTING = re.compile(rf"[(\[]?(?:Additional\s)?[Rr]eporting by\s(?P<names>{_NAMES})")
_IS = re.compile(
    rf"(?:\(?(?:The (?:author|writer)|About the authors?)[:,]?\s)?(?P<names>{_NAME}),?"
    r"\s(?:is|was|serves as)\s(?:a|an|the|currently|director|professor)\b"
)
_ALONE = re.compile(rf"(?P<names>{_NAMES})$")
_POST = re.compile(
    r"\b(?:associate|fellow|analyst|researcher|research|professor|correspondent|editor|journalist|writer|reporter|scholar|lecturer|author|"
    r"columnist|economist|historian|intern|student|adviser|advisor|contributor|commentator|expert|director|chair|head)\b",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"\b(?:the|staff|agencies|agency|news|press|office|ministry|department|university|institute|house|council|union|nations|republic|government|"
    r"president|minister|prime|secretary|foreign|states|reuters|afp|statement|relations|visit|summit|talks|agreement|international|posts?|share|"
    r"read|more|about|contact|related|war|conflict|white|committee|association|center|centre|service|bureau|team|board|desk|group|january|"
    r"february|march|april|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"(?:MR|MS|MRS|DR|SECRETARY|PRESIDENT|VICE|PRIME|FOREIGN|MINISTER|AMBASSADOR|QUESTION|Q|A|ANSWER|MODERATOR|SENATOR|GENERAL|ADMIRAL)\b"
    r"[A-Z.'’ -]{0,50}:\s"
)
_REST_OF_BYLINE = re.compile(r"\s*(?:$|[,|(·•—–-]|(?:in|for|of|from)\s[A-Z])")


def authors(top: Sequence[str], bottom: Sequence[str], title: str | None = None) -> tuple[str, ...]:
    """The authors that the first lines of a text name, or else its last lines; () where none do."""
    for line in top[:10]:
        names = _by(line)
        if names:
            return names
    for line, after in itertools.pairwise(top):
        if line != title and _is_post(after):
            names = _alone(line)
            if names:
                return names
    for number, line in enumerate(bottom):
        found = _REPORTING.match(line) or (
            len(line) < 400 and re.search(r"\((?=Reporting by )", line) and _REPORTING.search(line)
        )
        names = _split(found["names"]) if found else _by(line)
        if not names and number + 1 < len(bottom) and _is_post(bottom[number + 1]):
            names = _alone(line)
        if not names and number >= len(bottom) - 3 and len(line) < 500 and _POST.search(line):
            found = _IS.match(line.strip("*_ "))
            names = _split(found["names"]) if found else ()
        if names:
            return names
    return ()


def is_byline(line: str) -> bool:
    """Whether a line only says who wrote."""
    return bool(_by(line) or _REPORTING.match(line))


def speaks(line: str) -> bool:
    """Whether a line is a turn of a transcript: "MR. KIRBY: I do"."""
    return bool(_SPEAKER.match(line))


def _by(line: str) -> tuple[str, ...]:
    if len(line) > 160:
        return ()
    found = _BY.match(line.strip())
    if not found or not _REST_OF_BYLINE.match(found["rest"]):
        return ()
    return _split(found["names"])


def _alone(line: str) -> tuple[str, ...]:
    found = _ALONE.match(line.strip()) if len(line) <= 120 else None
    return _split(found["names"]) if found and not _POST.search(line) else ()


def _is_post(line: str) -> bool:
    """ "Research Associate, Pakistan House": a post, and no sentence."""
    return (
        len(line) <= 120 and line[:1].isupper() and not line.endswith((".", ":", "?", "!")) and bool(_POST.search(line))
    )


def _split(names: str) -> tuple[str, ...]:
    found = []
    for name in re.split(r",\sand\s|,\s|;\s|\sand\s|\s&\s", names):
        name = re.sub(r"^(?:Dr|Prof|Mr|Ms|Mrs|Professor)\.?\s", "", name).strip(" .")
        if name.isupper():
            name = name.title()
        if name and not _NO_NAME.search(name) and len(name.split()) >= 2 and name not in found:
            found.append(name)
    return tuple(found)


def tidy(value: object) -> tuple[str, ...]:
    """Authors as a field gives them: a string ("Jane Doe; John Roe") or a list of strings."""
    if isinstance(value, str):
        value = re.split(r"\s*;\s*|\s+and\s+|,\s+and\s+", value) if not re.search(r"https?://|@", value) else []
    if not isinstance(value, (list, tuple)):
        return ()
    names = (" ".join(str(v).split()) for v in value if isinstance(v, str))
    return tuple(dict.fromkeys(re.sub(r"^[Bb]y\s+", "", n) for n in names if 0 < len(n) <= 200))
