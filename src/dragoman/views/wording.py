"""The words both views use: names of parties, dates as people write them, the order of sections, text made harmless."""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from dragoman import gazetteers, ontology
from dragoman.errors import StopRun
from dragoman.records import Event, Party, Record

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?\Z", re.ASCII)

# Invisible marks that only guide the direction or the joining of characters: leaving them out changes no word.
_INVISIBLE = "\u200b\u200e\u200f\u061c\u2060\ufeff\u00ad"
# Embeddings, overrides and isolates turn what follows them round ("exe.fdp" reads "pdf.exe"): shown as a mark instead.
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_HARMLESS: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\n\t"},  # ESC -> the picture of ESC
    0x7F: "\u2421",
    **{ord("\r"): "", 0x0B: " ", 0x0C: " "},  # line ends of other systems, page ends of PDFs: nothing to warn of
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),  # C1: 0x9B opens an escape sequence in eight-bit terminals
    **{ord(c): "" for c in _INVISIBLE},
    **{ord(c): "\ufffd" for c in _TURNING},
    **dict.fromkeys((0x2028, 0x2029), " "),
    **dict.fromkeys(range(0xE0000, 0xE0080), ""),  # tag characters: invisible text
}
_SURROGATE = re.compile("[\ud800-\udfff]")


def harmless(text: str) -> str:
    """`text` without what could steer a terminal or turn a line round; newlines and tabs stay.

    >>> harmless("\\x1b[31mred")
    '␛[31mred'
    """
    if text.isascii() and text.isprintable():
        return text
    return _SURROGATE.sub("\ufffd", text.translate(_HARMLESS))


def one_line(text: str) -> str:
    """`text` made harmless, on one line, with single blanks."""
    return " ".join(harmless(text).split())


def trimmed(text: str, longest: int) -> str:
    """At most `longest` characters, cut between words where it can be, with an ellipsis."""
    if len(text) <= longest:
        return text
    cut = text.rfind(" ", longest // 2, longest)
    return text[: cut if cut > 0 else longest - 1].rstrip(" ,;:") + "…"


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Name of each state and organisation by code. A view never fails over its gazetteer: it shows codes alone then."""
    try:
        names = {state.code: state.name for state in gazetteers.states()}
        for body in gazetteers.organisations():
            names.setdefault(body.code, body.name)  # the body itself stands before its organs and forerunners
        return names
    except StopRun:
        return {}


def name_of(code: str) -> str:
    """A readable name: "China" for CHN, "Hamas" for NSA:Hamas, "UN" for IGO:UN.

    >>> name_of("NSA:Hamas")
    'Hamas'
    """
    kind, colon, rest = code.partition(":")
    return one_line(rest if colon and rest else _names().get(kind, code))


def full_name(code: str) -> str:
    """The name in full where it is known: "United Nations" for IGO:UN."""
    return one_line(_names().get(code) or name_of(code))


def tag_of(code: str) -> str:
    """What stands beside the name: the state's code (CHN), else the kind of party (IGO, NSA, COM, PER)."""
    return one_line(code.partition(":")[0])


def labels(parties: Iterable[Party]) -> list[tuple[str, str]]:
    """(name, tag) of each party, each code once, in their order."""
    return [(name_of(code), tag_of(code)) for code in dict.fromkeys(party.code for party in parties)]


def told(parties: Iterable[Party], *, tags: bool = True, unnamed: str = "") -> str:
    """ "China (CHN), Russia (RUS)"; `unnamed` where there is none."""
    # A no-break space keeps name and tag together where a line is wrapped.
    shown = (f"{name}\u00a0({tag})" if tags and tag != name else name for name, tag in labels(parties))
    return ", ".join(shown) or unnamed


def day(value: str | None) -> str:
    """An ISO date or interval as people write it; anything else as it stands.

    >>> day("2023-03-20/2023-03-22"), day("2023-03"), day("2023-12-30/2024-01-02")
    ('20–22 Mar 2023', 'Mar 2023', '30 Dec 2023 – 2 Jan 2024')
    """
    first, slash, last = (value or "").partition("/")
    if not slash or first == last:
        return _day(first)
    if not first or not last:
        return f"since {_day(first)}" if first else f"until {_day(last)}"
    a, b = _DATE.match(first), _DATE.match(last)
    if a and b and a[3] and b[3] and a[1] == b[1]:
        if a[2] == b[2]:
            return f"{int(a[3])}–{_day(last)}"
        return f"{_day(first).rsplit(' ', 1)[0]} – {_day(last)}"
    return f"{_day(first)} – {_day(last)}"


def _day(value: str) -> str:
    found = _DATE.match(value)
    if not found or not 1 <= int(found[2] or 1) <= 12:
        return one_line(value)
    year, month, number = found.groups()
    return " ".join(filter(None, (str(int(number)) if number else "", _MONTHS[int(month) - 1] if month else "", year)))


def act(event: Event) -> str:
    """Type and mode: "CONSULT visit"."""
    return one_line(f"{event.type} {event.mode}" if event.mode else event.type)


def is_conflict(event: Event) -> bool:
    """Whether the type is one of PLOVER's conflict classes; by its score where the ontology does not know it."""
    kind = ontology.types().get(event.type)
    return kind.quad.endswith("conflict") if kind else event.score < 0


def sections(events: Sequence[Event]) -> tuple[list[Event], list[Event], list[Event]]:
    """Events in three lists: meetings (CONSULT), other cooperation, conflict; each in the order of the text."""
    met = [e for e in events if e.type == "CONSULT"]
    others = [e for e in events if e.type != "CONSULT"]
    return met, [e for e in others if not is_conflict(e)], [e for e in others if is_conflict(e)]


def main_sector(sector: str) -> str:
    """ "energy" of "energy.gas"."""
    return sector.partition(".")[0]


def sector_name(sector: str) -> str:
    """A sector as people read it: "food security", "energy: gas"."""
    return one_line(sector.replace("_", " ").replace(".", ": "))


def heading(record: Record) -> tuple[str, str]:
    """Title (else the path or id) and a line of publisher, authors and date."""
    document = record.document
    title = one_line(document.title or document.path or document.id) or "Untitled"
    parts = (document.publisher, ", ".join(document.authors), day(document.published))
    return title, " · ".join(one_line(part) for part in parts if part)


def counted(number: int, noun: str) -> str:
    """ "1 event", "3 events"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def tally(record: Record) -> str:
    """How much was read: "6 events · 1 statement"."""
    kinds = (("event", record.events), ("statement", record.statements), ("instrument", record.instruments),
             ("commitment", record.commitments))
    return " · ".join(counted(len(found), noun) for noun, found in kinds if found) or "nothing found"
