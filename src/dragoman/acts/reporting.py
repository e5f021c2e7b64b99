"""Words of saying, who says, and the span of what they report.

Reads the tree and `Doc._.mentions`. Example: in "According to Sarkozy, these measures refer to the border" the word
of saying is "according", the speaker Nicolas Sarkozy, the content "these measures refer to the border".
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from dragoman import lexicons
from dragoman.acts import vocabulary
from dragoman.acts.clauses import CLAUSES, SUBJECTS, Tree
from dragoman.acts.speakers import FIRST, JOINT, Names, Speaker, resolve
from dragoman.acts.transcripts import Layout
from dragoman.parties.mentions import Mention

_UNREAL = frozenset({"would", "could", "should", "may", "might", "must", "shall", "will", "can", "cannot"})
_WITHHELD = frozenset(
    {"refuse", "decline", "fail", "want", "expect", "avoid", "hesitate", "stop", "wait", "plan", "intend", "like"}
)
_COLLECTIVE = frozenset(
    {
        "side",
        "party",
        "leader",
        "country",
        "minister",
        "participant",
        "president",
        "head",
        "government",
        "both",
        "they",
        "state",
        "nation",
        "member",
        "principal",
        "delegation",
    }
)


@dataclass(frozen=True, slots=True)
class Reported:
    """A word of saying at token `verb`. `span`: characters of the content, or None; `clause`: the content is a
    clause (not a noun phrase); `bare`: it has no content in its own sentence besides quoted words ("Xi said after
    the talks.")."""

    verb: int
    sentence: int
    speakers: tuple[Speaker, ...]
    span: tuple[int, int] | None
    clause: bool
    bare: bool
    stance: str
    rule: str
    confidence: float


def mentions_between(tree: Tree, first: int, stop: int) -> list[Mention]:
    """The mentions that lie within tokens [first, stop)."""
    mentions = tree.doc._.mentions
    at = bisect_left(mentions, first, key=lambda m: m.start)
    found = []
    while at < len(mentions) and mentions[at].start < stop:
        if mentions[at].end <= stop:
            found.append(mentions[at])
        at += 1
    return found


def find(tree: Tree, names: Names, layout: Layout) -> list[Reported]:
    """Every word of saying that has a speaker, in the order of the text, headline excepted."""
    speech, contents = lexicons.speech(), vocabulary.contents()
    found: list[Reported] = []
    silent = tree.token_at(layout.headline[1] - 1) + 1 if layout.headline else 0
    for token in range(silent, len(tree.words)):
        key = (tree.lemmas[token], tree.pos[token])
        if key[0] == "accord" or tree.lower[token] == "according":
            one = _according(tree, names, token)
        elif key in speech or key in contents:
            one = _saying(tree, names, layout, token, speech[key].stance if key in speech else None, contents.get(key, {}))
        else:
            continue
        if one is not None:
            found.append(one)
            names.last = one.speakers[0]
            if one.speakers[0].name == JOINT:
                names.previous[JOINT] = one.speakers[0]
    return found


def _chars(tree: Tree, a: int, b: int) -> tuple[int, int] | None:
    """Tokens [a, b) as characters, without "that" and punctuation around; None if nothing is left."""
    a, b = tree.trim(a, b)
    while a < b and tree.lower[a] in ("that", "and", "but", "as") and tree.deps[a] in ("mark", "cc", "SCONJ"):
        a, b = tree.trim(a + 1, b)
    if b - a > 1 and tree.lower[a] == "that" and tree.deps[a] not in ("nsubj", "nsubj:pass", "det", "obj"):
        a += 1
    if b <= a:
        return None
    return tree.start[a], tree.end[b - 1]


def _rest(tree: Tree, clause: int, part: int) -> tuple[int, int] | None:
    """The clause without the subtree of `part`, if that stands at its edge: tokens [a, b)."""
    a, b = tree.left[clause], tree.right[clause] + 1
    left, right = tree.left[part], tree.right[part] + 1
    if left - a <= b - right:
        return (right, b) if left - a <= 2 else ((a, b) if right < b - 2 else (a, left))
    return (a, left) if b - right <= 2 else (a, b)


def _according(tree: Tree, names: Names, token: int) -> Reported | None:
    source = tree.heads[token]
    if tree.deps[token] != "case" and tree.tags[token] == "VBG":  # "according" as a verb with an oblique
        below = tree.child(token, "obl", "nmod")
        source = -1 if below is None else below
    if (
        source < 0
        or source == token
        or tree.deps[source] not in ("obl", "nmod", "advcl", "root", "parataxis", "obl:unmarked")
    ):
        return None
    speakers = resolve(names, source)
    if not speakers:
        return None
    part = source if tree.deps[token] == "case" else token
    clause = tree.heads[part]
    while tree.deps[clause] not in CLAUSES and tree.deps[clause] != "conj" and tree.heads[clause] != clause:
        clause = tree.heads[clause]
    if clause == part:
        return None
    rest = _rest(tree, clause, part)
    span = _chars(tree, *rest) if rest else None
    if span is None or span[1] - span[0] < 8:
        return None
    return Reported(token, tree.sentence_of[token], tuple(speakers), span, True, False, "neutral", "according-to", 0.9)


def _saying(
    tree: Tree, names: Names, layout: Layout, token: int, stance: str | None, forms: vocabulary.Forms
) -> Reported | None:
    if tree.pos[token] == "NOUN":
        return _noun(tree, names, layout, token, stance)
    if tree.negated(token) or _withheld(tree, token):
        return None
    subject, by_agent = _subject(tree, token)
    if subject is None:
        return None
    speakers, joint = _speakers(tree, names, layout, subject)
    if not speakers:
        return None
    if stance is None and "opinion" in forms and len(forms) == 1 and not joint:
        speakers, joint = _in_document(tree, names, token), True
        if not speakers:
            return None
    span, clause = _content(tree, token, forms, stance is not None or joint or "clause" in forms, by_agent)
    if span is None and (stance is None or tree.pos[token] != "VERB"):
        return None
    rule = "joint-document" if joint else ("reported-clause" if clause else "reported-noun" if span else "attribution")
    confidence = 0.85 if joint else 0.9 if clause else 0.65
    return Reported(
        token,
        tree.sentence_of[token],
        tuple(speakers),
        span,
        clause,
        span is None,
        stance or "neutral",
        rule,
        confidence,
    )


def _in_document(tree: Tree, names: Names, verb: int) -> list[Speaker]:
    """ "They agreed in a joint statement that ...": the document speaks."""
    for i in tree.children[verb]:
        joint = any(tree.lower[j] == "joint" for j in tree.children[i])
        document = vocabulary.speakers().get(tree.lemmas[i]) == "document"
        if joint and document and tree.deps[i] == "obl" and tree.case(i) == "in":
            holders = resolve(names, tree.subject(verb))
            codes = tuple(dict.fromkeys(c for s in holders for c in (s.codes or (s.state,)) if c))
            return [Speaker(JOINT, codes[0] if codes else None, codes)]
    return []


def _withheld(tree: Tree, verb: int) -> bool:
    """ "Refused to say", "would say", "if he says": nothing was said."""
    if any(aux in _UNREAL for aux in tree.auxiliaries(verb)):
        liked = tree.lemmas[verb] in ("like", "wish")
        return not liked
    if tree.deps[verb] == "xcomp":
        head = tree.heads[verb]
        return tree.lemmas[head] in _WITHHELD or any(a in _UNREAL for a in tree.auxiliaries(head)) or tree.negated(head)
    mark = tree.child(verb, "mark")
    return mark is not None and tree.lower[mark] in ("if", "unless", "whether") and tree.deps[verb] == "advcl"


def _subject(tree: Tree, verb: int) -> tuple[int | None, bool]:
    """Who says: the agent of a passive, the object of "cited X as saying", else the subject."""
    agent = tree.child(verb, "obl:agent")
    passive = tree.child(verb, "aux:pass", "nsubj:pass", "csubj:pass") is not None
    if agent is not None:
        return agent, True
    if passive:
        for i in tree.children[verb]:
            if tree.deps[i] in ("obl", "obl:agent") and tree.case(i) == "by":
                return i, True
        return None, False
    if tree.tags[verb] == "VBN" and tree.deps[verb].startswith("acl"):
        for i in tree.children[verb]:
            if tree.case(i) == "by":
                return i, True
        return None, False
    mark = tree.child(verb, "mark", "case")
    if mark is not None and tree.lower[mark] == "as" and tree.tags[verb] == "VBG":
        head = tree.heads[verb]
        told = tree.child(head, "obj", "nsubj:pass")
        return (told if told is not None else head if tree.pos[head] in ("NOUN", "PROPN") else None), False
    own = next((i for i in tree.children[verb] if tree.deps[i] in SUBJECTS), None)
    if own is None and tree.deps[verb] in ("amod", "compound"):
        return None, False
    return tree.subject(verb), False


def _speakers(tree: Tree, names: Names, layout: Layout, subject: int) -> tuple[list[Speaker], bool]:
    word = tree.lower[subject]
    voice = layout.voice_at(tree.start[subject])
    if voice is not None and (word in FIRST or word == "you"):
        return [], False
    if layout.is_joint and layout.joint:
        mention = tree.mention_of.get(subject)
        codes = {e.code for e in mention.parties} if mention else set()
        common = tree.lemmas[subject] in _COLLECTIVE and (mention is None or mention.kind == "anaphor")
        if word in FIRST or common or codes == set(layout.joint):
            return [Speaker(JOINT, layout.joint[0], layout.joint)], True
    if word in FIRST:
        mention = tree.mention_of.get(subject)
        if mention is None or len(mention.parties) != 1:
            return [], False
        entity = mention.parties[0]
        known = names.last if names.last and names.last.state == entity.code else None
        return [known or Speaker(entity.name, entity.code, (entity.code,))], False
    return [s for s in resolve(names, subject) if voice is None or s != voice.speaker], False


def _content(
    tree: Tree, verb: int, forms: vocabulary.Forms, clausal: bool, by_agent: bool
) -> tuple[tuple[int, int] | None, bool]:
    """The characters of what a verb or adjective of saying reports, and whether it is a clause."""
    if clausal:
        for i in tree.children[verb]:
            if tree.deps[i] == "ccomp" or (by_agent and tree.deps[i] in ("csubj:pass", "csubj")):
                return _chars(tree, tree.left[i], tree.right[i] + 1), True
        label, head = tree.deps[verb], tree.heads[verb]
        mark = tree.child(verb, "mark", "advmod")
        if (
            label == "advcl"
            and mark is not None
            and tree.lower[mark] == "as"
            and tree.child(verb, "obj", "xcomp") is None
        ):
            rest = _rest(tree, head, verb)
            return (_chars(tree, *rest) if rest else None), True
        if label == "parataxis" and head != verb and tree.child(verb, "xcomp", "obj") is None:
            rest = _rest(tree, head, verb)
            return (_chars(tree, *rest) if rest else None), True
        for i in tree.children[verb]:
            if tree.deps[i] == "parataxis" and tree.left[i] > verb and tree.pos[i] in ("VERB", "AUX", "ADJ", "NOUN"):
                return _chars(tree, tree.left[i], tree.right[i] + 1), True
        if tree.pos[verb] == "ADJ":
            if tree.lower[verb + 1 : verb + 2] == ["that"]:
                return _chars(tree, verb + 2, tree.sentences[tree.sentence_of[verb]][1]), True
            for i in tree.children[verb]:
                if tree.deps[i] == "advcl" and (m := tree.child(i, "mark")) is not None and tree.lower[m] == "that":
                    return _chars(tree, tree.left[i], tree.right[i] + 1), True
    return _nominal(tree, verb, forms), False


def _nominal(tree: Tree, verb: int, forms: vocabulary.Forms) -> tuple[int, int] | None:
    if "noun" in forms:
        for i in tree.children[verb]:
            if tree.deps[i] in ("obj", "nsubj:pass") and (not forms["noun"] or _allowed(tree, i, forms["noun"])):
                if tree.pos[i] == "PRON" or tree.left[i] == tree.right[i]:
                    continue
                return _chars(tree, tree.left[i], tree.right[i] + 1)
    if "to" in forms:
        for i in tree.children[verb]:
            if tree.deps[i] == "obl" and tree.case(i) == "to":
                case = tree.child(i, "case")
                return _chars(tree, (case if case is not None else i) + 1, tree.right[i] + 1)
    if "as" in forms:
        for i in tree.children[verb]:
            if tree.deps[i] in ("obl", "advcl", "xcomp", "nmod") and tree.case(i) == "as" and i > verb:
                case = tree.child(i, "case")
                return _chars(tree, (case if case is not None else i) + 1, tree.right[i] + 1)
    return None


def _allowed(tree: Tree, noun: int, nouns: frozenset[str]) -> bool:
    return tree.lemmas[noun] in nouns or any(
        tree.deps[i] == "conj" and tree.lemmas[i] in nouns for i in tree.children[noun]
    )


def _noun(tree: Tree, names: Names, layout: Layout, token: int, stance: str | None) -> Reported | None:
    """ "Its view that ...", "a joint statement that ...", "the warning that ..."."""
    for i in tree.children[token]:
        mark = tree.child(i, "mark")
        if tree.deps[i] not in ("acl", "ccomp") or mark is None or tree.lower[mark] != "that":
            continue
        owner = tree.child(token, "nmod:poss")
        joint = any(tree.lower[j] == "joint" for j in tree.children[token])
        if owner is not None and not joint:
            speakers, held = _speakers(tree, names, layout, owner)
        elif joint:
            speakers, held = resolve(names, token), True
            if speakers and speakers[0].state is None:
                verb = tree.heads[token]
                agents = resolve(names, tree.subject(verb)) if tree.pos[verb] == "VERB" else []
                codes = tuple(dict.fromkeys(c for s in agents for c in (s.codes or (s.state,)) if c))
                speakers = [Speaker(JOINT, codes[0] if codes else None, codes)]
        else:
            verb = tree.heads[token]
            subject = (
                tree.subject(verb) if tree.pos[verb] == "VERB" and tree.deps[token] in ("obj", "obl", "conj") else None
            )
            speakers, held = (
                _speakers(tree, names, layout, subject) if subject is not None else (resolve(names, token), False)
            )
        span = _chars(tree, tree.left[i], tree.right[i] + 1)
        if speakers and span:
            rule = "joint-document" if held else "reported-clause"
            return Reported(
                token, tree.sentence_of[token], tuple(speakers), span, True, False, stance or "neutral", rule, 0.85
            )
    return None
