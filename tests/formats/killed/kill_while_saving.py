"""Kills PROGRAM (save_for_ever) 100 times while it saves; after each the files must be the old or the new ones, whole.

The moment is drawn from a seed, between 0 and 40 ms after the first whole saving.
"""
import glob
import os
import random
import subprocess
import sys
import tempfile
import time

program = sys.argv[1]
random.seed(4)
unfinished = 0
with tempfile.TemporaryDirectory() as folder:
    for round_number in range(100):
        child = subprocess.Popen([program, "save", folder], stdout=subprocess.PIPE)
        assert child.stdout.readline() == b"saved\n"
        time.sleep(random.random() * 0.04)
        child.kill()
        child.wait()
        child.stdout.close()
        left = glob.glob(os.path.join(folder, "*.part-*"))
        unfinished += bool(left)
        for path in left:
            os.remove(path)
        if subprocess.run([program, "check", folder]).returncode != 0:
            sys.exit(f"round {round_number}: neither the old nor the new file")
print(f"100 times killed, {unfinished} times in the middle of a file; always the old or the new one")
if unfinished == 0:
    sys.exit("no kill hit the middle of a file: the test proves nothing")
