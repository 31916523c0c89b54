"""`headlight convert` from outside: what it writes is read by Python with NumPy alone and compared bit for bit.

Usage: convert_round_trip.py PROGRAM trip|kill|compact FOLDER. Exit 77: skipped, NumPy is not there."""

import json
import pathlib
import random
import shutil
import signal
import struct
import subprocess
import sys
import time

try:
    import numpy as np
except ImportError:
    print("skipped: /usr/bin/python3 has no numpy (apt install python3-numpy)")
    sys.exit(77)

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "golden"))
import gguf_numpy  # noqa: E402
import make_gguf_golden  # noqa: E402

L, H, C, M, T, V = 2, 4, 32, 96, 24, 40
PROGRAM, MODE, FOLDER = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
NAMES = {"ln_1": "attn_norm", "attn.c_attn": "attn_qkv", "attn.c_proj": "attn_output", "ln_2": "ffn_norm", "mlp.c_fc": "ffn_up",
         "mlp.c_proj": "ffn_down"}


def weights(tied, width=C):
    r = np.random.RandomState(3)
    w = lambda *shape: (r.standard_normal(shape) * 0.2).astype("<f4")
    c = width
    tensors = {"transformer.wte.weight": w(V, c), "transformer.wpe.weight": w(T, c)}
    for i in range(L):
        p = f"transformer.h.{i}."
        for name, shape in {"ln_1": (c, 0), "attn.c_attn": (c, 3 * c), "attn.c_proj": (c, c), "ln_2": (c, 0), "mlp.c_fc": (c, M),
                            "mlp.c_proj": (M, c)}.items():
            tensors[p + name + ".weight"] = w(*[n for n in shape if n])
            tensors[p + name + ".bias"] = w(shape[1] or c)
    tensors["transformer.ln_f.weight"], tensors["transformer.ln_f.bias"] = w(c), w(c)
    if not tied:
        tensors["lm_head.weight"] = w(V, c)
    return tensors


def make_folder(folder, tied, width=C):
    tensors = weights(tied, width)
    header, body = {"__metadata__": {"format": "pt"}}, b""
    for name, array in tensors.items():
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [len(body), len(body) + array.nbytes]}
        body += array.tobytes()
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    folder.mkdir(parents=True)
    (folder / "model.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + body)
    (folder / "config.json").write_text(json.dumps({
        "model_type": "gpt2", "architectures": ["GPT2LMHeadModel"], "activation_function": "gelu_new", "layer_norm_epsilon": 1e-5,
        "n_layer": L, "n_head": H, "n_embd": width, "n_inner": M, "n_positions": T, "n_ctx": T, "vocab_size": V, "tie_word_embeddings": tied}))
    vocabulary = {("[UNK]" if k == 0 else f"w{k}"): k for k in range(V)}
    (folder / "tokenizer.json").write_text(json.dumps({
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": [], "normalizer": None,
        "pre_tokenizer": {"type": "WhitespaceSplit"}, "post_processor": None, "decoder": None,
        "model": {"type": "WordLevel", "vocab": vocabulary, "unk_token": "[UNK]"}}))
    (folder / "README.md").write_text("---\nlanguage: en\nlicense: mit\nvalidation_loss: 2.5\n---\n# Card\n")
    return tensors


def read_folder(folder):
    data = (folder / "model.safetensors").read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + length])
    header.pop("__metadata__")
    at = lambda entry: data[8 + length + entry["data_offsets"][0]:8 + length + entry["data_offsets"][1]]
    return {name: np.frombuffer(at(e), "<f4").reshape(e["shape"]) for name, e in header.items()}


