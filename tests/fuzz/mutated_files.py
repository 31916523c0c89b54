"""Opens mutated files of every format with the release build: no signal, no answer that takes more than 10 seconds.

mutated_files.py CLI SAVE_ONCE SOURCE [--count 20000] [--seed 1] [--jobs 2] [--keep FOLDER]
CLI: the command line as a program; SAVE_ONCE: tests/formats/killed/save_once.cpp, which also reads a session; SOURCE:
the repository. A file that ends a program wrongly is kept in FOLDER with the command that shows it.
Memory is limited to 4 GiB, so that a length that is believed ends as an error.
"""
import argparse
import concurrent.futures
import os
import random
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile

LIMIT_SECONDS = 10  # of the processor: a busy machine says nothing of the program
LONGEST_WAIT = 120  # seconds, where it waits for something
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
    cli, samples = options.cli, os.path.join(options.source, "sample_models")
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
    cases += table_cases(options, place) + tokenizer_cases(options, place) + other_cases(options, place)
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
    for name, compression in (("stored.npz", zipfile.ZIP_STORED), ("packed.npz", zipfile.ZIP_DEFLATED)):
        with zipfile.ZipFile(os.path.join(folder, name), "w", compression) as archive:
            archive.write(os.path.join(folder, "t.npy"), "vectors.npy")
    with open(os.path.join(folder, "w2v.bin"), "wb") as file:
        file.write(f"{len(words)} 5\n".encode())
        for word, row in zip(words, rows):
            file.write(word.encode() + b" " + struct.pack("<5f", *map(float, row)) + b"\n")
    names = list(tables) + ["t.npy", "stored.npz", "packed.npz", "w2v.bin"]
    for name in names:
        must([part.replace("FOLDER", folder) for part in export] + [os.path.join(folder, name)], folder)
    return [Case(folder, name, [export + ["FOLDER/" + name]]) for name in names]


def seed_of(options, *path):
    with open(os.path.join(options.source, "tests/fuzz/seeds", *path), "rb") as file:
        return file.read()


def tokenizer_cases(options, place):
    """The vocabularies that a folder without tokenizer.json may have."""
    tokenize = [[options.cli, "tokenize", "--model", "FOLDER", "The cat"]]
    vocabulary, merges = seed_of(options, "bpe", "files").split(b"\0")[:2]
    folders = {"bpe": {"vocab.json": vocabulary, "merges.txt": merges},
               "pieces": {"vocab.txt": b"[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\ncat\n##s\n"},
               "sentencepiece": {"spiece.model": seed_of(options, "sentencepiece", "rules")},
               "marian": {"source.spm": seed_of(options, "sentencepiece", "marian"),
                          "target.spm": seed_of(options, "sentencepiece", "marian"),
                          "vocab.json": b'{"</s>": 0, "<unk>": 1, "a": 2, "<pad>": 3}'}}
    models = {"bpe": "classroom-en", "pieces": "classroom-bert", "sentencepiece": "classroom-en", "marian": "translate-en-zh"}
    cases = []
    for name, files in folders.items():
        folder = os.path.join(place, "tokenizer_" + name)
        os.mkdir(folder)
        for file in ("config.json", "model.safetensors"):
            shutil.copy(os.path.join(options.source, "sample_models", models[name], file), folder)
        for file, data in files.items():
            with open(os.path.join(folder, file), "wb") as written:
                written.write(data)
        cases += [Case(folder, file, tokenize) for file in files]
    return cases


def other_cases(options, place):
    """What is not a model, a tokenizer or a table: recorded sessions, checkpoints, recipes, word lists, texts."""
    folder = os.path.join(place, "others")
    os.mkdir(folder)
    model = os.path.join(options.source, "sample_models", "classroom-en")
    for name in ("lstm_recorded_v2", "encoder_decoder_plain_v2", "decoder_plain"):
        with open(os.path.join(folder, name + ".headlight"), "wb") as file:
            file.write(seed_of(options, "session", name))
    shutil.copy(os.path.join(options.source, "sample_models/recipes/stories-en.json"), os.path.join(folder, "recipe.json"))
    with open(os.path.join(folder, "text.txt"), "w", encoding="utf-8") as file:
        file.write("The cat is on the mat.\nThe dog sat on a \u732b.\n" * 4)
    train = [[options.cli, "train", "--recipe", "FOLDER/recipe.json", "--out", "FOLDER/out", "--data", "FOLDER/none"]]
    evaluate = [[options.cli, "eval", "--model", model, "--text", "FOLDER/text.txt"]]
    cases = [Case(folder, name, [[options.save_once, "read", "FOLDER/" + name, "0"]])
             for name in sorted(os.listdir(folder)) if name.endswith(".headlight")]
    words = os.path.join(place, "words")
    shutil.copytree(model, words)
    colored = [[options.cli, "export", "--model", "FOLDER", "--what", "embedding", "--projection", "pca", "--color", "class",
                "--formats", "csv", "--out", "FOLDER/out"]]
    return cases + [Case(folder, "recipe.json", train), Case(folder, "text.txt", evaluate), Case(words, "lexicon.tsv", colored)]


def limits():
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT_BYTES, LIMIT_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT_SECONDS, LIMIT_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


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
                                  stderr=subprocess.DEVNULL, timeout=LONGEST_WAIT, preexec_fn=limits).returncode
            wrong = None if code in RIGHT_ENDS else f"exit code {code}"
        except subprocess.TimeoutExpired:
            wrong = f"no end within {LONGEST_WAIT} s"
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
    parser.add_argument("source")
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
