"""A document as a row of items: found names and titles, persons, and the plain words between them.

"Russian troops left" -> [adjective RUS] [agent troops] [break]
"""

from __future__ import annotations

from typing import NamedTuple

from dragoman.parties.ambiguity import Judge
from dragoman.parties.holders import Holders
from dragoman.parties.names import Hit, Meaning
from dragoman.parties.vocabulary import word_set
from dragoman.parties.words import Words, atoms

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_BARE = NOUNS | {"JJ", "JJR", "JJS", "CD", "FW", "ADD", "AFX", "HYPH", "PDT", "``", "''", "$"}
# Nouns that act when they stand alone and only modify before another noun: "power plants", "state television".
_MAYBE_CAPITAL = frozenset({"agent", "office"})


class Item(NamedTuple):
    """Tokens [start, end). `kind`: name, adjective, capital, metonym, body, office, agent, person, unknown (an ORG
    that no gazetteer
    knows), determiner, pronoun (possessive), honorific, bare (a word inside a noun phrase), possessive ('s), and,
    comma, of, break."""

    kind: str
    start: int
    end: int
    meanings: tuple[Meaning, ...] = ()


def read_items(words: Words, hits: list[Hit], judge: Judge, holders: Holders) -> list[Item]:
    """The items of the document, left to right, covering every token."""
    allowed = _allowed(words, hits, judge)
    barred = {
        h.start
        for h in hits
        if h.start not in allowed
        and h.kind in ("name", "capital", "adjective")
        and words.texts[h.start] not in judge.persons
    }
    items: list[Item] = []
    i, total = 0, words.count
    while i < total:
        hit = allowed.get(i)
        ent = words.ents.get(i)
        if hit is None and i in barred and (ent is None or ent[1] != "PERSON" or ent[0] == i + 1):
            items.append(Item("bare", i, i + 1))
            i += 1
            continue
        if ent is not None and ent[1] == "PERSON":
            end = _person_end(words, i, ent[0])
            if end > i and (hit is None or not _beats_person(words, hit, i, end, allowed)):
                items.append(Item("person", i, _rest_of_name(words, i, end)))
                i = items[-1].end
                continue
        if hit is not None:
            items.append(Item(hit.kind, hit.start, hit.end, hit.meanings))
            i = hit.end
            continue
        if (
            words.inside[i] == "PERSON"
            and words.tags[i] in NOUNS
            and items
            and (ent is None and items[-1].kind != "person")
        ):
            end = i + 1  # the rest of a PERSON whose first words were a title: "President Xi"
            while end < total and words.inside[end] == "PERSON" and end not in words.ents and end not in allowed:
                end += 1
            end = _rest_of_name(words, i, _person_end(words, i, end))
            items.append(Item("person", i, end))
            i = items[-1].end
            continue
        if words.tags[i] in ("IN", "DT", "TO", "CC", "POS", "PRP$") and ent is not None and ent[0] > i + 1:
            words.ents[i + 1] = ent  # a name never begins with "of" or "the"
        if words.texts[i] in word_set("honorific"):
            items.append(Item("honorific", i, i + 1))
            i += 1
            continue
        if words.tags[i] in NOUNS and words.texts[i][:1].isupper() and _after_title_of_state(items, i):
            end = _capitals(words, allowed, holders, i)
            if end:
                items.append(Item("person", i, end))
                i = end
                continue
        if words.tags[i] in ("NNP", "NNPS") and words.texts[i][:1].isupper():
            end = _name_before(words, items, i)
            if end:
                items.append(Item("person", i, end))
                i = end
                continue
            end = _untagged_person(words, items, allowed, holders, i)
            if end:
                items.append(Item("person", i, _rest_of_name(words, i, end)))
                i = items[-1].end
                continue
        if ent is not None and ent[1] == "ORG" and words.tags[i] not in ("IN", "DT", "TO", "CC", "POS", "PRP$"):
            end = _free_end(allowed, i, ent[0])
            if words.lower[end - 1] in word_set("document") or (
                end == i + 1 and words.lower[i] in word_set("generic_body")
            ):
                end = i
            if end > i and words.tags[end - 1] in NOUNS:
                items.append(Item("unknown", i, end))
                i = end
                continue
        items.append(Item(_plain(words, i), i, i + 1))
        i += 1
    return items


