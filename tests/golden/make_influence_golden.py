#!/usr/bin/python3
"""Makes the golden gradients of the end of a text by PyTorch's autograd, in double precision.

    make_influence_golden.py     writes data/influence_{decoder,recurrent_…}_{tied,untied}.golden beside this file

Models and tokens are those of data/decoder_*.golden and data/recurrent_*.golden. Written for the likeliest token
behind the last position: `token`, `logit` and `loss`, and for either of the two the gradients `logit.embedding` [P, C]
(with respect to the embedding row of each position, as it entered there) and `logit.states.L` [P, C or H] (what layer L
handed on at each position: hidden states, or the residual stream behind the block). Format: make_decoder_golden.py.
"""
import math
import os
import sys

import numpy as np
import torch
import torch.nn.functional as F

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from make_decoder_golden import Writer

GATES = {"rnn": 1, "lstm": 4, "gru": 3}


def read(stem):
    """config words and tensors of a golden file."""
    text, blob = open(stem + ".golden", "rb").read().split(b"\n\n", 1)
    config, tensors = {}, {}
    for line in text.decode().splitlines():
        what, name, *rest = line.split()
        if what == "config":
            config[name] = rest[0]
            continue
        kind, offset, extents = rest[0], int(rest[1]), [int(n) for n in rest[2:]]
        count = int(np.prod(extents)) if extents else 1
        tensors[name] = torch.tensor(np.frombuffer(blob, "<" + kind, count, offset).reshape(extents).copy())
    return config, tensors


def decoder(config, w, x):
    """GPT-2 from the embeddings of the tokens [P, C] to the last position's logits; the stream behind every block."""
    L, H = int(config["n_layers"]), int(config["n_heads"])
    P, C = x.shape
    D = C // H
    eps = float(config["layer_norm_epsilon"])
    norm = lambda t, name: F.layer_norm(t, (C,), w[name + ".weight"], w[name + ".bias"], eps)
    x, states = x + w["wpe.weight"][:P], []
    for i in range(L):
        p = f"h.{i}."
        q, k, v = [t.view(P, H, D).transpose(0, 1) for t in
                   (norm(x, p + "ln_1") @ w[p + "attn.c_attn.weight"] + w[p + "attn.c_attn.bias"]).split(C, 1)]
        s = (q @ k.transpose(1, 2) / math.sqrt(D)).masked_fill(torch.ones(P, P).triu(1).bool(), float("-inf"))
        z = (s.softmax(-1) @ v).transpose(0, 1).reshape(P, C)
        x = x + z @ w[p + "attn.c_proj.weight"] + w[p + "attn.c_proj.bias"]
        m = F.gelu(norm(x, p + "ln_2") @ w[p + "mlp.c_fc.weight"] + w[p + "mlp.c_fc.bias"], approximate="tanh")
        x = x + m @ w[p + "mlp.c_proj.weight"] + w[p + "mlp.c_proj.bias"]
        x.retain_grad()
        states.append(x)
    return norm(x, "ln_f")[-1] @ w.get("lm_head.weight", w["wte.weight"]).T, states


def cell(kind, w_ih, w_hh, b_ih, b_hh, x, h, c):
    """The equations of torch's documentation; weights lie [inputs, G * H]."""
    H = len(h)
    a, b = x @ w_ih + b_ih, h @ w_hh + b_hh
    if kind == "rnn":
        return torch.tanh(a + b), c
    if kind == "lstm":
        i, f, g, o = (a + b).split(H)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        return o.sigmoid() * c.tanh(), c
    (ar, az, an), (br, bz, bn) = a.split(H), b.split(H)
    r, z = (ar + br).sigmoid(), (az + bz).sigmoid()
    return (1 - z) * torch.tanh(an + r * bn) + z * h, c


def recurrent(config, w, x):
    states = []
    for layer in range(int(config["n_layers"])):
        weights = [w[f"rnn.{n}_l{layer}"] for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
        h = c = torch.zeros(int(config["d_hidden"]), dtype=torch.double)
        rows = []
        for t in range(len(x)):
            h, c = cell(config["kind"], *weights, x[t], h, c)
            h.retain_grad()
            rows.append(h)
        states.append(rows)
        x = torch.stack(rows)
    return x[-1] @ w.get("head.weight", w["embedding.weight"]).T + w["head.bias"], states


def gradients(config, w, ids, value_of):
    """value_of(logits), and its gradients with respect to the embeddings and to the states."""
    isRecurrent = "kind" in config
    table = w["embedding.weight" if isRecurrent else "wte.weight"]
    x = table[ids].clone().requires_grad_()
    logits, states = (recurrent if isRecurrent else decoder)(config, w, x)
    value = value_of(logits)
    value.backward()
    grad = lambda t: torch.zeros_like(t) if t.grad is None else t.grad
    of = [torch.stack([grad(h) for h in s]) if isinstance(s, list) else grad(s) for s in states]
    return value.detach(), x.grad, of


def make(here, stem):
    config, tensors = read(f"{here}/{stem}")
    w = {name[7:]: t.double() for name, t in tensors.items() if name.startswith("weight.")}
    ids = tensors["input_ids"]
    logits = tensors["unembed.hook_out"][-1]
    token = int(logits.argmax())
    out = Writer()
    out.add("token", np.array([token], dtype=np.int64))
    for name, value_of in (("logit", lambda l: l[token]), ("loss", lambda l: F.cross_entropy(l[None], torch.tensor([token])))):
        value, embedding, states = gradients(config, w, ids, value_of)
        if name == "logit":
            assert abs(value - logits[token]) < 1e-10, "this script and the golden file compute different logits"
        out.add(name, value.numpy())
        out.add(name + ".embedding", embedding.numpy())
        for layer, state in enumerate(states):
            out.add(f"{name}.states.{layer}", state.numpy())
    out.save(f"{here}/influence_{stem}")


if __name__ == "__main__":
    data = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
    for stem in ["decoder"] + ["recurrent_" + kind for kind in GATES]:
        for head in ("tied", "untied"):
            make(data, f"{stem}_{head}")
