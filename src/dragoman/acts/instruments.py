"""Instruments: what was signed, issued or proposed, each once in a document, at the mention that tells most.

Reads the tree, mentions, times and the layout. Example: "Turkey and Qatar signed an accord on trade. The accord ..."
gives one agreement of TUR and QAT, signed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from dragoman import dating
from dragoman.acts import papers
from dragoman.acts.arguments import as_party
from dragoman.acts.clauses import Tree, tree_of
from dragoman.acts.dyads import pair_of, timed
from dragoman.acts.participants import mentions
from dragoman.acts.purposes import Paper
from dragoman.acts.speakers import names_of
from dragoman.acts.transcripts import Layout, layout_of
from dragoman.parties.mentions import Entity, Mention
from dragoman.records import Instrument, Party, content_id

_DEALS = frozenset({"agreement", "treaty", "memorandum", "contract", "joint statement", "communique", "declaration"})
_DEAL_WORDS = frozenset(
    [
        "agreement",
        "accord",
        "deal",
        "pact",
        "truce",
        "ceasefire",
        "treaty",
        "document",
        "plan",
        "text",
        "settlement",
        "arrangement",
        "memorandum",
    ]
)
_PROPOSALS = frozenset({"proposal", "offer", "plan", "initiative", "draft", "strategy"})
_REMEMBERED = 200  # instruments that a later mention may mean: a bound for documents of any length
_LONGEST = 45  # tokens of a quote
Told = tuple[Mention, Entity]


@dataclass(slots=True)
class _Known:
    """One instrument with its mentions; the best tells its words, all tell its parties and status."""

    best: Paper
    parties: list[Told]
    weight: float
    papers: list[Paper] = field(default_factory=list)
    status: str = ""


def find(doc: Doc) -> list[Instrument]:
    """The instruments of a document in the order of the text. Offsets are characters of `doc.text`; raises nothing."""
    if not len(doc):
        return []
    tree = tree_of(doc)
    layout = layout_of(doc, tree, names_of(doc, tree))
    after = tree.token_at(layout.headline[1] - 1) + 1 if layout.headline else 0
    known: list[_Known] = []
    for paper in papers.find(tree, after):
        parties = _parties(tree, layout, paper)
        told = _same(tree, known, paper, parties)
        weight = _weight(tree, paper, parties)
        if told is None:
            if not _pointer(tree, paper) or paper.status in ("signed", "proposed"):
                known.append(_Known(paper, parties, weight, [paper], paper.status))
            continue
        told.papers.append(paper)
        told.status = told.status or paper.status
        if not told.parties or (len(told.parties) < len(parties) and not told.best.codes):
            told.parties = parties
        if weight > told.weight:
            told.best, told.weight = paper, weight
    source = doc._.source.id if doc._.source is not None else ""
    found = [_instrument(doc, tree, layout, source, one) for one in known]
    if layout.is_joint and (title := _title(doc, tree, layout, source)) is not None:
        found = [title, *(one for one in found if not _itself(one, title))]
    return sorted(found, key=lambda one: (one.start, one.end, one.id))


def _pointer(tree: Tree, paper: Paper) -> bool:
    """ "The document", "this agreement": a noun that only points to what was named before."""
    return paper.definite and not paper.content and not paper.proper and paper.topic is None


def _same(tree: Tree, known: list[_Known], paper: Paper, parties: list[Told]) -> _Known | None:
    """The instrument that a paper mentions again."""
    codes = {e.code for _, e in parties}
    lemma = tree.lemmas[paper.head]
    if paper.topic is not None:
        return None
    for one in reversed(known[-_REMEMBERED:]):
        other = one.best
        if (
            paper.proper
            and other.proper
            and (paper.name or " ".join(sorted(paper.content))) == (other.name or " ".join(sorted(other.content)))
        ):
            return one
    if paper.proper and paper.name:
        return next(
            (one for one in known if one.best.name == paper.name or _short_for(paper.name, one.best.name)), None
        )
    for one in reversed(known[-_REMEMBERED:]):
        other, seen = one.best, {e.code for _, e in one.parties}
        if other.proper and not paper.content:
            continue
        alike = (
            paper.kind == other.kind
            or lemma == tree.lemmas[other.head]
            or (lemma in _DEAL_WORDS and tree.lemmas[other.head] in _DEAL_WORDS)
        )
        if not alike or (codes and seen and not codes <= seen and not seen <= codes):
            continue
        if _pointer(tree, paper):
            return one
        if (
            other.topic is None
            and paper.content
            and paper.content <= other.content
            and (paper.definite or paper.content == other.content)
        ):
            return one
        shared = len(paper.content & other.content) / max(1, len(paper.content | other.content))
        if shared >= 0.5 and other.topic is None and tree.sentence_of[paper.head] != tree.sentence_of[other.head]:
            return one
        if (
            paper.definite
            and len(paper.content) < 2
            and other.status == "signed"
            and lemma in _DEAL_WORDS
            and _pointer_like(tree, paper)
        ):
            return one
    return None


def _short_for(short: str, name: str) -> bool:
    """ "JCPOA" for "Joint Comprehensive Plan of Action"."""
    initials = "".join(word[0] for word in name.replace("-", " ").split())
    return len(short) > 2 and short.isupper() and short.casefold() == initials.casefold()


def _pointer_like(tree: Tree, paper: Paper) -> bool:
    """ "The peace plan document", "the signed plan": modifiers that name no subject of its own."""
    return not any(
        tree.deps[i] in ("nmod", "nmod:poss", "acl") and tree.case(i) not in ("", "of")
        for i in tree.children[paper.head]
    )


def _weight(tree: Tree, paper: Paper, parties: list[Told]) -> float:
    weight = 2.0 * min(2, len(parties)) + min(4, len(paper.content)) * 0.5
    weight += {"signed": 2.0, "proposed": 1.5, "terminated": 1.5}.get(paper.status, 0.0)
    return weight - (2.0 if _pointer(tree, paper) else 0.0)


def _add(found: dict[str, Told], told: list[Mention], kinds: tuple[str, ...] = ()) -> None:
    for mention in told:
        for entity in mention.parties:
            if entity.code and entity.kind != "per" and (not kinds or entity.kind in kinds):
                found.setdefault(entity.code, (mention, entity))


def _parties(tree: Tree, layout: Layout, paper: Paper) -> list[Told]:
    """Whose document it is: as its own words say, then as its signing says, then as the whole text says."""
    head = paper.head
    found: dict[str, Told] = {}
    for i in range(paper.first, min(paper.stop, len(tree.words))):
        mention = tree.mention_of.get(i)
        if mention is not None and mention.kind == "name" and tree.deps[i] not in ("compound", "amod", "nmod:poss"):
            _add(found, [mention], ("com",))
    if len(found) > 1:
        return list(found.values())
    found.clear()
    if paper.codes:
        _by_name(tree, paper, found)
        return list(found.values())
    for i in tree.children[head]:
        label, case = tree.deps[i], tree.case(i)
        if label in ("nmod", "obl") and case in ("between", "of", "among", "with", "from", "by"):
            if (
                case != "of"
                or paper.kind in ("joint statement", "declaration", "communique")
                or tree.lemmas[head] in _PROPOSALS
            ):
                _add(found, mentions(tree, i, deep=case == "between"))
            if case == "between" and len(found) > 1:
                return list(found.values())
        elif label == "nmod:poss":
            _add(found, mentions(tree, i))
        elif label in ("compound", "amod", "nmod:desc") or (label == "nmod" and not case):
            mention = tree.mention_of.get(i)
            if mention is not None and mention.kind != "place":
                _add(found, [mention])
    if paper.verb is not None and not (tree.lemmas[head] in _PROPOSALS and found):
        _signatories(tree, paper, found)
    if paper.proper and not found:
        return list(found.values())
    if (
        len(found) < 2
        and paper.kind not in ("plan", "resolution")
        and tree.lemmas[head] not in _PROPOSALS
        and not (paper.kind == "other" and found)
    ):
        pair = pair_of(tree)
        if layout.is_joint and len(layout.joint) > 1:
            _add(found, [m for m in tree.doc._.mentions if {e.code for e in m.parties} <= set(layout.joint)])
        elif pair and (not found or set(found) <= {e.code for _, e in pair}):
            for mention, entity in pair:
                found.setdefault(entity.code, (mention, entity))
    elif not found and paper.kind == "plan" and paper.status == "signed":
        for mention, entity in pair_of(tree):
            found.setdefault(entity.code, (mention, entity))
    return list(found.values())


def _by_name(tree: Tree, paper: Paper, found: dict[str, Told]) -> None:
    for mention in tree.doc._.mentions:
        for entity in mention.parties:
            if entity.code in paper.codes:
                found.setdefault(entity.code, (mention, entity))
    for code in paper.codes:  # the name tells a party that the text never mentions: it stands on the name itself
        if code not in found:
            kind = "igo" if code.startswith("IGO:") else "state"
            found[code] = (
                Mention(paper.first, paper.head + 1, paper.head, (), "name"),
                Entity(code, code, None, "IGO" if kind == "igo" else "GOV", kind),
            )


def _signatories(tree: Tree, paper: Paper, found: dict[str, Told]) -> None:
    verb = paper.verb
    if verb is None or not paper.status or paper.status == "open":
        return
    if tree.pos[verb] == "NOUN":
        for i in tree.children[verb]:
            if tree.deps[i] == "nmod:poss" or tree.case(i) in ("by", "between"):
                _add(found, mentions(tree, i))
        return
    agent = next(
        (
            i
            for i in tree.children[verb]
            if tree.deps[i] == "obl:agent" or (tree.deps[i] == "obl" and tree.case(i) == "by")
        ),
        None,
    )
    passive = tree.child(verb, "aux:pass", "nsubj:pass") is not None or (
        tree.tags[verb] == "VBN" and (tree.deps[verb] in ("acl", "amod") or verb == paper.head + 1)
    )
    if passive and agent is not None:
        _add(found, mentions(tree, agent, deep=False))
    elif not passive:
        subject = tree.subject(verb)
        if subject is not None and subject != paper.head:
            _add(found, mentions(tree, subject, deep=False))
        if found and paper.kind in ("other", "plan", "resolution") and tree.lemmas[paper.head] != "protocol":
            return
    if tree.lemmas[verb] not in ("reject", "welcome", "hail", "violate", "breach", "send", "hand", "present"):
        for i in tree.children[verb]:
            if tree.deps[i] == "obl" and tree.case(i) in ("with", "between"):
                _add(found, mentions(tree, i, deep=False))


def _status(tree: Tree, one: _Known) -> str:
    status = one.status
    if tree.lemmas[one.best.head] in _PROPOSALS and (status != "signed" or not _firm(tree, one.best)):
        return "terminated" if status == "terminated" else "proposed"
    return status if status in ("proposed", "terminated") and not one.best.codes else "signed"


def _firm(tree: Tree, paper: Paper) -> bool:
    return paper.verb is not None and tree.lemmas[paper.verb] in (
        "sign",
        "adopt",
        "approve",
        "conclude",
        "endorse",
        "ratify",
        "include",
        "initial",
    )


def _instrument(doc: Doc, tree: Tree, layout: Layout, source: str, one: _Known) -> Instrument:
    paper = one.best
    a, b = tree.sentences[tree.sentence_of[paper.head]]
    first, stop = tree.trim(max(a, paper.first), min(b, paper.stop, max(a, paper.first) + _LONGEST))
    start, end = tree.start[first], tree.end[stop - 1]
    parties = tuple(
        as_party(doc, m, e)
        if m.parties
        else Party(e.code, e.name, None, e.sector, tree.start[m.start], tree.end[m.end - 1])
        for m, e in one.parties
    )
    at = paper.verb if paper.verb is not None and paper.status == "signed" else paper.head
    time = dating.date_of(doc, at) if not paper.proper and timed(tree, at) else None
    status = _status(tree, one)
    confidence = 0.6 + 0.1 * (len(parties) > 1) + 0.15 * (paper.status == "signed") + 0.05 * paper.proper
    return Instrument(
        id=content_id(source, "instrument", start, end, paper.kind, status, ",".join(p.code for p in parties)),
        kind=paper.kind,
        title=_name(tree, paper),
        parties=parties,
        status=status,
        date=time.value if time is not None else None,
        confidence=round(confidence, 2),
        produced_by="rule:named-instrument"
        if paper.proper
        else "rule:signed-instrument"
        if paper.status
        else "rule:instrument",
        sentence=tree.sentence_of[paper.head],
        start=start,
        end=end,
        quote=tree.text[start:end],
    )


def _name(tree: Tree, paper: Paper) -> str:
    """The document's title: the words after "titled", in quotation marks, or the noun phrase without its article."""
    for i in tree.children[paper.head]:
        if tree.lemmas[i] in ("title", "entitle", "call", "name") and tree.deps[i].startswith("acl"):
            first, stop = tree.trim(i + 1, tree.right[i] + 1)
            if first < stop:
                return " ".join(tree.text[tree.start[first] : tree.end[stop - 1]].split())
    first, stop = tree.trim(*(paper.topic or (paper.first, min(paper.stop, paper.first + 25))))
    while first < stop - 1 and tree.lower[first] in ("the", "a", "an", "this", "that", "on"):
        first += 1
    words = (
        " ".join(tree.text[tree.start[first] : tree.end[stop - 1]].split()) if first < stop else tree.words[paper.head]
    )
    return f"{tree.words[paper.head]} on {words}" if paper.topic and paper.topic[0] > paper.head else words


