#!/usr/bin/python3
"""Makes the golden values of the encoder's tests with torch.nn.TransformerEncoderLayer (post-norm, exact GELU) in double
precision, between functional embeddings and a functional masked-word head as in BertForMaskedLM.

    make_encoder_golden.py    writes data/encoder_{tied,untied}.golden and the model folder data/bert_folder beside this file

Format and Writer: make_decoder_golden.py; linear maps stand transposed, [in, out], as the program keeps them. One sentence
(`input_ids`, `segments`) gives every hook point; a batch with padding (`batch.inputs`, `.targets`, `.lengths`) gives `loss`
and `grad.NAME`. The folder has the weights of encoder_tied under Hugging Face's names and shapes."""
import os

import torch
import torch.nn.functional as F
from post_norm_golden import Keeper, Writer, layer_weights, mask_of, padded, same, save_folder, torch_layer

ACTIVATION = "gelu"  # torch's, with the error function


def names_of(i):
    layer = f"bert.encoder.layer.{i}."
    attention = layer + "attention."
    return {"self": {"q": attention + "self.query", "k": attention + "self.key", "v": attention + "self.value",
                     "out": attention + "output.dense", "norm": attention + "output.LayerNorm"},
            "in": layer + "intermediate.dense", "out": layer + "output.dense", "norm": layer + "output.LayerNorm"}


WORDS, POSITIONS, SEGMENTS = [f"bert.embeddings.{n}_embeddings.weight" for n in ("word", "position", "token_type")]
EMBED_NORM, TRANSFORM, HEAD_NORM = "bert.embeddings.LayerNorm", "cls.predictions.transform.dense", "cls.predictions.transform.LayerNorm"
HEAD, HEAD_BIAS = "cls.predictions.decoder.weight", "cls.predictions.bias"


def is_transposed(name, tensor):
    return tensor.dim() == 2 and name not in (WORDS, POSITIONS, SEGMENTS, HEAD)


def make(here, stem, tied, seed, L=2, H=3, C=12, M=20, N=10, V=18, eps=1e-12):
    g = torch.Generator().manual_seed(seed)
    r = lambda *s: torch.randn(*s, generator=g) * 0.2
    w = {WORDS: r(V, C), POSITIONS: r(N, C), SEGMENTS: r(2, C), EMBED_NORM + ".weight": 1 + r(C), EMBED_NORM + ".bias": r(C)}
    for i in range(L):
        w.update(layer_weights(r, names_of(i), C, M))
    w.update({TRANSFORM + ".weight": r(C, C) * 2, TRANSFORM + ".bias": r(C), HEAD_NORM + ".weight": 1 + r(C), HEAD_NORM + ".bias": r(C)})
    if not tied:
        w[HEAD] = r(V, C)
    w[HEAD_BIAS] = r(V)
    out = Writer()
    out.config(kind="encoder", n_layers=L, n_heads=H, d_model=C, d_mlp=M, n_ctx=N, d_vocab=V, n_segments=2, activation="gelu",
               tied_head=tied, layer_norm_epsilon=eps, pad_token=1)
    memory = lambda name, t: (t.T if is_transposed(name, t) else t).contiguous().numpy()
    for name, t in w.items():
        out.add("weight." + name, memory(name, t))
    d = {k: t.double().requires_grad_() for k, t in w.items()}
    layers = [torch_layer(d, names_of(i), C, H, M, ACTIVATION, eps) for i in range(L)]
    layer_norm = lambda x, n: F.layer_norm(x, (C,), d[n + ".weight"], d[n + ".bias"], eps)
    transform = lambda x: F.gelu(x @ d[TRANSFORM + ".weight"].T + d[TRANSFORM + ".bias"])
    logits_of = lambda x: F.linear(x, d[WORDS] if tied else d[HEAD], d[HEAD_BIAS])

    def model(ids, segments, padding):
        x = layer_norm(d[WORDS][ids] + d[POSITIONS][: ids.shape[1]] + d[SEGMENTS][segments], EMBED_NORM)
        for layer in layers:
            x = layer(x, padding)
        return logits_of(layer_norm(transform(x), HEAD_NORM))

    # one sentence, every hook point
    ids = torch.randint(6, V, (8,), generator=g)
    segments = torch.tensor([0, 0, 0, 0, 0, 1, 1, 1])
    out.add("input_ids", ids.numpy()), out.add("segments", segments.numpy())
    keep = Keeper(out, H)
    parts = [d[WORDS][ids], d[POSITIONS][: len(ids)], d[SEGMENTS][segments]]
    for name, part in zip(("embed", "pos_embed", "token_type_embed"), parts):
        keep(f"embed.hook_{name}", part)
    x = keep.norm("embed.ln", sum(parts), d[EMBED_NORM + ".weight"], d[EMBED_NORM + ".bias"], eps)
    keep("hook_full_embed", x)
    for i in range(L):
        before = x
        x = keep.layer(f"blocks.{i}.", d, names_of(i), x, F.gelu, eps)
        same(layers[i](before[None])[0], x, f"layer {i}")
    x = keep.norm("mlm_head.ln", transform(x), d[HEAD_NORM + ".weight"], d[HEAD_NORM + ".bias"], eps)
    keep("unembed.hook_in", x)
    keep("unembed.hook_out", logits_of(x))
    same(model(ids[None], segments[None], None)[0], logits_of(x), "logits")

    # three rows of different lengths, some words masked
    rows = [torch.randint(6, V, (n,), generator=g).tolist() for n in (8, 5, 6)]
    targets = [[word if t in chosen else -1 for t, word in enumerate(row)] for row, chosen in zip(rows, [(1, 6), (2,), (0, 3, 5)])]
    inputs = [[2 if t >= 0 else word for word, t in zip(*pair)] for pair in zip(rows, targets)]
    ids, targets = padded(inputs, 1), padded(targets, -1)
    out.add("batch.inputs", ids.numpy()), out.add("batch.targets", targets.numpy())
    out.add("batch.lengths", torch.tensor([len(row) for row in rows]).numpy())
    logits = model(ids, torch.zeros_like(ids), mask_of(rows))
    loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=-1)
    out.add("loss", loss.detach().numpy())
    loss.backward()
    for name, t in d.items():
        out.add("grad." + name, memory(name, t.grad))
    out.save(here + "/" + stem)
    if tied:
        config = {"model_type": "bert", "architectures": ["BertForMaskedLM"], "hidden_size": C, "num_hidden_layers": L,
                  "num_attention_heads": H, "intermediate_size": M, "hidden_act": "gelu", "max_position_embeddings": N,
                  "type_vocab_size": 2, "layer_norm_eps": eps, "vocab_size": V, "pad_token_id": 1,
                  "position_embedding_type": "absolute", "hidden_dropout_prob": 0.1, "torch_dtype": "float32"}
        save_folder(here + "/bert_folder", config, w, V)


if __name__ == "__main__":
    here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
    make(here, "encoder_untied", False, 31)
    make(here, "encoder_tied", True, 32)
