"""What make_encoder_golden.py and make_encoder_decoder_golden.py share: a post-norm layer spelled out, so that every hook
point can be kept, beside torch's own module, which gives the values that count; the two must agree to 1e-12.

Linear maps are [out, in] here, as in torch; files of the tests get them transposed (`memory`), model folders as they are."""
import json
import math
import os
import struct
import sys

import torch
import torch.nn.functional as F
from torch.nn.utils.stateless import functional_call

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from make_decoder_golden import Writer  # noqa: E402  (for both scripts)

SPECIAL = ["[UNK]", "[PAD]", "[MASK]", "[CLS]", "[SEP]", "<|endoftext|>"]


class Keeper:
    """Writes hook points in the order of the run."""

    def __init__(self, out, heads):
        self.out, self.heads = out, heads

    def __call__(self, name, value):
        self.out.add(name, value.detach().numpy())

    def norm(self, hook, x, weight, bias, eps):
        centered = x - x.mean(-1, keepdim=True)
        scale = (centered.pow(2).mean(-1, keepdim=True) + eps).sqrt()
        self(hook + ".hook_scale", scale)
        self(hook + ".hook_normalized", centered / scale)
        return F.layer_norm(x, x.shape[-1:], weight, bias, eps)

    def attention(self, hook, out_hook, w, names, x, memory, causal):
        H, C = self.heads, x.shape[-1]
        D, T, S = C // H, len(x), len(memory)
        lin = lambda y, n: y @ w[names[n] + ".weight"].T + w[names[n] + ".bias"]
        q, k, v = lin(x, "q").view(T, H, D), lin(memory, "k").view(S, H, D), lin(memory, "v").view(S, H, D)
        s = torch.einsum("qhd,khd->hqk", q, k) / math.sqrt(D)
        if causal:
            s = s.masked_fill(torch.ones(T, S).triu(1).bool(), float("-inf"))
        p = s.softmax(-1)
        z = torch.einsum("hqk,khd->qhd", p, v)
        o = w[names["out"] + ".weight"].T.reshape(H, D, C)
        for name, value in {"q": q, "k": k, "v": v, "attn_scores": s, "pattern": p, "z": z,
                            "result": torch.einsum("qhd,hdc->qhc", z, o)}.items():
            self(hook + "hook_" + name, value)
        y = lin(z.reshape(T, C), "out")
        self(out_hook, y)
        return y

    def layer(self, prefix, w, names, x, activation, eps, causal=False, memory=None):
        self(prefix + "hook_resid_pre", x)
        x = x + self.attention(prefix + "attn.", prefix + "hook_attn_out", w, names["self"], x, x, causal)
        self(prefix + "hook_resid_mid", x)
        norm = lambda hook, y, n: self.norm(prefix + hook, y, w[n + ".weight"], w[n + ".bias"], eps)
        x = norm("ln1", x, names["self"]["norm"])
        if memory is not None:
            x = x + self.attention(prefix + "cross_attn.", prefix + "hook_cross_attn_out", w, names["cross"], x, memory, False)
            self(prefix + "hook_resid_mid_cross", x)
            x = norm("ln2", x, names["cross"]["norm"])
        m = x @ w[names["in"] + ".weight"].T + w[names["in"] + ".bias"]
        self(prefix + "mlp.hook_pre", m)
        m = activation(m)
        self(prefix + "mlp.hook_post", m)
        m = m @ w[names["out"] + ".weight"].T + w[names["out"] + ".bias"]
        self(prefix + "hook_mlp_out", m)
        x = x + m
        self(prefix + "hook_resid_post", x)
        x = norm("ln3" if memory is not None else "ln2", x, names["norm"])
        self(prefix + "hook_normalized_resid_post", x)
        return x


