"""Writes the seeds of fuzz_gguf (tiny files, committed): whole models of a few numbers, in Python with NumPy alone."""

import pathlib
import struct
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "golden"))
import gguf_numpy as gguf  # noqa: E402

SEEDS = pathlib.Path(__file__).parent / "seeds" / "gguf"
C, V = 32, 4


def model(kind, version=3, tokenizer=None):
    ones = lambda *shape: (np.ones(shape, "<f4"), kind if len(shape) == 2 else gguf.F32)
    tensors = {"token_embd.weight": ones(V, C), "position_embd.weight": ones(2, C), "output_norm.weight": ones(C), "output_norm.bias": ones(C)}
    for name, rows in [("attn_qkv", 3 * C), ("attn_output", C), ("ffn_up", C), ("ffn_down", C)]:
        tensors[f"blk.0.{name}.weight"], tensors[f"blk.0.{name}.bias"] = ones(rows, C), ones(rows)
    for name in ["attn_norm", "ffn_norm"]:
        tensors[f"blk.0.{name}.weight"], tensors[f"blk.0.{name}.bias"] = ones(C), ones(C)
    metadata = {"general.architecture": "gpt2", "gpt2.context_length": 2, "gpt2.embedding_length": C, "gpt2.block_count": 1,
                "gpt2.feed_forward_length": C, "gpt2.attention.head_count": 2, "gpt2.attention.layer_norm_epsilon": 1e-5}
    return gguf.write({**metadata, **(tokenizer or LISTS)}, tensors, version)


LISTS = {"tokenizer.ggml.model": "gpt2", "tokenizer.ggml.tokens": ["a", "b", "ab", "<e>"], "tokenizer.ggml.token_type": [1, 1, 1, 3],
         "tokenizer.ggml.merges": ["a b"], "tokenizer.ggml.add_bos_token": True, "tokenizer.ggml.bos_token_id": 3}
SEEDS.mkdir(parents=True, exist_ok=True)
(SEEDS / "q4").write_bytes(model(gguf.Q4_0))
(SEEDS / "q8_version2").write_bytes(model(gguf.Q8_0, 2))
(SEEDS / "half_words").write_bytes(model(gguf.F16, 3, {"tokenizer.huggingface.json": '{"model": {"type": "WordLevel", "vocab": {"[UNK]": 0, "a": 1, "b": 2, "c": 3}, "unk_token": "[UNK]"}, "pre_tokenizer": {"type": "WhitespaceSplit"}}'}))
(SEEDS / "vocabulary").write_bytes(gguf.write({"general.architecture": "gpt2", **LISTS}, {}))
nested = struct.pack("<IIQIQB", 9, 9, 1, 0, 1, 7)
(SEEDS / "nested").write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + gguf.string("a.b") + nested)
