"""Who said what: direct, indirect and mixed speech, transcripts, signed texts, and what a joint document holds.

Reads the tree, `Doc._.mentions`, quotation marks and the layout. Writes nothing. Example: "Lavrov also said Russia
would strengthen its contingent" gives Sergei Lavrov, RUS, indirect, "Russia would strengthen its contingent".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Doc

from dragoman.acts import quotation, reporting
from dragoman.acts.arguments import as_party
from dragoman.acts.clauses import Tree, tree_of
from dragoman.acts.courtesies import is_courtesy
from dragoman.acts.reporting import Reported
from dragoman.acts.speakers import Speaker, names_of
from dragoman.acts.transcripts import Layout, layout_of
from dragoman.records import Party, Statement, content_id

FOUND = "dragoman.acts.statements"
_STOP = re.compile(r"(?<=[a-z]{3})([.!?])\s+(?=[A-Z])")
_EDGES = ' \t\r\n"“”„«»*_'


@dataclass(frozen=True, slots=True)
class _Said:
    start: int
    end: int
    speaker: Speaker
    form: str
    stance: str
    rule: str
    confidence: float


def find(doc: Doc) -> list[Statement]:
    """The statements of a document in the order of the text. Offsets are characters of `doc.text`; raises nothing."""
    if not len(doc):
        return []
    tree = tree_of(doc)
    names = names_of(doc, tree)
    layout = layout_of(doc, tree, names)
    quotes = quotation.find(tree.text)
    reported = reporting.find(tree, names, layout)
    said = _spoken(tree, layout)
    said += _quoted(tree, layout, quotes, reported, said)
    said += _told(tree, quotes, reported, said)
    source = doc._.source.id if doc._.source is not None else ""
    kept: dict[tuple[int, int, str], Statement] = {}
    for one in sorted(said, key=lambda s: (s.start, s.end, -s.confidence)):
        key = (one.start, one.end, one.speaker.name)
        if key not in kept:
            kept[key] = _statement(doc, tree, source, one)
    doc.user_data[FOUND] = list(kept.values())
    return list(kept.values())


def found(doc: Doc) -> list[Statement]:
    """The statements of a document, found once and kept for the stages that need to know who speaks."""
    kept = doc.user_data.get(FOUND)
    return kept if kept is not None else find(doc)


def _statement(doc: Doc, tree: Tree, source: str, one: _Said) -> Statement:
    return Statement(
        id=content_id(source, "statement", one.start, one.end, one.speaker.name, one.form),
        speaker=" ".join(one.speaker.name.split()),  # a name may stand on two lines
        state=one.speaker.state,
        form=one.form,
        stance=one.stance,
        about=_about(doc, tree, one),
        confidence=one.confidence,
        produced_by=f"rule:{one.rule}",
        sentence=tree.sentence_at(one.start),
        start=one.start,
        end=one.end,
        quote=tree.text[one.start : one.end],
    )


def _about(doc: Doc, tree: Tree, one: _Said) -> tuple[Party, ...]:
    parties: dict[str, Party] = {}
    first, last = tree.token_at(one.start), tree.token_at(one.end - 1)
    for mention in reporting.mentions_between(tree, first, last + 1):
        if mention.kind != "place":
            for entity in mention.parties:
                if (
                    entity.code not in one.speaker.codes
                    and entity.code not in parties
                    and entity.code != one.speaker.state
                ):
                    parties[entity.code] = as_party(doc, mention, entity)
    return tuple(parties.values())


def _pieces(tree: Tree, start: int, end: int) -> list[tuple[int, int]]:
    """Characters [start, end) cut at sentence boundaries, each piece without spaces and marks around it."""
    pieces = []
    text = tree.text
    number = tree.sentence_at(start)
    while number < len(tree.bounds) and tree.bounds[number] < end:
        a = max(start, tree.bounds[number])
        b = min(end, tree.bounds[number + 1] if number + 1 < len(tree.bounds) else len(text))
        while a < b and text[a] in _EDGES:
            a += 1
        while b > a and text[b - 1] in _EDGES:
            b -= 1
        if b > a:
            pieces.append((a, b))
        number += 1
    return pieces


def _stops(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A quotation inside one sentence of its reporter, cut at its own full stops."""
    pieces = []
    for stop in _STOP.finditer(text, start, end):
        pieces.append((start, stop.end(1)))
        start = stop.end()
    return [*pieces, (start, end)]


def _wordy(text: str) -> bool:
    return sum(1 for word in text.split() if any(c.isalpha() for c in word)) > 1


def _spoken(tree: Tree, layout: Layout) -> list[_Said]:
    """Every sentence of content under a heading, in a signed text, after "... said:"."""
    said = []
    for voice in layout.voices:
        for start, end in _pieces(tree, voice.start, voice.end):
            if layout.is_silent(start, end):
                continue
            text = tree.text[start:end]
            if _wordy(text) and not is_courtesy(text) and (text[-1] in '.!?…"”’:;)' or len(text.split()) > 6):
                said.append(_Said(start, end, voice.speaker, "direct", "neutral", voice.rule, 0.95))
    return said


