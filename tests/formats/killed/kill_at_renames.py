"""Kills every kind of saving before each of its renames, links and removals: what can be opened then is old or new, whole.

kill_at_renames.py DIE_AT_RENAME.so CLI SAVE_ONCE MODELS [SAVE_SETTINGS]
DIE_AT_RENAME.so: die_at_rename.cpp; MODELS: the folder of sample models.
"""
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile

library, cli, save_once, models = sys.argv[1:5]
save_settings = sys.argv[5] if len(sys.argv) > 5 else None
ATTENTION = os.path.join(models, "classroom-en")
OLD, NEW = os.path.join(models, "classroom-rnn"), os.path.join(models, "classroom-gru")


def files_of(folder):
    """Relative name -> digest, of what is no leftover."""
    found = {}
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if ".part-" not in name]
        for name in names:
            if ".part-" in name or name in (".headlight-journal", "headlight.ini.lock"):
                continue
            path = os.path.join(place, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = hashlib.sha256(file.read()).hexdigest()
    return found


def leftovers_of(folder):
    return [os.path.join(place, name) for place, folders, names in os.walk(folder) for name in folders + names
            if ".part-" in name or name == ".headlight-journal"]


def run(arguments, folder, die_at=0):
    environment = dict(os.environ, HEADLIGHT_SETTINGS_DIR=folder, QT_QPA_PLATFORM="offscreen")
    if die_at:
        environment.update(LD_PRELOAD=library, DIE_AT=str(die_at))
    return subprocess.run(arguments, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def convert(source, target):
    return [cli, "convert", source, target]


def export(text, where):
    return [cli, "export", "--model", ATTENTION, "--what", "heads", "--prompt", text, "--formats", "csv,npy", "--out", where]


def record(text, where):
    return [cli, "run", "--model", ATTENTION, "--prompt", text, "--hooks", "hook_embed,hook_pos_embed", "--save", where]


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

    def must(self, place, arguments):
        done = run(arguments, os.path.join(place, self.folder if arguments[-1] == "." else ""))
        if done.returncode != 0:
            sys.exit(f"{self.name}: {arguments} fails: {done.stderr.decode(errors='replace')}")

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
    yield Kind("model folder", convert(OLD, "m"), convert(NEW, "m"), "m", old_model)
    yield Kind("model folder with a subfolder", convert(OLD, "m"), convert(NEW, "m"), "m", with_subfolder)
    yield Kind("model in the working directory", convert(OLD, "."), convert(NEW, "."), "m", old_model)
    yield Kind("first model of a folder", None, convert(NEW, "m"), "m")
    for ending in ("checkpoint", "npz"):
        yield Kind("model as " + ending, convert(OLD, "m." + ending), convert(NEW, "m." + ending))
    stories = os.path.join(models, "stories-en")
    yield Kind("model as GGUF", convert(ATTENTION, "m.gguf"), convert(stories, "m.gguf"))
    yield Kind("export set", export("The cat", "e"), export("The dog sat", "e"), "e")
    yield Kind("recorded values", record("The cat", "e"), record("The dog sat", "e"), "e")
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
        sys.exit(kind.name + ": old and new are the same, the test proves nothing")
    if any(os.path.basename(name) in ("lexicon.tsv", "vocab.txt") and "model" in kind.name and kind.before
           for name in new if new[name] == old.get(name)):
        sys.exit(kind.name + ": a file of the old model speaks of the new one")
    seen = {"old": 0, "new": 0}
    for die_at in range(1, 1000):
        place = os.path.join(folder, "try")
        shutil.copytree(os.path.join(folder, "old"), place, symlinks=True)
        died = run(kind.new, os.path.join(place, kind.folder if kind.new[-1] == "." else ""), die_at).returncode == -9
        state = kind.state(place)
        if state not in (old, new):
            names = {name for one in (old, new, state) for name in one if not state.get(name) == one.get(name)}
            sys.exit(f"{kind.name}: killed before step {die_at}, it is neither the old nor the new: {sorted(names)}")
        kind.must(place, kind.new)
        if kind.state(place) != new or leftovers_of(place):
            sys.exit(f"{kind.name}: killed before step {die_at}, the next save leaves {leftovers_of(place)}")
        shutil.rmtree(place)
        if not died:
            break
        seen["old" if state == old else "new"] += 1
    if not seen["old"]:
        sys.exit(kind.name + ": no kill came before the new was there; the test proves nothing")
    print(f"{kind.name}: killed {sum(seen.values())} times, old {seen['old']}, new {seen['new']}", flush=True)


chosen = sys.argv[6:]  # for looking at: names of kinds
for each in kinds():
    if chosen and each.name not in chosen:
        continue
    with tempfile.TemporaryDirectory() as scratch:
        try_kind(each, scratch)
