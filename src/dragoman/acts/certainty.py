"""Whether an act happened: occurred, planned, hypothetical or denied, by the words that govern its verb.

"did not sign" denied, "will meet" planned, "could attack" and "if Russia withdrew" hypothetical, "has met" occurred.
"""

from __future__ import annotations

from dragoman.acts.clauses import Tree

_CONDITIONS = frozenset({"if", "unless", "whether", "should", "lest", "were"})
_DOUBT = frozenset({"may", "might", "could", "can"})
_WISHES = frozenset(
    [
        "hope",
        "want",
        "wish",
        "desire",
        "seek",
        "consider",
        "propose",
        "suggest",
        "fear",
        "concerned",
        "worried",
        "afraid",
        "expect",
        "believe",
        "imagine",
        "aim",
        "try",
        "attempt",
        "call",
        "demand",
        "urge",
        "ask",
        "request",
        "press",
        "push",
        "appeal",
        "encourage",
        "warn",
        "threaten",
        "risk",
        "threat",
        "possibility",
        "prospect",
        "risk",
        "chance",
        "need",
    ]
)
_PLANS = frozenset(
    [
        "plan",
        "intend",
        "agree",
        "decide",
        "promise",
        "pledge",
        "vow",
        "prepare",
        "schedule",
        "commit",
        "order",
        "expect",
        "set",
        "due",
        "ready",
        "announce",
        "oblige",
        "require",
    ]
)
_DENIALS = frozenset(
    ["deny", "refuse", "fail", "decline", "reject", "rule", "avoid", "prevent", "stop", "refrain", "cancel", "postpone"]
)
_DEEDS = frozenset(
    ["action", "activity", "effort", "step", "measure", "move", "attempt", "decision", "campaign", "act"]
)
_TELLING = frozenset(["say", "tell", "announce", "confirm", "decide", "disclose", "specify", "reveal", "indicate", "explain"])
_NEGATIVE_SUBJECTS = frozenset({"no", "neither", "nobody", "none", "nothing"})


def status(tree: Tree, at: int) -> str:
    """The status of the act told by the verb or noun at `at`."""
    if tree.pos[at] in ("NOUN", "PROPN"):
        return _of_noun(tree, at)
    if tree.negated(at) or _negative_subject(tree, at):
        return "denied"
    if told := unsaid(tree, at):
        return told
    own = _of_auxiliaries(tree, at)
    above = _of_governors(tree, at)
    return own if own != "occurred" else above


def _of_auxiliaries(tree: Tree, at: int) -> str:
    words = tree.auxiliaries(at)
    if conditional(tree, at):
        return "hypothetical"
    if any(w in ("will", "shall", "'ll", "wo") for w in words):
        return "planned"
    if "would" in words:
        return "planned" if _reported(tree, at) else "hypothetical"
    if any(w in _DOUBT for w in words):
        return "hypothetical"
    if any(w in ("must", "should", "ought") for w in words):
        return "hypothetical"
    return "occurred"


def conditional(tree: Tree, at: int) -> bool:
    """Does the verb stand in an if-clause?"""
    return any(tree.deps[c] == "mark" and tree.lower[c] in _CONDITIONS for c in tree.children[at])


def has_condition(tree: Tree, at: int) -> bool:
    """Does an if-clause hang on the verb ("will strike if ...")?"""
    return any(tree.deps[c] == "advcl" and conditional(tree, c) for c in tree.children[at])


def _reported(tree: Tree, at: int) -> bool:
    return tree.deps[at] == "ccomp" and tree.tags[tree.heads[at]] in ("VBD", "VBN") and not has_condition(tree, at)


def _negative_subject(tree: Tree, at: int) -> bool:
    subject = tree.child(at, "nsubj", "nsubj:pass")
    if subject is None:
        return False
    return tree.lower[subject] in _NEGATIVE_SUBJECTS or any(
        tree.lower[c] in _NEGATIVE_SUBJECTS and tree.deps[c] == "det" for c in tree.children[subject]
    )


