#!/usr/bin/env python3
"""The PCA that `headlight export --what embedding` writes beside numpy's SVD of the centred rows in double precision.

use: compare_pca.py HEADLIGHT_PROGRAM GLOVE_TEXT_FILE
On scikit-learn's digits and the GloVe file (as tables: --vectors) and on the token embeddings of classroom-en. A number
is the largest difference of any coordinate on any of the three axes, divided by the largest coordinate, with the sign of
each axis free. Axes whose variances differ by less than 1 % span a plane in which PCA may turn: they are compared as a
subspace, after the best rotation between the two. Exit 1 above 1e-5. Needs python3-numpy and python3-sklearn.
"""
import os
import subprocess
import sys
import tempfile

import numpy as np
from sklearn.datasets import load_digits

from compare_rows import classroom, glove

AXES = 3
CLOSE = 0.01  # variances that differ by less are one subspace
TOLERANCE = 1e-5


def reference(rows):
    """Coordinates on one axis more than are compared: it may be close to the last of them."""
    centred = rows.astype(np.float64) - rows.astype(np.float64).mean(axis=0)
    u, s, _ = np.linalg.svd(centred, full_matrices=False)
    return u[:, :AXES + 1] * s[:AXES + 1], s[:AXES + 1] ** 2


def groups(variances):
    found = [[0]]
    for axis in range(1, AXES):
        close = variances[axis - 1] - variances[axis] < CLOSE * variances[axis - 1]
        found[-1].append(axis) if close else found.append([axis])
    return found


def ours(*source):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.argv[1], "export", "--what", "embedding", "--formats", "npy", "--out", folder, *source], check=True,
                       capture_output=True)
        return np.load(os.path.join(folder, "embedding_pca.npy")).astype(np.float64)


def difference(own, rows):
    theirs, variances = reference(rows)
    parts = groups(variances)
    if variances[AXES - 1] - variances[AXES] < CLOSE * variances[AXES - 1]:
        parts[-1].append(None)  # the plane goes on beyond what is shown: said, not compared
    worst = 0
    for part in parts:
        if part[-1] is None:
            print(f"  axes {part[:-1]}: the next variance is within 1 %, left out")
            continue
        u, _, vt = np.linalg.svd(own[:, part].T @ theirs[:, part])  # of one axis: its sign
        worst = max(worst, np.abs(own[:, part] @ (u @ vt) - theirs[:, part]).max())
    shares = variances[:AXES] / ((rows - rows.astype(np.float64).mean(axis=0)) ** 2).sum()
    return worst / np.abs(theirs[:, :AXES]).max(), parts, shares


def main():
    digits = load_digits().data.astype(np.float32)
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        table = os.path.join(folder, "digits.npy")
        np.save(table, digits)
        for name, rows, source in (("digits", digits, ("--vectors", table)),
                                   ("GloVe", glove(sys.argv[2]), ("--vectors", sys.argv[2])),
                                   ("classroom-en", classroom(), ("--model", "classroom-en", "--prompt", "the cat"))):
            worst, parts, shares = difference(ours(*source), rows)
            failed = failed or not worst <= TOLERANCE
            print(f"{name} {rows.shape[0]} x {rows.shape[1]}: {worst:.2g} of the largest coordinate; shares "
                  + ", ".join(f"{share:.4f}" for share in shares) + f"; groups {parts}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
