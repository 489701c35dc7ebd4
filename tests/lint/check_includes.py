#!/usr/bin/env python3
"""Checks which headers each layer may include: the table of the architecture page in README.md."""

import pathlib
import sys

import sources

EVERYWHERE = {"std", "system"}

# folder: (folders of ours, libraries) it may include from, beside itself and EVERYWHERE.
LAYERS = {
    "tracking/base": ([], {"yaml", "spdlog"}),
    "tracking/sequences": (["tracking/base"], set()),
    "tracking/annotation": (["tracking/base", "tracking/sequences"], {"sqlite", "json", "yaml", "expat"}),
    "tracking/media": (["tracking/base"], {"ffmpeg", "jpeg"}),
    "tracking/kernels": (["tracking/base"], {"torch", "cuda"}),
    "tracking/model": (["tracking/base", "tracking/kernels"], {"torch", "json"}),
    "tracking/trackers": (["tracking/base", "tracking/kernels", "tracking/model"], {"torch", "opencv"}),
    "training/run": (["tracking/base"], {"json", "yaml"}),
    "training/evaluation": (["tracking/base", "tracking/sequences"], {"json"}),
    "training/data": (["tracking/base", "tracking/media/jpeg.h", "training/evaluation"], {"torch"}),
    "training/learn": (
        ["tracking/base", "tracking/kernels", "tracking/model", "training/run", "training/data"], {"torch"}),
    "training/study": (
        ["tracking/base", "training/run", "training/evaluation", "training/learn"], {"json"}),
    "widgets": (
        ["tracking/base", "tracking/annotation", "tracking/media", "training/run", "training/evaluation"],
        {"qt", "json"},
    ),
    "app/engine": (["tracking", "training/evaluation"], set()),
    "app/commands": (["tracking", "training", "app/engine"], {"torch", "json", "cli11"}),
    "app/studio": (
        ["tracking", "training/evaluation", "widgets", "app/engine"], {"qt", "json"}),
    "tests": (["tracking", "training", "widgets", "app"], {name for name, _ in sources.LIBRARIES}),
}


def layer_of(path):
    return next((folder for folder in LAYERS if path.startswith(folder + "/")), None)


def allowed_folder(path, folders):
    return any(path == folder or path.startswith(folder + "/") for folder in folders)


def check_layer(path, graph):
    layer = layer_of(path)
    if layer is None:
        yield f"{path}: lies in no layer of the include table"
        return
    folders, libraries = LAYERS[layer]
    for header in graph.ours[path]:
        if not allowed_folder(header, [layer, *folders]):
            yield f"{path}: {layer} may not include {header}"
    for header in graph.foreign[path]:
        library = sources.library_of(header)
        if header.endswith(".moc") or header.startswith("moc_"):
            continue
        if header == "torch/torch.h":
            yield f"{path}: torch/torch.h takes 11 s a file; include the ATen header that is needed"
        elif library is None:
            yield f"{path}: {header} is neither a file of ours (write the path from the root) nor of a known library"
        elif library not in libraries | EVERYWHERE:
            yield f"{path}: {layer} may not include {header} ({library})"


def check_mixing(path, graph):
    """Qt's `slots` macro and Torch's members of that name do not compile together."""
    seen = graph.libraries(path)
    if {"qt", "torch"} <= seen:
        yield f"{path}: sees both Qt and Torch headers, directly or through a header of ours"
    if path.endswith(".cu") and seen - EVERYWHERE - {"cuda"}:
        yield f"{path}: a .cu file includes cuda_runtime.h and its own header alone, not {sorted(seen - EVERYWHERE)}"


def check_guard(path, root):
    if path.endswith(".h") and "#pragma once" not in (root / path).read_text(encoding="utf-8"):
        yield f"{path}: a header starts with #pragma once"


def unused_permissions(graph):
    """A row allows what its folder uses, so that a new dependency is a change of the table. Tests may use all."""
    for layer, (folders, libraries) in LAYERS.items():
        paths = [path for path in graph.ours if layer_of(path) == layer and layer != "tests"]
        if not paths:
            continue
        headers = {header for path in paths for header in graph.ours[path]}
        used = {sources.library_of(header) for path in paths for header in graph.foreign[path]}
        unused = [name for name in folders if not any(allowed_folder(header, [name]) for header in headers)]
        for name in unused + sorted(libraries - used):
            yield f"the include table allows {layer} to use {name}, which it does not"


def check_opencv(graph):
    """OpenCV's headers stay in .cpp files."""
    users = [path for path, headers in graph.foreign.items() if path.endswith(".h")
             and not path.startswith("tests/") and any(sources.library_of(header) == "opencv" for header in headers)]
    if users:
        yield f"OpenCV headers in a header of ours: {users}"


def problems_of(graph, root):
    found = []
    for path in graph.ours:
        found += [*check_layer(path, graph), *check_mixing(path, graph), *check_guard(path, root)]
    return found + list(check_opencv(graph))


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    graph = sources.IncludeGraph(root)
    found = [*problems_of(graph, root), *unused_permissions(graph)]
    print("\n".join(found))
    print(f"{len(found)} problems in {len(graph.ours)} files")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
