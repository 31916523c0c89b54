#!/usr/bin/python3
"""What `headlight compare --experiment memory` says of the sample models, against PyTorch's autograd.

    influence_in_torch.py PROGRAM MODEL_FOLDER...

Every model reads a long sentence of the classroom; the length of the gradient of the next token's logit with respect to
the embedding of each token, computed here in double precision from config.json and model.safetensors alone, must agree
to 1e-4 of itself at every token, however small it has become. Ends with 77 (skipped) where Python lacks torch, with 1
if a value differs.
"""
import json
import os
import subprocess
import sys

try:
    import torch
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from make_influence_golden import gradients
from recurrent_in_torch import tensors_of

PROMPT = ("The cat by the old house that the farmer saw in the small garden this morning and that the children liked near the "
          "river is on the")
TOLERANCE = 1e-4


def golden_words(folder):
    """config words and weights as a golden file has them."""
    config = json.load(open(folder + "/config.json"))
    tensors = {name.removeprefix("transformer."): t.double() for name, t in tensors_of(folder + "/model.safetensors").items()}
    if config["model_type"].startswith("headlight_"):
        words = {"kind": config["model_type"].removeprefix("headlight_"), "n_layers": config["num_layers"],
                 "d_hidden": config["hidden_size"]}
        tensors = {name: t.T if name.startswith("rnn.weight_") else t for name, t in tensors.items()}
    else:
        words = {"n_layers": config["n_layer"], "n_heads": config["n_head"], "layer_norm_epsilon": config["layer_norm_epsilon"]}
    return words, tensors


def compare(folder, measured):
    config, tensors = golden_words(folder)
    ids = torch.tensor([token["id"] for token in measured["tokens"]])
    token = measured["next"]["id"]
    value, embedding, _ = gradients(config, tensors, ids, lambda logits: logits[token])
    worst = abs(float(value) - measured["next"]["logit"]) / max(1.0, abs(float(value)))
    for i, ours in enumerate(measured["tokens"]):
        theirs = float(embedding[i].norm())
        worst = max(worst, abs(ours["gradient_norm"] - theirs) / theirs)
    print(f"{measured['model']}: {len(ids)} tokens, gradients from {min(t['gradient_norm'] for t in measured['tokens']):.2e} to "
          f"{max(t['gradient_norm'] for t in measured['tokens']):.2e}, largest relative difference {worst:.2e}")
    return worst <= TOLERANCE


if __name__ == "__main__":
    program, folders = sys.argv[1], sys.argv[2:]
    arguments = [part for folder in folders for part in ("--model", folder)]
    answer = subprocess.run([program, "compare", "--experiment", "memory", "--prompt", PROMPT, "--json"] + arguments,
                            check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    models = json.loads(answer.stdout)["models"]
    assert len(models) == len(folders) > 0
    results = [compare(folder, model) for folder, model in zip(folders, models)]
    sys.exit(0 if all(results) else 1)
