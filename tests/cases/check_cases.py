#!/usr/bin/env python3
"""check_cases.py PROGRAM [CASES]: runs the program over the inputs that people really have and compares.

CASES is ../shared/data/cases beside the checkout, where it is present; without it the script says so in one line and is
skipped (exit 77). One row of ROWS a case: its folder and what must come of it. Ids are compared exactly, numbers to
1e-4. Where the reference has null for a token, it has no id: ours may be any one token, or the text may be refused by
name.

Exit status: 0 all rows hold, 1 some do not (each is printed), 77 skipped."""

import json
import sys

from cases import Here, Wrong, folder, run, run_rows


def ids_of(where, text):
    """The ids of a text, or None where the program refuses it with a sentence."""
    status, output, errors = run("tokenize", *where, "--json", "--", text)
    if status == 0:
        return json.loads(output)["ids"]
    if not errors.strip():
        raise Wrong(f"{text!r} is refused without a sentence")
    return None


def same_ids(found, expected):
    if found is None:
        return None in expected
    return len(found) == len(expected) and all(e is None or e == f for f, e in zip(found, expected))


def tokenizer_ids(name):
    """Every text of expected.json gives the ids of the reference; null: the reference refuses the file too."""
    file = Here.cases / name / (name + ".json")
    expected = Here.expected["token_ids"][name]
    for i, text in enumerate(Here.expected["texts"]):
        if "\0" in text:
            continue  # no argument of a program can hold it
        found = ids_of(("--tokenizer", str(file)), text)
        if found is None and expected is None:
            raise Wrong(f"{text!r} is refused")
        if expected is not None and not same_ids(found, expected[i]):
            raise Wrong(f"{text!r} gives {found}, not {expected[i]}")


def folder_ids(text, expected):
    """The prompt's tokens in the model's folder, what is put around it included."""
    def check(name):
        found = ids_of(("--model", folder(name)), text)
        if found != expected:
            raise Wrong(f"{text!r} gives {found}, not {expected}")
    return check


def refused(*words):
    """The folder is refused by a sentence that has all these words."""
    def check(name):
        status, _, errors = run("info", "--model", folder(name))
        missing = [word for word in words if word not in errors]
        if status == 0 or missing:
            raise Wrong(f"exit status {status}, {errors.strip()[:300]!r} lacks {missing}")
    return check


def all_of(*checks):
    def check(name):
        for each in checks:
            each(name)
    return check


def line_ids(name, pieces):
    lines = (folder(name) / "vocab.txt").read_text(encoding="utf-8").split("\n")
    last = {piece: i for i, piece in enumerate(lines)}  # of two equal lines the last holds
    return [last.get(piece, piece) for piece in pieces]


def lines_of(text, *pieces):
    """The ids are the numbers of the lines that hold these pieces; a number stands for itself."""
    def check(name):
        folder_ids(text, line_ids(name, pieces))(name)
    return check


def vocabulary_of(text, *pieces):
    def check(name):
        ids = json.loads((folder(name) / "vocab.json").read_text(encoding="utf-8"))
        folder_ids(text, [ids.get(piece, piece) for piece in pieces])(name)
    return check


ROWS = [
    ("T01_trunc_pad", tokenizer_ids),
    ("T03_hole", tokenizer_ids),
    ("T04b_1001_added", tokenizer_ids),
    ("T06_end_of_word", tokenizer_ids),
    ("T07_llama_byte_fallback", tokenizer_ids),
    ("T08_ignore_merges", tokenizer_ids),
    ("T09_wb", tokenizer_ids),
    ("T13b_unk_null", tokenizer_ids),
    ("T18_bytelevel_norm", tokenizer_ids),
    ("T22_added_conflict", tokenizer_ids),
    ("T24d_char_dot", tokenizer_ids),
    ("B07b_japanese", refused("BertJapaneseTokenizer", "tokenizer_config.json")),
    ("B01c_dup_blank", lines_of("the cat [MASK]", "[CLS]", "the", "cat", "[MASK]", "[SEP]")),
    ("B07f_other_specials", lines_of("the <mask> cat", "<cls>", "the", "<mask>", "cat", "<sep>")),
    ("B07g_added_tokens", lines_of("the [E1] cat [/E1]", "[CLS]", "the", 408, "cat", 409, "[SEP]")),
    ("G26_chinese_bert_tok", lines_of("the cat", "[CLS]", "the", "cat")),
    # spiece.model: <unk> <s> </s> ▁the ▁cat …; nothing behind the prompt
    ("G27_rinna_spiece", folder_ids("the cat", [3, 4])),
    ("G28c_added_in_config",
     vocabulary_of("The cat<speaker1><speaker2><pad>", "The", "Ġcat", 277, 278, 279)),
    ("G29_add_prefix_space", vocabulary_of("The cat", "Ġ", "The", "Ġcat")),
]


if __name__ == "__main__":
    sys.exit(run_rows(ROWS))
