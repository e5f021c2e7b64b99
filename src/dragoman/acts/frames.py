"""Which entry of the vocabulary a word answers to, given the words around it.

Reads a sentence's tree; "lifted" with the object "sanctions" answers to `lift obj=sanction|ban`, "lifted the crates" to none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dragoman.acts.clauses import RELATIVES, Tree
from dragoman.lexicons import Predicate

PLACES_OF_VERBS = {"VERB": "VERB", "NOUN": "NOUN", "ADJ": "ADJ", "PROPN": "NOUN", "AUX": "VERB"}
_PASSIVE = frozenset({"nsubj:pass", "csubj:pass"})
_SUBJECT = frozenset({"nsubj", "csubj", "nsubj:outer"})
_NOMINAL = frozenset({"obl", "nmod", "obl:agent", "obl:tmod", "nmod:tmod", "obl:unmarked"})


@dataclass(slots=True)
class Frame:
    """A predicate word with its arguments in the active voice, as token indices.

    `oblique` maps a case marker to the nominals it marks, those of the object included ("sanctions on Iran" in "imposed
    sanctions on Iran"); `complement` is the infinitive or clause below the word.
    """

    at: int
    pos: str
    passive: bool = False
    subject: int | None = None
    objects: list[int] = field(default_factory=list)
    oblique: dict[str, list[int]] = field(default_factory=dict)
    particles: list[str] = field(default_factory=list)
    complement: int | None = None
    infinitive: bool = False
    negated: bool = False
    times: list[int] = field(default_factory=list)


def frame_of(tree: Tree, at: int) -> Frame:
    """The arguments of the word at `at`, the passive, participles and relative clauses turned back to the active voice."""
    pos = PLACES_OF_VERBS.get(tree.pos[at], "")
    frame = Frame(at, pos, negated=tree.negated(at))
    deps, lower, timed = tree.deps, tree.lower, _timed(tree)
    label = deps[at]
    for c in tree.children[at]:
        d = deps[c]
        if d in _PASSIVE:
            frame.passive = True
            frame.objects.append(_antecedent(tree, at, c))
        elif d == "aux:pass":
            frame.passive = True
        elif d in ("obj", "iobj"):
            frame.objects.append(_antecedent(tree, at, c))
        elif d in _NOMINAL and c in timed:
            frame.times.append(c)
        elif d in _NOMINAL:
            frame.oblique.setdefault(_case(tree, c) or ("" if d != "obl:agent" else "by"), []).append(
                _antecedent(tree, at, c)
            )
        elif d == "compound:prt" or (d == "advmod" and lower[c] in _PARTICLES):
            frame.particles.append(lower[c])
        elif d in ("xcomp", "ccomp", "parataxis") or (
            d in ("acl", "advcl") and pos != "VERB" and _marked(tree, c, "to")
        ):
            if frame.complement is None and tree.pos[c] in ("VERB", "NOUN", "ADJ", "AUX", "PROPN", "PRON"):
                frame.complement = c
                frame.infinitive = d == "xcomp" or _marked(tree, c, "to")
        elif d == "advcl" and pos == "VERB" and frame.complement is None and _marked(tree, c, "to"):
            if tree.lemmas[at] == "call" and any(_case(tree, k) in ("on", "upon") for k in tree.children[at]):
                frame.complement, frame.infinitive = c, True  # "called on Oslo to free them": what is asked, no purpose
            else:
                frame.oblique.setdefault("to", [])
    if pos == "ADJ" and frame.passive and tree.tags[at] == "VBN":
        frame.pos = pos = "VERB"  # "were hurt", whose part of speech the parser takes for an adjective's
    if pos == "VERB" and not frame.objects and frame.oblique.get(""):
        frame.objects = [o for o in frame.oblique.pop("") if o > at]  # "held talks", taken for an adverbial
    if frame.passive and tree.child(at, "obj") is not None and tree.child(at, "aux:pass") is None:
        frame.passive = False  # "The rebels released ten men", parsed as if they had been released
        frame.objects = [o for o in frame.objects if tree.deps[o] not in _PASSIVE]
        frame.subject = tree.child(at, *_PASSIVE)
    elif pos == "VERB":
        _voice(tree, at, label, frame)
    elif pos == "ADJ":
        frame.subject = tree.subject(at)
    for o in list(frame.objects):
        for c in tree.children[o]:
            if deps[c] in ("nmod", "obl"):
                frame.oblique.setdefault(_case(tree, c), []).append(c)
    if pos == "NOUN" or frame.passive:
        _lift(tree, frame)
    return frame


def _lift(tree: Tree, frame: Frame) -> None:
    """Phrases with "by" and "against" that the parser hangs on the noun before them ("the beating of three fishermen by
    coast guards") belong to the act; so do those with "on" after a doer ("the raid by jets on a barracks")."""
    for case, places in list(frame.oblique.items()):
        for place in places:
            for c in tree.children[place]:
                other = _case(tree, c) if tree.deps[c] in ("nmod", "obl") and c not in _timed(tree) else ""
                if (other in _OF_ACTS or (case == "by" and other in ("on", "upon"))) and other not in frame.oblique:
                    frame.oblique[other] = [c]


_OF_ACTS = frozenset({"by", "against"})


def _timed(tree: Tree) -> frozenset[int]:
    """Tokens that tell when, not where or to whom ("on Friday")."""
    kept = tree.doc.user_data.get(_TIMED)
    if kept is None:
        kept = tree.doc.user_data[_TIMED] = frozenset(
            [i for t in tree.doc._.times for i in range(t.start, t.end)]
            + [i for i, w in enumerate(tree.lower) if w in DAYS]
        )
    return kept


DAYS = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "tomorrow"]
)
_TIMED = "dragoman.acts.timed"