def _allowed(words: Words, hits: list[Hit], judge: Judge) -> dict[int, Hit]:
    """The hits that stand, by first token: those that their surroundings rule out become plain words."""
    allowed: dict[int, Hit] = {}
    sport: set[int] = set()
    for start, end in words.sents:
        if judge.sporting(start, end):
            sport.update(range(start, end))
    nouns = {i for hit in hits if hit.kind in _MAYBE_CAPITAL for i in range(hit.start, hit.end)}
    for hit in hits:
        if hit.kind == "none":
            allowed[hit.start] = hit
        elif hit.kind in _MAYBE_CAPITAL:
            if (
                hit.end == hit.start + 1
                and words.lower[hit.start] in word_set("attributive")
                and words.deps[hit.start] in ("compound", "amod")
                and words.heads[hit.start] > hit.start
            ):
                continue
            at = hit.end - 1
            if (
                words.tags[at] in ("NN", "JJ")
                and words.deps[at] in ("compound", "amod")
                and words.heads[at] > at
                and words.heads[at] not in nouns
                and words.tags[words.heads[at]] in ("NN", "NNS")
                and hit.meanings[0].row is not None
                and getattr(hit.meanings[0].row, "kind", "person") == "person"
            ):
                continue  # "terrorist attacks": a noun that only modifies
            if words.tags[hit.end - 1] in NOUNS or (
                hit.end - hit.start > 1 and words.tags[hit.end - 1] in ("JJ", "IN")
            ):
                allowed[hit.start] = hit
        elif hit.kind == "body" or (hit.start not in sport and judge.allows(hit.start, hit.end)):
            if hit.end == hit.start + 1 and not words.texts[hit.start][:1].isupper() and hit.kind != "adjective":
                continue
            if words.texts[hit.start : hit.end] == ["States"] and (
                not hit.start or words.lower[hit.start - 1] != "the"
            ):
                continue
            if _foreign_bond(words, hit):
                continue
            allowed[hit.start] = hit
    return allowed


def _foreign_bond(words: Words, hit: Hit) -> bool:
    """Whether the state is only a friend or foe: "pro-Russian rebels", "Iran-backed militias"."""
    if hit.start > 1 and words.texts[hit.start - 1] == "-" and words.lower[hit.start - 2] in ("pro", "anti", "non"):
        return True
    after = words.lower[hit.end + 1] if hit.end + 1 < words.count else ""
    return (
        after in ("backed", "aligned", "allied", "supported", "sponsored", "funded", "trained")
        and words.texts[hit.end] == "-"
    )


def _person_end(words: Words, start: int, end: int) -> int:
    while end - 1 > start and (
        words.tags[end - 1] == "POS" or words.texts[end - 1] in (",", "'s", "’s", "’", "'", ":")
    ):
        end -= 1
    return end


def _beats_person(words: Words, hit: Hit, start: int, end: int, allowed: dict[int, Hit]) -> bool:
    """Whether a hit at the beginning of a PERSON is a title or a state beside the name ("President Xi", "Turkey's
    ...")."""
    if hit.kind in ("office", "agent"):
        return True
    if hit.end >= end:
        return hit.kind != "none"
    following = allowed.get(hit.end)
    if following is not None and following.kind in _MAYBE_CAPITAL and hit.kind in ("adjective", "name"):
        return True  # "Russian President", which the reader took for a name
    if hit.kind == "body":
        return hit.end - hit.start > 1
    return hit.kind == "adjective" and words.tags[start] in ("JJ", "NNS")


def _rest_of_name(words: Words, start: int, end: int) -> int:
    """End of a name of which the reader marked only the first words: "Qin [Gang]", "Moon Jae[-in]"."""
    while end < words.count and words.tags[end] in NOUNS and words.deps[end] == "flat":
        if not (start <= words.heads[end] < end and words.texts[end][:1].isupper()) or end in words.ents:
            break
        if words.lower[end] in word_set("time"):
            break
        end += 1
    if end + 1 < words.count and words.texts[end] == "-" and end - start < 4:
        tail, doc = words.texts[end + 1], words.doc
        if tail.islower() and len(tail) < 5 and not doc[end - 1].whitespace_ and not doc[end].whitespace_:
            end += 2
    return end


