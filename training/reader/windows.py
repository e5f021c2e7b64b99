"""Turn sentences into windows of word pieces, and windows into padded batches."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable

import torch
from tokenizers import Tokenizer

from dragoman.language.pieces import LONGEST_WORD, shape
from treebanks import MUTUAL, Pair, Sentence

IGNORE = -100
NAMES = ["O"] + [f"{b}-{t}" for t in ("PERSON", "ORG", "LOC", "EVENT") for b in "BI"]
TYPES = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "NONE",
]
NOTHING = TYPES.index("NONE")
STATUSES = ["occurred", "planned", "hypothetical", "denied"]
PAIRS = 6  # of one window in one epoch


def script(form: str, lemma: str) -> str:
    """The edit that makes a lemma of a form: "=" as it stands, else lower-case, cut N letters, add an ending."""
    if form == lemma:
        return "="
    low = form.lower()
    kept = 0
    while kept < min(len(low), len(lemma)) and low[kept] == lemma[kept]:
        kept += 1
    return f"{len(low) - kept}|{lemma[kept:]}"


def vocabularies(sentences: Iterable[Sentence]) -> dict[str, list[str]]:
    """The value lists of each head, in a fixed order; values seen once are left to the commonest."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("upos", "xpos", "lemma", "label")}
    for s in sentences:
        if s.heads is None:
            continue
        counts["upos"].update(s.upos)
        counts["xpos"].update(s.xpos)
        counts["label"].update(s.labels)
        counts["lemma"].update(script(w, x) for w, x in zip(s.words, s.lemmas, strict=True))
    lists = {name: sorted(v for v, n in c.items() if n > 1) for name, c in counts.items()}
    return lists | {"names": NAMES, "type": TYPES, "status": STATUSES}


class Window:
    """Consecutive sentences of one document as pieces, with every target as word-level lists."""

    def __init__(
        self, sentences: list[Sentence], tokenizer: Tokenizer, ids: dict[str, dict[str, int]], *, upper: bool = False
    ) -> None:
        words = [w.upper() if upper else w for s in sentences for w in s.words]
        pieces, shapes, self.first, self.last = [101], [5], [], []
        for encoding, word in zip(tokenizer.encode_batch(words, add_special_tokens=False), words, strict=True):
            got = encoding.ids[:LONGEST_WORD] or [100]
            self.first.append(len(pieces))
            pieces += got
            shapes += [shape(word)] * len(got)
            self.last.append(len(pieces) - 1)
        self.pieces, self.shapes = [*pieces, 102], [*shapes, 5]
        self.targets: dict[str, list[int]] = {
            k: [] for k in ("upos", "xpos", "lemma", "names", "heads", "labels", "starts", "acts", "status")
        }
        self.sentence: list[int] = []
        self.roles: list[tuple[int, int, list[tuple[int, int]], list[tuple[int, int]]]] = []
        self.pairs: list[Pair] = []
        for number, s in enumerate(sentences):
            offset, n = len(self.sentence), len(s.words)
            self.sentence += [number] * n
            none = [IGNORE] * n
            syntax = s.heads is not None
            for name, values in (("upos", s.upos), ("xpos", s.xpos)):
                self.targets[name] += [ids[name].get(v, IGNORE) for v in values] if syntax else none
            self.targets["labels"] += [ids["label"].get(v, IGNORE) for v in s.labels] if syntax else none
            scripts = [script(w, x) for w, x in zip(s.words, s.lemmas, strict=True)] if syntax else []
            self.targets["lemma"] += [ids["lemma"].get(v, IGNORE) for v in scripts] if syntax and not upper else none
            self.targets["heads"] += [h + offset for h in s.heads] if syntax else none
            self.targets["starts"] += [1] + [0] * (n - 1) if syntax else none
            self.targets["names"] += [ids["names"][v] for v in s.names] if s.names else none
            acts, status = [IGNORE if s.acts is None else NOTHING] * n, list(none)

            def moved(spans: list[tuple[int, int]], by: int = offset) -> list[tuple[int, int]]:
                return [(a + by, b + by) for a, b in spans]

            for act in s.acts or ():
                acts[act.word], status[act.word] = TYPES.index(act.type), STATUSES.index(act.status)
                self.roles.append((act.word + offset, number, moved(act.actors), moved(act.recipients)))
            self.targets["acts"] += acts
            self.targets["status"] += status
            self.pairs += [(*moved([a, b]), types) for a, b, types in s.pairs]


