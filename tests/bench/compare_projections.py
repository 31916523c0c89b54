#!/usr/bin/env python3
"""Our PCA, t-SNE and UMAP beside numpy, scikit-learn and umap-learn: times and neighbours kept (k = 15), in turn.

use: compare_projections.py BUILD_FOLDER GLOVE_TEXT_FILE [rounds 3]
The first times are on a mixture of 20 Gaussians in 256 dimensions; the shares on scikit-learn's digits, the
GloVe file (../shared/data/vectors) and the token embeddings of classroom-en. Two threads each.
Needs python3-numpy, python3-sklearn and umap-learn; umap-learn is called without a seed, where it is faster, for times,
and with seeds 0 to 2 for shares.
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[name] = "2"
import numpy as np
from sklearn.datasets import load_digits
from sklearn.manifold import TSNE
from sklearn.neighbors import NearestNeighbors
import umap

from compare_rows import classroom, glove, mixture


def kept(rows, picture, k=15):
    nearest = lambda x: NearestNeighbors(n_neighbors=k).fit(x).kneighbors(return_distance=False)
    return float(np.mean([len(set(a) & set(b)) / k for a, b in zip(nearest(rows), nearest(picture))]))


def ours(method, rows, seed=0):
    with tempfile.NamedTemporaryFile() as file:
        rows.tofile(file.name)
        line = subprocess.run([os.path.join(sys.argv[1], "projection_bench"), method, file.name, *map(str, rows.shape), "2", "2",
                               str(seed)], check=True, capture_output=True, text=True).stdout
    answer = json.loads(line)
    return answer["seconds"], answer["kept"]


def peers(method, rows, seed=None):
    start = time.perf_counter()
    if method == "pca":
        wide = rows - rows.mean(0)
        values, axes = np.linalg.eigh(wide.T @ wide)
        picture = wide @ axes[:, :-3:-1]
    elif method == "tsne":
        picture = TSNE(2, init="pca", learning_rate="auto", n_jobs=2, random_state=seed or 0).fit_transform(rows)
    else:
        picture = umap.UMAP(random_state=seed).fit_transform(rows)
    return time.perf_counter() - start, picture


def main():
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    umap.UMAP().fit_transform(mixture(500))  # its compilation
    for method, n in (("pca", 50000), ("tsne", 10000), ("umap", 10000)):
        rows, own, other = mixture(n), [], []
        for _ in range(rounds):
            own.append(ours(method, rows)[0])
            other.append(peers(method, rows)[0])
        own, other = statistics.median(own), statistics.median(other)
        print(f"{method} {n} x 256: ours {own:.3f} s, peer {other:.3f} s, {other / own:.2f} times as fast", flush=True)
    for name, rows in (("digits", load_digits().data.astype(np.float32)), ("glove", glove(sys.argv[2])),
                       ("classroom-en", classroom())):
        for method in ("tsne", "umap"):
            own = np.mean([ours(method, rows, seed)[1] for seed in range(3)])
            other = np.mean([kept(rows, peers(method, rows, seed)[1]) for seed in range(3)])
            print(f"{method} {name}: neighbours kept, ours {own:.4f}, peer {other:.4f}", flush=True)


main()
