#!/usr/bin/env python3
"""Checks every text file for what does not belong into a release: paths of somebody's machine, hosts of package
registries, conflict marks, and notes about work left undone."""

import pathlib
import re
import sys

import sources

# Written in pieces where this very file would match.
FORBIDDEN = [
    ("a path of one machine", re.compile(r"(?<![\w.\-/}])/(?:work|root|home/(?!me/)[a-z]\w*)/\w")),
    ("a host of a package registry", re.compile(r"\b(?:pythonhosted|pypi|pkg\.dev|deb\.debian|archive\.ubuntu)\.(?:org|com)\b|\bpkg\.dev\b")),
    ("a mark of unfinished work", re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b|\bnot (?:yet )?implemented\b", re.IGNORECASE)),
    ("a merge conflict", re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)),
]
MAX_LINES = 500  # of one code file; beyond, it holds a second idea


def text_of(path):
    data = path.read_bytes()
    return None if b"\0" in data[:8192] else data.decode("utf-8", errors="replace")


def problems_in(name, text):
    for what, pattern in FORBIDDEN:
        for match in pattern.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            yield f"{name}:{line}: {what}: {match.group(0)!r}"
    if name.endswith((".h", ".cpp", ".cu", ".py")) and text.count("\n") > MAX_LINES:
        yield f"{name}: {text.count(chr(10))} lines; look for the second idea in it"
    if text and not text.endswith("\n"):
        yield f"{name}: the last line does not end"


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    found, count = [], 0
    for path in sources.project_files(root):
        text = text_of(root / path)
        if text is not None and path.name not in ("LICENSE", "check_text.py"):
            count += 1
            found += problems_in(str(path), text)
    print("\n".join(found))
    print(f"{len(found)} problems in {count} files")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
