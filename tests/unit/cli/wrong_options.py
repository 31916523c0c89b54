"""Wrong options, small limits, closed pipes: each ends with its exit code and one sentence, never by a signal, within 20 seconds.

wrong_options.py CLI MODELS [WINDOW]: the command line as a program, the folder of sample models, the program with the window.
"""
import os
import resource
import signal
import subprocess
import sys
import tempfile

cli, models = sys.argv[1:3]
window = sys.argv[3] if len(sys.argv) > 3 else None
model = os.path.join(models, "classroom-en")
LIMIT = 20  # seconds
MIB = 1 << 20

RUN = ["run", "--model", model, "--prompt", "The cat"]
DRAW = ["export", "--model", model, "--prompt", "The cat", "--what", "attention", "--formats", "csv", "--out", "out"]
POINTS = ["export", "--model", model, "--prompt", "The cat", "--what", "embedding", "--formats", "csv", "--out", "out"]


def limited(kind, value):
    return lambda: resource.setrlimit(kind, (value, value))


def closed(descriptor):
    return lambda: os.close(descriptor)


# name, arguments, exit code, part of the sentence
WRONG_OPTIONS = [
    ("nothing", [], 2, "subcommand"),
    ("unknown subcommand", ["dance"], 2, "dance"),
    ("unknown option", RUN + ["--colour"], 2, "--colour"),
    ("option without value", RUN + ["--steps"], 2, "--steps"),
    ("steps below 0", RUN + ["--steps", "-1"], 2, "--steps"),
    ("steps beyond 64 bits", RUN + ["--steps", "99999999999999999999"], 2, "--steps"),
    ("steps with a fraction", RUN + ["--steps", "1.5"], 2, "--steps"),
    ("steps as a word", RUN + ["--steps", "many"], 2, "--steps"),
    ("seed below 0", RUN + ["--seed", "-1"], 2, "seed"),
    ("seed beyond 64 bits", RUN + ["--seed", "99999999999999999999"], 2, "seed"),
    ("temperature nan", RUN + ["--temperature", "nan"], 2, "temperature"),
    ("temperature inf", RUN + ["--temperature", "inf"], 2, "temperature"),
    ("temperature 0", RUN + ["--temperature", "0"], 2, "temperature"),
    ("top-p nan", RUN + ["--top-p", "nan"], 2, "top-p"),
    ("top-k empty", RUN + ["--top-k", ""], 2, "top-k"),
    ("top-k below 0", RUN + ["--top-k", "-3"], 2, "top-k"),
    ("threads below 0", RUN + ["--threads", "-2"], 2, "--threads"),
    ("threads as a word", RUN + ["--threads", "all"], 2, "--threads"),
    ("threads beyond reason", RUN + ["--threads", "2000000000"], 2, "--threads"),
    ("greedy and drawn", RUN + ["--greedy", "--seed", "3"], 2, "greedy"),
    ("ablation of no head", RUN + ["--ablate", "L99H99"], 2, "L99H99"),
    ("scale nan", DRAW + ["--scale", "nan"], 2, "--scale"),
    ("scale inf", DRAW + ["--scale", "inf"], 2, "--scale"),
    ("width beyond reason", DRAW + ["--width", "999999999"], 2, "--width"),
    ("formats unknown", DRAW[:-4] + ["--formats", "gif", "--out", "out"], 2, "gif"),
    ("layer that is not there", DRAW + ["--layer", "99"], 2, "layer"),
    ("azimuth nan", POINTS + ["--azimuth", "nan"], 2, "--azimuth"),
    ("threshold nan", ["export", "--model", model, "--prompt", "The cat", "--what", "attention", "--style", "arcs",
                       "--threshold", "nan", "--formats", "csv", "--out", "out"], 2, "--threshold"),
    ("elevation inf", POINTS + ["--elevation", "inf"], 2, "--elevation"),
    ("perplexity nan", POINTS + ["--projection", "tsne", "--perplexity", "nan"], 2, "perplexity"),
    ("neighbours below 0", POINTS + ["--projection", "umap", "--neighbours", "-5"], 2, "neighbours"),
    ("prompt not UTF-8", RUN[:-1] + [b"The \xff\xfe"], 2, "UTF-8"),
    ("model that is not there", ["run", "--model", "no-such-model", "--prompt", "The"], 3, "no-such-model"),
    ("model that is a device", ["run", "--model", "/dev/null", "--prompt", "The"], 3, "/dev/null"),
    ("output in a file", RUN + ["--hooks", "hook_embed", "--save", "/proc/self/status/x"], 3, "/proc/self/status"),
    ("checkpoint of another type", ["convert", model, "m.checkpoint", "--type", "f16"], 2, "--type"),
    ("recipe that is not there", ["train", "--recipe", "none.json", "--out", "out"], 3, "none.json"),
]

