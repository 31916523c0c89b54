"""Rows that the comparisons with the peers share: a mixture of 20 Gaussians, the GloVe file, the embeddings of classroom-en."""
import json
import os
import struct

import numpy as np

SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")


def mixture(n, dim=256, clusters=20):
    rng = np.random.default_rng(0)
    centre = rng.standard_normal((clusters, dim)) * 3 / np.sqrt(dim) * 4
    return (centre[rng.integers(0, clusters, n)] + rng.standard_normal((n, dim))).astype(np.float32)


def glove(path):
    with open(path, encoding="utf8") as lines:
        return np.array([line.split(" ")[1:] for line in lines], np.float32)


def classroom():
    with open(os.path.join(SOURCE, "sample_models/classroom-en/model.safetensors"), "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        start = file.tell()
        info = header["transformer.wte.weight"]
        file.seek(start + info["data_offsets"][0])
        return np.frombuffer(file.read(info["data_offsets"][1] - info["data_offsets"][0]), np.float32).reshape(info["shape"])
