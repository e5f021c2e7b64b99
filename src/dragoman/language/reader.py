"""The reader component: runs the model over a Doc's words and writes tags, lemmas, syntax, sentences, names and vectors.

"Talks failed." -> tags NNS VBD ., lemmas talk fail ., nsubj(failed, Talks), one sentence. Registered as "dragoman_reader".
"""

from __future__ import annotations

import json
from functools import cached_property, lru_cache
from importlib.resources import as_file, files
from itertools import pairwise

import numpy as np
import onnxruntime
from spacy import attrs
from spacy.language import Language
from spacy.strings import StringStore
from spacy.tokens import Doc, Span
from tokenizers import Tokenizer

from dragoman.documents.paragraphs import paragraphs
from dragoman.errors import StopRun
from dragoman.language import columns, extensions, tree
from dragoman.language.lemmas import Lemmas
from dragoman.language.pieces import CLOSERS, Pieces, windows

UPPER_BAR, LOWER_BAR = 1.0, 5.0  # log-odds, chosen on the development sets
_ATTRIBUTES = [attrs.TAG, attrs.POS, attrs.LEMMA, attrs.DEP, attrs.HEAD, attrs.MORPH]
# Penn Treebank tags to Universal Features, after the English treebanks' own usage.
_FEATURES = {
    "VBD": "Mood=Ind|Tense=Past|VerbForm=Fin",
    "VBZ": "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
    "VBP": "Mood=Ind|Tense=Pres|VerbForm=Fin",
    "VBN": "Tense=Past|VerbForm=Part",
    "VBG": "VerbForm=Ger",
    "VB": "VerbForm=Inf",
    "MD": "VerbForm=Fin",
    "NN": "Number=Sing",
    "NNS": "Number=Plur",
    "NNP": "Number=Sing",
    "NNPS": "Number=Plur",
    "JJ": "Degree=Pos",
    "JJR": "Degree=Cmp",
    "JJS": "Degree=Sup",
    "RBR": "Degree=Cmp",
    "RBS": "Degree=Sup",
}


