#!/usr/bin/env bash
# compare_with_pytorch.sh HEADLIGHT [ROUNDS]: decoding on shape (ii) of perf.md, ours and PyTorch's eager decoding with a cache at its
# best setting, in turn, medians. Needs ../shared/bench, python3-torch and libopenblas0-openmp.
set -euo pipefail
program=$1
rounds=${2:-5}
bench=$(cd "$(dirname "$0")/../.." && pwd)/../shared/bench
as_lines='import json,sys
for row in json.load(sys.stdin): print(json.dumps({"bench": row["name"], "label": "headlight", "unit": row["unit"], ("tokens_s" if "second" in row["unit"] or "tokens" in row["name"] else "ms_token"): float(row["value"])}))'
export OPENBLAS_CORETYPE=SkylakeX
openmp=/usr/lib/x86_64-linux-gnu/openblas-openmp
torch="LD_LIBRARY_PATH=$openmp /usr/bin/python3 $bench/torch_bench.py decode --shape ii --reps 15"
python3 "$bench/interleave.py" "$rounds" --key ms_token -- \
  "$program bench --only decode --json | /usr/bin/python3 -c '$as_lines'" \
  "$torch --threads 1" "$torch --threads 2" "$torch --threads 1 --gemv --label torch-gemv"
