#!/usr/bin/env python3
"""check_file_cases.py PROGRAM [CASES]: runs the program over models, tables and texts that people really have.

CASES is ../shared/data/cases beside the checkout; without it the script says so in one line and is skipped (exit 77).
One row of ROWS a case: its folder and what must come of it. Logits are compared to 1e-4 with expected.json.

Exit status: 0 all rows hold, 1 some do not (each is printed), 77 skipped."""

import json
import shutil
import struct
import sys

from cases import Here, Wrong, folder, run, run_rows


def last_row(file):
    data = file.read_bytes()
    length, = struct.unpack("<H", data[8:10])
    shape = eval(data[10:10 + length].decode().split("'shape':")[1].rstrip(" ,}\n"))  # our own file
    numbers = struct.unpack(f"<{shape[0] * shape[1]}f", data[10 + length:])
    return numbers[-shape[1]:]


def logits_of(model, key, group="gpt2_logits", words=()):
    status, output, errors = run("run", "--model", model, "--prompt", Here.expected["prompt"], "--steps", 0,
                                 "--hooks", "unembed.hook_out", "--save", Here.work / "hooks")
    if status != 0:
        raise Wrong(errors.strip()[:300])
    expected = Here.expected[group][key]
    found = last_row(Here.work / "hooks" / "unembed.hook_out.npy")
    far = max(abs(f - e) for f, e in zip(found, expected))
    if len(found) != len(expected) or not far <= 1e-4:
        raise Wrong(f"{len(found)} logits, the largest difference is {far}")
    missing = [word for word in words if word not in errors]
    if missing:
        raise Wrong(f"{errors.strip()[:300]!r} lacks {missing}")


def logits(key, *words):
    return lambda name: logits_of(folder(name), key, words=words)


def gguf(name):
    logits_of(Here.cases / name / (name[5:] + ".gguf"), name[5:], "gguf_logits")


def activations(name):
    """The same model with every name of an activation that expected.json has."""
    changed = Here.work / "activation"
    shutil.copytree(folder(name), changed)
    config = json.loads((changed / "config.json").read_text())
    for key in Here.expected["gpt2_logits"]:
        if not key.startswith("act_"):
            continue
        config["activation_function"] = key[4:]
        (changed / "config.json").write_text(json.dumps(config))
        logits_of(changed, key)


def fills(words):
    def check(name):
        status, output, errors = run("run", "--model", folder(name), "--prompt", "the [MASK] sat", "--json")
        if status != 0 or len(json.loads(output)["steps"]) != 1:
            raise Wrong(errors.strip()[:300])
        if words not in errors:
            raise Wrong(f"{errors!r} lacks {words!r}")
    return check


def no_head(name):
    model = folder(name)
    status, output, errors = run("run", "--model", model, "--prompt", "the cat", "--hooks",
                                 "blocks.*.attn.hook_pattern,blocks.*.hook_resid_post", "--save", Here.work / "bert")
    if status != 0 or "predicts none" not in errors or len(list((Here.work / "bert").glob("*.npy"))) != 4:
        raise Wrong(f"exit status {status}: {errors.strip()[:300]}")
    for what in ("attention", "embedding", "tokens"):
        status, output, errors = run("export", "--model", model, "--prompt", "the cat", "--what", what, "--formats", "csv",
                                     "--out", Here.work / what)
        if status != 0:
            raise Wrong(f"{what}: {errors.strip()[:300]}")
    status, output, errors = run("export", "--model", model, "--prompt", "the cat", "--what", "prediction", "--formats", "csv",
                                 "--out", Here.work / "prediction")
    if status != 2 or "head" not in errors:
        raise Wrong(f"a prediction: exit status {status}: {errors.strip()[:300]}")


def table(file, rows=20):
    def check(name):
        status, output, errors = run("export", "--what", "embedding", "--vectors", Here.cases / name / file, "--formats", "csv",
                                     "--out", Here.work / "table")
        if status != 0:
            raise Wrong(errors.strip()[:300])
        found = (Here.work / "table" / "embedding_pca.csv").read_bytes().decode("utf-8").count("\n") - 1
        if found != rows:
            raise Wrong(f"{found} rows, not {rows}")
    return check


def projections(*files):
    def check(name):
        for file in files:
            for method in ("pca", "tsne", "umap"):
                status, output, errors = run("export", "--what", "embedding", "--vectors", Here.cases / name / file, "--formats",
                                             "csv", "--projection", method, "--out", Here.work / method)
                if status != 0 and not errors.strip():
                    raise Wrong(f"{method}: exit status {status} without a sentence")
    return check


def refused(status, *words, arguments):
    def check(name):
        found, output, errors = run(*[Here.cases / a[1:] if a.startswith("@") else a for a in arguments])
        missing = [word for word in words if word not in errors]
        if found != status or missing:
            raise Wrong(f"exit status {found}, {errors.strip()[:300]!r} lacks {missing}")
    return check


