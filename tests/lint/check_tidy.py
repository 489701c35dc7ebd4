#!/usr/bin/env python3
"""Runs clang-tidy over the sources of the engine: tracking/ and training/, as far as they do not see Torch, whose
headers alone take a minute a file. (With the window's sources a first run would take too long on two cores.)

What passed once is remembered in the build folder by a hash of the source, of every header of ours that it
includes, of the checks and of the compile command, so that a run takes seconds when little changed.
"""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

import sources
import tools

FOLDERS = ("tracking", "training")
GCC_ONLY = re.compile(r"^(-fpch-preprocess|-Winvalid-pch|-fno-canonical-\S+)$")


def compile_commands(build, root):
    """File (relative to root) to its compile command, for the sources in FOLDERS."""
    found = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        path = pathlib.Path(entry["file"])
        if any(path.is_relative_to(root / folder) for folder in FOLDERS):
            found[str(path.relative_to(root))] = entry["command"]
    return found


def compiler_arguments(command):
    """What clang needs of a compile command: from the first flag on, without output and GCC's own flags."""
    words = shlex.split(command)
    words = words[next(i for i, word in enumerate(words) if word.startswith("-D") or word.startswith("-I") or
                       word.startswith("-isystem") or word.startswith("-O") or word.startswith("-std")):]
    kept, skip = [], False
    for word in words:
        if skip:
            skip = False
        elif word in ("-o", "-c", "-include"):
            skip = True
        elif not GCC_ONLY.match(word):
            kept.append(word)
    return kept


def fingerprint(path, root, graph, checks, arguments):
    digest = hashlib.sha256(checks + "\0".join(arguments).replace(str(root), "").encode())
    for name in sorted(graph.closure(path)):
        digest.update(name.encode() + b"\0" + (root / name).read_bytes())
    return digest.hexdigest()


def run(clang_tidy, root, path, arguments):
    command = [clang_tidy, "--quiet", "--warnings-as-errors=*", str(root / path), "--", *arguments]
    result = subprocess.run(command, capture_output=True, text=True, cwd=root)
    return result.returncode == 0, result.stdout + ("" if result.returncode == 0 else result.stderr)


def main():
    root, build = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
    clang_tidy = tools.find("clang-tidy")
    if clang_tidy is None:
        return tools.SKIPPED
    passed = build / "tidy-passed"
    passed.mkdir(exist_ok=True)
    graph = sources.IncludeGraph(root)
    checks = (root / ".clang-tidy").read_bytes()

    jobs = {}
    for path, command in compile_commands(build, root).items():
        if path not in graph.ours or "torch" in graph.libraries(path):
            continue
        arguments = compiler_arguments(command)
        mark = passed / fingerprint(path, root, graph, checks, arguments)
        if not mark.exists():
            jobs[path] = (arguments, mark)

    failed = []
    with concurrent.futures.ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        futures = {path: pool.submit(run, clang_tidy, root, path, job[0]) for path, job in jobs.items()}
        for path, future in futures.items():
            good, output = future.result()
            if good:
                jobs[path][1].touch()
            else:
                failed.append(path)
                print(output)
    print(f"{len(jobs)} files checked, the others are as they were; {len(failed)} with findings", *failed)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
