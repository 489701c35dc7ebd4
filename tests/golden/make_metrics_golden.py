#!/usr/bin/env python3
"""Makes metrics_golden.json: result files, hostile ones among them, and what the toolkits say about them.

GOT-10k, OTB and UAV123 numbers come from the `got10k` package itself. LaSOT (only in the toolkit's repository),
TrackingNet (needs a zip of the withheld truth) and the analysis of pytracking are written out here in numpy from
their documented definitions. Run with the versions that the output names:

    python3 tests/golden/make_metrics_golden.py [--seed 1] [--output tests/golden/metrics_golden.json]
"""
import argparse
import json
import os
import sys
import tempfile
import types

import numpy as np

from unittest import mock

# The package imports its plotting and drawing; nothing is drawn here.
for module in ("matplotlib", "matplotlib.pyplot", "matplotlib.patches", "matplotlib.colors", "cv2", "PIL", "wget"):
    try:
        __import__(module)
    except ImportError:
        sys.modules[module] = mock.MagicMock()
from got10k.experiments import ExperimentGOT10k, ExperimentOTB, ExperimentUAV123  # noqa: E402
from got10k.utils.metrics import center_error, rect_iou  # noqa: E402

WIDTH, HEIGHT = 320, 240


def walk(random, length):
    """A target's boxes: a smooth path that leaves the picture at times."""
    x = np.cumsum(random.normal(0, 6, length)) + random.uniform(0, 250)
    y = np.cumsum(random.normal(0, 5, length)) + random.uniform(0, 180)
    w = 40 * np.exp(np.cumsum(random.normal(0, 0.03, length)))
    h = 30 * np.exp(np.cumsum(random.normal(0, 0.03, length)))
    return np.stack([x, y, w, h], 1)


def follow(random, truth, noise):
    boxes = truth + random.normal(0, noise, truth.shape) * np.array([1, 1, 0.5, 0.5])
    boxes[:, 2:] = np.maximum(boxes[:, 2:], 1)
    return boxes


def ties(random, truth):
    """Predictions whose IoU or centre error falls exactly on thresholds: a share of the truth, or whole pixels off."""
    boxes = truth.copy()
    for i in range(len(boxes)):
        if i % 2:
            boxes[i, 2] *= random.integers(1, 20) / 20
        else:
            boxes[i, 0] += random.integers(0, 40)
    return boxes


def make_sequences(random):
    sequences = []

    def add(name, truth, prediction, cover=None, repetitions=()):
        times = random.uniform(0.001, 0.1, len(prediction))
        times[0] = 0
        sequences.append({
            "name": name,
            "truth": np.round(truth, 2),
            "cover": np.full(len(truth), 8) if cover is None else cover,
            "predictions": [np.round(b, 3) for b in (prediction, *repetitions)],
            "times": np.round(times, 8),
        })

    truth = walk(random, 40)
    add("steady", truth, follow(random, truth, 2))
    truth = walk(random, 30)
    add("drifting", truth, follow(random, truth, 25), repetitions=[follow(random, truth, 12), follow(random, truth, 40)])
    truth = np.round(walk(random, 40))
    truth[:, 2:] = 40
    add("ties", truth, ties(random, truth))
    truth = walk(random, 25)
    outside = follow(random, truth, 4)
    outside[5:9, :2] -= 500
    outside[9:12, :2] += 900
    outside[12, 2:] = [5000, 4000]
    add("outside", truth, outside)
    truth = walk(random, 30)
    empty = follow(random, truth, 4)
    empty[4] = 0
    empty[7, 2] = 0
    empty[9, 3] = 0
    add("empty_boxes", truth, empty)
    truth = walk(random, 30)
    cover = random.integers(0, 9, 30)
    truth[cover == 0] = 0
    cover[0], truth[0] = 8, [10, 10, 30, 30]
    add("absent", truth, follow(random, walk(random, 30), 3), cover)
    truth = walk(random, 20)
    negative = follow(random, truth, 3)
    negative[5, 2] = -30
    negative[8, 2:] = -20  # both: the product, an area of the toolkit, is positive
    add("negative_sizes", truth, negative)
    return sequences


def with_nan_truth(sequences, random):
    result = []
    for sequence in sequences:
        truth = sequence["truth"].copy()
        truth[1:][random.uniform(size=len(truth) - 1) < 0.15] = np.nan
        result.append({**sequence, "truth": truth})
    return result


class Listed:
    """Enough of a toolkit's data set."""

    def __init__(self, sequences, meta):
        self.sequences, self.meta = sequences, meta
        self.seq_names = [s["name"] for s in sequences]
        self.return_meta = meta

    def __len__(self):
        return len(self.sequences)

    def __getitem__(self, index):
        if isinstance(index, str):
            index = self.seq_names.index(index)
        s = self.sequences[index]
        if not self.meta:
            return [], s["truth"].copy()
        return [], s["truth"].copy(), {"cover": s["cover"], "resolution": f"({WIDTH}, {HEIGHT})"}

    def __iter__(self):
        return (self[i] for i in range(len(self)))


