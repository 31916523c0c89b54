#!/usr/bin/python3
"""Makes the golden values of the decoder's tests with PyTorch in double precision, independently of this program.

    make_decoder_golden.py                      writes data/decoder_{untied,tied}.golden beside this file
    make_decoder_golden.py --options            writes data/decoder_option_FIELD_WORD.golden for each of OPTIONS that
                                                has no file yet
    make_decoder_golden.py --convert DIR OUT    writes OUT.golden from a folder with model.safetensors, config.json and
                                                expected.npz (reference/gpt2_small_random)

A file is lines of text, an empty line, and numbers. The lines are `config WORD VALUE` for a field of the configuration
(models/model_config.h) and `tensor NAME TYPE BYTE-OFFSET EXTENTS…` for a tensor (TYPE f4, f8 or i8, little-endian) among
the numbers: `weight.NAME`, `grad.NAME` (of the mean next-token loss), `input_ids`, `loss`, and every hook point by its
name. Weights have deviation 0.2 so that planted faults show. Needs Debian's python3-torch.
"""
import json, math, os, struct, sys
import numpy as np


class Writer:
    def __init__(self):
        self.lines, self.blob = [], b""

    def config(self, **words):
        self.lines += [f"config {k} {str(v).lower() if isinstance(v, bool) else v}" for k, v in words.items()]

    def add(self, name, array):
        array = np.ascontiguousarray(array)
        kind = {"float32": "f4", "float64": "f8", "int64": "i8"}[str(array.dtype)]
        self.lines.append(" ".join(["tensor", name, kind, str(len(self.blob))] + [str(n) for n in array.shape]))
        self.blob += array.astype("<" + kind).tobytes()

    def save(self, stem):
        with open(stem + ".golden", "wb") as f:
            f.write("\n".join(self.lines).encode() + b"\n\n" + self.blob)


SMALL = dict(L=2, H=2, C=8, M=12, T=7, V=11, P=6)
# The options of a decoder (models/decoder_options.cpp): what is usual, and every other value by itself. Seeds go by
# number: append.
USUAL = dict(positions="learned", causal_mask="true", residual="true", layer_norm="true", scaled_scores="true",
             scaled_by_layer="false")
OPTIONS = [("positions", "none"), ("positions", "sinusoidal"), ("causal_mask", "false"), ("residual", "false"),
           ("layer_norm", "false"), ("scaled_scores", "false"), ("scaled_by_layer", "true")]


