#!/usr/bin/env python3
"""Measure the shipped reader on the treebanks' test sets, as onnxruntime runs it.

    python evaluate.py --data SHARED/data [--part test] [--float FOLDER]

Gold tokens: our tags, lemmas and syntax on the treebank's words and sentences. Raw text: our own tokens and sentences on each
document's text; a word counts where its characters agree (F1, as in the CoNLL 2018 shared task). With --float the unquantised
reader.onnx of that folder is measured beside the shipped one.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import onnxruntime

import dragoman.language
from treebanks import Sentence, read_conllu, read_names


def gold_tokens(reader, sentences: list[Sentence]) -> dict[str, float]:
    lists = reader.model.lists
    right = dict.fromkeys(("upos", "xpos", "lemma", "uas", "las", "las_universal"), 0)
    total = 0
    names = [0, 0, 0]
    strings = reader._strings
    for s in sentences:
        known = [reader.model.pieces(w) for w in s.words]
        got = reader.window(s.words, known, 0, len(s.words), whole=True)
        heads, dep = got["heads"].tolist(), [strings[int(d)] for d in got["dep"]]
        total += len(s.words)
        for i in range(len(s.words)):
            label = "root" if dep[i] == "ROOT" else dep[i]
            right["upos"] += lists["upos"][int(got["upos"][i])] == s.upos[i]
            right["xpos"] += lists["xpos"][int(got["xpos"][i])] == s.xpos[i]
            right["lemma"] += (
                strings[reader.lemma(s.words[i], int(got["xpos"][i]), int(got["lemma"][i]))] == s.lemmas[i]
            )
            if heads[i] == s.heads[i]:
                right["uas"] += 1
                right["las"] += label == s.labels[i]
                right["las_universal"] += label.split(":")[0] == s.labels[i].split(":")[0]
        if s.names:
            gold, ours = spans(s.names), spans([lists["names"][int(n)] for n in got["names"]])
            names = [names[0] + len(gold & ours), names[1] + len(gold), names[2] + len(ours)]
    figures = {k: round(100 * v / total, 2) for k, v in right.items()}
    if names[1]:
        figures["names_f1"] = round(200 * names[0] / (names[1] + names[2]), 2)
    return figures


def spans(tags: list[str]) -> set[tuple[int, int, str]]:
    found, start = set(), None
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and (tag[0] != "I" or tag[2:] != tags[start][2:]):
            found.add((start, i, tags[start][2:]))
            start = None
        if start is None and tag != "O":
            start = i
    return found


def raw_text(nlp, sentences: list[Sentence]) -> dict[str, float]:
    hit = dict.fromkeys(("tokens", "sentences", "xpos", "uas", "las"), 0)
    gold_words = our_words = gold_sentences = our_sentences = 0
    for _, group in groupby(sentences, key=lambda s: s.document):
        text, gold, starts = "", {}, set()
        for s in group:
            at = []
            for word, space in zip(s.words, s.spaces, strict=True):
                at.append((len(text), len(text) + len(word)))
                text += word + (" " if space else "")
            if not text.endswith(" "):
                text += " "
            starts.add((at[0][0], at[-1][1]))
            for i, span in enumerate(at):
                gold[span] = (s.xpos[i], at[s.heads[i]] if s.heads[i] != i else None, s.labels[i])
        doc = nlp(text)
        ours = {(t.idx, t.idx + len(t)): t for t in doc if not t.is_space}
        gold_words, our_words = gold_words + len(gold), our_words + len(ours)
        sents = {(sent[0].idx, max(t.idx + len(t) for t in sent if not t.is_space)) for sent in doc.sents}
        gold_sentences, our_sentences = gold_sentences + len(starts), our_sentences + len(sents)
        hit["sentences"] += len(sents & starts)
        for span, (tag, head, label) in gold.items():
            t = ours.get(span)
            if t is None:
                continue
            hit["tokens"] += 1
            hit["xpos"] += t.tag_ == tag
            above = None if t.head.i == t.i else (t.head.idx, t.head.idx + len(t.head))
            if above == head:
                hit["uas"] += 1
                hit["las"] += (t.dep_ if above else "root") == label
    sizes = {"sentences": (gold_sentences, our_sentences)}
    return {k + "_f1": round(200 * v / sum(sizes.get(k, (gold_words, our_words))), 2) for k, v in hit.items()}


def parts(data: Path, part: str) -> Iterator[tuple[str, list[Sentence]]]:
    trees = data / "treebanks"
    yield "ewt", list(read_conllu(trees / f"en_ewt-{part}.conllu.gz", names=False))
    yield "gum", list(read_conllu(trees / f"en_gum-{part}.conllu.gz", names=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--part", default="test", choices=("dev", "test"))
    parser.add_argument("--float", type=Path)
    options = parser.parse_args()
    nlp = dragoman.language.load()
    reader = nlp.get_pipe("dragoman_reader")
    for name, sentences in parts(options.data, options.part):
        print(name, "gold tokens, 8 bit ", json.dumps(gold_tokens(reader, sentences)), flush=True)
        print(name, "raw text, 8 bit    ", json.dumps(raw_text(nlp, sentences)), flush=True)
    if options.float:
        reader.model.reader = onnxruntime.InferenceSession(str(options.float / "reader.onnx"))
        for name, sentences in parts(options.data, options.part):
            print(name, "gold tokens, float ", json.dumps(gold_tokens(reader, sentences)), flush=True)
    else:
        names = list(read_names(options.data / "labelled" / "crossner_politics" / "test.txt"))
        for s in names:
            s.upos, s.xpos, s.lemmas, s.heads, s.labels = ([""] * len(s.words) for _ in range(5))
        print("crossner names, 8 bit", json.dumps({"names_f1": gold_tokens(reader, names)["names_f1"]}))


if __name__ == "__main__":
    main()
