"""Holds `headlight run` on the folders gpt2_small_random and gpt2_small_random_tied against their expected.npz (float64,
PyTorch) to 1e-5 of max(1, largest |expected|): every hook point that is in both, and the logits of the last position.

Usage: compare_reference.py HEADLIGHT REFERENCE OUT. Exit 77: skipped, NumPy or the data is not there."""

import json
import pathlib
import subprocess
import sys

try:
    import numpy
except ImportError:
    print("skipped: /usr/bin/python3 has no numpy (apt install python3-numpy)")
    sys.exit(77)

TOLERANCE = 1e-5


def error(found, expected):
    assert found.shape == expected.shape, (found.shape, expected.shape)
    finite = numpy.isfinite(expected)
    assert numpy.array_equal(finite, numpy.isfinite(found)), "infinities at other places"
    scale = max(1.0, abs(expected[finite]).max())
    return abs(found[finite] - expected[finite]).max() / scale


def compare(program, folder, out):
    expected = numpy.load(folder / "expected.npz")
    prompt = " ".join(f"w{i}" for i in expected["input_ids"])
    # a step more than the prompt: hooks are kept of the prompt, the distribution is that of its last position
    answer = subprocess.run([program, "run", "--model", str(folder), "--prompt", prompt, "--steps", "1", "--top", "96",
                             "--hooks", "*", "--save", str(out), "--json"], check=True, capture_output=True)
    run = json.loads(answer.stdout)
    assert [token["id"] for token in run["tokens"]] == expected["input_ids"].tolist()
    largest, points = 0.0, 0
    for name in expected.files:
        file = out / (name + ".npy")
        if not file.exists():
            continue
        largest, points = max(largest, error(numpy.load(file), expected[name])), points + 1
    assert points >= 3 * 11, f"only {points} hook points were compared"
    found = {item["id"]: item["logit"] for item in run["steps"][0]["distribution"]}
    logits = expected["logits"][-1]
    assert len(found) >= 94, "nearly the whole vocabulary"
    largest = max([largest] + [abs(found[i] - logits[i]) / max(1.0, abs(logits).max()) for i in found])
    print(f"{folder.name}: {points} hook points and {len(found)} logits, largest error {largest:.2e}")
    assert largest <= TOLERANCE


def main():
    program, reference, out = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    if not reference.exists():
        print(f"skipped: {reference} is not there")
        sys.exit(77)
    for name in ("gpt2_small_random", "gpt2_small_random_tied"):
        (out / name).mkdir(parents=True, exist_ok=True)
        compare(program, reference / name, out / name)


main()
