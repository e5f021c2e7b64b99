"""When a predicted record agrees with a gold one: the same parties, touching words, a date that tells as much.

Predictions come from a file and may be anyone's, so every function takes plain JSON values and trusts none of them.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from dragoman.records import Span

Plain = dict[str, Any]
Fit = Callable[[Plain, Plain], bool]

LONGEST_SPAN = 700
"""Characters. A prediction that points at more than a long sentence points at nothing."""

WITHOUT_DIRECTION = frozenset({"AGREE", "CONSULT", "COOPERATE", "SUPPORT"})
"""Types of acts that parties do with each other; who is actor and who recipient may then be told either way."""

GROUP_CLASSES = ("IGO", "NGO", "NSA")
"""Bare classes that the PLOVER gold standard writes for any organisation or group, not always the fitting one."""


def codes(parties: Iterable[Any] | None) -> set[str]:
    """The codes of parties given as codes or as objects with a `code`."""
    named = (party.get("code") if isinstance(party, dict) else party for party in parties or ())
    return {code for code in named if code}


def same_code(gold: str, predicted: str) -> bool:
    """Equal, or gold knows the class alone and the prediction is some organisation or group."""
    return gold == predicted or (gold in GROUP_CLASSES and predicted.partition(":")[0] in ("IGO", "NSA"))


def same_codes(gold: set[str], predicted: set[str]) -> bool:
    """As many on both sides, and each gold code found."""
    return len(gold) == len(predicted) and all(any(same_code(g, p) for p in predicted) for g in gold)


def same_parties(gold: Plain, predicted: Plain) -> bool:
    """Actors and recipients agree; where gold tells a mutual act, predicted actors and recipients count together."""
    actor, recipient = codes(gold["actor"]), codes(gold["recipient"])
    got_actor, got_recipient = codes(predicted.get("actor")), codes(predicted.get("recipient"))
    if same_codes(actor, got_actor) and same_codes(recipient, got_recipient):
        return True
    mutual = gold["type"] in WITHOUT_DIRECTION and len(actor) > 1 and not recipient
    return mutual and same_codes(actor, got_actor | got_recipient)


def shared_length(a: Span, b: Span) -> int:
    """How many characters two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def overlap_ratio(a: Span, b: Span) -> float:
    """Characters shared by two spans, of those that either covers."""
    shared = shared_length(a, b)
    return shared / (a[1] - a[0] + b[1] - b[0] - shared) if shared else 0.0


def sector_ratio(gold: Iterable[str] | None, predicted: Iterable[str] | None) -> float:
    """Main sectors shared, of those that either names ("energy.gas" counts as "energy"); 1 where neither names any."""
    a, b = ({sector.partition(".")[0] for sector in sectors or ()} for sectors in (gold, predicted))
    return len(a & b) / len(a | b) if a | b else 1.0


def same_speaker(gold: Plain, predicted: Plain) -> bool:
    """A word of the name (three letters and more) agrees, or the party spoken for."""
    speaker, state = predicted.get("speaker") or "", predicted.get("state")
    if isinstance(speaker, dict):
        state = state or speaker.get("code")
        speaker = speaker.get("name", "")
    words = {word for word in gold["speaker"].casefold().split() if len(word) > 2}
    return not words.isdisjoint(speaker.casefold().split()) or (bool(state) and state == gold["state"])


def date_agrees(gold: Any, predicted: Any) -> bool:
    """The predicted day or interval lies within the gold one and is at least as precise, up to the month."""
    gold_first, gold_last = _interval(gold)
    first, last = _interval(predicted)
    if not first:
        return False
    # "~" sorts after every digit and hyphen: 2023-03-21 lies before the end of "2023-03", which is "2023-03~".
    low, high = gold_first[: len(first)], gold_last + "~"
    return low <= first <= high and last <= high and len(first) >= min(len(gold_first), 7)


def _interval(value: Any) -> tuple[str, str]:
    if isinstance(value, dict):
        value = "/".join(part for part in (value.get("start"), value.get("end")) if part)
    first, _, last = (value or "").partition("/")
    return first, last or first


def pair_up(gold: Sequence[Plain], predicted: Sequence[Plain], fits: Fit) -> list[tuple[int, int]]:
    """As many (gold, predicted) pairs that fit as can be made at once, each record in one pair at most.

    Kuhn's augmenting paths: a gold record takes a free prediction, or one whose owner can move to another. Candidates
    are tried in the order of the predictions, so that the pairs (and the dates compared on them) are always the same.
    """
    candidates = [[j for j, p in enumerate(predicted) if fits(g, p)] for g in gold]
    owner: dict[int, int] = {}

    def settle(i: int, tried: set[int]) -> bool:
        for j in candidates[i]:
            if j in tried:
                continue
            tried.add(j)
            if j not in owner or settle(owner[j], tried):
                owner[j] = i
                return True
        return False

    for i in range(len(gold)):
        settle(i, set())
    return [(i, j) for j, i in owner.items()]


def brief(record: Plain) -> Plain:
    """What a person needs of a record to see why it missed."""
    wanted = ("type", "actor", "recipient", "date", "speaker", "kind", "parties", "by", "sectors", "quote")
    parties = ("actor", "recipient", "parties", "by")
    return {k: sorted(codes(record[k])) if k in parties else record[k] for k in wanted if record.get(k)}
