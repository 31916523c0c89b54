#!/usr/bin/python3
"""make_random_gpt2.py FOLDER [F32|F16]: a Hugging Face folder of GPT-2's shape (124 million random weights) to measure
opening with. Its tokenizer knows the 256 bytes; the other 50,001 entries only fill the vocabulary. Needs numpy."""
import json
import pathlib
import struct
import sys

import numpy as np

folder = pathlib.Path(sys.argv[1])
dtype = sys.argv[2] if len(sys.argv) > 2 else "F32"
C, L, H, T, V = 768, 12, 12, 1024, 50257
folder.mkdir(parents=True, exist_ok=True)
(folder / "config.json").write_text(json.dumps({
    "model_type": "gpt2", "architectures": ["GPT2LMHeadModel"], "n_embd": C, "n_layer": L, "n_head": H, "n_positions": T,
    "n_ctx": T, "vocab_size": V, "activation_function": "gelu_new", "layer_norm_epsilon": 1e-5,
    "tie_word_embeddings": True, "bos_token_id": V - 1, "eos_token_id": V - 1}))

visible = [*range(33, 127), *range(161, 173), *range(174, 256)]
characters = {byte: chr(byte) for byte in visible}
characters.update({byte: chr(256 + i) for i, byte in enumerate(b for b in range(256) if b not in visible)})
vocabulary = {characters[byte]: i for i, byte in enumerate(sorted(characters))}
vocabulary.update({f"filler{i}": i for i in range(256, V - 1)})
vocabulary["<|endoftext|>"] = V - 1
byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
(folder / "tokenizer.json").write_text(json.dumps({
    "version": "1.0", "truncation": None, "padding": None,
    "added_tokens": [{"id": V - 1, "content": "<|endoftext|>", "single_word": False, "lstrip": False, "rstrip": False,
                      "normalized": False, "special": True}],
    "normalizer": None, "pre_tokenizer": byte_level, "post_processor": None, "decoder": byte_level,
    "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": "",
              "end_of_word_suffix": "", "fuse_unk": False, "vocab": vocabulary, "merges": []}}))

shapes = {"wte.weight": (V, C), "wpe.weight": (T, C), "ln_f.weight": (C,), "ln_f.bias": (C,)}
for layer in range(L):
    for name, shape in {"ln_1.weight": (C,), "ln_1.bias": (C,), "attn.c_attn.weight": (C, 3 * C),
                        "attn.c_attn.bias": (3 * C,), "attn.c_proj.weight": (C, C), "attn.c_proj.bias": (C,),
                        "ln_2.weight": (C,), "ln_2.bias": (C,), "mlp.c_fc.weight": (C, 4 * C), "mlp.c_fc.bias": (4 * C,),
                        "mlp.c_proj.weight": (4 * C, C), "mlp.c_proj.bias": (C,)}.items():
        shapes[f"h.{layer}.{name}"] = shape
number = np.dtype("<f4" if dtype == "F32" else "<f2")
header, offset = {"__metadata__": {"format": "pt"}}, 0
for name, shape in shapes.items():
    size = int(np.prod(shape)) * number.itemsize
    header["transformer." + name] = {"dtype": dtype, "shape": list(shape), "data_offsets": [offset, offset + size]}
    offset += size
text = json.dumps(header).encode()
text += b" " * (-len(text) % 8)
random = np.random.default_rng(1)
with open(folder / "model.safetensors", "wb") as file:
    file.write(struct.pack("<Q", len(text)) + text)
    for name, shape in shapes.items():
        if "ln_" in name and name.endswith("weight"):
            values = np.ones(shape, np.float32)
        else:
            values = random.standard_normal(shape, np.float32) * np.float32(0.02)
        file.write(values.astype(number).tobytes())