class Model:
    """The four networks and their value lists, as training/reader/export.py wrote them."""

    def __init__(self, threads: int = 1) -> None:
        folder = files("dragoman.language") / "model"
        if not (folder / "reader.onnx").is_file():
            raise StopRun(
                "the reader model is missing from the package (dragoman/language/model/reader.onnx); install Dragoman anew"
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3

        def session(name: str) -> onnxruntime.InferenceSession:
            with as_file(folder / name) as path:
                return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

        self._session = session
        self.reader, self.labels, self.acts = session("reader.onnx"), session("labels.onnx"), session("acts.onnx")
        self.lists: dict[str, list[str]] = json.loads((folder / "lists.json").read_text(encoding="utf-8"))
        self.pieces = Pieces(Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8")))


    @cached_property
    def pair(self) -> onnxruntime.InferenceSession:
        """The network of two marked spans, loaded where somebody asks for it (`dragoman.relation`)."""
        return self._session("pair.onnx")


@lru_cache(maxsize=1)
def model() -> Model:
    """The shipped model, loaded once in a process."""
    return Model()


class Reader:
    """spaCy component; see the module's docstring."""

    def __init__(self, nlp: Language) -> None:
        self.model = model()
        lists = self.model.lists
        strings, morphology = nlp.vocab.strings, nlp.vocab.morphology
        self._tag = np.array([strings.add(t) for t in lists["xpos"]], dtype=np.uint64)
        self._pos = _agreeing(lists["xpos"], lists["upos"], strings)
        self._dep = np.array([strings.add(t) for t in lists["label"]], dtype=np.uint64)
        self._morph = np.array([morphology.add(_FEATURES.get(t, "")) for t in lists["xpos"]], dtype=np.uint64)
        self._root = lists["label"].index("root")
        self._root_dep = strings.add("ROOT")
        self._space = (strings.add("_SP"), strings.add("SPACE"), strings.add("dep"))
        self._lemmas = Lemmas(lists["lemma"])
        self._numbers = {tag: number for number, tag in enumerate(lists["xpos"])}
        self._masks: dict[str, np.ndarray] = {}
        self._lemma_hashes: dict[tuple[str, int, int], int] = {}
        self._strings = strings

    def __call__(self, doc: Doc) -> Doc:
        every = columns.texts(doc)
        places = [i for i, text in enumerate(every) if not text.isspace()]
        words = [every[i] for i in places]
        if not words:
            return doc
        known = [self.model.pieces(w) for w in words]
        found = [
            self.window(words, known, a, b) for a, b in windows(words, [len(k[0]) for k in known], _blocks(doc, places))
        ]
        self._write(doc, places, words, found)
        return doc

    def window(
        self, words: list[str], known: list[tuple[list[int], int]], start: int, end: int, *, whole: bool = False
    ) -> dict[str, np.ndarray]:
        """One window through the networks: tags, heads, labels, names and vectors of words [start, end).

        `known` are the words' pieces and shapes. With `whole` the window is taken for one sentence (to measure on gold ones).
        """
        pieces, shapes, first, last = [self.model.pieces.begin], [5], [], []
        for ids, shape in known[start:end]:
            first.append(len(pieces))
            pieces += ids
            shapes += [shape] * len(ids)
            last.append(len(pieces) - 1)
        pieces.append(self.model.pieces.end)
        shapes.append(5)
        feed = {"pieces": pieces, "shapes": shapes, "first": first, "last": last}
        names = ["vectors", "upos", "lemma", "xpos", "names", "starts", "arcs", "label_dependent", "label_head"]
        got = dict(
            zip(
                names,
                self.model.reader.run(names, {k: np.array([v], dtype=np.int64) for k, v in feed.items()}),
                strict=True,
            )
        )
        n = end - start
        heads = np.empty(n, dtype=np.int64)
        borders = [0, n] if whole else [0, *starts(got["starts"], words[start:end]), n]
        for a, b in pairwise(borders):
            heads[a:b] = a + tree.heads(got["arcs"][a:b, a:b])
        labels = self.model.labels.run(None, {"dependent": got["label_dependent"], "head": got["label_head"][heads]})[0]
        dep = self._dep[labels]
        dep[heads == np.arange(n)] = self._root_dep
        return {
            "heads": heads + start,
            "dep": dep,
            "upos": got["upos"],
            "xpos": (got["xpos"] + np.stack([self._possible(w) for w in words[start:end]])).argmax(1),
            "lemma": got["lemma"],
            "names": got["names"].argmax(1),
            "vectors": got["vectors"],
        }

    def _write(self, doc: Doc, places: list[int], words: list[str], found: list[dict[str, np.ndarray]]) -> None:
        joined = {k: np.concatenate([f[k] for f in found]) for k in found[0]}
        where = np.array(places)
        table = np.zeros((len(doc), len(_ATTRIBUTES)), dtype=np.uint64)
        tag, pos, dep = self._space
        table[:, 0], table[:, 1], table[:, 3] = tag, pos, dep
        table[where, 0] = self._tag[joined["xpos"]]
        table[where, 1] = self._pos[joined["xpos"], joined["upos"]]
        table[where, 2] = [
            self.lemma(*each) for each in zip(words, joined["xpos"].tolist(), joined["lemma"].tolist(), strict=True)
        ]
        table[where, 3] = joined["dep"]
        table[where, 5] = self._morph[joined["xpos"]]
        offsets = np.zeros(len(doc), dtype=np.int64)
        offsets[where] = where[joined["heads"]] - where
        if len(places) < len(doc):  # spaces hang on the word before them, those at the beginning on the first word
            before = np.searchsorted(where, np.arange(len(doc)), side="right") - 1
            spaces = np.ones(len(doc), dtype=bool)
            spaces[where] = False
            offsets[spaces] = where[np.maximum(before[spaces], 0)] - np.flatnonzero(spaces)
        table[:, 4] = offsets.astype(np.uint64)
        doc.from_array(_ATTRIBUTES, table)  # type: ignore[arg-type]
        doc.ents = _entities(doc, places, joined["names"].tolist(), self.model.lists["names"])
        tensor = np.zeros((len(doc), joined["vectors"].shape[1]), dtype=np.float32)
        tensor[where] = joined["vectors"]
        if len(places) < len(doc):  # and have its vector, so that line breaks within a sentence change nothing
            tensor[spaces] = joined["vectors"][np.maximum(before[spaces], 0)]
        doc.tensor = tensor  # type: ignore[assignment]

    def _possible(self, word: str) -> np.ndarray:
        """What is added to a word's scores of tags: nothing, or so much less that a tag it cannot have is not chosen."""
        found = self._masks.get(word)
        if found is None:
            found = np.zeros(len(self._numbers), dtype=np.float32)
            found[[self._numbers[t] for t in self._lemmas.impossible(word) if t in self._numbers]] = -1e4
            if len(self._masks) > 100_000:
                self._masks.clear()
            self._masks[word] = found
        return found

    def lemma(self, word: str, tag: int, script: int) -> int:
        """The hash of a word's lemma, given the numbers of its tag and of the model's edit."""
        key = (word, tag, script)
        found = self._lemma_hashes.get(key)
        if found is None:
            found = self._strings.add(self._lemmas(word, self.model.lists["xpos"][tag], script))
            if len(self._lemma_hashes) > 200_000:
                self._lemma_hashes.clear()
            self._lemma_hashes[key] = found
        return found


# What part of speech a tag may have; the first is taken where the two heads of the model disagree.
_AGREE = {
    "VB": "VERB AUX",
    "VBD": "VERB AUX",
    "VBP": "VERB AUX",
    "VBZ": "VERB AUX",
    "VBN": "VERB AUX ADJ PROPN",
    "VBG": "VERB AUX NOUN ADJ PROPN ADP",
    "MD": "AUX VERB",
    "NN": "NOUN PROPN NUM PRON ADV SYM ADJ",
    "NNS": "NOUN PROPN SYM NUM",
}


def _agreeing(tags: list[str], parts: list[str], strings: StringStore) -> np.ndarray:
    """Hashes of parts of speech, T,P: for each tag and each part of speech of the model the one that agrees with the tag."""
    table = np.empty((len(tags), len(parts)), dtype=np.uint64)
    for i, tag in enumerate(tags):
        allowed = _AGREE.get(tag, "").split()
        for k, part in enumerate(parts):
            table[i, k] = strings.add(part if not allowed or part in allowed else allowed[0])
    return table


def starts(scores: np.ndarray, words: list[str]) -> list[int]:
    """Which words of a window, after its first, begin a sentence, by their scores.

    After a full stop the model decides alone. Elsewhere the bar is higher, and highest before a small letter: the treebanks
    hold many greetings and headings without a mark, which in real documents stand on lines of their own.
    """
    found = []
    for k in np.flatnonzero(scores > 0).tolist():
        if k == 0:
            continue
        before = k - 1
        while before > 0 and words[before] in CLOSERS:
            before -= 1
        if words[before][-1] in ".!?…:" or scores[k] > (LOWER_BAR if words[k][:1].islower() else UPPER_BAR):
            found.append(k)
    return found


def _blocks(doc: Doc, places: list[int]) -> list[int]:
    """Indices (among words) at which a new paragraph begins."""
    borders = iter([start for start, _ in paragraphs(columns.text_of(doc))][1:])
    starts = columns.starts(doc)
    blocks, border = [0], next(borders, None)
    for k, i in enumerate(places):
        while border is not None and starts[i] >= border:
            if blocks[-1] != k:
                blocks.append(k)
            border = next(borders, None)
    return blocks


def _entities(doc: Doc, places: list[int], tags: list[int], names: list[str]) -> list[Span]:
    """Spans of BIO tags; an I without its B opens a span."""
    spans, start, kind = [], -1, ""
    for k, number in enumerate([*tags, 0]):
        tag = names[number] if k < len(places) else "O"
        if start >= 0 and (tag[0] != "I" or tag[2:] != kind):
            spans.append(Span(doc, places[start], places[k - 1] + 1, label=kind))
            start = -1
        if start < 0 and tag != "O":
            start, kind = k, tag[2:]
    return spans


@Language.factory(
    "dragoman_reader",
    assigns=["token.tag", "token.pos", "token.lemma", "token.dep", "token.head", "doc.ents", "doc.sents", "doc.tensor"],
)
def make_reader(nlp: Language, name: str) -> Reader:
    """spaCy factory of the reader."""
    extensions.register()
    return Reader(nlp)
