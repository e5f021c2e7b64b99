"""Drafts of events become records: words to characters, mentions to parties, with date, place, contexts and sectors."""

from __future__ import annotations

import dataclasses
import re
from functools import lru_cache

from spacy.tokens import Doc

from dragoman import dating, lexicons, ontology, places
from dragoman.acts.arguments import as_party
from dragoman.acts.clauses import Tree, tree_of
from dragoman.acts.drafts import Draft
from dragoman.parties.mentions import Mention
from dragoman.records import Event, Party, Place, Statement, content_id

_LONGEST_OBJECT = 14  # tokens of an object that still make part of a quote


def write(doc: Doc, drafts: list[Draft], statements: list[Statement]) -> list[Event]:
    """The events of a Doc as records, in the order of the text; ids come from content and place in the text."""
    tree = tree_of(doc)
    found = _phrases(tree, {tree.sentence_of[d.at] for d in drafts})
    events = []
    for draft in drafts:
        number = tree.sentence_of[draft.at]
        start, end = span(tree, draft)
        actor, recipient = _parties(doc, draft.actors, set()), _parties(doc, draft.recipients, set())
        recipient = tuple(p for p in recipient if p.start not in {a.start for a in actor})
        contexts, sectors = found[number]
        date = _date(doc, tree, draft)
        quote = tree.text[start:end]
        codes = ",".join(p.code for p in actor) + ">" + ",".join(p.code for p in recipient)
        events.append(
            Event(
                id=content_id(
                    doc._.source.id if doc._.source else "",
                    "event",
                    start,
                    end,
                    draft.at,
                    draft.type,
                    draft.mode,
                    codes,
                ),
                type=draft.type,
                mode=draft.mode,
                contexts=contexts,
                cameo=ontology.cameo(draft.type, draft.mode),
                score=ontology.score(draft.type, draft.mode),
                actor=actor,
                recipient=recipient,
                date=date,
                place=_place(doc, draft),
                status=draft.status,
                attributed_to=_speaker(statements, tree.start[draft.at]),
                sectors=sectors,
                confidence=draft.confidence,
                produced_by=draft.produced_by,
                sentence=number,
                start=start,
                end=end,
                quote=quote,
            )
        )
    again = {event.id for event, draft in zip(events, drafts, strict=True) if _definite(tree, draft.at)}
    return [_abroad(event) for event in _retold(events, again)]


def _abroad(event: Event) -> Event:
    """Talks of states in the house of another are PLOVER's mode "third-party"."""
    everybody = (*event.actor, *event.recipient)
    away = event.place is not None and event.place.country not in {None, *(p.code for p in everybody)}
    if event.type != "CONSULT" or event.mode is not None or not away or any(len(p.code) != 3 for p in everybody):
        return event
    mode = "third-party"
    return dataclasses.replace(
        event, mode=mode, cameo=ontology.cameo("CONSULT", mode), score=ontology.score("CONSULT", mode)
    )


def _date(doc: Doc, tree: Tree, draft: Draft) -> str | None:
    """When the act happened: the time tied to its word or, for a noun, to its clause; what a release says is being done
    is done on its day."""
    time = dating.date_of(doc, draft.at)
    if time is None and tree.pos[draft.at] in ("NOUN", "PROPN"):
        head = tree.heads[draft.at]
        if tree.pos[head] == "VERB":
            time = dating.date_of(doc, head)
    published = doc._.source.published if doc._.source else None
    if time is not None:
        ahead = published and draft.status == "occurred" and time.value.lstrip("/") > published[: len(time.value)] + "~"
        return None if ahead else time.value  # what has happened did not happen after it was written
    now = tree.tags[draft.at] == "VBG" and any(
        tree.tags[c] in ("VBZ", "VBP") and tree.deps[c] == "aux" for c in tree.children[draft.at]
    )
    return published if now and published and draft.type in _ANNOUNCED else None


_ANNOUNCED = frozenset({"SANCTION", "AID", "CONCEDE", "CONSULT"})
_HARMS = frozenset({"ASSAULT", "COERCE", "SANCTION"})
_SIGNED = re.compile(r"\b(?:sign|initial|ratif|adopt|conclu)", re.IGNORECASE)


def _definite(tree: Tree, at: int) -> bool:
    """A noun that points to an act told elsewhere: "the past designation"."""
    return tree.pos[at] == "NOUN" and any(tree.lower[c] in ("the", "this", "that") for c in tree.children[at])