def _of_governors(tree: Tree, at: int) -> str:
    """What the verbs above make of an infinitive or a conjoined verb."""
    k, steps = at, 0
    while steps < 6:
        label, head = tree.deps[k], tree.heads[k]
        if head == k:
            return "occurred"
        if label == "conj":
            if tree.child(k, "aux", "aux:pass", "nsubj") is None and tree.pos[head] == "VERB":
                shared = _of_auxiliaries(tree, head)
                if shared != "occurred":
                    return shared
        elif label in ("xcomp", "advcl", "acl", "ccomp") and _infinitive(tree, k):
            lemma = tree.lemmas[head]
            if lemma == "like":  # "would like to thank" thanks
                return "occurred"
            if lemma in _DENIALS or (tree.negated(head) and label == "xcomp"):
                return "denied"
            if lemma in _WISHES:
                return "hypothetical"
            if lemma in _PLANS or (lemma == "go" and label == "xcomp"):
                return "planned"
            if label == "acl" and lemma in _DEEDS:  # "is taking steps to curb"
                k, steps = head, steps + 1
                continue
            if label in ("advcl", "acl"):  # purpose: "came to sign", "a plan to attack"
                return "planned"
            if tree.pos[head] in ("VERB", "AUX"):
                above = _of_auxiliaries(tree, head)
                if above != "occurred":
                    return above
        elif label == "ccomp":
            return "hypothetical" if tree.lemmas[head] in _WISHES else "occurred"
        else:
            if label in ("advcl", "acl:relcl"):
                return "occurred"
            if label not in ("xcomp",):
                return "occurred"
        k = head
        steps += 1
    return "occurred"


def unsaid(tree: Tree, at: int) -> str | None:
    """"denied" for a verb in a clause that is denied ("denied that it planned to leave"), "hypothetical" in one that was not said
    ("has not said when it will leave", "refused to say whether it will"), else None."""
    k = at
    for _ in range(6):
        label, head = tree.deps[k], tree.heads[k]
        if head == k:
            return None
        if label in ("ccomp", "advcl") and tree.pos[head] == "VERB":  # "say when it will" is parsed as either
            lemma, above = tree.lemmas[head], tree.heads[head]
            refused = tree.deps[head] == "xcomp" and tree.lemmas[above] in ("refuse", "decline")
            if lemma in _TELLING and (tree.negated(head) or refused):
                return "hypothetical"
            if label == "ccomp":
                return "denied" if lemma == "deny" and not tree.negated(head) else None
        if label not in ("xcomp", "conj", "advcl"):
            return None
        k = head
    return None


def _infinitive(tree: Tree, at: int) -> bool:
    return any(tree.lower[c] == "to" and tree.deps[c] in ("mark", "aux") for c in tree.children[at])


_FUTURE_NOUNS = frozenset(
    ["upcoming", "forthcoming", "planned", "proposed", "next", "scheduled", "future", "coming", "expected", "imminent"]
)
_DOUBT_NOUNS = frozenset(["possible", "potential", "hypothetical", "alleged", "would-be", "any", "threatened"])


def _of_noun(tree: Tree, at: int) -> str:
    words = {tree.lower[c] for c in tree.children[at] if tree.deps[c] in ("amod", "det")}
    if words & _FUTURE_NOUNS:
        return "planned"
    if words & _DOUBT_NOUNS:
        return "hypothetical"
    if "no" in words:
        return "denied"
    k, steps = at, 0
    while steps < 5:
        label, head = tree.deps[k], tree.heads[k]
        if head == k:
            return "occurred"
        if tree.pos[head] in ("VERB", "AUX") and label in ("obj", "nsubj:pass", "obl", "nsubj"):
            if tree.negated(head) and label != "obl":
                return "denied"
            return _verb_above(tree, head, label)
        if label == "nmod" and tree.lemmas[head] in _WISHES | {
            "proposal",
            "plan",
            "preparation",
            "invitation",
            "call",
            "threat",
        }:
            return "hypothetical" if tree.lemmas[head] not in ("plan", "preparation") else "planned"
        if label not in ("nmod", "conj", "nmod:poss", "compound", "appos"):
            return "occurred"
        if label == "nmod" and tree.pos[tree.heads[head]] in ("VERB", "AUX") and tree.case(k) == "of":
            return "occurred"  # "to mark the anniversary of the invasion": it is spoken of as a fact
        k = head
        steps += 1
    return "occurred"


_BEGINNINGS = frozenset(
    [
        "hold",
        "begin",
        "start",
        "launch",
        "impose",
        "sign",
        "conduct",
        "stage",
        "resume",
        "carry",
        "make",
        "conclude",
        "hold",
        "lift",
        "schedule",
        "renew",
    ]
)


def _verb_above(tree: Tree, verb: int, label: str) -> str:
    own = _of_auxiliaries(tree, verb)
    if label == "nsubj:pass" and own == "planned" and tree.lemmas[verb] not in _BEGINNINGS:
        return "occurred"  # "this fight will be aided" goes on already
    if label in ("obj", "nsubj:pass"):
        if own != "occurred":
            return own
        if tree.lemmas[verb] in _PLANS:
            return "planned"
        if tree.lemmas[verb] in _WISHES:
            return "hypothetical"
        return _of_governors(tree, verb)
    return "planned" if own == "planned" and label == "obl" else "occurred"
