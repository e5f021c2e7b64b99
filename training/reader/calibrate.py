#!/usr/bin/env python3
"""How sure is a bid for an act? Fit the weights of `acts/bids.py` on annotated texts that the reader was not trained on.

    python calibrate.py --gold SHARED/gold/diplomatic --corpus SHARED/corpus [--folds 5]

Every act that rules or the learned reader bid for, however weak, is compared with the annotation: it is right where one with the
same type and the same parties stands on its words. A logistic regression on the values of the bid gives the weights; the
figures (expected calibration error, F1 by threshold) come from folds.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import zlib
from pathlib import Path

import numpy as np

from annotations import ANNOTATIONS, read, restored
from documents import show
from dragoman import documents, language, pipeline
from dragoman.acts import events, not_coded, writing
from dragoman.acts.clauses import tree_of
from dragoman.acts.drafts import codes
from dragoman.documents.paragraphs import headline
from dragoman.evaluation import agreement


def of_documents(folder: Path):
    """The texts of a folder of gold documents, as `texts` has them."""
    for path in sorted(folder.glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        rows = []
        for e in told["events"]:
            start = text.find(e["quote"])
            rows.append((start, start + len(e["quote"]), e["type"], e["actor"], e["recipient"]))
        yield text, told.get("published"), rows


def texts(gold: Path, corpus: Path):
    """(text, published, [(start, end, type, actor codes, recipient codes)]) of gold documents, of our own documents that were
    read while rules were mended (the others only measure), and of our held-out sentences."""
    with tempfile.TemporaryDirectory() as folder:
        show(ANNOTATIONS / "documents", corpus, Path(folder), read=True)
        yield from of_documents(Path(folder))
    yield from of_documents(gold)
    own = [(f"{f.stem}:{s.line}", s) for f in sorted((ANNOTATIONS / "prose").glob("*.txt")) for s in read(f, [])]
    own += [(s.id, s) for f in sorted((ANNOTATIONS / "corpus").glob("*.jsonl")) for s in restored(f, corpus)]
    for name, s in own:
        if zlib.crc32(name.encode()) % 10 == 0:
            yield s.text, None, [(*e.word, e.type, [p.code for p in e.actors], [p.code for p in e.recipients]) for e in s.events]


def bids(gold: Path, corpus: Path) -> tuple[np.ndarray, np.ndarray, int]:
    """The values of all bids, N,F, whether each is right, N, and how many acts are annotated."""
    nlp = pipeline.load()
    values, right, annotated = [], [], 0
    for text, published, rows in texts(gold, corpus):
        doc = language.make_doc(nlp, documents.from_text(text, published=published))
        for name, stage in nlp.pipeline:
            if name != "dragoman_acts":
                doc = stage(doc)
        tree = tree_of(doc)
        skip = not_coded(tree, headline(doc._.source))
        open_rows = list(range(len(rows)))
        annotated += len(rows)
        for draft in sorted(events.drafts(doc, skip, kept=0.0), key=lambda d: -d.confidence):
            start, end = writing.span(tree, draft)
            sides = {"actor": draft.actors, "recipient": draft.recipients}
            ours = {side: [{"code": c} for c in sorted(codes(found))] for side, found in sides.items()}
            fitting = None
            for k in open_rows:
                a, b, kind, actor, recipient = rows[k]
                gold_event = {"type": kind, "actor": actor, "recipient": recipient}
                if kind == draft.type and start < b and a < end and agreement.same_parties(gold_event, ours):
                    fitting = k
                    break
            if fitting is not None:
                open_rows.remove(fitting)
            values.append(draft.bid)
            right.append(fitting is not None)
    return np.array(values), np.array(right, dtype=float), annotated


def fit(x: np.ndarray, y: np.ndarray, decay: float = 1.0) -> np.ndarray:
    """Weights of a logistic regression, the constant first (Newton's method, ridge `decay`)."""
    x = np.hstack([np.ones((len(x), 1)), x])
    w = np.zeros(x.shape[1])
    ridge = decay * np.diag([0.0] + [1.0] * (x.shape[1] - 1))
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + ridge, x.T @ (p - y) + ridge @ w)
    return w


def calibration_error(p: np.ndarray, y: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error: the mean distance, by bins of equal width, of what was said from what was right."""
    which = np.minimum((p * bins).astype(int), bins - 1)
    return sum(abs(p[which == k].mean() - y[which == k].mean()) * (which == k).mean() for k in set(which.tolist()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    x, y, annotated = bids(options.gold, options.corpus)
    print(f"{len(y)} bids, {int(y.sum())} right; {annotated} acts annotated")
    fold = np.arange(len(y)) * options.folds // len(y)
    p = np.empty(len(y))
    for k in range(options.folds):
        w = fit(x[fold != k], y[fold != k])
        p[fold == k] = 1 / (1 + np.exp(-(w[0] + x[fold == k] @ w[1:])))
    print("expected calibration error", round(calibration_error(p, y), 4))
    for low in np.arange(0, 1, 0.1):
        inside = (p >= low) & (p < low + 0.1)
        if inside.any():
            print(f"  said {low:.1f}-{low + 0.1:.1f}: {inside.sum():4d} bids, right {y[inside].mean():.2f}")
    for bar in np.arange(0.1, 0.7, 0.05):
        taken = p >= bar
        precision, recall = y[taken].mean() if taken.any() else 0.0, y[taken].sum() / annotated
        f1 = 2 * precision * recall / (precision + recall + 1e-9)
        print(f"  bar {bar:.2f}: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")
    print("_SURE =", tuple(round(float(v), 2) for v in fit(x, y)))


if __name__ == "__main__":
    main()