def _retold(events: list[Event], again: set[str]) -> list[Event]:
    """Talks, visits and signings told again take date and place from the telling that has them, where only one fits.

    A telling fits that has the same parties, else for talks some of them or some more ("the Summit", "the ministers met") and
    for signings some more. Harm done to the same parties is the one told before where a noun points to it (`again`: ids).
    """
    told: dict[str, dict[frozenset[str], list[Event]]] = {}  # by type and parties: a long text tells thousands of acts
    for event in events:
        known = (_is_retold(event) or event.type in _HARMS) and event.status == "occurred" and (event.date or event.place)
        if known and (own := _parts(event)):
            told.setdefault(event.type, {}).setdefault(own, []).append(event)
    out = []
    for event in events:
        own = _parts(event)
        if not _is_retold(event) and not (event.id in again and event.type in _HARMS and event.status == "occurred"):
            out.append(event)
            continue
        tellings = told.get(event.type, {})
        same = tellings.get(own) or [t for other, some in tellings.items() if _fits(event.type, own, other) for t in some]
        dates = {t.date for t in same if t.date}
        where = {t.place.name: t.place for t in same if t.place and t.type == "CONSULT"}
        out.append(_completed(event, dates, where))
    return out


def _is_retold(event: Event) -> bool:
    """Talks, and the signing of a document; praise or thanks are acts anew each time."""
    signed = event.type == "SUPPORT" and _SIGNED.search(event.quote) is not None
    return event.status == "occurred" and (event.type == "CONSULT" or signed)


def _fits(kind: str, own: frozenset[str], other: frozenset[str]) -> bool:
    some = kind == "CONSULT" and other <= own  # talks told with some more; a signing by one of those who signed
    return kind not in _HARMS and bool(own) and (own <= other or some)


def _completed(event: Event, dates: set[str], places: dict[str, Place]) -> Event:
    """The event with the one date (the most precise, if the others only say less) and the one place of its tellings."""
    date, place = event.date, event.place
    finest = max(dates, key=lambda d: (len(d), d), default=None)
    if finest and all(finest.startswith(d) for d in dates):
        date = finest
    if place is None and len(places) == 1:
        place = next(iter(places.values()))
    return dataclasses.replace(event, date=date, place=place)


def _parts(event: Event) -> frozenset[str]:
    return frozenset(p.code for p in (*event.actor, *event.recipient) if p.code)


def span(tree: Tree, draft: Draft) -> tuple[int, int]:
    """Characters of the shortest piece of the sentence that holds the word of the act, its parties and its object."""
    a, b = tree.sentences[tree.sentence_of[draft.at]]
    tokens = {draft.at}
    for w in draft.words:
        tokens.add(w)
        if tree.right[w] - tree.left[w] <= _LONGEST_OBJECT and w != draft.at:
            tokens |= {tree.left[w], tree.right[w]}
    for m in draft.actors + draft.recipients:
        tokens |= {m.start, m.end - 1}
    inside = [t for t in tokens if a <= t < b]
    first, last = tree.trim(min(inside), max(inside) + 1)
    return (tree.start[first], tree.end[last - 1]) if first < last else (tree.start[draft.at], tree.end[draft.at])


def _parties(doc: Doc, mentions: list[Mention], seen: set[str]) -> tuple[Party, ...]:
    """One party for each code, at its first mention."""
    out = []
    for m in mentions:
        for entity in m.parties:
            if entity.code not in seen:
                seen.add(entity.code)
                out.append(as_party(doc, m, entity))
    return tuple(out)


def _place(doc: Doc, draft: Draft) -> Place | None:
    found = places.place_of(doc, draft.at)
    return Place(found.name, found.country) if found is not None else None


def _speaker(statements: list[Statement], at: int) -> str | None:
    """Who is reported to tell the act: the speaker of the shortest statement around it."""
    around = [s for s in statements if s.start <= at < s.end]
    return min(around, key=lambda s: (s.end - s.start, s.start)).speaker if around else None


def _phrases(tree: Tree, numbers: set[int]) -> dict[int, tuple[tuple[str, ...], tuple[str, ...]]]:
    """PLOVER contexts and Dragoman's sectors that the words of each sentence name, in a fixed order."""
    contexts, sectors = _lexicons()
    out = {}
    for number in numbers:
        a, b = tree.sentences[number]
        lemmas = tree.lemmas[a:b]
        out[number] = (
            tuple(sorted({v for _, _, v in contexts.find(lemmas)})),
            tuple(sorted({v for _, _, v in sectors.find(lemmas)})),
        )
    return out


@lru_cache(maxsize=1)
def _lexicons() -> tuple[lexicons.Phrases[str], lexicons.Phrases[str]]:
    return lexicons.contexts(), lexicons.sectors()
