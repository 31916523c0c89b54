#!/usr/bin/python3
"""Writes pca_reference.h: PCA by numpy's SVD of centred rows, in double. Run: /usr/bin/python3 pca_reference.py > pca_reference.h"""
import numpy as np


def rows(n, d):
    """The same formula as inputRows() in pca_test.cpp."""
    i, j = np.meshgrid(np.arange(n), np.arange(d), indexing="ij")
    return (np.sin(1.7 * i * (j + 1) + 0.9 * j * j) * (1.0 + 3.0 / (1 + j)) + 0.25 * (j + 1)).astype(np.float32)


def principal(x, k):
    x = x.astype(np.float64)
    centred = x - x.mean(axis=0)
    _, s, vt = np.linalg.svd(centred, full_matrices=False)
    for row in vt:
        if row[np.argmax(np.abs(row))] < 0:
            row *= -1
    return centred @ vt[:k].T, s[:k] ** 2 / (len(x) - 1), s[:k] ** 2 / np.sum(s ** 2)


def table(name, values):
    numbers = ", ".join(f"{v:.9g}" for v in np.ravel(values))
    print(f"inline constexpr double {name}[] = {{{numbers}}};")


print("#pragma once\n// Made by pca_reference.py with numpy; do not edit.\n// clang-format off\nnamespace pca_reference {")
for name, n, d in (("Tall", 24, 5), ("Wide", 4, 9)):
    coordinates, variances, shares = principal(rows(n, d), 3)
    table(f"kCoordinates{name}", coordinates)
    table(f"kVariances{name}", variances)
    table(f"kShares{name}", shares)
print("}  // namespace pca_reference")
