#!/usr/bin/env python3
"""Checks the C++ files against .clang-format. Skips (77) without clang-format 14: others format differently."""

import pathlib
import subprocess
import sys

import sources
import tools


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    clang_format = tools.find("clang-format")
    if clang_format is None:
        return tools.SKIPPED
    files = [str(path) for path in sources.code_files(root)]
    result = subprocess.run([clang_format, "--dry-run", "-Werror", *files], cwd=root)
    if result.returncode != 0:
        print(f"Put it right with: {clang_format} -i FILE...")
    print(f"{len(files)} files")
    return 1 if result.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