def _case(tree: Tree, at: int) -> str:
    """The preposition of a noun or of the mention that it heads ("with [Prime Minister of India Narendra Modi]", where the
    parser hangs "with" on "Modi")."""
    found = tree.case(at)
    mention = tree.mention_of.get(at)
    if found or mention is None:
        return found
    for k in range(mention.start, mention.end):
        for c in tree.children[k]:
            if tree.deps[c] == "case" and c == mention.start - 1:
                return tree.lower[c]
    return ""


_PARTICLES = frozenset(
    [
        "up",
        "down",
        "out",
        "off",
        "in",
        "on",
        "over",
        "back",
        "away",
        "apart",
        "forward",
        "together",
        "ahead",
        "along",
        "through",
    ]
)


def _marked(tree: Tree, at: int, word: str) -> bool:
    return any(tree.deps[c] == "mark" and tree.lower[c] == word for c in tree.children[at])


def _antecedent(tree: Tree, verb: int, at: int) -> int:
    """The noun that a relative pronoun stands for."""
    if tree.lower[at] in RELATIVES and tree.deps[verb].startswith("acl"):
        return tree.heads[verb]
    return at


def _voice(tree: Tree, at: int, label: str, frame: Frame) -> None:
    head = tree.heads[at]
    if (
        label == "conj"
        and not frame.passive
        and not frame.objects
        and tree.tags[at] == "VBN"
        and tree.tags[head] == "VBN"
    ):
        frame.passive = any(tree.deps[c] == "aux:pass" for c in tree.children[head]) and tree.child(at, "nsubj") is None
        if frame.passive:
            shared = tree.child(head, *_PASSIVE)
            if shared is not None:
                frame.objects.append(shared)
    if (
        label in ("acl", "amod") and tree.tags[at] == "VBN" and not frame.objects
    ):  # "sanctions imposed by", "the agreed plan"
        frame.passive = True
        frame.objects.append(head)
    elif label == "acl:relcl" and not frame.objects and not frame.passive and tree.child(at, *_SUBJECT) is not None:
        frame.objects.append(head)  # "the document Saakashvili signed"
    if frame.passive:
        by = frame.oblique.get("by")
        frame.subject = by[0] if by else None
        if not frame.objects:
            shared = tree.subject(at)
            if shared is not None:
                frame.objects.append(shared)
    elif label == "acl" and _marked(tree, at, "to"):
        frame.subject = _purposeful(tree, head)
    else:
        frame.subject = tree.subject(at)
        if frame.subject is None:
            frame.subject = _strayed(tree, at, label)