def run_toolkit(experiment, sequences, folder, got10k):
    experiment = experiment.__new__(experiment)
    experiment.subset, experiment.repetitions = "val", 3
    experiment.dataset = Listed(sequences, meta=got10k)
    experiment.result_dir = experiment.report_dir = folder
    experiment.nbins_iou, experiment.nbins_ce = (101, 0) if got10k else (21, 51)
    experiment.plot_curves = types.MethodType(lambda self, *a: None, experiment)
    for s in sequences:
        if got10k:
            base = os.path.join(folder, "t", s["name"], s["name"])
            os.makedirs(os.path.dirname(base), exist_ok=True)
            for r, boxes in enumerate(s["predictions"]):
                np.savetxt(f"{base}_{r + 1:03d}.txt", boxes, fmt="%.3f", delimiter=",")
            np.savetxt(f"{base}_time.txt", s["times"], fmt="%.8f")
        else:
            os.makedirs(os.path.join(folder, "t", "times"), exist_ok=True)
            np.savetxt(os.path.join(folder, "t", s["name"] + ".txt"), s["predictions"][0], fmt="%.3f", delimiter=",")
            np.savetxt(os.path.join(folder, "t", "times", s["name"] + "_time.txt"), s["times"], fmt="%.8f")
    return experiment.report(["t"])["t"]


def got10k_expected(sequences):
    with tempfile.TemporaryDirectory() as folder:
        report = run_toolkit(ExperimentGOT10k, sequences, folder, True)
    total = report["overall"]
    return {
        "overall": {"ao": total["ao"], "sr_50": total["sr"], "sr_75": total["succ_curve"][75],
                    "fps": total["speed_fps"], "success_curve": total["succ_curve"]},
        "sequences": {n: {"ao": s["ao"], "sr_50": s["sr"]} for n, s in report["seq_wise"].items()},
    }


def otb_expected(experiment, sequences):
    with tempfile.TemporaryDirectory() as folder:
        report = run_toolkit(experiment, sequences, folder, False)

    def renamed(s):
        return {"auc": s["success_score"], "precision": s["precision_score"], "sr_50": s["success_rate"],
                "success_curve": s["success_curve"], "precision_curve": s["precision_curve"]}

    return {
        "overall": {**renamed(report["overall"]), "fps": report["overall"]["speed_fps"]},
        "sequences": {n: {k: v for k, v in renamed(s).items() if "curve" not in k}
                      for n, s in report["seq_wise"].items()},
    }


def centers(boxes):
    return boxes[:, :2] + (boxes[:, 2:] - 1) / 2


def trapezoids(curve):
    return np.sum((curve[1:] + curve[:-1]) / 2) / (len(curve) - 1)


def summary(success, precision, norm_precision, score):
    success, precision, norm_precision = (np.mean(c, axis=0) for c in (success, precision, norm_precision))
    return {"overall": {**score(success, precision, norm_precision), "success_curve": success.tolist(),
                        "precision_curve": precision.tolist(), "norm_precision_curve": norm_precision.tolist()},
            "sequences": {}}


def lasot_expected(sequences):
    """OTB's metrics without NaN rows; centre error over max(1, size); score: the mean of that curve."""
    curves = [], [], []
    for s in sequences:
        truth, boxes = s["truth"].copy(), s["predictions"][0].copy()
        boxes[0] = truth[0]
        keep = ~np.isnan(truth).any(1)
        truth, boxes = truth[keep], boxes[keep]
        scaled = (centers(boxes) - centers(truth)) / np.maximum(1.0, truth[:, 2:])
        curves[0].append((rect_iou(boxes, truth)[:, None] > np.linspace(0, 1, 21)).mean(0))
        curves[1].append((center_error(boxes, truth)[:, None] <= np.arange(51)).mean(0))
        curves[2].append((np.sqrt((scaled ** 2).sum(1))[:, None] <= np.linspace(0, 0.5, 51)).mean(0))
    return summary(*curves, lambda s, p, n: {"auc": s.mean(), "precision": p[20], "norm_precision": n.mean()})


def trackingnet_expected(sequences):
    """Whole pixels, 21 thresholds each, areas by trapezoids."""
    curves = [], [], []
    with np.errstate(divide="ignore", invalid="ignore"):
        for s in sequences:
            truth, boxes = np.round(s["truth"]), np.round(s["predictions"][0])
            boxes[0] = truth[0]
            low = np.maximum(truth[:, :2], boxes[:, :2])
            high = np.minimum(truth[:, :2] + truth[:, 2:], boxes[:, :2] + boxes[:, 2:])
            inter = np.clip(high - low, 0, None).prod(1)
            iou = inter / (truth[:, 2:].prod(1) + boxes[:, 2:].prod(1) - inter)
            scaled = (centers(boxes) - centers(truth)) / truth[:, 2:]
            curves[0].append((iou[:, None] > np.linspace(0, 1, 21)).mean(0))
            curves[1].append((center_error(boxes, truth)[:, None] <= np.linspace(0, 50, 21)).mean(0))
            curves[2].append((np.sqrt((scaled ** 2).sum(1))[:, None] <= np.linspace(0, 0.5, 21)).mean(0))
    return summary(*curves, lambda s, p, n: {"auc": trapezoids(s), "precision": trapezoids(p),
                                             "norm_precision": trapezoids(n)})