def sinusoids(T, C):
    """Hugging Face's Marian table: sines in the first half of a row, cosines in the second."""
    import torch
    angles = torch.tensor([[p / 10000 ** (2 * i / C) for i in range((C + 1) // 2)] for p in range(T)], dtype=torch.float64)
    return torch.cat([angles.sin(), angles.cos()[:, :C // 2]], 1)


def make(stem, tied, seed, L=2, H=2, C=12, M=20, T=10, V=18, P=8, eps=1e-5, **option):
    import torch
    import torch.nn.functional as F
    options = {**USUAL, **option}
    positions = options["positions"]
    layer_norm, causal_mask, residual = (options[field] != "false" for field in ("layer_norm", "causal_mask", "residual"))
    D = C // H
    g = torch.Generator().manual_seed(seed)
    r = lambda *s: torch.randn(*s, generator=g) * 0.2
    w = {"wte.weight": r(V, C), "wpe.weight": r(T, C)}
    for i in range(L):
        p = f"h.{i}."
        w.update({p + "ln_1.weight": 1 + r(C), p + "ln_1.bias": r(C), p + "attn.c_attn.weight": r(C, 3 * C) * 2, p + "attn.c_attn.bias": r(3 * C),
                  p + "attn.c_proj.weight": r(C, C), p + "attn.c_proj.bias": r(C), p + "ln_2.weight": 1 + r(C), p + "ln_2.bias": r(C),
                  p + "mlp.c_fc.weight": r(C, M) * 2, p + "mlp.c_fc.bias": r(M), p + "mlp.c_proj.weight": r(M, C), p + "mlp.c_proj.bias": r(C)})
    w.update({"ln_f.weight": 1 + r(C), "ln_f.bias": r(C)})
    if not tied:
        w["lm_head.weight"] = r(V, C)
    if positions != "learned":
        del w["wpe.weight"]
    if not layer_norm:
        w = {name: t for name, t in w.items() if ".ln_" not in name and not name.startswith("ln_f")}
    out = Writer()
    out.config(n_layers=L, n_heads=H, d_model=C, d_mlp=M, n_ctx=T, d_vocab=V, tied_head=tied, layer_norm_epsilon=eps, **option)
    for name, t in w.items():
        out.add("weight." + name, t.numpy())
    d = {k: t.double().requires_grad_() for k, t in w.items()}
    ids = torch.randint(0, V, (P,), generator=g)
    out.add("input_ids", ids.numpy())
    record = [True]
    keep = lambda name, t: record[0] and out.add(name, t.detach().numpy())

    def norm(x, stem_, parameter):
        if not layer_norm:
            return x
        centered = x - x.mean(-1, keepdim=True)
        scale = (centered.pow(2).mean(-1, keepdim=True) + eps).sqrt()
        keep(stem_ + "hook_scale", scale)
        keep(stem_ + "hook_normalized", centered / scale)
        return F.layer_norm(x, (C,), d[parameter + ".weight"], d[parameter + ".bias"], eps)

    def run(ids):
        P = len(ids)
        x = d["wte.weight"][ids]
        keep("hook_embed", x)
        if positions != "none":
            p = (d["wpe.weight"] if positions == "learned" else sinusoids(T, C))[:P]
            keep("hook_pos_embed", p)
            x = x + p
        for i in range(L):
            p, n = f"h.{i}.", f"blocks.{i}."
            keep(n + "hook_resid_pre", x)
            a = norm(x, n + "ln1.", p + "ln_1")
            q, k, v = [t.view(P, H, D) for t in (a @ d[p + "attn.c_attn.weight"] + d[p + "attn.c_attn.bias"]).split(C, 1)]
            keep(n + "attn.hook_q", q), keep(n + "attn.hook_k", k), keep(n + "attn.hook_v", v)
            s = torch.einsum("qhd,khd->hqk", q, k) / (math.sqrt(D) if options["scaled_scores"] == "true" else 1)
            if options["scaled_by_layer"] == "true":
                s = s / (i + 1)
            if causal_mask:
                s = s.masked_fill(torch.ones(P, P).triu(1).bool(), float("-inf"))
            keep(n + "attn.hook_attn_scores", s)
            s = s.softmax(-1)
            keep(n + "attn.hook_pattern", s)
            z = torch.einsum("hqk,khd->qhd", s, v)
            keep(n + "attn.hook_z", z)
            keep(n + "attn.hook_result", torch.einsum("qhd,hdc->qhc", z, d[p + "attn.c_proj.weight"].view(H, D, C)))
            o = z.reshape(P, C) @ d[p + "attn.c_proj.weight"] + d[p + "attn.c_proj.bias"]
            keep(n + "hook_attn_out", o)
            x = x + o if residual else o
            keep(n + "hook_resid_mid", x)
            m = norm(x, n + "ln2.", p + "ln_2") @ d[p + "mlp.c_fc.weight"] + d[p + "mlp.c_fc.bias"]
            keep(n + "mlp.hook_pre", m)
            m = F.gelu(m, approximate="tanh")
            keep(n + "mlp.hook_post", m)
            m = m @ d[p + "mlp.c_proj.weight"] + d[p + "mlp.c_proj.bias"]
            keep(n + "hook_mlp_out", m)
            x = x + m if residual else m
            keep(n + "hook_resid_post", x)
        x = norm(x, "ln_final.", "ln_f")
        keep("unembed.hook_in", x)
        logits = x @ (d["wte.weight"] if tied else d["lm_head.weight"]).T
        keep("unembed.hook_out", logits)
        return logits

    logits = run(ids)
    if not causal_mask:  # else the last token, which is only predicted, would be seen
        record[0] = False
        logits = run(ids[:-1])
        record[0] = True
        loss = F.cross_entropy(logits, ids[1:])
    else:
        loss = F.cross_entropy(logits[:-1], ids[1:])
    keep("loss", loss)
    loss.backward()
    for name, t in d.items():
        out.add("grad." + name, t.grad.numpy())
    out.save(stem)


def convert(folder, stem):
    c = json.load(open(folder + "/config.json"))
    out = Writer()
    out.config(n_layers=c["n_layer"], n_heads=c["n_head"], d_model=c["n_embd"], d_mlp=c["n_inner"], n_ctx=c["n_positions"], d_vocab=c["vocab_size"],
               tied_head=c["tie_word_embeddings"], layer_norm_epsilon=c["layer_norm_epsilon"])
    data = open(folder + "/model.safetensors", "rb").read()
    size = struct.unpack("<Q", data[:8])[0]
    for name, entry in json.loads(data[8:8 + size]).items():
        if name == "__metadata__":
            continue
        begin, end = entry["data_offsets"]
        out.add("weight." + name.removeprefix("transformer."), np.frombuffer(data[8 + size + begin:8 + size + end], "<f4").reshape(entry["shape"]))
    for name, array in np.load(folder + "/expected.npz").items():
        out.add({"logits": "unembed.hook_out"}.get(name, name.replace("grad.transformer.", "grad.")), array)
    out.save(stem)


if __name__ == "__main__":
    here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
    if len(sys.argv) == 4 and sys.argv[1] == "--convert":
        convert(sys.argv[2], sys.argv[3])
    elif sys.argv[1:] == ["--options"]:
        for number, (field, word) in enumerate(OPTIONS):
            stem = f"{here}/decoder_option_{field}_{word}"
            if not os.path.exists(stem + ".golden"):
                make(stem, number % 2 == 0, 21 + number, **SMALL, **{field: word})
    else:
        make(here + "/decoder_untied", False, 11)
        make(here + "/decoder_tied", True, 12)