def _quoted(
    tree: Tree, layout: Layout, quotes: list[quotation.Quotation], reported: list[Reported], spoken: list[_Said]
) -> list[_Said]:
    """What stands in quotation marks and has a speaker: before, after, inside, or in the paragraph before."""
    said: list[_Said] = []
    by_sentence: dict[int, list[Reported]] = {}
    inside = _inside(tree, quotes)
    for one in reported:
        if one.verb not in inside:
            by_sentence.setdefault(one.sentence, []).append(one)
    previous: tuple[Reported, int] | None = None  # who was quoted last, and where that ended
    main: dict[int, int] = {}  # sentence -> longest piece, for quotations that their speaker interrupts
    for quote in quotes:
        if layout.voice_at(quote.start) is not None:
            continue
        pieces = [
            p
            for q in _pieces(tree, quote.start, quote.end)
            for p in _stops(tree.text, *q)
            if _wordy(tree.text[p[0] : p[1]])
        ]
        if not pieces or (
            len(pieces) == 1 and len(tree.text[slice(*pieces[0])].split()) < 4 and tree.text[quote.start].islower()
        ):
            continue
        owner = _owner(tree, quote, pieces, by_sentence, previous)
        if owner is None or not owner.speakers:
            continue
        previous = (owner, quote.end)
        for a, b in pieces:
            number = tree.sentence_at(a)
            if len(pieces) == 1 and _fragment(tree, owner, a, b):
                continue
            at = main.get(number)
            if at is not None and said[at].speaker in owner.speakers and not tree.text[a : a + 1].isupper():
                if b - a > said[at].end - said[at].start:
                    said[at] = _Said(a, b, said[at].speaker, "direct", owner.stance, "quotation", 0.9)
                continue
            main[number] = len(said)
            for speaker in owner.speakers:
                said.append(_Said(a, b, speaker, "direct", owner.stance, "quotation", 0.92))
    return said


def _fragment(tree: Tree, owner: Reported, start: int, end: int) -> bool:
    """Whether a quotation is only part of what the clause reports: then the clause is the statement, mixed."""
    if owner.span is None:
        return False
    a, b = owner.span
    shared = min(b, end) - max(a, start)
    return shared > 0 and shared < 0.6 * (b - a)


def _inside(tree: Tree, quotes: list[quotation.Quotation]) -> set[int]:
    tokens: set[int] = set()
    for quote in quotes:
        token = tree.token_at(quote.start)
        while token < len(tree.start) and tree.start[token] < quote.end:
            if tree.start[token] >= quote.start:
                tokens.add(token)
            token += 1
    return tokens


def _owner(
    tree: Tree,
    quote: quotation.Quotation,
    pieces: list[tuple[int, int]],
    by_sentence: dict[int, list[Reported]],
    previous: tuple[Reported, int] | None,
) -> Reported | None:
    text = tree.text
    first, last = tree.sentence_at(pieces[0][0]), tree.sentence_at(pieces[-1][0])
    near = [
        one
        for number in dict.fromkeys((first, last))
        for one in by_sentence.get(number, ())
        if _governs(tree, one, quote)
    ]
    around = [one for one in near if one.span is not None and one.span[0] < quote.end and quote.start < one.span[1]]
    if around:  # the innermost: "sources say that they agreed in a joint statement that “...”"
        return min(around, key=lambda one: (one.span[1] - one.span[0], one.verb) if one.span else (0, one.verb))
    if near:
        return min(
            near,
            key=lambda one: (
                min(abs(tree.start[one.verb] - quote.start), abs(tree.start[one.verb] - quote.end)),
                one.verb,
            ),
        )
    gap = text[previous[1] : quote.start] if previous else ""
    if previous and (quote.follows or (not gap.strip(_EDGES) and gap.count("\n\n") <= 1)):
        return previous[0]
    opened = text[max(0, quote.start - 3) : quote.start - 1].rstrip()
    if opened.endswith(":") or (tree.bounds[first] >= quote.start - 2 and first > 0):
        before = [one for one in by_sentence.get(first - 1, ()) if one.span is None]
        if opened.endswith(":") and before:
            return before[-1]
    # '“We signed it.” Xi said after the talks': the attribution was cut off as a sentence of its own
    after = [one for one in by_sentence.get(last + 1, ()) if one.bare and tree.bounds[last + 1] - quote.end < 4]
    if after and "\n" not in text[quote.end : tree.bounds[last + 1]]:
        return after[0]
    whole = pieces[0][0] - tree.bounds[first] < 3
    if (
        previous
        and whole
        and len(gap) < 600
        and text[pieces[0][0]].isupper()
        and "\n\n" not in gap.strip()
        and len(text[slice(*pieces[0])]) > 25
    ):
        return previous[0]
    return None


def _governs(tree: Tree, one: Reported, quote: quotation.Quotation) -> bool:
    """Whether a verb of saying may own a quotation of its sentence: it reports it, or stands next to it."""
    if one.span is not None and one.span[0] < quote.end and quote.start < one.span[1]:
        return True
    if one.span is not None and one.clause:
        return False
    at = tree.start[one.verb]
    between = tree.text[tree.end[one.verb] : quote.start] if at < quote.start else tree.text[quote.end : at]
    return len(between) < 160 and ";" not in between


def _told(tree: Tree, quotes: list[quotation.Quotation], reported: list[Reported], said: list[_Said]) -> list[_Said]:
    """Reported clauses and noun phrases that no quotation or floor-holder has taken already."""
    told: list[_Said] = []
    opened = [quote.start for quote in quotes]
    near: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for s in said:
        if s.rule != "transcript":
            near.setdefault((tree.sentence_at(s.start), s.speaker.name), []).append((s.start, s.end))
    clausal = {(one.sentence, s.name) for one in reported if one.span and one.clause for s in one.speakers}
    for one in reported:
        if one.span is None:
            continue
        start, end = one.span
        for speaker in one.speakers:
            if not one.clause and (one.sentence, speaker.name) in clausal:
                continue
            same = near.setdefault((one.sentence, speaker.name), [])
            if any(a < end and start < b for a, b in same):
                continue
            at = bisect_left(opened, start + 1)
            form = "mixed" if at < len(quotes) and quotes[at].end < end else "indirect"
            told.append(_Said(start, end, speaker, form, one.stance, one.rule, one.confidence))
            same.append((start, end))
    return told
