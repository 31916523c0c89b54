#!/usr/bin/python3
"""The gates and states of trained recurrent models, as Headlight records them, against torch.nn.

    recurrent_cells_in_torch.py PROGRAM FOLDER...    runs PROGRAM on each model folder, saves every `cells.…` point, and
                                                     compares: hidden states with torch.nn.RNN, LSTM or GRU (one module
                                                     a layer, in double precision), gates with torch's formulas on the
                                                     weights of those modules (make_recurrent_golden.py)

Ends with 77 (skipped) where Python lacks torch, with 1 if a value differs by more than 1e-5 of max(1, the largest).
"""
import json
import os
import subprocess
import sys
import tempfile

try:
    import numpy as np
    import torch
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from make_recurrent_golden import steps
from recurrent_in_torch import CELLS, tensors_of

PROMPT = "The cat that the old farmer saw near the house is on the"
TOLERANCE = 1e-5


def module_of(config, tensors, layer):
    """One layer as a torch module of its own."""
    inputs = config["embedding_size"] if layer == 0 else config["hidden_size"]
    module = CELLS[config["model_type"]](inputs, config["hidden_size"])
    module.load_state_dict({f"{n}_l0": tensors[f"rnn.{n}_l{layer}"] for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")})
    return module.double()


def compare(program, folder):
    config = json.load(open(folder + "/config.json"))
    tensors = tensors_of(folder + "/model.safetensors")
    kind = config["model_type"].removeprefix("headlight_")
    worst, compared = ("", 0.0), 0
    with tempfile.TemporaryDirectory() as saved, torch.no_grad():
        subprocess.run([program, "run", "--model", folder, "--prompt", PROMPT, "--steps", "4", "--hooks", "cells.*",
                        "--save", saved], check=True, stdout=subprocess.DEVNULL)
        x = torch.tensor(np.load(saved + "/cells.0.hook_in.npy")).double()
        for layer in range(config["num_layers"]):
            module, expected = module_of(config, tensors, layer), {}
            hidden, last = module(x)
            module.__dict__.update({f"{n}_l{layer}": getattr(module, n + "_l0")
                                    for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")})
            steps(kind, layer, x, module, expected.__setitem__)
            expected[f"cells.{layer}.hook_h"] = hidden
            if kind == "lstm":
                assert float((expected[f"cells.{layer}.hook_c"][-1] - last[1][0]).abs().max()) < 1e-9
            for name, theirs in expected.items():
                ours = torch.tensor(np.load(f"{saved}/{name}.npy")).double()
                assert ours.shape == theirs.shape, (name, ours.shape, theirs.shape)
                error = float((ours - theirs).abs().max() / theirs.abs().max().clamp(min=1))
                worst, compared = max(worst, (name, error), key=lambda pair: pair[1]), compared + ours.numel()
            x = hidden
    print(f"{folder}: {compared} numbers, largest error {worst[1]:.2e} ({worst[0]})")
    return worst[1] <= TOLERANCE


if __name__ == "__main__":
    results = [compare(sys.argv[1], folder) for folder in sys.argv[2:]]
    sys.exit(0 if results and all(results) else 1)
