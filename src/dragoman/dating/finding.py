"""Finds the time expressions of a Doc and resolves them: tokens with a trigger word first, the grammar only around
those."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from spacy.attrs import IDX, LENGTH, LOWER
from spacy.tokens import Doc

from dragoman.dating import absolute
from dragoman.dating.anchors import Anchor
from dragoman.dating.relative import Found, Grammar
from dragoman.dating.tense import direction
from dragoman.dating.times import Point, Stretch, Time, iso, last_day, point, stretch
from dragoman.dating.words import Atom, atoms, triggers
from dragoman.language.columns import text_of

REACH = 60  # characters on each side of a trigger word: no expression is longer
_KNOWN_WORDS = 200_000  # what is remembered of words stays bounded whatever is read

# Words between a relation ("by") and the time: "by at least the end of 2030".
_BETWEEN = frozenset(
    {
        "the", "about", "around", "approximately", "roughly", "at", "least", "sometime", "in", "on", "early",
        "late", "mid", "year", "end", "of"
    }
)
_RELATIONS = {
    "since": "since",
    "until": "until",
    "till": "until",
    "through": "until",
    "by": "by",
    "before": "before",
    "after": "after",
    "within": "by",
    "following": "after",
    "starting": "since",
    "beginning": "since",
}
_UPDATES = frozenset({"at", "from-to", "since"})


class Finder:
    """Finds times; remembers of each word (by spaCy's hash of its lower case) whether it can be part of one."""

    def __init__(self) -> None:
        self._known: dict[int, bool] = {}

    def find(self, doc: Doc) -> tuple[Time, ...]:
        """The times of a Doc in their order; none overlap. Counted from `doc._.source.published` where it is
        known."""
        hot = self._hot(doc)
        if not hot:
            return ()
        text = text_of(doc)
        starts, lengths = doc.to_array([IDX, LENGTH]).T.tolist()
        ends = [start + length for start, length in zip(starts, lengths, strict=True)]
        source = doc._.source if doc.has_extension("source") else None
        anchor = Anchor(point(source.published) if source is not None else None)
        parsed = doc.has_annotation("DEP")
        windows = [atoms(text, start, end) for start, end in _windows(starts, ends, hot)]
        if anchor.told is None:
            anchor.year = _own_year(windows, text)
        found: list[Time] = []
        for window in windows:
            for begin, end, relation, value in _read(window, text, anchor, doc, starts, parsed):
                made = _time(doc, _at(starts, begin), _at(starts, end - 1) + 1, relation, value, anchor, parsed)
                if made and (not found or made.start >= found[-1].end):
                    found.append(made)
        return tuple(found)

    def _hot(self, doc: Doc) -> list[int]:
        known = self._known
        if len(known) > _KNOWN_WORDS:
            known.clear()
        hot = []
        for i, key in enumerate(doc.to_array(LOWER).tolist()):
            told = known.get(key)
            if told is None:
                told = known[key] = triggers(doc[i].text)
            if told:
                hot.append(i)
        return hot


def _windows(starts: list[int], ends: list[int], hot: list[int]) -> Iterator[tuple[int, int]]:
    """Stretches of characters around the trigger tokens, cut at token borders and merged."""
    begin = end = -1
    for i in hot:
        start = starts[bisect_left(starts, starts[i] - REACH)]
        stop = ends[bisect_right(starts, starts[i] + REACH) - 1]
        if begin < 0:
            begin, end = start, stop
        elif start <= end:
            end = max(end, stop)
        else:
            yield begin, end
            begin, end = start, stop
    if begin >= 0:
        yield begin, end


def _read(window: list[Atom], text: str, anchor: Anchor, doc: Doc, starts: list[int], parsed: bool):
    """(start, end, relation, value) of each expression in a window; keeps `anchor.last` up to date."""
    grammar = Grammar(text, window, anchor, lambda i: direction(doc, _at(starts, window[i].start), parsed))
    i, size = 0, len(window)
    while i < size:
        if window[i].word is None and not _may_begin(window[i].low):
            i += 1
            continue
        try:
            found = grammar.expression(i)
        except (ValueError, OverflowError):  # the calendar ends: "9000 years ago"
            found = None
        if found is None or found.end <= i:
            i += 1
            continue
        if found.value is not None:
            relation = _relation(window, i, found)
            yield window[i].start, window[found.end - 1].end, relation, found.value
            if relation in _UPDATES:
                anchor.last = stretch(found.value)
        i = found.end


def _may_begin(low: str) -> bool:
    return low[0].isdigit() or low in (
        "the",
        "earlier",
        "later",
        "q",
        "h",
        "first",
        "second",
        "third",
        "fourth",
        "final",
        "few",
        "several",
        "couple",
    )


def _relation(window: list[Atom], i: int, found: Found) -> str:
    """How the words before an expression relate to it: since, until, by, before, after, from-to, else at."""
    after = window[found.end].low if found.end < len(window) else ""
    last = window[found.end - 1]
    if after in ("'", "’") and window[found.end].start == last.end:
        return "at"  # "after Tuesday's attack": the attack is of Tuesday
    j = i - 1
    while j >= 0 and window[j].low in _BETWEEN:
        j -= 1
    low = window[j].low if j >= 0 else ""
    before = window[j - 1].low if j > 0 else ""
    ranged = isinstance(found.value[0], tuple)  # type: ignore[index]
    if low in ("from", "between") and ranged:
        return "from-to"
    if low == "from" and after in ("onward", "onwards", "on", "forward"):
        return "since"
    if low == "than" and before == "later":
        return "by"
    if (low, before) in (("to", "prior"), ("to", "up"), ("of", "ahead")):
        return "until" if before == "up" else "before"
    return _RELATIONS.get(low, "at")


def _time(
    doc: Doc, start: int, end: int, relation: str, value: Point | Stretch, anchor: Anchor, parsed: bool
) -> Time | None:
    first, last = stretch(value)
    told = anchor.told
    if relation == "since" and told is not None and last_day(first) <= last_day(told):
        last = told
    head = start
    if doc[start].ent_type_ == "PERSON" and doc[end - 1].ent_type_ == "PERSON":
        return None  # Theresa May, April Smith
    if parsed:
        for token in doc[start:end]:
            if not start <= token.head.i < end or token.head.i == token.i:
                head = token.i
                break
    try:
        return Time(
            start, end, iso((first, last)), relation, head, told is not None and last_day(first) > last_day(told)
        )
    except (ValueError, OverflowError):
        return None


def _at(starts: list[int], char: int) -> int:
    """The token in which a character lies."""
    return bisect_right(starts, char) - 1


def _own_year(windows: list[list[Atom]], text: str) -> int | None:
    """The year that a text names for itself where its publication is unknown: that of its title ("Summit 2016"), and
    else
    none. A year elsewhere may be any."""
    line_end = text.find("\n")
    if line_end < 0:
        return None
    years = {
        int(atom.low)
        for window in windows
        for k, atom in enumerate(window)
        if atom.end <= line_end and absolute.bare_year(window, k, False)
    }
    return years.pop() if len(years) == 1 else None
