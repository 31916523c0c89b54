"""Writes data/two_arrays.npz and data/two_arrays_stored.npz with NumPy: a table of 3 × 2, a vector, and words, which
Headlight does not read. Run with /usr/bin/python3 (Debian's python3-numpy)."""

import pathlib

import numpy as np

folder = pathlib.Path(__file__).parent / "data"
arrays = {"vectors": np.arange(6, dtype="<f4").reshape(3, 2) / 4, "counts": np.array([7, -8], dtype="<i8"), "words": np.array(["cat", "owl", "ant"])}
np.savez_compressed(folder / "two_arrays.npz", **arrays)
np.savez(folder / "two_arrays_stored.npz", **arrays)
