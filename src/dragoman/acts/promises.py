"""Clauses that undertake something: what is to be done, by whom, and how firmly.

Reads the tree, the layout and the statements. Example: "both sides agree to pull back their forces and open the
road" has two, by both sides, agreed; "China will demand more" in an American's mouth has none.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.acts import certainty, vocabulary
from dragoman.acts.clauses import Tree
from dragoman.acts.dyads import pair_of
from dragoman.acts.participants import mentions
from dragoman.acts.transcripts import Layout
from dragoman.acts.undertakers import Told, codes, first_person, joint, parties
from dragoman.records import Statement

_WILL = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_UNREAL = frozenset({"would", "could", "should", "may", "might", "must", "can"})
_CONTINUING = frozenset({"continue", "remain", "keep", "proceed", "begin", "start", "work", "seek"})
_IDLE_NOUNS = frozenset({"part", "line", "light", "spite", "view"})


@dataclass(slots=True)
class Promise:
    """An undertaking before it is written: the word that makes it, the token of the act undertaken, its first token."""

    trigger: int
    action: int
    first: int
    by: list[Told]
    modality: str
    rule: str
    confidence: float
    statement: Statement | None


def find(tree: Tree, layout: Layout, said: list[Statement], after: int) -> list[Promise]:
    """The undertakings in sentences that begin at token `after` or later, in the order of the text."""
    words = vocabulary.undertakings()
    found: dict[int, Promise] = {}
    around = _Around(said)
    for token in range(after, len(tree.words)):
        lemma, pos = tree.lemmas[token], tree.pos[token]
        entry = words.get((lemma, pos))
        made: list[Promise] = []
        if pos == "NOUN" and lemma in ("contribution", "assistance", "aid", "funding", "grant", "package", "loan"):
            made = _given(tree, layout, around, token)
        if entry is not None:
            made = _governed(tree, layout, around, token, *entry)
        elif (
            pos == "AUX"
            and (lemma in _WILL or tree.lower[token] in ("will", "would", "’ll", "'ll", "wo"))
            and tree.deps[token] == "aux"
        ):
            made = _willed(tree, layout, around, token)
        elif (
            lemma == "be"
            and (inner := tree.child(token, "xcomp")) is not None
            and _infinitive(tree, inner)
            and tree.tags[token] in ("VBZ", "VBP")
        ):
            subject = tree.subject(token)
            by = parties(tree, around.at(tree, token), layout, subject)
            made = _each(tree, token, inner, subject, by, "intends", "is-to", 0.7, around) if by else []
        for one in made:
            procedure = (
                one.statement is None and layout.voice_at(tree.start[one.action]) is not None
            )  # "I will take questions"
            if one.action not in found and not procedure and not _forbidden(tree, one):
                found[one.action] = one
    return [found[k] for k in sorted(found)]


class _Around:
    """Which statement a character stands in: the shortest around it."""

    def __init__(self, said: list[Statement]) -> None:
        self.by_sentence: dict[int, list[Statement]] = {}
        for one in said:
            self.by_sentence.setdefault(one.sentence, []).append(one)

    def at(self, tree: Tree, token: int) -> Statement | None:
        char = tree.start[token]
        inside = [s for s in self.by_sentence.get(tree.sentence_of[token], ()) if s.start <= char < s.end]
        return min(inside, key=lambda s: (s.end - s.start, s.start)) if inside else None


def _infinitive(tree: Tree, at: int) -> bool:
    return any(tree.lower[i] == "to" and tree.deps[i] in ("mark", "aux") for i in tree.children[at])


def _governed(
    tree: Tree, layout: Layout, around: _Around, token: int, takes: frozenset[str], modality: str
) -> list[Promise]:
    pos = tree.pos[token]
    said = around.at(tree, token)
    if tree.negated(token) or (pos != "NOUN" and _doubted(tree, token)):
        return []
    if pos == "NOUN":
        return _of_noun(tree, layout, around, token, takes, modality)
    inner = _complement(tree, token, takes)
    passive = tree.child(token, "nsubj:pass", "aux:pass") is not None and pos == "VERB"
    if passive and tree.lemmas[token] in ("agree", "pledge", "promise", "offer") and inner is None:
        return _passive(tree, layout, around, token, modality)
    if inner is None:
        return []
    subject = tree.subject(token)
    by = parties(tree, said, layout, subject)
    if not by:
        return []
    if modality == "agreed" and len(codes(by)) == 1 and tree.lemmas[token] in ("decide", "resolve"):
        if said is not None and tree.tags[token] in ("VBD", "VBN"):
            return []  # "we decided to come": told as done
        modality = "intends"
    return _each(
        tree, token, inner, subject, by, modality, "undertaking-" + pos.lower(), 0.85 if pos == "VERB" else 0.8, around
    )


def _doubted(tree: Tree, token: int) -> bool:
    return bool(_UNREAL & set(tree.auxiliaries(token))) or certainty.unsaid(tree, token) is not None or (
        tree.deps[token] in ("xcomp", "ccomp")
        and tree.pos[tree.heads[token]] == "VERB"
        and _infinitive(tree, token)
        and tree.lemmas[tree.heads[token]]
        in ("urge", "ask", "call", "press", "encourage", "want", "refuse", "fail", "expect", "invite")
    )


def _complement(tree: Tree, token: int, takes: frozenset[str]) -> int | None:
    """The token of the act that a word takes: an infinitive, a gerund, a clause with "will", a thing."""
    for i in tree.children[token]:
        label, case = tree.deps[i], tree.case(i)
        if i < token:
            continue
        if label in ("xcomp", "acl", "advcl", "ccomp", "csubj") and _infinitive(tree, i) and "inf" in takes:
            return i
        if label in ("advcl", "acl", "xcomp", "obl", "nmod") and tree.tags[i] == "VBG" and takes & {"ing", "on"}:
            return i
        if label == "ccomp" and "clause" in takes and set(tree.auxiliaries(i)) & (_WILL | {"would", "should"}):
            return i
        if label in ("obl", "nmod") and ((case == "on" and "on" in takes) or (case == "to" and "to" in takes)):
            return i
    if "obj" in takes:
        return tree.child(token, "obj")
    # a quotation often cuts the verb off: decided to “expand trade”
    nxt = token + 1
    if "inf" in takes and nxt + 2 < len(tree.words) and tree.lower[nxt] == "to":
        for j in range(nxt + 1, min(nxt + 5, len(tree.words))):
            if tree.pos[j] == "VERB" and tree.tags[j] == "VB":
                return j
    return None


def _of_noun(
    tree: Tree, layout: Layout, around: _Around, token: int, takes: frozenset[str], modality: str
) -> list[Promise]:
    """ "Its commitment to allow aid", "expressed readiness to mediate"."""
    inner = _complement(tree, token, takes)
    if inner is None or tree.pos[inner] not in ("VERB", "NOUN", "PROPN"):
        return []
    head = tree.heads[token]
    if tree.words[token][0].isupper() and token > tree.sentences[tree.sentence_of[token]][0]:
        return []  # "the American Jobs Plan to create ..."
    if tree.deps[token] == "nmod" and tree.lemmas[head] in _IDLE_NOUNS:
        return []
    said = around.at(tree, token)
    owner = tree.child(token, "nmod:poss")
    if owner is None:
        owner = next((i for i in tree.children[token] if i in tree.mention_of and i < token), None)
    subject = None
    verb = head if tree.pos[head] in ("VERB", "AUX") and tree.deps[token] in ("obj", "obl", "nmod", "xcomp") else None
    shared = any(tree.lower[i] in ("shared", "common", "joint", "mutual") for i in tree.children[token])
    if owner is not None and shared and tree.lower[owner] == "our" and not layout.is_joint:
        by = list(pair_of(tree))
    else:
        by = parties(tree, None if owner is not None else said, layout, owner)
    if verb is not None and not by:
        if tree.lemmas[verb] not in (
            "express",
            "reaffirm",
            "reiterate",
            "confirm",
            "announce",
            "declare",
            "voice",
            "state",
            "affirm",
            "signal",
            "underscore",
            "underline",
            "stress",
            "emphasize",
            "emphasise",
            "make",
            "have",
            "renew",
            "demonstrate",
            "take",
            "share",
            "restate",
        ):
            return []
        subject = tree.subject(verb)
        by = parties(tree, said, layout, subject)
    if not by:
        return []
    return _each(
        tree, token, inner, owner if owner is not None else token, by, modality, "undertaking-noun", 0.7, around
    )


def _passive(tree: Tree, layout: Layout, around: _Around, token: int, modality: str) -> list[Promise]:
    """ "Further gas shipments to China have been agreed upon"."""
    thing = tree.child(token, "nsubj:pass")
    if thing is None or tree.lemmas[thing] in ("document", "agreement", "deal", "statement"):
        return []
    agent = next((i for i in tree.children[token] if tree.case(i) == "by"), None)
    by = [(m, e) for m in mentions(tree, agent) for e in m.parties if e.kind != "per" and e.code]
    if not by:
        by = list(joint(tree, layout) if layout.is_joint else pair_of(tree))
        receivers = {
            e.code for i in tree.children[thing] if tree.case(i) == "to" for m in mentions(tree, i) for e in m.parties
        }
        by = [(m, e) for m, e in by if e.code not in receivers]
    if not by:
        return []
    return [Promise(token, thing, tree.left[thing], by, modality, "agreed-passive", 0.65, around.at(tree, token))]


def _willed(tree: Tree, layout: Layout, around: _Around, aux: int) -> list[Promise]:
    verb = tree.heads[aux]
    said = around.at(tree, verb)
    if (
        tree.pos[verb] not in ("VERB", "ADJ", "AUX", "NOUN")
        or tree.negated(verb)
        or certainty.unsaid(tree, verb) is not None
        or tree.child(verb, "nsubj:pass", "expl") is not None
    ):
        return []
    would = tree.lower[aux] in ("would", "'d", "’d")
    if would and not (tree.deps[verb] == "ccomp" and tree.tags[tree.heads[verb]] in ("VBD", "VBN")):
        return []
    mark = tree.child(verb, "mark")
    if mark is not None and tree.lower[mark] in ("if", "unless", "whether", "when", "until"):
        return []
    if any(
        tree.deps[i] == "advcl" and (m := tree.child(i, "mark")) is not None and tree.lower[m] in ("if", "unless")
        for i in tree.children[verb]
    ):
        return []
    subject = tree.subject(verb)
    if subject is None:
        return []
    by = parties(tree, said, layout, subject)
    if not by and said is None and vocabulary.actions().get((tree.lemmas[subject], "NOUN")) == "fund":
        by = _giver(tree, layout, subject) if tree.lemmas[verb] != "help" else []
    if not by:
        return []
    action = verb
    if tree.lemmas[verb] in _CONTINUING and (inner := tree.child(verb, "xcomp")) is not None:
        action = inner
    if vocabulary.undertakings().get((tree.lemmas[verb], tree.pos[verb])) is not None:
        return []  # "will pledge": the word itself makes the undertaking
    modality = "intends" if vocabulary.actions().get((tree.lemmas[action], "VERB")) == "contact" or would else "pledged"
    return _each(
        tree, aux, action, subject, by, modality, "will", 0.7 if said is None or layout.is_joint else 0.65, around
    )


def _giver(tree: Tree, layout: Layout, subject: int) -> list[Told]:
    """Whose "this assistance" is: the first person of the text, or who was named before it as its giver."""
    for mention in tree.doc._.mentions:
        if tree.lower[mention.head] in ("we", "our") and len(mention.parties) == 1:
            return [(mention, mention.parties[0])]
    return first_person(tree, None)


def _given(tree: Tree, layout: Layout, around: _Around, token: int) -> list[Promise]:
    """ "An additional $15 million contribution to the fund" in the giver's own voice."""
    below = [
        i
        for i in range(tree.left[token], token)
        if tree.words[i] in ("$", "€", "£") or tree.lemmas[i] in ("million", "billion")
    ]
    new = any(tree.lower[i] in ("additional", "new", "further", "extra") for i in range(tree.left[token], token))
    if not below or not new or layout.is_joint or around.at(tree, token) is not None:
        return []
    verb = tree.heads[token]
    by = parties(tree, None, layout, tree.subject(verb)) if tree.pos[verb] == "VERB" else []
    by = by or _giver(tree, layout, token)
    return [Promise(token, token, tree.left[token], by, "pledged", "new-funds", 0.6, None)] if by else []


