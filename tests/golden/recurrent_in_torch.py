#!/usr/bin/python3
"""Recurrent models that Headlight saved, loaded into torch.nn by name.

    recurrent_in_torch.py --write PROGRAM DIR    lets write_recurrent_folders make folders in DIR, then compares each
    recurrent_in_torch.py FOLDER...              compares: config.json and model.safetensors make a torch module, which
                                                 must give logits.npy for tokens.npy, the values that Headlight computed

Ends with 77 (skipped) where Python lacks torch, with 1 if a value differs by more than 1e-5 of the largest.
"""
import glob
import json
import struct
import subprocess
import sys

try:
    import numpy as np
    import torch
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)

CELLS = {"headlight_rnn": torch.nn.RNN, "headlight_lstm": torch.nn.LSTM, "headlight_gru": torch.nn.GRU}
TYPES = {"F32": np.dtype("<f4"), "F16": np.dtype("<f2")}


class Model(torch.nn.Module):
    """What the tensors' names say: an embedding, torch's own recurrent module, a linear head."""

    def __init__(self, config):
        super().__init__()
        self.embedding = torch.nn.Embedding(config["vocab_size"], config["embedding_size"])
        self.rnn = CELLS[config["model_type"]](config["embedding_size"], config["hidden_size"], num_layers=config["num_layers"])
        self.head = torch.nn.Linear(config["hidden_size"], config["vocab_size"])
        if config["tie_word_embeddings"]:
            self.head.weight = self.embedding.weight

    def forward(self, tokens):
        return self.head(self.rnn(self.embedding(tokens))[0])


def tensors_of(file):
    data = open(file, "rb").read()
    size = struct.unpack("<Q", data[:8])[0]
    found = {}
    for name, entry in json.loads(data[8:8 + size]).items():
        if name == "__metadata__":
            continue
        begin, end = entry["data_offsets"]
        values = np.frombuffer(data[8 + size + begin:8 + size + end], TYPES[entry["dtype"]])
        found[name] = torch.tensor(values.astype("f4").reshape(entry["shape"]))
    return found


def compare(folder):
    config = json.load(open(folder + "/config.json"))
    model = Model(config)
    tensors = tensors_of(folder + "/model.safetensors")
    if config["tie_word_embeddings"]:
        tensors.setdefault("head.weight", tensors["embedding.weight"])
    model.load_state_dict(tensors)  # strict: every name and shape is torch's
    tokens = torch.tensor(np.load(folder + "/tokens.npy"))
    ours = torch.tensor(np.load(folder + "/logits.npy"))
    with torch.no_grad():
        theirs = model(tokens)
    error = float((ours - theirs).abs().max() / theirs.abs().max().clamp(min=1))
    print(f"{folder}: largest error {error:.2e} of the largest logit")
    return error <= 1e-5


if __name__ == "__main__":
    folders = sys.argv[1:]
    if folders and folders[0] == "--write":
        subprocess.run([folders[1], folders[2]], check=True)
        folders = sorted(glob.glob(folders[2] + "/*"))
        assert len(folders) == 6, folders
    results = [compare(folder) for folder in folders]
    sys.exit(0 if results and all(results) else 1)
