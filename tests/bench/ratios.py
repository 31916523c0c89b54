#!/usr/bin/env python3
"""Passes the lines of interleave.py on and says how the training of compare_with_pytorch.sh compares."""
import json
import sys

found = {}
for line in sys.stdin:
    print(line, end="")
    row = json.loads(line)
    found[row["bench"] if row["label"] == "headlight" else "torch_" + row["arch"]] = row["tokens_s"]
for arch, ours in (("gpt", "training_"), ("lstm", "training_lstm_")):
    speed, peer = found[ours + "tokens_per_second"], found["torch_" + arch]
    share = speed / found[ours + "products_alone_tokens_per_second"]
    print(f"{arch}: {speed / peer:.2f} times PyTorch, {share:.0%} of what the products alone allow")