# name, arguments, limit, exit codes that are right, part of the sentence
LIMITS = [
    ("memory of 64 MiB", RUN, limited(resource.RLIMIT_AS, 64 * MIB), (0, 1, 3), ""),
    ("memory of 80 MiB", RUN, limited(resource.RLIMIT_AS, 80 * MIB), (0, 1, 3), ""),
    ("memory for a training", ["bench", "--model", model], limited(resource.RLIMIT_AS, 96 * MIB), (0, 1, 3), ""),
    ("threads for which there is no memory", RUN + ["--threads", "256"], limited(resource.RLIMIT_AS, 512 * MIB), (0, 3, 4), ""),
    ("no further thread", RUN + ["--threads", "8"], limited(resource.RLIMIT_NPROC, 1), (0, 3, 4), ""),
    ("files of 1 KiB", ["convert", model, "m"], limited(resource.RLIMIT_FSIZE, 1024), (3,), "m"),
    ("files of no byte", ["convert", model, "m.gguf"], limited(resource.RLIMIT_FSIZE, 0), (3,), "m.gguf"),
    ("an export of no byte", DRAW, limited(resource.RLIMIT_FSIZE, 0), (3,), "out"),
    ("four open files", RUN, limited(resource.RLIMIT_NOFILE, 4), (0, 3, 4), ""),
    ("standard input closed", RUN[:-1] + ["-"], closed(0), (2, 3), "prompt"),
    ("standard output closed", RUN, closed(1), (3,), ""),
    ("standard error closed", RUN, closed(2), (0,), ""),
]

WINDOW_OPTIONS = [
    ("size beyond reason", ["--size", "99999x99999"], "--size"),
    ("size beyond 32 bits", ["--size", "9999999999x800"], "--size"),
    ("size with a fraction", ["--size", "800.5x600"], "--size"),
    ("size of no number", ["--size", "axb"], "--size"),
    ("size of one number", ["--size", "800"], "--size"),
    ("size below 0", ["--size", "-5x-5"], "--size"),
    ("size of nothing", ["--size", "0x0"], "--size"),
    ("steps below 0", ["--after-steps", "-1"], "--after-steps"),
    ("steps as a word", ["--after-steps", "many"], "--after-steps"),
    ("theme that is not there", ["--theme", "pink"], "--theme"),
    ("language that is not there", ["--language", "xx"], "--language"),
    ("unknown option", ["--colour"], "colour"),
    ("two files", ["a", "b"], "b"),
]

failures = []


def check(name, command, codes, part, prepare=None, environment=None, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL):
    with tempfile.TemporaryDirectory() as place:
        values = dict(os.environ, HEADLIGHT_SETTINGS_DIR=place, **(environment or {}))
        child = subprocess.Popen(command, cwd=place, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE,
                                 preexec_fn=prepare, env=values)
        try:
            said = child.communicate(timeout=LIMIT)[1].decode(errors="replace")
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            return failures.append(f"{name}: no end within {LIMIT} s")
        left = [file for file in os.listdir(place) if ".part-" in file]
    if child.returncode not in codes:
        failures.append(f"{name}: exit code {child.returncode}, not {codes}: {said[-300:]}")
    elif part.lower() not in said.lower() or (child.returncode and not said.strip() and "error closed" not in name):
        failures.append(f"{name}: \"{part}\" is not in what it says: {said[-300:]}")
    elif "what():" in said or "terminate called" in said or left:
        failures.append(f"{name}: {said[-300:]} {left}")


def a_folder_as_standard_input():
    folder = os.open(models, os.O_RDONLY)
    check("a folder as standard input", [cli] + RUN[:-1] + ["-"], (2, 3), "folder", stdin=folder)
    os.close(folder)


def a_reader_that_goes():
    """`headlight hooks | head -0`: the usual end of a pipe, as cat and grep end."""
    read, write = os.pipe()
    os.close(read)
    usual = lambda: signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    check("a reader that goes", [cli, "hooks", "--model", model], (0, 3), "", usual, stdout=write)
    os.close(write)


for name, arguments, code, part in WRONG_OPTIONS:
    check(name, [cli] + arguments, (code,), part)
for name, arguments, limit, codes, part in LIMITS:
    check(name, [cli] + arguments, codes, part, limit)
a_reader_that_goes()
a_folder_as_standard_input()
check("a full disk as standard output", ["sh", "-c", '"$0" hooks --model "$1" > /dev/full', cli, model], (3,), "")
count = len(WRONG_OPTIONS) + len(LIMITS) + 3
if window:
    offscreen = {"QT_QPA_PLATFORM": "offscreen"}
    for name, arguments, part in WINDOW_OPTIONS:
        check("window: " + name, [window] + arguments, (2,), part, environment=offscreen)
    bad = "the window cannot open"
    check("window: a display that is not there", [window], (2,), bad, environment={"DISPLAY": ":7654", "QT_QPA_PLATFORM": "xcb"})
    check("window: a platform that is not there", [window], (2,), bad, environment={"QT_QPA_PLATFORM": "nonsense"})
    check("window: argument not UTF-8", [window, b"\xff\xfe"], (2,), "UTF-8", environment=offscreen)
    picture = [window, "--model", model, "--screenshot", "p.png", "--size", "8192x8192"]
    check("window: the largest size", picture, (0,), "", environment=offscreen)
    limit = limited(resource.RLIMIT_FSIZE, 0)
    check("window: a picture of no byte", picture[:-2], (1, 2, 3), "p.png", limit, offscreen)
    for mebibytes in (300, 400, 600):
        check(f"window: memory of {mebibytes} MiB", picture[:-2], (0, 1, 3, 127), "", limited(resource.RLIMIT_AS, mebibytes * MIB), offscreen)
    count += len(WINDOW_OPTIONS) + 8
for failure in failures:
    print(failure)
print(f"{count} wrong options and limits, {len(failures)} with a wrong end")
sys.exit(1 if failures else 0)
