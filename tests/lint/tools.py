"""Finds the tools that the lint checks run."""

import re
import shutil
import subprocess

SKIPPED = 77  # what CTest takes for "skipped"
VERSION = 14


def find(name):
    """The program of the wanted version, or None with a message."""
    for candidate in (f"{name}-{VERSION}", name):
        path = shutil.which(candidate)
        if path is None:
            continue
        text = subprocess.run([path, "--version"], capture_output=True, text=True).stdout
        found = re.search(r"version (\d+)", text)
        if found and int(found.group(1)) == VERSION:
            return path
    print(f"Skipped: {name} {VERSION} is not installed.")
    return None