def headlight(*arguments):
    done = subprocess.run([PROGRAM, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.returncode == 0, (arguments, done.stderr)
    return done.stdout.decode("utf-8")


def in_gguf(name, array):
    """Name and layout of a tensor in the other format."""
    name = name.replace("transformer.", "")
    whole = {"wte.weight": "token_embd.weight", "wpe.weight": "position_embd.weight", "ln_f.weight": "output_norm.weight",
             "ln_f.bias": "output_norm.bias", "lm_head.weight": "output.weight"}
    if name in whole:
        return whole[name], array
    _, layer, rest = name.split(".", 2)
    part, kind = rest.rsplit(".", 1)
    return f"blk.{layer}.{NAMES[part]}.{kind}", array.T if array.ndim == 2 else array


def same(a, b):
    assert a.shape == b.shape and a.tobytes() == b.tobytes()


def check_gguf(path, tensors, half):
    read = gguf_numpy.Reader(path.read_bytes())
    assert read.version == 3 and set(read.tensors) == {in_gguf(n, a)[0] for n, a in tensors.items()}
    for name, array in tensors.items():
        name, array = in_gguf(name, array)
        stored_half = half and array.ndim == 2 and name != "position_embd.weight"
        assert read.types[name] == (gguf_numpy.F16 if stored_half else gguf_numpy.F32), name
        expected = array.astype("<f2").astype("<f4") if stored_half else array
        same(np.ascontiguousarray(read.tensors[name].astype("<f4")), np.ascontiguousarray(expected))
    m = read.metadata
    assert m["general.architecture"] == "gpt2" and m["general.name"] and m["general.file_type"] == (1 if half else 0)
    assert (m["gpt2.context_length"], m["gpt2.embedding_length"], m["gpt2.block_count"]) == (T, C, L)
    assert (m["gpt2.attention.head_count"], m["gpt2.feed_forward_length"]) == (H, M)
    assert np.float32(m["gpt2.attention.layer_norm_epsilon"]) == np.float32(1e-5)
    assert m["tokenizer.ggml.tokens"][:2] == ["[UNK]", "w1"] and "WordLevel" in m["tokenizer.huggingface.json"]
    assert m["general.license"] == "mit" and m["general.languages"] == ["en"]


def trip():
    for tied in (False, True):
        base = FOLDER / ("tied" if tied else "untied")
        tensors = make_folder(base / "model", tied)
        headlight("convert", base / "model", base / "a.gguf")
        check_gguf(base / "a.gguf", tensors, False)
        headlight("convert", base / "model", base / "half.gguf", "--type", "f16")
        check_gguf(base / "half.gguf", tensors, True)
        answer = json.loads(headlight("convert", base / "a.gguf", base / "a.checkpoint", "--json"))
        assert answer["format"] == "checkpoint" and answer["bytes"] == (base / "a.checkpoint").stat().st_size
        headlight("convert", base / "a.checkpoint", base / "back")
        headlight("convert", base / "a.gguf", base / "straight")
        for folder in ("back", "straight"):
            again = read_folder(base / folder)
            assert set(again) == set(tensors)
            for name, array in tensors.items():
                same(again[name], array)
            config = json.loads((base / folder / "config.json").read_text())
            assert config["tie_word_embeddings"] is tied and config["n_inner"] == M
            tokens = [headlight("tokenize", "--model", base / f, "--json", "w1 w39 no") for f in ("model", folder)]
            assert tokens[0] == tokens[1]
        assert "# Card" in (base / "straight" / "README.md").read_text()
        headlight("convert", base / "a.gguf", base / "a.npz")
        with np.load(base / "a.npz") as arrays:
            assert set(arrays.files) == set(tensors)
            for name, array in tensors.items():
                same(arrays[name], array)
        texts = [headlight("run", "--model", base / f, "--prompt", "w1 w2", "--steps", "3", "--json") for f in ("model", "a.gguf")]
        steps = [json.loads(t)["steps"] for t in texts]
        assert steps[0] == steps[1], "the same logits from both files"
    refused = subprocess.run([PROGRAM, "convert", str(FOLDER / "tied" / "model"), str(FOLDER / "x.safetensors")], stderr=subprocess.PIPE)
    assert refused.returncode == 2 and not (FOLDER / "x.safetensors").exists()


def kill():
    """Whenever the program dies, the file is the old one or the new one."""
    make_folder(FOLDER / "old", False, 256)
    make_folder(FOLDER / "new", True, 256)
    headlight("convert", FOLDER / "old", FOLDER / "target.gguf")
    old = (FOLDER / "target.gguf").read_bytes()
    begin = time.monotonic()
    headlight("convert", FOLDER / "new", FOLDER / "other.gguf", "--type", "f16")
    duration = time.monotonic() - begin
    new = (FOLDER / "other.gguf").read_bytes().replace(b"other", b"target")
    r, kept, died = random.Random(5), 0, 0
    for _ in range(100):
        process = subprocess.Popen([PROGRAM, "convert", str(FOLDER / "new"), str(FOLDER / "target.gguf"), "--type", "f16"],
                                   stdout=subprocess.DEVNULL)
        time.sleep(r.uniform(0.2, 1.1) * duration)
        process.send_signal(signal.SIGKILL)
        died += process.wait() == -signal.SIGKILL
        found = (FOLDER / "target.gguf").read_bytes()
        assert found in (old, new), "neither the old nor the new file"
        kept += found == old
        (FOLDER / "target.gguf").write_bytes(old)
    print(f"killed {died} of 100 times while it ran; the old file stood {kept} times")
    assert died > 0


def compact():
    """A model so large that its matrices keep the file's type in memory: the logits, and the numbers when written again."""
    words, width = 36000, 256
    r = np.random.RandomState(9)
    random_array = lambda *shape: (r.standard_normal(shape) * 0.1).astype("f4")
    vocabulary = {("[UNK]" if k == 0 else f"w{k}"): k for k in range(words)}
    tokenizer = json.dumps({"model": {"type": "WordLevel", "vocab": vocabulary, "unk_token": "[UNK]"}, "pre_tokenizer": {"type": "WhitespaceSplit"}})
    ids = np.array([5, 35999, 77, 1234])
    for kind in (gguf_numpy.F16, gguf_numpy.BF16, gguf_numpy.Q8_0, gguf_numpy.Q4_0):
        tensors = {"token_embd.weight": (random_array(words, width), kind), "position_embd.weight": (random_array(8, width), gguf_numpy.F32)}
        for name, rows, columns in [("attn_qkv", 3 * width, width), ("attn_output", width, width), ("ffn_up", 512, width), ("ffn_down", width, 512)]:
            tensors[f"blk.0.{name}.weight"] = (random_array(rows, columns), kind)
            tensors[f"blk.0.{name}.bias"] = (random_array(rows), gguf_numpy.F32)
        for name in ["blk.0.attn_norm", "blk.0.ffn_norm", "output_norm"]:
            tensors[name + ".weight"], tensors[name + ".bias"] = (random_array(width) + 1, gguf_numpy.F32), (random_array(width), gguf_numpy.F32)
        data = gguf_numpy.write({
            "general.architecture": "gpt2", "gpt2.context_length": 8, "gpt2.embedding_length": width, "gpt2.block_count": 1,
            "gpt2.feed_forward_length": 512, "gpt2.attention.head_count": 4, "gpt2.attention.layer_norm_epsilon": 1e-5,
            "tokenizer.huggingface.json": tokenizer}, tensors)
        (FOLDER / "large.gguf").write_bytes(data)
        read = gguf_numpy.Reader(data).tensors
        expected = make_gguf_golden.logits(read, ids, 1, 4)[-1]
        text = " ".join(f"w{i}" for i in ids)
        answer = json.loads(headlight("run", "--model", FOLDER / "large.gguf", "--prompt", text, "--top", "50", "--json"))
        found = answer["steps"][0]["distribution"]
        assert len(found) == 50
        error = max(abs(one["logit"] - expected[one["id"]]) for one in found) / max(1, abs(expected).max())
        assert error <= 1e-4, (kind, error)
        headlight("convert", FOLDER / "large.gguf", FOLDER / "again.gguf")
        again = gguf_numpy.Reader((FOLDER / "again.gguf").read_bytes()).tensors
        for name, array in read.items():
            assert np.array_equal(array.astype("f4"), again[name].astype("f4")), name
        print(f"type {kind}: logits differ by {error:.1e}")


shutil.rmtree(FOLDER, ignore_errors=True)
FOLDER.mkdir(parents=True)
{"trip": trip, "kill": kill, "compact": compact}[MODE]()
print("passed")
