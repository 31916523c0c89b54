#!/usr/bin/env python3
"""check_docs.py ROOT: fails if docs/README.md lacks a page of docs/, or if a page links to a file that does not exist."""

import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1]).resolve()
pages = sorted([root / "README.md", *(root / "docs").rglob("*.md")])
problems = []
linked = {}
for page in pages:
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)", page.read_text())
    linked[page] = {(page.parent / target).resolve() for target in targets if "://" not in target}
    problems += [f"{page.relative_to(root)} links to {target}, which does not exist"
                 for target in sorted(linked[page]) if not target.exists()]

home = root / "docs/README.md"
problems += [f"docs/README.md does not list {page.relative_to(root)}"
             for page in pages if page not in linked[home] | {home, root / "README.md"}]
print("\n".join(problems))
sys.exit(1 if problems else 0)
