"""Whom a document is about: the two parties that dominate it, for documents whose sentences leave them out.

"The sides signed a protocol on fisheries" in a text about Norway and Russia is theirs.
"""

from __future__ import annotations

from bisect import bisect_left

from dragoman.acts.clauses import Tree
from dragoman.documents.paragraphs import headline
from dragoman.parties.mentions import Entity, Mention
from dragoman.parties.titles import title_pair

PAIR = "dragoman.acts.pair"
_SHARE = 0.5  # the second party is named at least this often, the third at most, in proportion to the second


def pair_of(tree: Tree) -> tuple[tuple[Mention, Entity], ...]:
    """The two states or organisations that a text is about, each with its first mention; () where it is about more
    or fewer."""
    kept = tree.doc.user_data.get(PAIR)
    if kept is None:
        kept = tree.doc.user_data[PAIR] = _pair(tree)
    return kept


def _pair(tree: Tree) -> tuple[tuple[Mention, Entity], ...]:
    titled = _titled(tree)
    if titled:
        return titled
    count: dict[str, float] = {}
    first: dict[str, tuple[Mention, Entity]] = {}
    total = max(1, len(tree.words))
    for mention in tree.doc._.mentions:
        for entity in mention.parties:
            if entity.kind not in ("state", "igo", "nsa") or not entity.code:
                continue
            weight = 0.5 if mention.kind == "place" else 1.0
            if mention.start < 0.3 * total:
                weight *= 1.5  # whom a text is about it names at the beginning
            count[entity.code] = count.get(entity.code, 0.0) + weight
            known = first.get(entity.code)
            if known is None or (
                known[0].kind in ("place", "adjective") and mention.kind not in ("place", "adjective", "anaphor")
            ):
                first[entity.code] = (mention, entity)
    ranked = sorted(count, key=lambda code: (-count[code], first[code][0].start))
    if len(ranked) < 2 or (len(ranked) > 2 and count[ranked[2]] > _SHARE * count[ranked[1]]):
        return ()
    return tuple(sorted((first[code] for code in ranked[:2]), key=lambda found: found[0].start))


def _titled(tree: Tree) -> tuple[tuple[Mention, Entity], ...]:
    """The two parties of a title that tells of their contact ("Meeting with President of Iran Hassan Rouhani")."""
    source = tree.doc._.source
    title = headline(source) if source is not None else None
    if title is None:
        return ()
    first: dict[str, tuple[Mention, Entity]] = {}
    inside, everywhere = [], []
    for mention in tree.doc._.mentions:
        for entity in mention.parties:
            if entity.kind not in ("state", "igo"):
                continue
            first.setdefault(entity.code, (mention, entity))
            if entity.kind == "state":
                everywhere.append(entity.code)
            if tree.start[mention.start] < title[1]:
                inside.append(entity.code)
    found = [first[code] for code in title_pair(source.title, inside, everywhere)]
    return tuple(sorted(found, key=lambda pair: pair[0].start))


def timed(tree: Tree, at: int) -> bool:
    """Whether the sentence of a token has a time at all: asking for its date is dear."""
    a, b = tree.sentences[tree.sentence_of[at]]
    times = tree.doc._.times
    at = bisect_left(times, a, key=lambda time: time.start)
    return at < len(times) and times[at].start < b


def joint_parties(tree: Tree, headline: tuple[int, int] | None, first_lines: int) -> tuple[str, ...]:
    """The parties of a joint document: those of its title, else those that its first paragraphs name most."""

    def codes(start: int, end: int) -> list[str]:
        return [
            e.code
            for m in tree.doc._.mentions
            if start <= tree.start[m.start] < end
            for e in m.parties
            if e.kind in ("state", "igo", "nsa")
        ]

    if headline:
        found = list(dict.fromkeys(codes(*headline)))
        if len(found) > 1:
            return tuple(found)
    collective: dict[tuple[str, ...], int] = {}
    for mention in tree.doc._.mentions:
        if mention.kind == "anaphor" and len(mention.parties) > 1:
            key = tuple(dict.fromkeys(e.code for e in mention.parties))
            collective[key] = collective.get(key, 0) + 1
    if collective:
        return max(collective, key=lambda key: (collective[key], -len(key)))
    start = headline[0] if headline else 0
    found = codes(start, first_lines)
    return tuple(sorted(dict.fromkeys(found), key=lambda code: (-found.count(code), found.index(code)))[:2])
