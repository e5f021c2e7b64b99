#!/usr/bin/env python3
"""Derive the word table of the reader from the treebanks: forms seen in training with the lemma they mostly have, and the forms
that each closed class of tags has (no word unseen as a numeral or preposition can be one).

    python lemmas.py --data SHARED/data --out ../../src/dragoman/language/model/lemmas.json

Forms that English spelling rules lead back to a known lemma are left out; the known lemmas stand in lists of their own.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

from dragoman.language.lemmas import CLOSED, candidates, word_class
from treebanks import read_conllu


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    closed: dict[str, Counter[str]] = defaultdict(Counter)
    seen: dict[str, dict[str, Counter[str]]] = {c: defaultdict(Counter) for c in "VNA"}
    for name in ("en_ewt-train", "en_gum-train"):
        for s in read_conllu(options.data / "treebanks" / f"{name}.conllu.gz", names=False):
            for word, tag, lemma in zip(s.words, s.xpos, s.lemmas, strict=True):
                if tag in CLOSED:
                    closed[word.lower()][tag] += 1
                kind = word_class(tag)
                if kind and word.replace("-", "").isalpha() and lemma.replace("-", "").isalpha():
                    seen[kind][word.lower()][lemma.lower()] += 1
    known = {}
    for (
        kind,
        forms,
    ) in seen.items():  # a lemma must stand as a word of its own, or often: the treebanks have slips ("fre")
        total = Counter(lemma for counts in forms.values() for lemma in counts.elements())
        known[kind] = sorted(lemma for lemma, n in total.items() if lemma in forms or n > 2)
    table: dict[str, dict[str, str]] = {}
    for kind, forms in seen.items():
        lemmas = set(known[kind])
        table[kind] = {}
        for form in sorted(forms):
            lemma = max(forms[form].items(), key=lambda e: (e[1], e[0]))[0]
            regular = form if form in lemmas else next((c for c in candidates(form, kind) if c in lemmas), None)
            if lemma != regular and lemma in lemmas:
                table[kind][form] = lemma
    options.out.write_text(
        json.dumps(
            {"irregular": table, "known": known, "closed": {w: sorted(c) for w, c in sorted(closed.items())}},
            ensure_ascii=False,
            separators=(",", ":"),
        ),
        encoding="utf-8",
    )
    print({k: (len(table[k]), len(known[k])) for k in table}, options.out.stat().st_size)


if __name__ == "__main__":
    main()
