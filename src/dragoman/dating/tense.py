"""Whether the words around a time tell what was or what will be: "arrived on Tuesday", "will arrive on Tuesday"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

_WILL = frozenset({"will", "'ll", "’ll", "shall", "wo", "would"})
# What is planned, expected or asked lies ahead of the one who speaks of it.
_AHEAD = frozenset(
    {
        "plan", "intend", "expect", "hope", "agree", "schedule", "slate", "set", "due", "prepare", "vow",
        "promise", "pledge", "ready", "likely", "aim", "decide", "offer", "propose", "invite", "urge", "ask",
        "call", "postpone", "seek", "poise", "bind"
    }
)
_AHEAD_ADJECTIVES = frozenset(
    {
        "planned", "upcoming", "scheduled", "forthcoming", "expected", "proposed", "coming"
    }
)
_CLAUSE_ENDS = frozenset(".;!?")


def direction(doc: Doc, index: int, parsed: bool) -> int:
    """-1 where the time at token `index` is told of the past, 1 of the future, 0 where nothing says.

    From the verb that governs it where the Doc is parsed, else from the words before it in the clause.
    """
    if not parsed:
        return _by_words(doc, index)
    token = doc[index]
    for _ in range(12):
        if token.pos_ in ("VERB", "AUX"):
            told = _of_verb(token)
            if told:
                return told
            if token.tag_ not in ("VB", "VBG", "VBN"):
                return 0
        elif token.pos_ == "ADJ" and token.lemma_ in _AHEAD:
            return 1
        else:
            for child in token.children:
                if child.lower_ in _AHEAD_ADJECTIVES and child.dep_ == "amod":
                    return 1
                if child.dep_ == "cop":
                    told = _of_verb(token)
                    if told:
                        return told
        if token.head.i == token.i:
            break
        token = token.head
    return 0


def _of_verb(verb: Token) -> int:
    past = 0
    infinitive = False
    for child in verb.children:
        dep = child.dep_
        if dep == "aux" or dep == "cop" or dep == "aux:pass":
            low = child.lower_
            if low in _WILL or (low in ("may", "might", "can", "should", "must") and dep == "aux"):
                return 1
            if child.tag_ == "VBD" or low in ("has", "have", "had"):
                past = -1
        elif dep == "mark" and child.lower_ == "to":
            infinitive = True
    if infinitive:
        return 1 if verb.head.lemma_ in _AHEAD or verb.head.lower_ in ("is", "are") else 0
    tag = verb.tag_
    if tag == "VBN" and verb.lemma_ in ("schedule", "plan", "expect", "slate", "set"):
        return 1
    if past or tag == "VBD":
        return -1
    if tag == "VBN" and verb.dep_ in ("acl", "advcl", "ROOT"):
        return -1
    return 0


def _by_words(doc: Doc, index: int) -> int:
    for i in range(index - 1, max(-1, index - 25), -1):
        low = doc[i].lower_
        if low in _WILL:
            return 1
        if low in _CLAUSE_ENDS:
            break
    return 0