def pytracking_expected(sequences, all_frames, skipped_center):
    """Frames without a target: IoU -1; centre error infinite (UAV123: -1, a hit); normalised -1, a hit."""
    curves = [], [], []
    with np.errstate(divide="ignore", invalid="ignore"):
        for s in sequences:
            truth, boxes = s["truth"], s["predictions"][0].copy()
            for i in range(1, len(boxes)):
                if (boxes[i, 2:] == 0).any() and not np.isnan(truth[i]).any():
                    boxes[i] = boxes[i - 1]
            boxes[0] = truth[0]
            valid = (truth[:, 2:] > 0).all(1)
            iou = np.where(valid, rect_iou(boxes, truth), -1)
            near = np.where(valid, center_error(boxes, truth), skipped_center)
            scaled = (centers(boxes) - centers(truth)) / truth[:, 2:]
            norm = np.where(valid, np.sqrt((scaled ** 2).sum(1)), -1)
            divisor = len(valid) if all_frames else valid.sum()
            curves[0].append((iou[:, None] > np.linspace(0, 1, 21)).sum(0) / divisor)
            curves[1].append((near[:, None] <= np.arange(51)).sum(0) / divisor)
            curves[2].append((norm[:, None] <= np.linspace(0, 0.5, 51)).sum(0) / divisor)
    return summary(*curves, lambda s, p, n: {"auc": s.mean(), "precision": p[20], "norm_precision": n[20]})


def lines(boxes):
    return [",".join("%.3f" % v for v in box) for box in boxes]


def as_text(sequences):
    return [{
        "name": s["name"],
        "truth": lines(s["truth"]),
        "cover": [int(c) for c in s["cover"]],
        "predictions": [lines(b) for b in s["predictions"]],
        "times": ["%.8f" % t for t in s["times"]],
    } for s in sequences]


def case(toolkit, kind, sequence_set, expected, options=()):
    return {"toolkit": toolkit, "kind": kind, "sequence_set": sequence_set, "options": list(options),
            "expected": expected}


def with_nan_predictions(sequences):
    result = []
    for s in sequences:
        boxes = s["predictions"][0].copy()
        boxes[3:6] = np.nan
        result.append({**s, "predictions": [boxes]})
    return result


def rounded(value):
    if isinstance(value, dict):
        return {k: rounded(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(v) for v in value]
    if isinstance(value, (float, np.floating)):
        return None if np.isnan(value) else round(float(value), 12)
    return value


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", default=os.path.join(os.path.dirname(__file__), "metrics_golden.json"))
    arguments = parser.parse_args()
    random = np.random.default_rng(arguments.seed)
    sequences = make_sequences(random)
    first_only = [{**s, "predictions": s["predictions"][:1]} for s in sequences]
    positive = first_only[:-1]  # pytracking refuses negative sizes
    gaps = with_nan_truth(first_only[:4], random)
    nan = with_nan_predictions(sequences[:2])
    sets = {"all": sequences, "first_repetition": first_only, "no_negative_sizes": positive,
            "gaps_in_truth": gaps, "nan_predictions": nan}
    cases = [
        case("got10k", "got10k", "all", got10k_expected(sequences)),
        case("otb", "otb", "first_repetition", otb_expected(ExperimentOTB, first_only)),
        case("uav123", "uav123", "gaps_in_truth", otb_expected(ExperimentUAV123, gaps)),
        case("lasot", "lasot", "gaps_in_truth", lasot_expected(gaps)),
        case("trackingnet", "trackingnet", "first_repetition", trackingnet_expected(first_only)),
        case("pytracking", "otb", "no_negative_sizes", pytracking_expected(positive, False, np.inf)),
        case("pytracking", "uav123", "gaps_in_truth", pytracking_expected(gaps, True, -1)),
        case("ostrack", "otb", "no_negative_sizes", pytracking_expected(positive, True, np.inf)),
        # NaN predictions: the toolkit's AO is NaN (null here), its curves count them as misses.
        case("got10k", "got10k", "nan_predictions", got10k_expected(nan), ["invalid_prediction=spread"]),
        case("otb", "otb", "nan_predictions", otb_expected(ExperimentOTB, nan), ["invalid_prediction=spread"]),
        case("otb", "otb", "nan_predictions", otb_expected(ExperimentOTB, nan)),
    ]
    from importlib.metadata import version
    document = {
        "made_by": "tests/golden/make_metrics_golden.py",
        "seed": arguments.seed,
        "versions": {"python": sys.version.split()[0], "numpy": np.__version__, "got10k": version("got10k")},
        "width": WIDTH,
        "height": HEIGHT,
        "sequence_sets": {name: as_text(members) for name, members in sets.items()},
        "cases": rounded(cases),
    }
    with open(arguments.output, "w") as file:
        json.dump(document, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
