#!/usr/bin/env bash
# compare_with_pytorch.sh HEADLIGHT [ROUNDS] [decode|training|gpt2]: ours and PyTorch in turn, medians; decode and training on
# the shape of docs/decisions/decoding_speed.md (`headlight bench --shape ii`).
#   decode    one token at a time with a cache, against PyTorch eager at its best setting
#   training  whole steps of the decoder and of an LSTM of as many parameters (dropout 0, batch 16, 2 threads); the last
#             lines are the ratios, and what the products of a step alone would allow
#   gpt2      GPT-2's shape: decoding as float32, float16 and q8_0 against the memory floor and PyTorch, 128 tokens of prompt
# Needs ../shared/bench, python3-torch and libopenblas0-openmp.
set -euo pipefail
program=$1
rounds=${2:-5}
subject=${3:-decode}
bench=$(cd "$(dirname "$0")/../.." && pwd)/../shared/bench
as_lines='import json,sys
for row in json.load(sys.stdin): print(json.dumps({"bench": row["name"], "label": "headlight", "unit": row["unit"], ("tokens_s" if "second" in row["unit"] or "tokens" in row["name"] else "ms_token"): float(row["value"])}))'
export OPENBLAS_CORETYPE=SkylakeX
openmp=/usr/lib/x86_64-linux-gnu/openblas-openmp
torch="LD_LIBRARY_PATH=$openmp /usr/bin/python3 $bench/torch_bench.py"
if [[ $subject == decode ]]; then
  python3 "$bench/interleave.py" "$rounds" --key ms_token -- \
    "$program bench --only decode --json | /usr/bin/python3 -c '$as_lines'" \
    "$torch decode --shape ii --reps 15 --threads 1" "$torch decode --shape ii --reps 15 --threads 2" \
    "$torch decode --shape ii --reps 15 --threads 1 --gemv --label torch-gemv"
  exit
fi
if [[ $subject == gpt2 ]]; then
  exec /usr/bin/python3 "$(dirname "$0")/compare_gpt2.py" "$program" "$bench/torch_bench.py" "$rounds"
fi
torch="$torch train --shape ii --batch 16 --threads 2 --reps 9"
python3 "$bench/interleave.py" "$rounds" --key tokens_s -- \
  "$program bench --only training --threads 2 --json 2>/dev/null | /usr/bin/python3 -c '$as_lines'" \
  "$torch --arch gpt" "$torch --arch lstm" | python3 "$(dirname "$0")/ratios.py"