def _after_title_of_state(items: list[Item], i: int) -> bool:
    """Whether "President of Turkey" or the like stands before token `i`."""
    return (
        len(items) > 2
        and items[-1].end == i
        and items[-1].kind in ("name", "body")
        and any(k.kind == "office" for k in items[-4:-1])
        and any(k.kind == "of" for k in items[-3:-1])
    )


def _capitals(words: Words, allowed: dict[int, Hit], holders: Holders, start: int) -> int:
    """End of a row of capitalised words that ends in a known surname; 0 for none."""
    end = start
    while end < words.count and end < start + 5 and words.texts[end][:1].isupper() and end not in allowed:
        end += 1
    last = (atoms(words.texts[end - 1]) or ("",))[-1] if end > start else ""
    return end if last in holders.by_surname else 0


def _name_before(words: Words, items: list[Item], i: int) -> int:
    """End of a PERSON whose first name the reader left out: "minister Sergei [Lavrov]"; 0 for none."""
    following = words.ents.get(i + 1)
    if words.inside[i] or following is None or following[1] != "PERSON":
        return 0
    titled = bool(items) and items[-1].end == i and items[-1].kind in ("office", "agent", "honorific")
    if titled or (words.deps[i + 1] == "flat" and words.heads[i + 1] == i):
        return _person_end(words, i, following[0])
    return 0


def _untagged_person(words: Words, items: list[Item], allowed: dict[int, Hit], holders: Holders, i: int) -> int:
    """End of a name that the reader did not mark: capitalised words after a title, or a known surname alone; 0 for
    none."""
    before = items[-1] if items else None
    titled = (
        before is not None
        and before.end == i
        and (
            before.kind == "honorific"
            or (before.kind == "office" and words.texts[before.start][:1].isupper() and words.inside[i] != "ORG")
        )
    )
    if not titled:
        known = holders.by_surname.get((atoms(words.texts[i]) or ("",))[-1])
        if not known or (words.inside[i] in ("ORG", "LOC", "EVENT") and i not in words.ents):
            return 0
        if words.lower[i] in word_set("time") or (words.inside[i] == "ORG" and words.ents[i][0] > i + 1):
            return 0
        if i and words.tags[i - 1] == "NNP" and words.heads[i - 1] == i:
            return 0
        after = words.tags[i + 1] if i + 1 < words.count else ""
        if after in ("NN", "NNS", "NNP", "NNPS") or len(words.texts[i]) < 2:
            return 0
    end = i + 1
    while (
        titled
        and end < words.count
        and words.tags[end] == "NNP"
        and end not in allowed
        and words.lower[end] not in word_set("time")
        and end < i + 5
    ):
        end += 1
    return end


def _free_end(allowed: dict[int, Hit], start: int, end: int) -> int:
    """End of an unknown ORG before the next hit inside it; the whole where the hit does not end it."""
    for k in range(start + 1, end):
        hit = allowed.get(k)
        if hit is not None and hit.kind in ("agent", "office"):
            return start  # "County Commission": its noun tells what it is
    return end


def company(text: str) -> bool:
    """Whether a name reads as a company's.

    >>> company("Sibur Holding"), company("Human Rights First")
    (True, False)
    """
    return text.rsplit(" ", 1)[-1] in word_set("company_ending")


def _plain(words: Words, i: int) -> str:
    tag, low = words.tags[i], words.lower[i]
    if tag == "POS" or low in ("'s", "’s"):
        return "possessive"
    if low in word_set("time") and tag in NOUNS:
        return "break"
    if tag in _BARE:
        return "bare"
    if tag == "DT" or tag == "PDT":
        return "determiner"
    if tag == "PRP$":
        return "pronoun"
    if tag == "CC" and low in ("and", "or", "&"):
        return "and"
    if tag == ",":
        return "comma"
    if tag in ("IN", "TO") and low in (
        "of",
        "for",
        "from",
        "at",
        "in",
        "to",
        "with",
        "throughout",
        "across",
        "by",
        "inside",
        "outside",
        "near",
    ):
        return "of"
    if (
        tag in ("VBN", "VBG", "RB", "RBS")
        and words.heads[i] > i
        and words.deps[i] in ("amod", "compound", "advmod")
        and words.heads[i] - i < 6
        and i + 1 < words.count
        and words.tags[i + 1] in _BARE | {"VBN", "VBG", "HYPH"}
    ):
        return "bare"
    return "break"
