"""Opens mutated files of every format with the release build: no signal, no answer that takes more than 10 seconds.

mutated_files.py CLI SAVE_ONCE MODELS [--count 20000] [--seed 1] [--jobs 2] [--keep FOLDER]
CLI: the command line as a program; SAVE_ONCE: tests/formats/killed/save_once.cpp, which also reads a session; MODELS:
the folder of sample models. A file that ends a program wrongly is kept in FOLDER with the command that shows it.
Memory is limited to 4 GiB, so that a length that is believed ends as an error.
"""
import argparse
import concurrent.futures
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile

LIMIT_SECONDS = 10
LIMIT_BYTES = 4 << 30
RIGHT_ENDS = (0, 1, 2, 3, 4)  # 1: not enough memory; which sentence it is, other tests say
EDGES = [b"\x00", b"\xff", b"\x7f\xff\xff\xff", b"\xff\xff\xff\xff\xff\xff\xff\xff", b"\x00\x00\x00\x80", b"NaN", b"1e999",
         b"-1", b"99999999999999999999", b"{", b"[" * 200, b'"', b"\n", b"\t", b"\x1b[31m", b"\xf0\x9f\x98", b"null"]


def mutated(data, draw):
    """One to four changes: bits, numbers, pieces cut, doubled, moved, edges of number ranges."""
    data = bytearray(data)
    for _ in range(draw.randint(1, 4)):
        # headers are short: half of the changes fall on the first 2000 bytes
        end = len(data) if draw.random() < 0.5 else min(len(data), 2000)
        at = draw.randrange(end) if end else 0
        kind = draw.randrange(6)
        if kind == 0 and data:
            data[at] ^= 1 << draw.randrange(8)
        elif kind == 1:
            data[at:at + draw.randint(1, 8)] = draw.choice(EDGES)
        elif kind == 2:
            data[at:at] = draw.choice(EDGES)
        elif kind == 3:
            del data[at:at + draw.randint(1, 64)]
        elif kind == 4:
            data[at:at] = data[at:at + draw.randint(1, 256)]
        else:
            del data[at:]
    return bytes(data)


class Case:
    """A file (`name` in a copy of `folder`) and the commands that read it; FOLDER in them is the copy."""

    def __init__(self, folder, name, commands):
        self.folder, self.name, self.commands = folder, name, commands
        with open(os.path.join(folder, name), "rb") as file:
            self.data = file.read()


def must(arguments, place):
    subprocess.run(arguments, cwd=place, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def make_cases(options, place):
    cli, samples = options.cli, options.models
    run = [cli, "run", "--model", "FOLDER", "--prompt", "The cat", "--steps", "1"]
    cases = []
    for model in ("classroom-rnn", "classroom-bert", "translate-en-zh", "classroom-en"):
        folder = os.path.join(place, model)
        shutil.copytree(os.path.join(samples, model), folder)
        for name in ("config.json", "tokenizer.json", "model.safetensors", "README.md"):
            commands = [[cli, "info", "--model", "FOLDER"]]
            if name == "tokenizer.json":
                commands = [[cli, "tokenize", "--model", "FOLDER", "--trace", "The cat is on the mat."]]
            cases.append(Case(folder, name, commands))
    single = os.path.join(place, "single")
    os.mkdir(single)
    source = os.path.join(samples, "classroom-en")
    for ending in ("gguf", "checkpoint"):
        must([cli, "convert", source, "m." + ending], single)
        one = os.path.join(place, ending)
        os.mkdir(one)
        shutil.move(os.path.join(single, "m." + ending), one)
        cases.append(Case(one, "m." + ending, [[cli, "info", "--model", "FOLDER/m." + ending]]))
    cases += table_cases(options, place)
    must([options.save_once, "session", "s.headlight", "0"], single)
    cases.append(Case(single, "s.headlight", [[options.save_once, "read", "FOLDER/s.headlight", "0"]]))
    return cases


def table_cases(options, place):
    """Tables of vectors of every form."""
    folder = os.path.join(place, "tables")
    os.mkdir(folder)
    words, draw = ["cat", "dog", "sea", "ship", "tree", "house"], random.Random(3)
    rows = [[f"{draw.uniform(-1, 1):.4f}" for _ in range(5)] for _ in words]
    tables = {"t.csv": "word,a,b,c,d,e\n" + "".join(f"{w},{','.join(r)}\n" for w, r in zip(words, rows)),
              "t.tsv": "".join("\t".join([w] + r) + "\n" for w, r in zip(words, rows)),
              "glove.txt": "".join(" ".join([w] + r) + "\n" for w, r in zip(words, rows)),
              "w2v.txt": f"{len(words)} 5\n" + "".join(" ".join([w] + r) + "\n" for w, r in zip(words, rows))}
    for name, text in tables.items():
        with open(os.path.join(folder, name), "w") as file:
            file.write(text)
    export = [options.cli, "export", "--what", "embedding", "--formats", "csv", "--out", "FOLDER/out", "--vectors"]
    must([part.replace("FOLDER", folder) for part in export[:5]] + ["npy"] + ["--out", os.path.join(folder, "n"), "--vectors",
         os.path.join(folder, "t.tsv")], folder)
    array = next(name for name in sorted(os.listdir(os.path.join(folder, "n"))) if name.endswith(".npy"))
    shutil.copy(os.path.join(folder, "n", array), os.path.join(folder, "t.npy"))
    shutil.rmtree(os.path.join(folder, "n"))
    return [Case(folder, name, [export + ["FOLDER/" + name]]) for name in list(tables) + ["t.npy"]]


def limits():
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT_BYTES, LIMIT_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(10)


def try_one(case, number, options, place):
    """None, or what went wrong."""
    draw = random.Random(options.seed * 1_000_003 + number)
    folder = tempfile.mkdtemp(dir=place)
    for name in os.listdir(case.folder):
        if name != case.name:
            os.symlink(os.path.join(case.folder, name), os.path.join(folder, name))
    with open(os.path.join(folder, case.name), "wb") as file:
        file.write(mutated(case.data, draw))
    wrong = None
    for command in case.commands:
        arguments = [part.replace("FOLDER", folder) for part in command]
        try:
            code = subprocess.run(arguments, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL, timeout=LIMIT_SECONDS, preexec_fn=limits).returncode
            wrong = None if code in RIGHT_ENDS else f"exit code {code}"
        except subprocess.TimeoutExpired:
            wrong = f"more than {LIMIT_SECONDS} s"
        if wrong and options.keep:
            shutil.copytree(folder, os.path.join(options.keep, f"{case.name}_{number}"), dirs_exist_ok=True)
        if wrong:
            wrong = f"{case.name} number {number}: {wrong}: {' '.join(command)}"
            break
    shutil.rmtree(folder)
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cli")
    parser.add_argument("save_once")
    parser.add_argument("models")
    parser.add_argument("--count", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        cases = make_cases(options, place)
        tries = tempfile.mkdtemp(dir=place)
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            jobs = [pool.submit(try_one, cases[i % len(cases)], i, options, tries) for i in range(options.count)]
            wrong = [job.result() for job in jobs if job.result()]
    for line in wrong:
        print(line)
    print(f"{options.count} mutated files of {len(cases)} formats, {len(wrong)} with a wrong end")
    sys.exit(1 if wrong else 0)


main()
