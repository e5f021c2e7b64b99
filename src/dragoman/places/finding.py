"""Finds the places of a Doc: names of the atlas where the reader saw a place's name or a preposition of place stands
before."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from spacy.attrs import ORTH
from spacy.tokens import Doc, Token

from dragoman.language.columns import text_of
from dragoman.places.atlas import Atlas, Place, atlas

PREPOSITIONS = frozenset(
    {
        "in", "at", "near", "to", "from", "outside", "inside", "around", "across", "into", "toward", "towards",
        "throughout", "off", "via", "through"
    }
)
_SURE = 100_000  # people: a name that only a preposition points to must be that of a city of some size


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Tokens [start, end) that name a place. `name`: the city or region a record gives ("Moscow" for the Kremlin);
    `country`:
    ISO 3166-1 alpha-3, None for a sea or a region of no one state; `kind`: state, city, seat, retreat, region or
    water."""

    start: int
    end: int
    name: str
    country: str | None
    kind: str = "city"


class Finder:
    """Finds places; remembers of each word (by spaCy's hash of it) whether the atlas has a name that begins with
    it."""

    def __init__(self) -> None:
        self._known: dict[int, bool] = {}

    def find(self, doc: Doc) -> tuple[PlaceMention, ...]:
        """The places of a Doc in their order; none overlap. An ambiguous name is what the text's own countries make
        it, else
        the most populous."""
        known = atlas()
        found: list[tuple[int, int, tuple[Place, ...]]] = []
        text = text_of(doc)
        after = 0
        for i in self._begin(doc, known):
            if i < after:
                continue
            token = doc[i]
            hit = _match(doc, token, text, known)
            if hit is not None:
                found.append(hit)
                after = hit[1]
        told = Counter(p[0].country for _, _, p in found if p[0].kind != "city" and p[0].country)
        return tuple(_made(doc, known, start, end, places, told) for start, end, places in found)

    def _begin(self, doc: Doc, known: Atlas) -> list[int]:
        """The tokens with which a name of the atlas can begin."""
        seen = self._known
        if len(seen) > 200_000:  # what is remembered stays bounded whatever is read
            seen.clear()
        begin = []
        for i, key in enumerate(doc.to_array(ORTH).tolist()):
            told = seen.get(key)
            if told is None:
                text = doc[i].text
                told = seen[key] = (text[0].isupper() or text[0].isdigit()) and (
                    text in known or text in known.longest
                )
            if told:
                begin.append(i)
        return begin


def _match(doc: Doc, token: Token, whole: str, known: Atlas) -> tuple[int, int, tuple[Place, ...]] | None:
    i, text = token.i, token.text
    longest = known.longest.get(text, 1)
    if longest == 1 and text not in known:
        return None
    entity = token.ent_type_
    if entity == "PERSON":
        return None
    led = _led(doc, i)
    if entity != "LOC" and not led:
        return None
    start = token.idx
    for end in range(min(len(doc), i + longest), i, -1):
        last = doc[end - 1]
        words = text if end == i + 1 else whole[start : last.idx + len(last)].replace("’", "'").replace("\n", " ")
        places = known.get(words)
        if places is None or last.ent_type_ == "PERSON":
            continue
        if end == i + 1:
            following = doc[end] if end < len(doc) else None
            if (
                entity == "LOC"
                and following is not None
                and following.ent_type_ == "LOC"
                and following.ent_iob_ == "I"
                and following.text[0].isupper()
                and places[0].kind == "city"
            ):
                return None  # the first word of a longer name that the atlas lacks: "Palm Gardens"
            if places[0].kind == "city" and words in known.words and not (entity == "LOC" and led):
                return None
            if entity != "LOC" and places[0].kind == "city":
                longer = following is not None and following.text[0].isupper() and following.pos_ == "PROPN"
                if places[0].population < _SURE or longer or token.pos_ not in ("PROPN", "") or entity == "ORG":
                    return None
        return i, end, places
    return None


def _led(doc: Doc, i: int) -> bool:
    """Whether a preposition of place stands before, an article and the points of the compass apart."""
    j = i - 1
    while (
        j >= 0
        and i - j < 4
        and doc[j].lower_ in ("the", "northern", "southern", "eastern", "western", "central", "downtown")
    ):
        j -= 1
    return j >= 0 and doc[j].lower_ in PREPOSITIONS


def _made(doc: Doc, known: Atlas, start: int, end: int, places: tuple[Place, ...], told: Counter) -> PlaceMention:
    place = places[0]
    if len(places) > 1:
        beside = _country_after(doc, known, end)
        same = next((p for p in places if p.country == beside), None) if beside else None
        if same is None and place.country not in told:
            same = next((p for p in places if p.country in told and p.population * 50 > place.population), None)
        place = same or place
    name = place.name if place.kind == "seat" else doc[start:end].text
    return PlaceMention(start, end, name, place.country, place.kind)


def _country_after(doc: Doc, known: Atlas, end: int) -> str | None:
    """The state or region named after a city: "Tripoli, Lebanon", "Amiens in France"."""
    if end + 1 >= len(doc) or doc[end].lower_ not in (",", "in"):
        return None
    first = end + 2 if doc[end + 1].lower_ == "the" and end + 2 < len(doc) else end + 1
    for stop in range(min(len(doc), first + 4), first, -1):
        places = known.get(doc[first:stop].text)
        if places and places[0].kind in ("state", "region"):
            return places[0].country
    return None