def same_loss(name):
    """UTF-16 is read: the loss is that of the same text in UTF-8, from a file that we write."""
    utf16 = (Here.cases / name / "u16.txt").read_bytes()
    (Here.work / "u8.txt").write_bytes(utf16.decode("utf-16").encode("utf-8"))
    results = []
    for file in (Here.cases / name / "u16.txt", Here.work / "u8.txt"):
        status, output, errors = run("eval", "--model", folder("G00_base"), "--text", file, "--json")
        if status != 0:
            raise Wrong(errors.strip()[:300])
        results.append(output)
    if results[0] != results[1]:
        raise Wrong("another loss than of the same text in UTF-8")
    (Here.work / "latin1.txt").write_bytes("Das Café ist größer.\n".encode("latin-1") * 3)
    status, output, errors = run("eval", "--model", folder("G00_base"), "--text", Here.work / "latin1.txt")
    if status != 3 or "UTF-8" not in errors:
        raise Wrong(f"Latin-1: exit status {status}: {errors}")


def terminal(name):
    base = Here.cases / name
    run("info", "--model", base / "config_escape")
    for more in ((), ("--trace",)):
        run("tokenize", "--tokenizer", base / "esc_norm.json", *more, "--", "The cat")


def not_finite(name):
    model = Here.cases / name / "model"
    status, output, errors = run("convert", model, Here.work / "nan.checkpoint")
    if status == 0:
        status, output, errors = run("info", "--model", Here.work / "nan.checkpoint")
        if status != 0:
            raise Wrong("a checkpoint is written that is refused when it is read")
    (Here.work / "some.txt").write_text("The cat is on the mat .\n" * 4)
    status, output, errors = run("eval", "--model", model, "--text", Here.work / "some.txt")
    if status == 0 or "finite" not in errors:
        raise Wrong(f"eval: exit status {status}: {errors.strip()[:200]}")


def nan_options(name):
    model = folder("G00_base")
    export = ("export", "--model", model, "--prompt", "The cat", "--what", "embedding", "--formats", "csv", "--out", Here.work / "o")
    for option, value in (("--azimuth", "nan"), ("--elevation", "nan"), ("--scale", "inf"), ("--threshold", "nan"),
                          ("--seed", "99999999999999999999999"), ("--top-k", ""), ("--steps", "")):
        status, output, errors = run(*export, option, value)
        if status != 2 or not errors.strip():
            raise Wrong(f"{option} {value!r}: exit status {status}")


ROWS = [
    ("G00_base", logits("base")),
    ("G01_n_ctx_course", logits("base", "n_positions")),
    ("G02_orig_mod", logits("base", "_orig_mod.")),
    ("G04_v_head", logits("base", "v_head")),
    ("G06_inverse_layer", logits("inverse")),
    ("G08_nobias", logits("nobias", "bias")),
    ("G13_act_gelu_fast", logits("act_gelu_fast")),
    ("G13_act_gelu_fast", activations),
    ("G20_meta_null", logits("base")),
    ("G21c_zero_size", logits("base", "left out")),
    ("G23b_nan_literal", logits("base")),
    ("G24b_no_type_no_arch", logits("base", "model_type")),
    ("B02_no_head", no_head),
    ("B13_no_model_type", fills("model_type")),
    ("gguf_q4_1", gguf),
    ("gguf_q5_1", gguf),
    ("gguf_q6_k", gguf),
    ("npz_message", refused(3, "NumPy", arguments=("info", "--model", "@npz_message/rt.npz"))),
    ("text_utf16", same_loss),
    ("vec_bom", table("v05_bom.txt")),
    ("vec_bom_header", table("v05b_bom_header.vec")),
    ("vec_utf16", table("v08_utf16.txt")),
    ("vec_csv", table("v01_pandas.csv")),
    ("vec_named_xyz", table("v22b_named_pc.tsv")),
    ("vec_label_last", table("v22c_label_last.tsv")),
    ("vec_npy_class_labels", table("v12o_npy_class_labels/emb.npy")),
    ("vec_npy_class_labels", table("v12o_npy_class_labels/vectors.tsv")),
    ("vec_tab_space", table("v18_tab_then_space.txt")),
    ("vec_trailing_tab", table("v12k_trailing_tab/vectors.tsv")),
    ("vec_space_word", table("v04c_space_word.vec", 21)),
    ("vec_npy_f16", table("v11b_f16.npy")),
    ("crash_huge", projections("v13e_huge.txt")),
    ("hostile/tsne_umap", projections("min.txt", "min5.txt")),
    ("hostile/terminal_escape", terminal),
    ("hostile/convert_nan_checkpoint", not_finite),
    ("hostile/nan_options", nan_options),
    ("vec_csv", refused(2, "--dimensions", arguments=("export", "--what", "embedding", "--vectors", "@vec_csv/v01_pandas.csv",
                                                       "--dimensions", "1,2,99", "--formats", "csv", "--out", "x"))),
    ("vec_csv", refused(2, "--perplexity", arguments=("export", "--what", "embedding", "--vectors", "@vec_csv/v01_pandas.csv",
                                                       "--projection", "tsne", "--perplexity", "200", "--formats", "csv", "--out", "x"))),
]


if __name__ == "__main__":
    sys.exit(run_rows(ROWS))
