"""Reads a model folder that Headlight wrote, with NumPy and nothing of ours: an independent reading of the formats.

Usage: read_back.py WRITER FOLDER. Exit 77: skipped, NumPy is not there."""

import json
import pathlib
import struct
import subprocess
import sys

try:
    import numpy
except ImportError:
    print("skipped: /usr/bin/python3 has no numpy (apt install python3-numpy)")
    sys.exit(77)


def read_safetensors(path):
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    assert data[8:9] == b"{" and (8 + length) % 8 == 0
    assert header.pop("__metadata__") == {"format": "pt"}
    body = data[8 + length :]
    tensors, place = {}, 0
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        begin, end = entry["data_offsets"]
        assert begin == place and entry["dtype"] == "F32", name
        tensors[name] = numpy.frombuffer(body[begin:end], "<f4").reshape(entry["shape"])
        place = end
    assert place == len(body)
    return tensors


def expected_shapes(config):
    c, m = config["n_embd"], config["n_inner"]
    yield "transformer.wte.weight", (config["vocab_size"], c)
    yield "transformer.wpe.weight", (config["n_positions"], c)
    for layer in range(config["n_layer"]):
        for part, shape in {
            "ln_1.weight": (c,), "ln_1.bias": (c,), "ln_2.weight": (c,), "ln_2.bias": (c,),
            "attn.c_attn.weight": (c, 3 * c), "attn.c_attn.bias": (3 * c,),
            "attn.c_proj.weight": (c, c), "attn.c_proj.bias": (c,),
            "mlp.c_fc.weight": (c, m), "mlp.c_fc.bias": (m,),
            "mlp.c_proj.weight": (m, c), "mlp.c_proj.bias": (c,),
        }.items():
            yield f"transformer.h.{layer}.{part}", shape
    yield "transformer.ln_f.weight", (c,)
    yield "transformer.ln_f.bias", (c,)
    yield "lm_head.weight", (config["vocab_size"], c)


def main():
    writer, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    subprocess.run([writer, str(folder)], check=True)

    config = json.loads((folder / "config.json").read_text("utf-8"))
    assert config["model_type"] == "gpt2" and config["tie_word_embeddings"] is False
    tensors = read_safetensors(folder / "model.safetensors")
    shapes = dict(expected_shapes(config))
    assert {name: tensor.shape for name, tensor in tensors.items()} == shapes
    for name, tensor in tensors.items():
        assert numpy.array_equal(tensor.ravel(), numpy.arange(tensor.size, dtype="<f4") + 0.25), name

    tokenizer = json.loads((folder / "tokenizer.json").read_text("utf-8"))
    vocab = tokenizer["model"]["vocab"]
    assert sorted(vocab.values()) == list(range(config["vocab_size"]))
    assert [vocab[token] for token in ("[UNK]", "[PAD]", "[MASK]", "[CLS]", "[SEP]", "<|endoftext|>")] == list(range(6))
    assert [token["content"] for token in tokenizer["added_tokens"]] == list(vocab)[:6]

    floats = numpy.load(folder / "floats.npy")
    assert floats.dtype == numpy.float32 and numpy.array_equal(floats, [[0, 0.5, 1], [1.5, 2, 2.5]])
    doubles = numpy.load(folder / "doubles.npy")
    assert doubles.shape == () and doubles == 0.1
    assert numpy.load(folder / "integers.npy").tolist() == [-1, 2**40]
    print(f"read {len(tensors)} tensors and 3 arrays")


main()
