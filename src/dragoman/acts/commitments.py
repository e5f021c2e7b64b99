"""Commitments: who undertook to do what for whom, in which sectors, by when.

Reads the tree, mentions, times, the layout, the statements and the instruments. Example: "Putin said Russia was
prepared to increase grain exports to China" gives RUS to CHN, offered, "increase grain exports to China",
agriculture and trade.
"""

from __future__ import annotations

from spacy.tokens import Doc

from dragoman import dating, lexicons
from dragoman.acts import promises, statements, vocabulary
from dragoman.acts.arguments import as_party
from dragoman.acts.clauses import Tree, tree_of
from dragoman.acts.drafts import Draft
from dragoman.acts.dyads import timed
from dragoman.acts.participants import mentions
from dragoman.acts.promises import Promise
from dragoman.acts.speakers import names_of
from dragoman.acts.transcripts import layout_of
from dragoman.acts.undertakers import Told
from dragoman.records import Commitment, Instrument, Party, content_id

_HOSTILE = frozenset({"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "COERCE", "ASSAULT"})
_LONGEST = 60  # tokens of a quote
_TO = frozenset({"to", "with", "for", "toward", "towards", "from"})


def find(doc: Doc, instruments: list[Instrument], acts: list[Draft]) -> list[Commitment]:
    """The commitments of a document in the order of the text; `acts` are its events, since nobody undertakes to be hostile:
    "will condemn" and "plans to shell" are acts alone. Offsets are characters of `doc.text`; raises nothing."""
    if not len(doc):
        return []
    tree = tree_of(doc)
    layout = layout_of(doc, tree, names_of(doc, tree))
    after = tree.token_at(layout.headline[1] - 1) + 1 if layout.headline else 0
    said = statements.found(doc)
    source = doc._.source.id if doc._.source is not None else ""
    hostile = {act.at for act in acts if act.type in _HOSTILE}
    made = [
        one
        for one in promises.find(tree, layout, said, after)
        if one.action not in hostile or (one.modality != "intends" and one.rule != "will")
    ]
    stops = sorted({one.first for one in made} | {one.trigger for one in made})
    found = [
        c for one in made if (c := _commitment(doc, tree, source, one, stops, instruments, layout.is_joint)) is not None
    ]
    for instrument in instruments:
        purpose = _purpose(doc, tree, source, instrument)
        if purpose is not None and not any(c.start < purpose.end and purpose.start < c.end for c in found):
            found.append(purpose)
    return sorted(found, key=lambda c: (c.start, c.end, c.id))


def _commitment(
    doc: Doc, tree: Tree, source: str, one: Promise, stops: list[int], instruments: list[Instrument], is_joint: bool
) -> Commitment | None:
    a, b = tree.sentences[tree.sentence_of[one.action]]
    end = min(b, tree.right[one.action] + 1, one.first + _LONGEST)
    for other in tree.children[one.action]:  # what a conjoined verb undertakes is its own
        if (
            tree.deps[other] == "conj"
            and tree.pos[other] == "VERB"
            and other > one.action
            and tree.left[other] in stops
        ):
            end = min(end, tree.left[other])
    first, stop = tree.trim(
        max(a, one.first), max(end, one.action + 1, one.trigger + 1 if one.rule == "agreed-passive" else 0)
    )
    while stop - 1 > one.action and tree.lower[stop - 1] in ("and", "or", "as", "well"):
        first, stop = tree.trim(first, stop - 1)
    if first >= stop:
        return None
    by = tuple(as_party(doc, m, e) for m, e in one.by)
    to = _receivers(doc, tree, one.action, one.by)
    scope = min(tree.left[one.action], one.action)
    contact = (
        vocabulary.actions().get((tree.lemmas[one.action], "VERB")) == "contact"
    )  # topics of talks are no undertakings
    sectors = () if contact else sectors_of(tree, scope, stop) or sectors_of(tree, first, stop)
    sectors = sectors or ("diplomacy",)
    due = dating.due_of(doc, one.action, stop) if timed(tree, one.action) else None
    speaker = one.statement.speaker if one.statement is not None else None
    number = tree.sentence_of[one.action]
    holder = next((i.id for i in instruments if i.sentence == number and i.status == "signed"), None)
    if holder is None and is_joint and instruments:
        holder = instruments[0].id
    return _record(
        tree,
        source,
        (first, stop),
        by,
        to,
        _action(tree, one.action, stop),
        sectors,
        one.modality,
        due,
        speaker,
        holder,
        one.rule,
        one.confidence,
    )


def _record(
    tree: Tree,
    source: str,
    span: tuple[int, int],
    by: tuple[Party, ...],
    to: tuple[Party, ...],
    action: str,
    sectors: tuple[str, ...],
    modality: str,
    due: str | None,
    speaker: str | None,
    holder: str | None,
    rule: str,
    confidence: float,
) -> Commitment:
    start, end = tree.start[span[0]], tree.end[span[1] - 1]
    codes = ",".join(p.code for p in by) + ">" + ",".join(p.code for p in to)
    return Commitment(
        id=content_id(source, "commitment", start, end, codes, action, modality),
        by=by,
        to=to,
        action=action,
        sectors=sectors,
        modality=modality,
        due=due,
        attributed_to=speaker,
        instrument=holder,
        confidence=round(confidence, 2),
        produced_by=f"rule:{rule}",
        sentence=tree.sentence_of[span[0]],
        start=start,
        end=end,
        quote=tree.text[start:end],
    )


def sectors_of(tree: Tree, first: int, stop: int) -> tuple[str, ...]:
    """The sectors that tokens [first, stop) name, in the order of the text, a branch without its trunk
    ("energy.gas", not "energy")."""
    hits = lexicons.sectors().find(tree.lemmas[first:stop])
    # "IT" is a sector, "it" none; both have the lemma "it"
    hits = [h for h in hits if h[1] - h[0] > 1 or tree.pos[first + h[0]] != "PRON"]
    found = list(dict.fromkeys(value for _, _, value in hits))
    trunks = {value.split(".")[0] for value in found if "." in value}
    return tuple(value for value in found if value not in trunks)


def _receivers(doc: Doc, tree: Tree, action: int, by: list[Told]) -> tuple[Party, ...]:
    """For whom: whom the act has as its object or after "to", "with", "for"."""
    own = {e.code for _, e in by}
    found: dict[str, Party] = {}
    objects = [i for i in tree.children[action] if tree.deps[i] in ("obj", "iobj")]
    places = [i for i in objects if i in tree.mention_of]
    places += [
        i
        for host in (action, *objects)
        for i in tree.children[host]
        if tree.deps[i] in ("obl", "nmod") and tree.case(i) in _TO
    ]
    for i in places:
        for mention in mentions(tree, i, deep=tree.case(i) in ("with", "to", "")):
            if mention.kind == "adjective" and i not in tree.mention_of and tree.case(i) == "for":
                continue
            for entity in mention.parties:
                if entity.code and entity.code not in own and entity.kind != "per":
                    found.setdefault(entity.code, as_party(doc, mention, entity))
    return tuple(found.values())


def _action(tree: Tree, action: int, stop: int) -> str:
    """What is to be done, in a few words: the verb as in a dictionary and its object as the text has it."""
    if tree.pos[action] != "VERB":
        first, last = tree.trim(max(tree.left[action], action - 8), min(stop, tree.right[action] + 1, action + 10))
        while first < last - 1 and tree.lower[first] in ("the", "a", "an", "to", "on", "that", "further"):
            first += 1
        return (
            " ".join(tree.text[tree.start[first] : tree.end[last - 1]].split()) if first < last else tree.words[action]
        )
    first, last = tree.trim(action + 1, min(stop, action + 16))
    rest = " ".join(tree.text[tree.start[first] : tree.end[last - 1]].split()) if first < last else ""
    return f"{tree.lemmas[action]} {rest}".strip()


def _purpose(doc: Doc, tree: Tree, source: str, instrument: Instrument) -> Commitment | None:
    """What a signed document is about, where its purpose names an act: "an agreement on building a bridge"."""
    if (
        instrument.status != "signed"
        or len(instrument.parties) < 2
        or instrument.produced_by in ("rule:named-instrument", "rule:joint-document")
    ):
        return None
    first, last = tree.token_at(instrument.start), tree.token_at(instrument.end - 1)
    kinds = vocabulary.actions()
    for i in range(first, last + 1):
        if tree.lower[i] not in ("on", "to", "for", "about", "concerning"):
            continue
        head = tree.heads[i]
        if head <= i or head > last:
            continue
        verb = tree.pos[head] == "VERB" and (
            tree.tags[head] == "VBG" or (tree.lower[i] == "to" and tree.tags[head] == "VB")
        )
        deed = tree.lower[i] != "to" and tree.pos[head] == "NOUN" and kinds.get((tree.lemmas[head], "NOUN")) == "deed"
        if not verb and not deed:
            if tree.lower[i] in ("on", "concerning"):
                return None
            continue
        if verb and tree.lemmas[head] in ("cooperate", "title", "entitle", "regard", "organise", "organize", "ensure"):
            return None
        start, stop = tree.trim(i + 1, last + 1)
        if start >= stop:
            return None
        receivers = {
            e.code for j in tree.children[head] if tree.case(j) == "to" for m in mentions(tree, j) for e in m.parties
        }
        by = tuple(p for p in instrument.parties if p.code not in receivers)
        to = tuple(p for p in instrument.parties if p.code in receivers)
        if not by:
            by, to = instrument.parties, ()
        sectors = sectors_of(tree, start, stop)
        if not sectors or (verb and sectors == ("diplomacy",)):
            return None  # "on deepening the partnership" undertakes nothing in particular
        return _record(
            tree,
            source,
            (start, stop),
            by,
            to,
            _action(tree, head, stop),
            sectors,
            "agreed",
            None,
            None,
            instrument.id,
            "instrument-purpose",
            0.7,
        )
    return None