def torch_layer(w, names, C, H, M, activation, eps):
    """torch's own layer on these weights: a function of (x [B, T, C], padding [B, T], memory, its padding). Gradients
    flow into `w`."""
    cross = "cross" in names
    kind = torch.nn.TransformerDecoderLayer if cross else torch.nn.TransformerEncoderLayer
    module = kind(C, H, M, dropout=0.0, activation=activation, layer_norm_eps=eps, batch_first=True, norm_first=False).double()

    def parameters():
        p = {}
        for ours, theirs in [("self", "self_attn")] + ([("cross", "multihead_attn")] if cross else []):
            n = names[ours]
            for part in ("weight", "bias"):
                p[f"{theirs}.in_proj_{part}"] = torch.cat([w[f"{n[x]}.{part}"] for x in "qkv"])
                p[f"{theirs}.out_proj.{part}"] = w[f"{n['out']}.{part}"]
        norms = [names["self"]["norm"]] + ([names["cross"]["norm"]] if cross else []) + [names["norm"]]
        for part in ("weight", "bias"):
            p["linear1." + part], p["linear2." + part] = w[f"{names['in']}.{part}"], w[f"{names['out']}.{part}"]
            for i, norm in enumerate(norms):
                p[f"norm{i + 1}.{part}"] = w[f"{norm}.{part}"]
        return p

    def run(x, padding=None, memory=None, memory_padding=None):
        if not cross:
            return functional_call(module, parameters(), (x,), {"src_key_padding_mask": padding})
        causal = torch.ones(x.shape[1], x.shape[1]).triu(1).bool()
        return functional_call(module, parameters(), (x, memory), {"tgt_mask": causal, "memory_key_padding_mask": memory_padding})

    return run


def layer_weights(r, names, C, M):
    """Random weights of a layer; deviation 0.2 and more so that planted faults show."""
    w = {}
    for part in ("self", "cross"):
        if part not in names:
            continue
        for x in ("q", "k", "v", "out"):
            w[names[part][x] + ".weight"], w[names[part][x] + ".bias"] = r(C, C) * 2, r(C)
        w[names[part]["norm"] + ".weight"], w[names[part]["norm"] + ".bias"] = 1 + r(C), r(C)
    w[names["in"] + ".weight"], w[names["in"] + ".bias"] = r(M, C) * 2, r(M)
    w[names["out"] + ".weight"], w[names["out"] + ".bias"] = r(C, M), r(C)
    w[names["norm"] + ".weight"], w[names["norm"] + ".bias"] = 1 + r(C), r(C)
    return w


def same(a, b, what):
    error = (a - b).abs().max().item()
    assert error < 1e-12, f"{what}: torch's module and the formulas differ by {error}"


def padded(rows, fill):
    width = max(len(row) for row in rows)
    return torch.tensor([row + [fill] * (width - len(row)) for row in rows])


def mask_of(rows):
    """True where a row is padding."""
    width = max(len(row) for row in rows)
    return torch.tensor([[t >= len(row) for t in range(width)] for row in rows])


def save_folder(folder, config, weights, vocabulary):
    """A model folder as Hugging Face writes it, from float32 tensors in torch's shapes."""
    os.makedirs(folder, exist_ok=True)
    header, body = {"__metadata__": {"format": "pt"}}, b""
    for name, tensor in weights.items():
        data = tensor.detach().float().contiguous().numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(folder + "/model.safetensors", "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + body)
    with open(folder + "/config.json", "w") as f:
        f.write(json.dumps(config, indent=2) + "\n")
    words = SPECIAL + [f"w{i}" for i in range(len(SPECIAL), vocabulary)]
    added = [{"id": i, "content": word, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
             for i, word in enumerate(SPECIAL)]
    tokenizer = {"version": "1.0", "truncation": None, "padding": None, "added_tokens": added, "normalizer": None,
                 "pre_tokenizer": {"type": "WhitespaceSplit"}, "post_processor": None, "decoder": None,
                 "model": {"type": "WordLevel", "vocab": {word: i for i, word in enumerate(words)}, "unk_token": "[UNK]"}}
    with open(folder + "/tokenizer.json", "w") as f:
        f.write(json.dumps(tokenizer) + "\n")
