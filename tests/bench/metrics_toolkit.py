#!/usr/bin/env python3
"""The metrics of `rtrack metrics` beside those of the got10k toolkit, on result files that are there.

    pip install got10k numpy six shapely
    rtrack evaluate --dataset got10k:DATA/val.txt --tracker csrt --results results
    python tests/bench/metrics_toolkit.py --rtrack build/release/bin/rtrack --data DATA/val.txt --results results

DATA is in GOT-10k layout. The results are read by both as GOT-10k's, OTB's and UAV123's own experiments do. Prints a
table: metric, ours, the toolkit's, difference; ends with 1 if a difference is above 1e-6. With --damage, a copy of the
results is damaged first (boxes outside, empty, negative and huge), as trackers do that fail.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import types
from unittest import mock

import numpy as np

# The package imports its plotting and drawing; nothing is drawn here.
for module in ("matplotlib", "matplotlib.pyplot", "matplotlib.patches", "matplotlib.colors", "cv2", "PIL", "wget"):
    try:
        __import__(module)
    except ImportError:
        sys.modules[module] = mock.MagicMock()
from got10k.experiments import ExperimentGOT10k, ExperimentOTB, ExperimentUAV123  # noqa: E402

TOLERANCE = 1e-6
# Ours, by its name in the JSON, and the toolkit's of the report's "overall".
GOT10K = {"ao": lambda r: r["ao"], "sr_50": lambda r: r["sr"], "sr_75": lambda r: r["succ_curve"][75]}
OTB = {"auc": lambda r: r["success_score"], "precision": lambda r: r["precision_score"],
       "sr_50": lambda r: r["success_rate"]}
TOOLKITS = {"got10k": (ExperimentGOT10k, GOT10K), "otb": (ExperimentOTB, OTB), "uav123": (ExperimentUAV123, OTB)}


def picture_size(folder):
    """Width and height from the frame header of the first JPEG picture."""
    data = min(folder.glob("*.jpg")).read_bytes()
    at = 2
    while data[at + 1] not in (0xC0, 0xC1, 0xC2):
        at += 2 + int.from_bytes(data[at + 2:at + 4], "big")
    height, width = (int.from_bytes(data[at + i:at + i + 2], "big") for i in (5, 7))
    return width, height


class Sequences:
    """A folder of sequences as the toolkit's data sets behave."""

    def __init__(self, list_file, meta):
        self.root, self.return_meta = list_file.parent, meta
        self.seq_names = list_file.read_text().split()

    def __len__(self):
        return len(self.seq_names)

    def __getitem__(self, index):
        folder = self.root / (index if isinstance(index, str) else self.seq_names[index])
        truth = np.loadtxt(folder / "groundtruth.txt", delimiter=",", ndmin=2)
        if not self.return_meta:
            return [], truth
        cover = folder / "cover.label"
        cover = np.loadtxt(cover) if cover.exists() else np.full(len(truth), 8)
        return [], truth, {"cover": cover, "resolution": str(picture_size(folder))}

    def __iter__(self):
        return (self[i] for i in range(len(self)))


def result_file(folder, tracker, name, got10k):
    return folder / tracker / name / f"{name}_001.txt" if got10k else folder / tracker / f"{name}.txt"


def copied_results(source, target, tracker, names, damage):
    """The boxes in both layouts below `target`, with the time files that the toolkit wants."""
    random = np.random.default_rng(1)
    for name in names:
        boxes = np.loadtxt(result_file(source, tracker, name, True), delimiter=",", ndmin=2)
        if damage:
            hit = np.arange(1, len(boxes))[random.uniform(size=len(boxes) - 1) < 0.2]
            worst = np.array([[-500, 0, 0, 0], [900, 900, 0, 0], [0, 0, -1e4, 0], [0, 0, -1e4, -1e4], [0, 0, 5e3, 4e3]])
            boxes[hit] += worst[random.integers(len(worst), size=len(hit))]
        for got10k in (True, False):
            file = result_file(target / ("got10k" if got10k else "otb"), tracker, name, got10k)
            file.parent.mkdir(parents=True, exist_ok=True)
            np.savetxt(file, boxes, fmt="%.3f", delimiter=",")
            times = file.with_name(f"{name}_time.txt") if got10k else file.parent / "times" / f"{name}_time.txt"
            times.parent.mkdir(exist_ok=True)
            np.savetxt(times, np.full(len(boxes), 0.01), fmt="%.8f")


def of_toolkit(experiment, list_file, folder, tracker, got10k):
    run = experiment.__new__(experiment)
    run.subset, run.repetitions = "val", 1
    run.dataset = Sequences(list_file, got10k)
    run.result_dir, run.report_dir = str(folder), str(folder / "report")
    run.nbins_iou, run.nbins_ce = (101, 0) if got10k else (21, 51)
    run.plot_curves = types.MethodType(lambda self, *a: None, run)
    return run.report([tracker])[tracker]["overall"]


def of_rtrack(program, list_file, folder, tracker, toolkit):
    command = [program, "metrics", "--dataset", f"got10k:{list_file}", "--results", folder, "--toolkit", toolkit]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return json.loads(output)["trackers"][tracker]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rtrack", required=True, type=pathlib.Path)
    parser.add_argument("--data", required=True, type=pathlib.Path, help="a list file beside its sequences")
    parser.add_argument("--results", required=True, type=pathlib.Path, help="a folder with TRACKER/SEQUENCE/...")
    parser.add_argument("--damage", action="store_true")
    arguments = parser.parse_args()
    names = arguments.data.read_text().split()
    trackers = [p.name for p in sorted(arguments.results.iterdir())
                if result_file(arguments.results, p.name, names[0], True).exists()]
    if not trackers:
        sys.exit(f"no tracker's results in {arguments.results}")
    worst = 0
    print("| tracker | toolkit | metric | rtrack | toolkit | difference |\n|---|---|---|---|---|---|")
    for tracker in trackers:
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            copied_results(arguments.results, folder, tracker, names, arguments.damage)
            for toolkit, (experiment, metrics) in TOOLKITS.items():
                got10k = toolkit == "got10k"
                below = folder / ("got10k" if got10k else "otb")
                with mock.patch("builtins.print"):
                    theirs = of_toolkit(experiment, arguments.data, below, tracker, got10k)
                ours = of_rtrack(arguments.rtrack, arguments.data, below, tracker, toolkit)
                for metric, value in metrics.items():
                    difference = abs(ours[metric] - value(theirs))
                    worst = max(worst, difference)
                    print(f"| {tracker} | {toolkit} | {metric} | {ours[metric]:.9f} | {value(theirs):.9f} | {difference:.1e} |")
    print(f"largest difference: {worst:.1e}")
    return 0 if worst <= TOLERANCE else 1


sys.exit(main())