def _each(
    tree: Tree,
    trigger: int,
    action: int,
    subject: int | None,
    by: list[Told],
    modality: str,
    rule: str,
    confidence: float,
    around: _Around,
) -> list[Promise]:
    """One promise for each verb of a coordination ("expand trade and open a consulate")."""
    first = trigger
    if subject is not None and tree.sentence_of[subject] == tree.sentence_of[action]:
        mention = tree.mention_of.get(subject)
        first = min(
            trigger, mention.start if mention else tree.left[subject] if tree.right[subject] < trigger else subject
        )
    made = [Promise(trigger, action, first, by, modality, rule, confidence, around.at(tree, action))]
    for i in tree.children[action]:
        if (
            tree.deps[i] == "conj"
            and tree.pos[i] == "VERB"
            and tree.pos[action] == "VERB"
            and tree.child(i, "nsubj", "nsubj:pass") is None
        ) and (tree.tags[i] == tree.tags[action] or tree.tags[i] in ("VB", "VBP")):
            kept = tree.child(i, "xcomp") if tree.lemmas[i] in _CONTINUING else None
            made.append(
                Promise(
                    trigger,
                    i if kept is None else kept,
                    tree.left[i],
                    by,
                    modality,
                    rule,
                    confidence - 0.05,
                    around.at(tree, i),
                )
            )
    return made


def _forbidden(tree: Tree, one: Promise) -> bool:
    """Threats, states of mind and what only happens are nothing that a party undertakes."""
    kind = vocabulary.actions().get((tree.lemmas[one.action], "VERB"))
    if tree.pos[one.action] == "AUX" or (kind == "state" and one.rule in ("will", "is-to")):
        return True
    if kind == "threat" and one.rule in ("will", "is-to"):
        words = {tree.lemmas[i] for i in tree.children[one.action]}
        return not words & {
            "talk",
            "meeting",
            "consultation",
            "summit",
            "dialogue",
            "election",
            "exercise",
            "conference",
            "forum",
        }
    return False
