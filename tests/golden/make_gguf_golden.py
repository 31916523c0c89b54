#!/usr/bin/python3
"""Writes the golden GGUF files of tests/golden/data/gguf: one random decoder (2 layers, 4 heads, d 32, inner 64,
context 16, vocabulary 40) in each number type, with the float64 logits of its own dequantized weights, by NumPy alone.
The F16 file has a tied head, the Q8_0 file is of version 2, the BF16 file repeats the embedding as its head.
"""

import pathlib

import numpy as np

import gguf_numpy as gguf

FOLDER = pathlib.Path(__file__).parent / "data" / "gguf"
L, H, C, M, T, V = 2, 4, 32, 64, 16, 40
TYPES = {"f32": gguf.F32, "f16": gguf.F16, "bf16": gguf.BF16, "q8_0": gguf.Q8_0, "q4_0": gguf.Q4_0}


def random_tensors(kind, tied):
    r = np.random.RandomState(7)
    matrix = lambda *shape: ((r.standard_normal(shape) * 0.2).astype("f4"), kind)
    vector = lambda n, mean=0.0: ((mean + r.standard_normal(n) * 0.2).astype("f4"), gguf.F32)
    tensors = {"token_embd.weight": matrix(V, C), "position_embd.weight": ((r.standard_normal((T, C)) * 0.2).astype("f4"), gguf.F32)}
    for i in range(L):
        for name, rows, columns in [("attn_qkv", 3 * C, C), ("attn_output", C, C), ("ffn_up", M, C), ("ffn_down", C, M)]:
            tensors[f"blk.{i}.{name}.weight"] = matrix(rows, columns)
            tensors[f"blk.{i}.{name}.bias"] = vector(rows)
        for name in ["attn_norm", "ffn_norm"]:
            tensors[f"blk.{i}.{name}.weight"] = vector(C, 1.0)
            tensors[f"blk.{i}.{name}.bias"] = vector(C)
    tensors["output_norm.weight"], tensors["output_norm.bias"] = vector(C, 1.0), vector(C)
    if tied == "repeated":
        tensors["output.weight"] = tensors["token_embd.weight"]
    elif not tied:
        tensors["output.weight"] = matrix(V, C)
    return tensors


def norm(x, w, name):
    mean, deviation = x.mean(-1, keepdims=True), np.sqrt(x.var(-1, keepdims=True) + np.float32(1e-5).astype(float))
    return (x - mean) / deviation * w[name + ".weight"] + w[name + ".bias"]


def logits(w, ids, L=L, H=H):
    n, C = len(ids), w["token_embd.weight"].shape[1]
    x = w["token_embd.weight"][ids] + w["position_embd.weight"][:n]
    for i in range(L):
        p = f"blk.{i}."
        q, k, v = np.split(norm(x, w, p + "attn_norm") @ w[p + "attn_qkv.weight"].T + w[p + "attn_qkv.bias"], 3, axis=1)
        z = np.zeros((n, C))
        for h in range(H):
            part = slice(h * C // H, (h + 1) * C // H)
            s = q[:, part] @ k[:, part].T / np.sqrt(C // H)
            s[np.triu_indices(n, 1)] = -np.inf
            s = np.exp(s - s.max(-1, keepdims=True))
            z[:, part] = s / s.sum(-1, keepdims=True) @ v[:, part]
        x = x + z @ w[p + "attn_output.weight"].T + w[p + "attn_output.bias"]
        m = norm(x, w, p + "ffn_norm") @ w[p + "ffn_up.weight"].T + w[p + "ffn_up.bias"]
        m = 0.5 * m * (1 + np.tanh(np.sqrt(2 / np.pi) * (m + 0.044715 * m**3)))
        x = x + m @ w[p + "ffn_down.weight"].T + w[p + "ffn_down.bias"]
    return norm(x, w, "output_norm") @ w.get("output.weight", w["token_embd.weight"]).T


def metadata(file_type):
    tokens = ["<|endoftext|>", "Ġ", "a", "b", "c", "ab", "Ġa", "abc"] + [chr(100 + i) for i in range(V - 8)]
    return {"general.architecture": "gpt2", "general.name": "golden", "gpt2.context_length": T, "gpt2.embedding_length": C,
            "gpt2.block_count": L, "gpt2.feed_forward_length": M, "gpt2.attention.head_count": H,
            "gpt2.attention.layer_norm_epsilon": 1e-5, "general.file_type": file_type, "tokenizer.ggml.model": "gpt2",
            "tokenizer.ggml.pre": "gpt-2", "tokenizer.ggml.tokens": tokens, "tokenizer.ggml.token_type": [3] + [1] * (V - 1),
            "tokenizer.ggml.merges": ["a b", "ab c", "Ġ a", "x yz"], "tokenizer.ggml.bos_token_id": 0, "tokenizer.ggml.eos_token_id": 0}


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    ids = np.array([2, 5, 39, 0, 7, 7, 12, 31, 1, 4, 20, 3], "<i8")
    np.save(FOLDER / "ids.npy", ids)
    for name, kind in TYPES.items():
        tied = {"f16": True, "bf16": "repeated"}.get(name, False)
        data = gguf.write(metadata(kind), random_tensors(kind, tied), version=2 if name == "q8_0" else 3)
        (FOLDER / f"{name}.gguf").write_bytes(data)
        np.save(FOLDER / f"{name}.logits.npy", logits(gguf.Reader(data).tensors, ids))


if __name__ == "__main__":
    main()
