"""Weights of a shipped model as a starting point: training goes on from what the package holds, without a kept checkpoint.

The 8-bit matrices are taken back to float; each keeps its error of half a step, which training mends.
"""

from __future__ import annotations

import re
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper

from network import Reader


def start_from(reader: Reader, folder: Path) -> list[str]:
    """Fill `reader` from the ONNX files of `folder`; returns the names of the parameters that they do not hold."""
    state = reader.state_dict()
    missing = set(state) - {"encoder.embeddings.position_ids"}
    for file in ("reader.onnx", "labels.onnx", "acts.onnx", "pair.onnx"):
        if not (folder / file).is_file():
            continue
        for name, value in _parameters(folder / file).items():
            if name in state and state[name].shape == value.shape:
                state[name] = value
                missing.discard(name)
    reader.load_state_dict(state)
    return sorted(missing)


def _parameters(file: Path) -> dict[str, torch.Tensor]:
    graph = onnx.load(str(file)).graph
    held = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    found: dict[str, torch.Tensor] = {}
    for name, array in held.items():
        if not re.search(r"_(quantized|scale|zero_point)$", name) and not name.startswith("onnx::"):
            found[_own(name, file)] = torch.from_numpy(array.copy())
    for node in graph.node:
        base = next((i for i in node.input if i.endswith("_quantized") and i in held), None)
        name = re.sub(r"_quant$", "", node.name)
        if base is not None:
            stem = base.removesuffix("_quantized")
            value = torch.from_numpy((held[base].astype("float32") - held[stem + "_zero_point"]) * held[stem + "_scale"])
            if node.op_type == "MatMulInteger" and stem.startswith("onnx::"):
                found[_own(_weight(name), file)] = value.T.contiguous()
            else:
                found[_own(stem, file)] = value
        elif node.op_type in ("MatMul", "Gemm"):
            weight = next((i for i in node.input if i.startswith("onnx::") and i in held), None)
            if weight is not None:
                found[_own(_weight(name), file)] = torch.from_numpy(held[weight].T.copy())
    return found


def _weight(node: str) -> str:
    return ".".join(node.strip("/").split("/")[:-1]) + ".weight"


def _own(name: str, file: Path) -> str:
    """The network's own name of a weight: each exported part carries the reader, or one head, under a name of its own."""
    name = re.sub(r"^(upos|xpos|lemma|names)\.", r"tags.\1.", name.removeprefix("reader."))
    if file.name in ("acts.onnx", "pair.onnx"):
        name = f"{file.stem}." + name.removeprefix("head.")
    return name
