"""Projects hostile tables of vectors with the release build: no signal, no answer that takes more than 10 seconds, and points that are numbers.

hostile_tables.py CLI [--count 500] [--seed 1] [--jobs 2] [--keep FOLDER]
Each table is projected in every way (PCA, t-SNE, UMAP, two of its own columns, its nearest words). A table that ends a
program wrongly is kept in FOLDER. Memory is limited to 4 GiB.
"""
import argparse
import concurrent.futures
import csv
import math
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile

LIMIT_SECONDS = 10  # of the processor: a busy machine says nothing of the program
LONGEST_WAIT = 120  # seconds, where it waits for something
LIMIT_BYTES = 4 << 30
RIGHT_ENDS = (0, 1, 2, 3, 4)
WAYS = [["--projection", "pca"], ["--projection", "tsne"], ["--projection", "umap"], ["--dimensions", "1,2,3"],
        ["--projection", "pca", "--nearest", "w0"]]
SIZES = [(1, 1), (1, 8), (2, 1), (2, 2), (3, 3), (4, 2), (5, 16), (16, 4), (17, 3), (40, 5), (90, 10), (300, 4), (30, 300), (8, 2000)]


def number(draw, kind):
    """A number of this kind, as text."""
    usual = draw.uniform(-1, 1)
    if kind == "usual":
        return repr(usual)
    if kind == "large":
        return repr(usual * 10 ** draw.choice([10, 18, 19, 20, 30, 38]))
    if kind == "largest":
        return draw.choice(["3.4028235e38", "-3.4028235e38", "3.4e38", "0"])
    if kind == "small":
        return repr(usual * 10 ** draw.choice([-10, -20, -38, -44]))
    if kind == "smallest":
        return draw.choice(["1e-45", "-1e-45", "1.2e-38", "0", "-0"])
    if kind == "constant":
        return "0.25"
    if kind == "zero":
        return draw.choice(["0", "-0.0"])
    if kind == "two values":
        return draw.choice(["-1", "1"])
    if kind == "whole":
        return str(draw.choice([0, 1, -1, 2**31, -2**31, 2**53, 2**63]))
    if kind == "mixed":
        return number(draw, draw.choice(["usual", "large", "largest", "small", "smallest", "zero"]))
    return draw.choice(["nan", "inf", "-inf", "NaN", "1e999", "", "x", "1,5", "0x10", "--1", "1e", "\u0661"])  # no numbers


KINDS = ["usual", "large", "largest", "small", "smallest", "constant", "zero", "two values", "whole", "mixed"]


def table(draw):
    """Rows of cells; the first cell is a label."""
    count, width = draw.choice(SIZES)
    kind = draw.choice(KINDS)
    rows = [[f"w{i}"] + [number(draw, kind) for _ in range(width)] for i in range(count)]
    change = draw.randrange(12)
    row = draw.randrange(count)
    if change == 0:
        rows[row][1 + draw.randrange(width)] = number(draw, "no number")
    elif change == 1:  # all the same
        rows = [[f"w{i}"] + rows[0][1:] for i in range(count)]
    elif change == 2:  # a few points, many times each
        rows = [[f"w{i}"] + rows[i % min(3, count)][1:] for i in range(count)]
    elif change == 3:  # on one line
        rows = [[f"w{i}"] + [str(i)] * width for i in range(count)]
    elif change == 4:  # one far away
        rows[row][1:] = [number(draw, "largest") for _ in range(width)]
    elif change == 5:  # one label
        rows = [["w0"] + each[1:] for each in rows]
    elif change == 6:  # another number of cells
        rows[row] = rows[row][:draw.randint(1, width)]
    elif change == 7:  # labels that are not words
        for each in rows:
            each[0] = draw.choice(["", " ", "=1+1", "nan", "1", "\x1b[31m", "\u202e", "a" * 3000, "\"", "'", "\U0001f600"])
    return rows


def write(rows, path, draw):
    separator = draw.choice([",", "\t", " "])
    with open(path, "w", encoding="utf-8", newline="") as file:
        if separator == ",":
            csv.writer(file, lineterminator="\n").writerows(rows)
        else:
            file.writelines(separator.join(cell.replace(separator, "_") or "_" for cell in row) + "\n" for row in rows)


def limits():
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT_BYTES, LIMIT_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT_SECONDS, LIMIT_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def points_that_are_not_numbers(folder):
    """The first coordinate or cosine of the written tables that is not a finite number, or None."""
    names = [name for name in os.listdir(folder) if name.endswith(".csv")]
    for name in names:
        with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for column in ("x", "y", "z", "cosine"):
                    if row.get(column) and not math.isfinite(float(row[column])):
                        return f"{column} is {row[column]} in {name}"
    return None if names else "no table was written"


def project(cli, path, way, folder):
    """None, or what went wrong."""
    command = [cli, "export", "--what", "embedding", "--vectors", path, "--formats", "csv", "--out", folder] + way
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                              timeout=LONGEST_WAIT, preexec_fn=limits)
    except subprocess.TimeoutExpired:
        return f"no end within {LONGEST_WAIT} s"
    if done.returncode not in RIGHT_ENDS:
        return f"exit code {done.returncode}"
    if done.returncode != 0:
        return None if done.stderr.strip() else "no sentence"
    return points_that_are_not_numbers(folder)


def try_one(number, options, place):
    """What went wrong, a line each, and how many projections were made."""
    draw = random.Random(options.seed * 1_000_003 + number)
    folder = tempfile.mkdtemp(dir=place)
    path = os.path.join(folder, "t.txt")
    write(table(draw), path, draw)
    wrong, made = [], 0
    for index, way in enumerate(WAYS):
        out = os.path.join(folder, str(index))
        found = project(options.cli, path, way, out)
        made += os.path.isdir(out)
        if found:
            wrong.append(f"table {number}: {found}: {' '.join(way)}")
    if wrong and options.keep:
        os.makedirs(options.keep, exist_ok=True)
        shutil.copy(path, os.path.join(options.keep, f"table_{number}.txt"))
    shutil.rmtree(folder)
    return wrong, made


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cli")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        results = list(pool.map(lambda number: try_one(number, options, place), range(options.count)))
    wrong = [line for lines, _ in results for line in lines]
    made = sum(made for _, made in results)
    print("\n".join(wrong + [f"{options.count} tables × {len(WAYS)} projections, {made} drawn, {len(wrong)} with a wrong end"]))
    if made < options.count:
        sys.exit("hardly a table was accepted: the test proves nothing")
    sys.exit(1 if wrong else 0)


main()
