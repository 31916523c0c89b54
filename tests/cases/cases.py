"""What the scripts that run the program over `../shared/data/cases` share: the program, the folders, the verdict."""

import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Wrong(Exception):
    pass


class Here:
    """Of this run: set by run_rows(). `work` is an empty folder for each row."""
    program = None
    cases = None
    expected = None
    work = None


def run(*arguments, stdin=b""):
    """(exit status, output, errors) as text; a signal, an internal failure, a minute of time or an escape sequence is wrong
    whatever was asked."""
    done = subprocess.run([Here.program, *map(str, arguments)], input=stdin, capture_output=True, timeout=60)
    if done.returncode not in (0, 2, 3, 4):
        raise Wrong(f"exit status {done.returncode}: {done.stderr[:200]!r}")
    try:
        output, errors = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    except UnicodeDecodeError:
        raise Wrong("bytes that are no UTF-8 reach the terminal") from None
    if "\x1b" in output + errors or "\0" in output + errors:
        raise Wrong("an escape sequence or a NUL reaches the terminal")
    return done.returncode, output, errors


def folder(name):
    """Of the model of a case."""
    inner = Here.cases / name / name
    return inner if inner.is_dir() else Here.cases / name


def run_rows(rows):
    """Calls check(name) for each row (name, check), prints what is wrong, and gives the exit status: 0 all hold, 1 some do
    not, 77 the cases are not there."""
    Here.program = sys.argv[1]
    Here.cases = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT.parent / "shared" / "data" / "cases"
    if not (Here.cases / "expected.json").is_file():
        print(f"skipped: {Here.cases} is not there")
        return 77
    Here.expected = json.loads((Here.cases / "expected.json").read_text(encoding="utf-8"))
    failed = 0
    for name, check in rows:
        with tempfile.TemporaryDirectory() as work:
            Here.work = pathlib.Path(work)
            try:
                check(name)
            except (Wrong, subprocess.TimeoutExpired) as wrong:
                failed += 1
                print(f"{name}: {wrong}")
    print(f"{len(rows) - failed} of {len(rows)} cases hold")
    return 1 if failed else 0
