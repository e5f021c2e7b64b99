"""What a name does in its sentence: acts ("Moscow said"), is a place ("in Moscow"), or modifies ("Russian gas")."""

from __future__ import annotations

from dragoman.parties.drafts import Draft
from dragoman.parties.vocabulary import word_set
from dragoman.parties.words import Words

_PLACE_CASES = frozenset(
    {
        "in",
        "at",
        "near",
        "inside",
        "outside",
        "across",
        "throughout",
        "around",
        "within",
        "through",
        "via",
        "towards",
        "toward",
        "into",
        "onto",
        "off",
        "over",
        "above",
        "beyond",
    }
)
_MOTION_CASES = frozenset({"to", "from"})
_ACTING_CASES = frozenset({"with", "between", "by", "against", "for", "among"})
_MODIFIER_DEPS = frozenset({"amod", "compound", "nmod", "nmod:desc"})


def mode(words: Words, draft: Draft) -> str:
    """The kind of a mention that is a bare name of a state or body: name, adjective, metonym or place."""
    body = draft.body
    if body is None:
        return "name"
    if body.kind == "metonym":
        return "metonym"
    if body.kind == "body" or body.kind == "unknown":
        return "name"
    head = draft.head
    if body.kind == "adjective":
        return "name" if words.tags[body.end - 1] in ("NNS", "NNPS") else "adjective"
    capital = body.kind == "capital"
    dep, case = words.deps[head], _case(words, draft)
    for _ in range(3):
        if dep != "conj" or case is not None:
            break
        head = words.heads[head]
        dep, case = words.deps[head], _case_of(words, head)
    if case in _PLACE_CASES:
        return "place"
    if capital and _dateline(words, draft):
        return "place"
    if not capital:
        return "adjective" if dep in ("compound", "amod") else "name"
    if case in _MOTION_CASES:
        return "place"
    if case in _ACTING_CASES or dep in ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "nmod:poss", "iobj", "vocative"):
        return "metonym"
    if dep == "obj":
        return "place" if words.lemmas[words.heads[head]] in word_set("goes_to") else "metonym"
    if dep in ("obl", "nmod") and case in ("on", "of", "towards", "toward"):
        return "metonym" if case != "of" else "place"
    return "place"


def _case(words: Words, draft: Draft) -> str | None:
    """The preposition of a name: its case child, else the word before it."""
    found = _case_of(words, draft.head)
    if found is None and draft.start > 0 and words.tags[draft.start - 1] in ("IN", "TO") and draft.head < draft.end:
        found = words.lower[draft.start - 1]
    return found


def _case_of(words: Words, head: int) -> str | None:
    for i in range(head - 1, max(-1, head - 8), -1):
        if words.deps[i] == "case" and words.heads[i] == head:
            return words.lower[i]
    return None


def _dateline(words: Words, draft: Draft) -> bool:
    """Whether a capital opens a paragraph as its dateline: "BEIJING, June 1 (Agency) --"."""
    if draft.start and "\n" not in words.texts[draft.start - 1]:
        return False
    after = words.texts[draft.end] if draft.end < words.count else ""
    return after in ("(", "-", "--", "—", "–") or (after == "," and words.texts[draft.start].isupper())
