"""Kills every kind of saving before each of its renames, links and removals: what can be opened then is old or new, whole.

kill_at_renames.py DIE_AT_RENAME.so CLI SAVE_ONCE SOURCE [--settings SAVE_SETTINGS] [--only KIND...]
DIE_AT_RENAME.so: die_at_rename.cpp; SOURCE: the repository.
"""
import argparse
import concurrent.futures
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile

parser = argparse.ArgumentParser()
parser.add_argument("library")
parser.add_argument("cli")
parser.add_argument("save_once")
parser.add_argument("source")
parser.add_argument("--settings")
parser.add_argument("--only", nargs="*", default=[])
options = parser.parse_args()
cli, save_once, save_settings = options.cli, options.save_once, options.settings
MODEL = os.path.join(options.source, "tests/golden/data/planted_heads")  # 0.1 MB


def is_leftover(name):
    return ".part-" in name or name == ".headlight-journal" or (name.startswith("headlight.ini.") and len(name) <= 20)


def files_of(folder):
    """Relative name -> digest, of what is no leftover."""
    found = {}
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if ".part-" not in name]
        for name in names:
            if is_leftover(name):
                continue
            path = os.path.join(place, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = hashlib.sha256(file.read()).hexdigest()
    return found


def leftovers_of(folder):
    return [os.path.join(place, name) for place, folders, names in os.walk(folder) for name in folders + names
            if is_leftover(name)]


def run(arguments, folder, die_at=0):
    environment = dict(os.environ, HEADLIGHT_SETTINGS_DIR=folder, LD_PRELOAD=options.library, DIE_AT=str(die_at))
    return subprocess.run(arguments, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def convert(target, type="f32", source=MODEL):
    return [cli, "convert", source, target, "--type", type]


def export(text, where):
    return [cli, "export", "--model", MODEL, "--what", "heads", "--prompt", text, "--formats", "csv,npy", "--out", where]


def record(text, where):
    return [cli, "run", "--model", MODEL, "--prompt", text, "--hooks", "hook_embed,hook_pos_embed", "--save", where]


class Wrong(Exception):
    pass


class Kind:
    """One kind of saving: the command with the old and the new content, and the folder that a reader opens after a kill."""

    def __init__(self, name, old, new, folder="", before=None):
        self.name, self.old, self.new, self.folder, self.before = name, old, new, folder, before

    def prepare(self, place):
        os.makedirs(os.path.join(place, self.folder), exist_ok=True)
        if self.old:
            self.must(place, self.old)
        if self.before:
            self.before(os.path.join(place, self.folder))

    def start(self, place):
        """The folder in which the command is run."""
        return os.path.join(place, self.folder) if "." in self.new else place

    def must(self, place, arguments):
        done = run(arguments, self.start(place))
        if done.returncode != 0:
            raise Wrong(f"{self.name}: {arguments} fails: {done.stderr.decode(errors='replace')}")

    def state(self, place):
        """After somebody has opened it, as `info` does: that puts a half-done set back."""
        run([cli, "info", "--model", os.path.join(place, self.folder)], place)
        return files_of(place)


def old_model(folder):
    """An old model with the files that speak of it, and a file that is not a model's."""
    for name in ("lexicon.tsv", "vocab.txt", "notes.txt"):
        with open(os.path.join(folder, name), "w") as file:
            file.write("old\n")


def with_subfolder(folder):
    old_model(folder)
    os.mkdir(os.path.join(folder, ".git"))


def kinds():
    yield Kind("model folder", convert("m"), convert("m", "f16"), "m", old_model)
    yield Kind("model folder with a subfolder", convert("m"), convert("m", "f16"), "m", with_subfolder)
    yield Kind("model in the working directory", convert("."), convert(".", "f16"), "m", old_model)
    yield Kind("first model of a folder", None, convert("m"), "m")
    for ending in ("checkpoint", "npz"):
        other = os.path.join(options.source, "sample_models/classroom-rnn")
        yield Kind("model as " + ending, convert("m." + ending), convert("m." + ending, source=other))
    decoder = os.path.join(options.source, "sample_models/classroom-en")
    yield Kind("model as GGUF", convert("m.gguf", source=decoder), convert("m.gguf", "f16", decoder))
    yield Kind("export set", export("w1 w2", "e"), export("w3 w4 w5", "e"), "e")
    yield Kind("recorded values", record("w1 w2", "e"), record("w3 w4 w5", "e"), "e")
    for kind in ("session", "recovery", "checkpoint"):
        yield Kind(kind, [save_once, kind, "f", "0"], [save_once, kind, "f", "1"])
    if save_settings:
        yield Kind("settings", [save_settings, "en"], [save_settings, "zh"])


def expected(kind, folder):
    old, new = os.path.join(folder, "old"), os.path.join(folder, "new")
    for place in (old, new):
        os.mkdir(place)
        kind.prepare(place)
    kind.must(new, kind.new)
    return kind.state(old), kind.state(new)


def try_kind(kind, folder):
    old, new = expected(kind, folder)
    if old == new:
        raise Wrong(kind.name + ": old and new are the same, the test proves nothing")
    if any(os.path.basename(name) in ("lexicon.tsv", "vocab.txt") and "model" in kind.name and kind.before
           for name in new if new[name] == old.get(name)):
        raise Wrong(kind.name + ": a file of the old model speaks of the new one")
    return killed_everywhere(kind, folder, old, new)


def killed_everywhere(kind, folder, old, new):
    """What was seen, as a line."""
    seen = {"old": 0, "new": 0}
    for die_at in range(1, 1000):
        place = os.path.join(folder, "try")
        shutil.copytree(os.path.join(folder, "old"), place, symlinks=True)
        died = run(kind.new, kind.start(place), die_at).returncode == -9
        state = kind.state(place)
        if state not in (old, new):
            names = {name for one in (old, new, state) for name in one if not state.get(name) == one.get(name)}
            raise Wrong(f"{kind.name}: killed before step {die_at}, it is neither the old nor the new: {sorted(names)}")
        kind.must(place, kind.new)
        if kind.state(place) != new or leftovers_of(place):
            raise Wrong(f"{kind.name}: killed before step {die_at}, the next save leaves {leftovers_of(place)}")
        shutil.rmtree(place)
        if not died:
            break
        seen["old" if state == old else "new"] += 1
    if not seen["old"]:
        raise Wrong(kind.name + ": no kill came before the new was there; the test proves nothing")
    return f"{kind.name}: killed {sum(seen.values())} times, old {seen['old']}, new {seen['new']}"


def one_kind(kind):
    with tempfile.TemporaryDirectory() as scratch:
        return try_kind(kind, scratch)


chosen = [kind for kind in kinds() if not options.only or kind.name in options.only]
with concurrent.futures.ThreadPoolExecutor(2) as pool:
    failed = False
    for job in [pool.submit(one_kind, kind) for kind in chosen]:
        try:
            print(job.result(), flush=True)
        except Wrong as wrong:
            failed = True
            print(wrong, flush=True)
sys.exit(1 if failed else 0)
