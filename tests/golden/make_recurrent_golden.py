#!/usr/bin/python3
"""Makes the golden values of the recurrent nets' tests with torch.nn.RNN, LSTM and GRU in double precision.

    make_recurrent_golden.py     writes data/recurrent_{rnn,lstm,gru}_{tied,untied}.golden beside this file

The format is that of make_decoder_golden.py, whose Writer this uses. torch keeps a cell's weights [G * H, inputs]; here
they are written transposed, as the program keeps them (recurrent_parameters.h). Values and gradients come from torch's
own modules; gates, which those do not show, from the weights of those modules by the formulas of torch's documentation,
step by step. The script stops if the hidden states of any layer that come of these gates (and of an LSTM the last cell
state) are not those of torch.nn.RNN, LSTM or GRU.
"""
import os
import sys
import torch
import torch.nn.functional as F
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from make_decoder_golden import Writer

GATES = {"rnn": 1, "lstm": 4, "gru": 3}
KIND = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}


def steps(kind, layer, x, net, keep):
    """One layer, position by position; keeps its hook points."""
    w_ih, w_hh, b_ih, b_hh = [getattr(net, f"{n}_l{layer}") for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
    H = net.hidden_size
    h, c, points = torch.zeros(H, dtype=torch.double), torch.zeros(H, dtype=torch.double), {}
    note = lambda name, value: points.setdefault(name, []).append(value.detach())
    for xt in x:
        a, b = w_ih @ xt + b_ih, w_hh @ h + b_hh
        if kind == "rnn":
            note("hook_pre", a + b)
            h = torch.tanh(a + b)
        elif kind == "lstm":
            i, f, g, o = (a + b).split(H)
            i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
            c = f * c + i * g
            h = o * c.tanh()
            note("hook_gate_i", i), note("hook_gate_f", f), note("hook_gate_g", g), note("hook_gate_o", o), note("hook_c", c)
        else:
            (ar, az, an), (br, bz, bn) = a.split(H), b.split(H)
            r, z = (ar + br).sigmoid(), (az + bz).sigmoid()
            n = torch.tanh(an + r * bn)
            h = (1 - z) * n + z * h
            note("hook_gate_r", r), note("hook_gate_z", z), note("hook_candidate", n)
        note("hook_h", h)
    for name, values in points.items():
        keep(f"cells.{layer}.{name}", torch.stack(values))
    return torch.stack(points["hook_h"])


def check(kind, layer, x, shown, cells, net):
    """The layer as a torch module of its own, on the same inputs: every hidden state, and an LSTM's last cell state."""
    alone = KIND[kind](x.shape[1], net.hidden_size).double()
    for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
        getattr(alone, name + "_l0").data.copy_(getattr(net, f"{name}_l{layer}").data)
    with torch.no_grad():
        h, last = alone(x)
    assert (shown - h).abs().max() < 1e-12, f"layer {layer}: torch's module and its documentation disagree"
    if kind == "lstm":
        assert (cells[-1] - last[1][0]).abs().max() < 1e-12, f"layer {layer}: another cell state than torch's"


def make(stem, kind, tied, seed, L=2, H=12, T=10, V=18, P=8):
    torch.manual_seed(seed)
    C = H if tied else 9
    r = lambda *s: torch.randn(*s) * 0.4
    net = KIND[kind](C, H, num_layers=L)
    w = {"embedding.weight": r(V, C)}
    for name, p in net.named_parameters():
        with torch.no_grad():
            p.copy_(r(*p.shape))
        w["rnn." + name] = p.detach().clone()
    if not tied:
        w["head.weight"] = r(V, H)
    w["head.bias"] = r(V)
    out = Writer()
    out.config(kind=kind, n_layers=L, d_model=C, d_hidden=H, n_ctx=T, d_vocab=V, tied_head=tied)
    ours = lambda name, t: (t.T if name.startswith("rnn.weight_") else t).contiguous().numpy()
    for name, t in w.items():
        out.add("weight." + name, ours(name, t))
    net = net.double()
    embedding, bias = w["embedding.weight"].double().requires_grad_(), w["head.bias"].double().requires_grad_()
    head = embedding if tied else w["head.weight"].double().requires_grad_()
    ids = torch.randint(0, V, (P,))
    out.add("input_ids", ids.numpy())
    keep = lambda name, t: out.add(name, t.detach().numpy())

    x = embedding[ids]
    keep("hook_embed", x)
    h, _ = net(x)
    shown = x.detach()
    for layer in range(L):
        keep(f"cells.{layer}.hook_in", shown)
        read, kept = shown, {}
        shown = steps(kind, layer, shown, net, lambda name, t: (kept.__setitem__(name, t), keep(name, t)))
        check(kind, layer, read, shown, kept.get(f"cells.{layer}.hook_c"), net)
    assert (shown - h).abs().max() < 1e-12, "torch's module and its documentation disagree"
    keep("unembed.hook_in", h)
    logits = F.linear(h, head, bias)
    keep("unembed.hook_out", logits)
    loss = F.cross_entropy(logits[:-1], ids[1:])
    keep("loss", loss)
    loss.backward()
    grads = {"embedding.weight": embedding.grad, "head.bias": bias.grad}
    if not tied:
        grads["head.weight"] = head.grad
    grads.update({"rnn." + name: p.grad for name, p in net.named_parameters()})
    for name, t in grads.items():
        out.add("grad." + name, ours(name, t))
    out.save(stem)


if __name__ == "__main__":
    here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
    for number, kind in enumerate(KIND):
        make(f"{here}/recurrent_{kind}_untied", kind, False, 21 + number)
        make(f"{here}/recurrent_{kind}_tied", kind, True, 31 + number)
