#!/usr/bin/python3
"""Ten stories of a model, and how much of each stands word for word in its training text.

use: story_samples.py HEADLIGHT MODEL TRAINING_TEXT [--prompt P]... [--samples N] [--temperature T] [--steps N]

Several prompts take turns, one a seed. "Once upon a time" alone measures the formulas of its kind of text as much as the
model's memory: of 200 held-out stories that begin so, only 39 % share at most 12 words in a row with the training text.
Without --prompt the ten openings below are used, which were written down before any of them was tried.

For each sample: the text, and the longest run of consecutive words (white space between them, punctuation kept, case
ignored) that also stands somewhere in the training text. The prompt's own words count like the others.
"""
import argparse
import json
import subprocess

parser = argparse.ArgumentParser()
parser.add_argument("headlight")
parser.add_argument("model")
parser.add_argument("text")
parser.add_argument("--prompt", action="append")
parser.add_argument("--samples", type=int, default=10)
parser.add_argument("--temperature", default="0.8")
parser.add_argument("--steps", default="240")
args = parser.parse_args()
OPENINGS = ["The cat is on the mat", "A little bear", "In the forest", "The old farmer", "My mom", "One cold night"]
OPENINGS += ["The queen", "Two frogs", "Ben had a boat", "It was raining"]
prompts = args.prompt or OPENINGS


def words_of(text):
    return text.lower().split()


class Runs:
    """Every run of `length` words of a text, by hash."""

    def __init__(self, words):
        self.words, self.tables = words, {}

    def has(self, run):
        length = len(run)
        if length not in self.tables:
            last = len(self.words) - length + 1
            self.tables[length] = {hash(tuple(self.words[i : i + length])) for i in range(last)}
        return hash(tuple(run)) in self.tables[length]

    def longest(self, words):
        best, where = 0, 0
        for begin in range(len(words)):
            while begin + best < len(words) and self.has(words[begin : begin + best + 1]):
                best, where = best + 1, begin
        return best, words[where : where + best]


def sample(seed):
    command = [args.headlight, "run", "--model", args.model, "--prompt", prompts[(seed - 1) % len(prompts)], "--steps", args.steps, "--json"]
    command += ["--temperature", args.temperature, "--seed", str(seed), "--top", "1"]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    pieces = [token["text"] for token in answer["tokens"]] + [step["chosen"]["text"] for step in answer["steps"]]
    return "".join(pieces).replace("<|endoftext|>", ""), answer["stop_reason"]


with open(args.text, encoding="utf-8") as file:
    runs = Runs(words_of(file.read()))
within = 0
for seed in range(1, args.samples + 1):
    story, stopped = sample(seed)
    length, shared = runs.longest(words_of(story))
    within += length <= 12
    print(f"--- seed {seed} (stopped: {stopped}); longest shared run {length} words: {' '.join(shared)}\n{story}\n")
print(f"{within} of {args.samples} share at most 12 words in a row with the training text")
