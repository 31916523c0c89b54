#!/usr/bin/env python3
"""compare_gpt2.py HEADLIGHT TORCH_BENCH [ROUNDS]: GPT-2's shape, ours and PyTorch's in turn on 2 threads; medians of the
rounds and the ratio of each pair. The load of the machine stands beside them: pairs that a neighbour disturbed are
seen by their spread."""
import json
import os
import statistics
import subprocess
import sys

program, torch_bench = sys.argv[1], sys.argv[2]
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
environment = dict(os.environ, OPENBLAS_CORETYPE="SkylakeX",
                   LD_LIBRARY_PATH="/usr/lib/x86_64-linux-gnu/openblas-openmp")


def ours():
    text = subprocess.run([program, "bench", "--shape", "gpt2", "--only", "types", "--threads", "2", "--json"],
                          capture_output=True, text=True, check=True).stdout
    return {row["name"]: row["value"] for row in json.loads(text)}


def torch(mode, *more):
    command = ["/usr/bin/python3", torch_bench, mode, "--shape", "gpt2", "--threads", "2", "--reps", "5", *more]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout)


found = {}


def keep(name, value):
    found.setdefault(name, []).append(value)


for _ in range(rounds):
    mine = ours()
    decode = torch("decode", "--tokens", "16", "--gemv")["tokens_s"]
    prefill = torch("prefill", "--tokens", "128")["tokens_s"]
    for name, value in mine.items():
        keep(name, value)
    keep("torch_decode_tokens_per_second", decode)
    keep("torch_prefill_tokens_per_second", prefill)
    for word in ("float32", "float16", "q8_0"):
        keep(word + "_decode_times_torch", 1e3 / mine[word + "_decode_ms_per_token"] / decode)
        keep(word + "_prefill_times_torch", mine[word + "_prefill_tokens_per_second"] / prefill)
    keep("load", os.getloadavg()[0])
for name, values in found.items():
    print(f"{name:36} {statistics.median(values):10.4g}   {min(values):.4g} to {max(values):.4g}")
