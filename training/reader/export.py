#!/usr/bin/env python3
"""Export a trained reader to ONNX with 8-bit weights (run by onnxruntime, no torch).

    python export.py --run DIR --out ../../src/dragoman/language/model [--float FOLDER]

Writes reader.onnx (one window to vectors, tags, starts, names, arcs), labels.onnx (arcs to labels), acts.onnx (a sentence's words
to acts and what their roles are made of), pair.onnx (a pair of spans to an event type), tokenizer.json and lists.json. The
matrices of the encoder, of tags, names and arcs and the embeddings become 8-bit; the small heads stay in float.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import torch
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model
from torch import Tensor, nn

from network import PAIR, Reader
from train import base_encoder


class Window(nn.Module):
    """One window: pieces, shapes 1,P and first, last 1,W to what the reader needs of each word."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, pieces: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        vectors = self.reader.words(pieces, shapes, first, last)
        scores = self.reader.syntax(vectors)
        tags = [scores[name].argmax(-1)[0] for name in ("upos", "lemma")]
        return (
            vectors[0],
            *tags,
            scores["xpos"][0],
            scores["names"][0].log_softmax(-1),
            scores["starts"][0],
            scores["arcs"][0],
            scores["label_dependent"][0],
            scores["label_head"][0],
        )


class Labels(nn.Module):
    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, dependent: Tensor, head: Tensor) -> Tensor:
        return self.reader.labels(dependent, head).argmax(-1)


class Acts(nn.Module):
    """The words of one sentence, vectors W,D, to probabilities of types W,T and statuses W,S, and what roles are made of:
    the roles of the act that word i tells are sigmoid(asked[i] @ party.T + bias.T), 2,W."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.head = reader.acts

    def forward(self, vectors: Tensor) -> tuple[Tensor, ...]:
        types, status, told, party = self.head(vectors)
        return types.softmax(-1), status.softmax(-1), self.head.asked(told), party, self.head.party_bias(party)


class Pairs(nn.Module):
    """The pairs of one sentence: vectors W,D and per pair N,W weights and places, to probabilities N,T and attention N,W. What
    `PairHead` does, with the sentence's words looked at once for all its pairs."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.head = reader.pair

    def forward(self, vectors: Tensor, source: Tensor, target: Tensor, place: Tensor) -> tuple[Tensor, Tensor]:
        head = self.head
        s, t = source @ vectors, target @ vectors
        scores = head.query(torch.cat([s, t], -1)) @ head.key(vectors).T / PAIR**0.5 + head.near[place]
        attention = scores.softmax(-1)
        return head.out(head.hidden(torch.cat([s, t, attention @ vectors], -1))).softmax(-1), attention


FLOAT = ("starts", "label_", "arc_bias", "arc_root")
"""Heads that stay in float: they are small, and rounding them would cost accuracy and save nothing."""
OUTPUTS = ["vectors", "upos", "lemma", "xpos", "names", "starts", "arcs", "label_dependent", "label_head"]


def load(run: Path) -> Reader:
    lists = json.loads((run / "lists.json").read_text(encoding="utf-8"))
    encoder, _ = base_encoder()
    encoder.set_attn_implementation("eager")
    reader = Reader(encoder, {k: len(v) for k, v in lists.items()})
    reader.load_state_dict(torch.load(run / "reader.pt", map_location="cpu"))
    return reader.eval()


def write(
    model: nn.Module, inputs: tuple[Tensor, ...], path: Path, names: list[str], outputs: list[str], axes: dict
) -> None:
    torch.onnx.export(
        model,
        inputs,
        str(path),
        input_names=names,
        output_names=outputs,
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float", type=Path, help="keep the unquantised reader.onnx here, for comparison")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    reader = load(options.run)
    p, w = 9, 6
    window = (
        torch.randint(1000, 2000, (1, p)),
        torch.zeros(1, p, dtype=torch.long),
        torch.arange(1, w + 1).unsqueeze(0),
        torch.arange(1, w + 1).unsqueeze(0),
    )
    words = {name: {0: "words"} for name in OUTPUTS} | {"arcs": {0: "words", 1: "words"}}
    with torch.no_grad(), tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        write(
            Window(reader),
            window,
            plain,
            ["pieces", "shapes", "first", "last"],
            OUTPUTS,
            {"pieces": {1: "pieces"}, "shapes": {1: "pieces"}, "first": {1: "words"}, "last": {1: "words"}} | words,
        )
        fusion = FusionOptions("bert")
        fusion.enable_embed_layer_norm = False
        fusion.enable_skip_layer_norm = False  # onnxruntime's fused kernel for it is slower on a CPU than what it fuses
        optimized = optimize_model(
            str(plain), model_type="bert", num_heads=12, hidden_size=384, opt_level=0, optimization_options=fusion
        )
        print("fused:", optimized.get_fused_operator_statistics())
        optimized.save_model_to_file(str(fused))
        if options.float:
            options.float.mkdir(parents=True, exist_ok=True)
            shutil.copy(fused, options.float / "reader.onnx")
        small = [
            n.name
            for n in optimized.model.graph.node
            if n.op_type in ("MatMul", "Gemm") and any(part in n.name for part in FLOAT)
        ]
        quantize_dynamic(
            str(fused),
            str(options.out / "reader.onnx"),
            per_channel=True,
            reduce_range=True,  # 7 bits: without VNNI, AVX2 sums two products of 8 bits in 16, and clips them
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
            nodes_to_exclude=small,
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )
        n = 4
        write(
            Labels(reader),
            (torch.randn(n, 96), torch.randn(n, 96)),
            options.out / "labels.onnx",
            ["dependent", "head"],
            ["labels"],
            {k: {0: "arcs"} for k in ("dependent", "head", "labels")},
        )
        write(
            Acts(reader),
            (torch.randn(w, 384),),
            options.out / "acts.onnx",
            ["vectors"],
            ["types", "status", "asked", "party", "bias"],
            {name: {0: "words"} for name in ("vectors", "types", "status", "asked", "party", "bias")},
        )
        weights = torch.ones(n, w) / w
        write(
            Pairs(reader),
            (torch.randn(w, 384), weights, weights, torch.ones(n, w, dtype=torch.long)),
            options.out / "pair.onnx",
            ["vectors", "source", "target", "place"],
            ["types", "attention"],
            {"vectors": {0: "words"}}
            | {k: {0: "pairs", 1: "words"} for k in ("source", "target", "place", "attention")}
            | {"types": {0: "pairs"}},
        )
    for name in ("tokenizer.json", "lists.json"):
        shutil.copy(options.run / name, options.out / name)
    for file in sorted(options.out.iterdir()):
        print(f"{file.name:16} {file.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