def windows(
    sentences: list[Sentence],
    tokenizer: Tokenizer,
    ids: dict[str, dict[str, int]],
    rng: random.Random,
    augment: bool = True,
) -> list[Window]:
    """Pack the sentences of each document, in order, into windows of varying size (20 to 130 words).

    With `augment` a few windows turn to capitals, some one-way pairs come again turned round, as no relation, and of many pairs
    some are drawn.
    """
    out: list[Window] = []
    group: list[Sentence] = []
    room = 0

    def close() -> None:
        if group:
            upper = augment and group[0].heads is not None and rng.random() < 0.03
            out.append(Window(group, tokenizer, ids, upper=upper))
            if augment:
                out[-1].pairs = _drawn(out[-1].pairs, rng)
            group.clear()

    for s in sentences:
        size = sum(len(g.words) for g in group) + len(s.words)
        if group and (s.document != group[0].document or size > room):
            close()
        if not group:
            room = rng.choice((20, 40, 60, 80, 100, 130))
        group.append(s)
    close()
    return out


def _drawn(pairs: list[Pair], rng: random.Random) -> list[Pair]:
    """Some of a window's pairs: those with an act before those without; a lone one-way pair now and then turned round too."""
    if len(pairs) == 1 and not set(pairs[0][2]) & (MUTUAL | {"NONE"}):
        a, b, _ = pairs[0]
        return [*pairs, (b, a, ["NONE"])] if rng.random() < 0.3 else pairs
    told = [p for p in pairs if p[2] != ["NONE"]]
    idle = [p for p in pairs if p[2] == ["NONE"]]
    told, idle = (rng.sample(some, min(len(some), PAIRS)) for some in (told, idle))
    return (told + idle[: max(2, PAIRS - len(told))])[:PAIRS]


def batches(items: list[Window], budget: int, rng: random.Random) -> list[list[Window]]:
    """Batches of about `budget` pieces, of windows alike in length, in random order."""
    ordered = sorted(items, key=lambda w: len(w.pieces) + rng.random() * 12)
    out: list[list[Window]] = [[]]
    for w in ordered:
        if out[-1] and (len(out[-1]) + 1) * len(w.pieces) > budget:
            out.append([])
        out[-1].append(w)
    rng.shuffle(out)
    return out


def collate(batch: list[Window]) -> dict[str, torch.Tensor]:
    """Padded tensors of a batch; targets are padded with IGNORE, arcs are allowed within a sentence alone."""
    p, w = max(len(x.pieces) for x in batch), max(len(x.first) for x in batch)

    def pad(rows: list[list[int]], size: int, value: int) -> torch.Tensor:
        return torch.tensor([r + [value] * (size - len(r)) for r in rows])

    out = {
        "pieces": pad([x.pieces for x in batch], p, 0),
        "shapes": pad([x.shapes for x in batch], p, 0),
        "first": pad([x.first for x in batch], w, 0),
        "last": pad([x.last for x in batch], w, 0),
        "attention": pad([[1] * len(x.pieces) for x in batch], p, 0),
        "sentence": pad([x.sentence for x in batch], w, -1),
    }
    out |= {name: pad([x.targets[name] for x in batch], w, IGNORE) for name in batch[0].targets}
    out["allowed"] = out["sentence"].unsqueeze(1) == out["sentence"].unsqueeze(2)
    told = [(i, pair) for i, x in enumerate(batch) for pair in x.pairs]
    if told:
        spans = torch.zeros(2, len(told), w)
        place = torch.zeros(len(told), w, dtype=torch.long)
        gold = torch.zeros(len(told), len(TYPES), dtype=torch.bool)
        for k, (_, ((a, b), (c, d), types)) in enumerate(told):
            place[k, min(a, c) : max(b, d)] = 1
            for side, (low, high) in enumerate(((a, b), (c, d))):
                spans[side, k, low:high] = 1 / (high - low)
                place[k, low:high] = 2
            gold[k, [TYPES.index(t) for t in types]] = True
        paired = torch.tensor([i for i, _ in told])
        # The act between two parties stands in their sentence: attention looks nowhere else, as when reading.
        own = out["sentence"][paired, torch.tensor([pair[0][0] for _, pair in told])]
        inside = out["sentence"][paired] == own.unsqueeze(1)
        out |= {"paired": paired, "source": spans[0], "target": spans[1], "place": place, "types": gold, "inside": inside}
    acting = [(i, role) for i, x in enumerate(batch) for role in x.roles]
    if acting:
        roles = torch.zeros(len(acting), 2, w)
        for k, (_, (_, _, actors, recipients)) in enumerate(acting):
            for side, parties in enumerate((actors, recipients)):
                for low, high in parties:
                    roles[k, side, low:high] = 1
        rows = torch.tensor([i for i, _ in acting])
        numbers = torch.tensor([role[1] for _, role in acting])
        out |= {
            "acting": rows,
            "act_words": torch.tensor([role[0] for _, role in acting]),
            "roles": roles,
            "role_mask": out["sentence"][rows] == numbers.unsqueeze(1),
        }
    return out