def _title(doc: Doc, tree: Tree, layout: Layout, source: str) -> Instrument | None:
    """A joint document is an instrument itself: its title, where the text has it."""
    if layout.headline is None:
        return None
    start, end = layout.headline
    words = tree.text[start:end].lower()
    kind = next(
        (
            k
            for k, w in (("communique", "communiqu"), ("declaration", "declaration"))
            if w in words and "statement" not in words
        ),
        "joint statement",
    )
    told: dict[str, Told] = {}
    _add(told, [m for m in doc._.mentions if {e.code for e in m.parties} & set(layout.joint)])
    parties = tuple(as_party(doc, *told[code]) for code in layout.joint if code in told)
    published = doc._.source.published if doc._.source is not None else None
    ids = content_id(source, "instrument", start, end, kind, "signed", ",".join(p.code for p in parties))
    return Instrument(
        ids,
        kind,
        tree.text[start:end],
        parties,
        "signed",
        published,
        0.85,
        "rule:joint-document",
        tree.sentence_at(start),
        start,
        end,
        tree.text[start:end],
    )


def _itself(one: Instrument, title: Instrument) -> bool:
    """ "This joint statement" inside the joint statement."""
    return (
        one.kind == title.kind
        and len(one.quote.split()) < 5
        and one.quote.lower().startswith(("this", "the present", "the joint", "the declaration"))
    )
