#!/usr/bin/python3
"""Makes the golden values of the encoder-decoder's tests with torch.nn.TransformerEncoderLayer and TransformerDecoderLayer
(post-norm) in double precision, between scaled shared embeddings with Marian's table of sinusoids and a shared head as in
MarianMTModel.

    make_encoder_decoder_golden.py    writes data/encoder_decoder_{relu,swish}.golden and the model folder
                                      data/marian_folder beside this file

Format and Writer: make_decoder_golden.py; linear maps stand transposed, [in, out], as the program keeps them. One pair
(`source_ids`, `input_ids` with the start token first) gives every hook point; a batch with padding (`batch.sources`,
`.source_lengths`, `.inputs`, `.targets`, `.lengths`) gives `loss`, `loss_smoothed` (label smoothing 0.1, by
F.cross_entropy) and `grad.NAME` of the latter. final_logits_bias is a buffer there and has no gradient. The folder has the
weights of encoder_decoder_swish under Hugging Face's names and shapes."""
import math
import os

import torch
import torch.nn.functional as F
from post_norm_golden import Keeper, Writer, layer_weights, mask_of, padded, same, save_folder, torch_layer

SHARED, BIAS = "model.shared.weight", "final_logits_bias"
START, END = 1, 5
SMOOTHING = 0.1


def names_of(side, i):
    layer = f"model.{side}.layers.{i}."
    attention = lambda a: {**{x: f"{layer}{a}.{x}_proj" for x in ("q", "k", "v", "out")}, "norm": f"{layer}{a}_layer_norm"}
    names = {"self": attention("self_attn"), "in": layer + "fc1", "out": layer + "fc2", "norm": layer + "final_layer_norm"}
    if side == "decoder":
        names["cross"] = attention("encoder_attn")
    return names


def sinusoids(n, C):
    """Sines in the first half of a row, cosines in the second."""
    angles = torch.tensor([[t / 10000 ** (2 * i / C) for i in range(C // 2)] for t in range(n)], dtype=torch.double)
    return torch.cat([angles.sin(), angles.cos()], 1)


def make(here, stem, activation, scaled, seed, L=2, K=2, H=3, C=12, M=20, N=10, V=18, eps=1e-5):
    g = torch.Generator().manual_seed(seed)
    r = lambda *s: torch.randn(*s, generator=g) * 0.2
    act = {"relu": F.relu, "swish": F.silu}[activation]
    w = {SHARED: r(V, C)}
    for side, count in (("encoder", L), ("decoder", K)):
        for i in range(count):
            w.update(layer_weights(r, names_of(side, i), C, M))
    w[BIAS] = r(V)
    out = Writer()
    out.config(kind="encoder_decoder", n_layers=L, n_decoder_layers=K, n_heads=H, d_model=C, d_mlp=M, n_ctx=N, d_vocab=V, activation=activation,
               scaled_embedding=bool(scaled), tied_head=True, layer_norm_epsilon=eps, start_token=START, end_token=END, pad_token=START)
    memory = lambda name, t: (t.T if t.dim() == 2 and name != SHARED else t).contiguous().numpy()
    for name, t in w.items():
        out.add("weight." + name, memory(name, t))
    d = {k: t.double().requires_grad_(k != BIAS) for k, t in w.items()}
    table, factor = sinusoids(N, C), math.sqrt(C) if scaled else 1.0
    build = lambda side, count: [torch_layer(d, names_of(side, i), C, H, M, act, eps) for i in range(count)]
    encoder, decoder = build("encoder", L), build("decoder", K)
    embed = lambda ids: d[SHARED][ids] * factor
    logits_of = lambda x: F.linear(x, d[SHARED], d[BIAS])

    def model(source, target, source_padding=None):
        x = embed(source) + table[: source.shape[1]]
        for layer in encoder:
            x = layer(x, source_padding)
        y = embed(target) + table[: target.shape[1]]
        for layer in decoder:
            y = layer(y, None, x, source_padding)
        return logits_of(y)

    # one pair, every hook point
    source = torch.cat([torch.randint(6, V, (6,), generator=g), torch.tensor([END])])
    target = torch.cat([torch.tensor([START]), torch.randint(6, V, (5,), generator=g)])
    out.add("source_ids", source.numpy()), out.add("input_ids", target.numpy())
    keep = Keeper(out, H)

    def begin(side, ids):
        keep(f"{side}.hook_embed", embed(ids))
        keep(f"{side}.hook_pos_embed", table[: len(ids)])
        return embed(ids) + table[: len(ids)]

    x = begin("encoder", source)
    for i in range(L):
        before = x
        x = keep.layer(f"encoder.{i}.", d, names_of("encoder", i), x, act, eps)
        same(encoder[i](before[None])[0], x, f"encoder layer {i}")
    y = begin("decoder", target)
    for i in range(K):
        before = y
        y = keep.layer(f"decoder.{i}.", d, names_of("decoder", i), y, act, eps, causal=True, memory=x)
        same(decoder[i](before[None], None, x[None])[0], y, f"decoder layer {i}")
    keep("unembed.hook_in", y)
    keep("unembed.hook_out", logits_of(y))
    same(model(source[None], target[None])[0], logits_of(y), "logits")

    # three pairs of different lengths
    random = lambda n: torch.randint(6, V, (n,), generator=g).tolist()
    sources = [random(n) + [END] for n in (6, 3, 8)]
    words = [random(n) for n in (5, 7, 3)]
    inputs, targets = [[START] + row for row in words], [row + [END] for row in words]
    for name, value in {"sources": padded(sources, START), "inputs": padded(inputs, START), "targets": padded(targets, -1),
                        "source_lengths": torch.tensor([len(row) for row in sources]), "lengths": torch.tensor([len(row) for row in inputs])}.items():
        out.add("batch." + name, value.numpy())
    logits = model(padded(sources, START), padded(inputs, START), mask_of(sources)).flatten(0, 1)
    wanted = padded(targets, -1).flatten()
    out.add("loss", F.cross_entropy(logits, wanted, ignore_index=-1).detach().numpy())
    loss = F.cross_entropy(logits, wanted, ignore_index=-1, label_smoothing=SMOOTHING)
    out.add("loss_smoothed", loss.detach().numpy())
    loss.backward()
    for name, t in d.items():
        if name != BIAS:
            out.add("grad." + name, memory(name, t.grad))
    out.save(here + "/" + stem)
    if activation == "swish":
        config = {"model_type": "marian", "architectures": ["MarianMTModel"], "d_model": C, "encoder_layers": L, "decoder_layers": K,
                  "encoder_attention_heads": H, "decoder_attention_heads": H, "encoder_ffn_dim": M, "decoder_ffn_dim": M,
                  "activation_function": activation, "max_position_embeddings": N, "static_position_embeddings": True,
                  "scale_embedding": scaled, "normalize_before": False, "vocab_size": V, "pad_token_id": START,
                  "decoder_start_token_id": START, "eos_token_id": END, "is_encoder_decoder": True, "torch_dtype": "float32"}
        # as MarianMTModel saves itself: the bias as a row, the table of positions with the weights
        folder = {**w, BIAS: w[BIAS][None], "model.encoder.embed_positions.weight": table, "model.decoder.embed_positions.weight": table}
        save_folder(here + "/marian_folder", config, folder, V)


if __name__ == "__main__":
    here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
    make(here, "encoder_decoder_relu", "relu", False, 41)
    make(here, "encoder_decoder_swish", "swish", True, 42)