def _strayed(tree: Tree, at: int, label: str) -> int | None:
    """The subject that the parser gave to the verb of saying behind: "Oslo condemned Tehran, a spokesman said" with two
    subjects of "said", of which the first stands before "condemned"."""
    above = tree.heads[at]
    if label not in ("ccomp", "parataxis") or above < at:
        return None
    subjects = [c for c in tree.children[above] if tree.deps[c] in _SUBJECT]
    return subjects[0] if len(subjects) > 1 and subjects[0] < at < subjects[1] else None


def _purposeful(tree: Tree, noun: int) -> int:
    """Who is to do it: "Iran's plan to attack" Iran, "took steps to curb" whoever took them."""
    owner = tree.child(noun, "nmod:poss")
    if owner is not None:
        return owner
    above = tree.heads[noun]
    if tree.deps[noun] in ("obj", "obl", "nsubj:pass") and tree.pos[above] == "VERB":
        subject = tree.subject(above)
        return noun if subject is None else subject
    return noun


def as_adjective(tree: Tree, frame: Frame) -> bool:
    """Turn a participle that says how somebody stands ("was prepared to", "is determined to") into an adjective's frame."""
    if frame.pos == "ADJ" and frame.subject is not None:
        return True
    if (
        not frame.passive
        or "by" in frame.oblique
        or not frame.objects
        or tree.tags[frame.at] != "VBN"
        or tree.deps[frame.at] == "acl"
    ):
        return False
    frame.pos, frame.passive, frame.subject, frame.objects = "ADJ", False, frame.objects[0], []
    return True


def match(tree: Tree, frame: Frame, entries: tuple[Predicate, ...]) -> Predicate | None:
    """The most specific entry whose conditions all hold, or None."""
    for entry in entries:
        if all(_holds(tree, frame, kind, words) for kind, words in entry.conditions):
            return entry
    return None


def _holds(tree: Tree, frame: Frame, kind: str, words: frozenset[str]) -> bool:
    if kind == "obj":
        return bool(frame.objects) and (not words or any(_named(tree, o, words) for o in frame.objects))
    if kind == "noobj":
        return not frame.objects
    if kind == "subj":
        return frame.subject is not None and _named(tree, frame.subject, words)
    if kind == "prep":
        return any(case in words or case.split(" ")[0] in words for case in frame.oblique)
    if kind == "prt":
        return any(p in words for p in frame.particles) or any(
            case in words and _adverb(tree, frame.at, case) for case in frame.oblique
        )
    if kind == "xcomp":
        return frame.complement is not None and frame.infinitive
    if kind == "ccomp":
        return frame.complement is not None and not frame.infinitive
    if kind == "neg":
        return frame.negated
    if kind in ("mod", "comp"):
        return any(
            tree.lemmas[c] in words
            for c in tree.children[frame.at]
            if tree.deps[c] in ("amod", "compound", "nmod:poss", "nmod:desc")
        )
    if kind == "to" and frame.complement is not None and tree.lemmas[frame.complement] in words:
        return True
    return any(_named(tree, o, words) for case, found in frame.oblique.items() if case == kind for o in found)


def _adverb(tree: Tree, at: int, word: str) -> bool:
    """Does `word` stand next to the verb ("pull out of", "cut off from")?"""
    return any(tree.lower[k] == word for k in range(at + 1, min(at + 3, len(tree.lower))))


def _named(tree: Tree, at: int, words: frozenset[str]) -> bool:
    """Is the noun, a noun joined to it, its compound or the noun behind "of" ("a number of sanctions") one of `words`?"""
    if tree.lemmas[at] in words:
        return True
    return any(tree.lemmas[c] in words for c in _close(tree, at))


def _close(tree: Tree, at: int) -> Iterator[int]:
    for c in tree.children[at]:
        d = tree.deps[c]
        if d in ("conj", "compound", "flat") or (d == "nmod" and tree.lemmas[at] in _QUANTITIES):
            yield c


_QUANTITIES = frozenset(
    [
        "number",
        "series",
        "range",
        "set",
        "host",
        "dozen",
        "hundred",
        "thousand",
        "package",
        "round",
        "wave",
        "kind",
        "type",
        "form",
        "lot",
        "couple",
    ]
)
