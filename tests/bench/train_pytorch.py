"""A training step of the same networks in PyTorch, to put beside `rtrack bench train`.

    python tests/bench/train_pytorch.py --threads 2 [--batch 64] [--json FILE]
    python tests/bench/train_pytorch.py --device cuda --compile [--json FILE]

Needs torch and torchvision (2.11 and 0.26 were used). The network of eager_pytorch.py; one-to-many labels by IoU with
the init stage leading (K = 16), focal loss, GIoU of both stages, the affinity term, gradient clipping and AdamW. The
pictures are random and in memory: there is no loading. Prints pairs a second and the seconds of each stage, which on a
GPU are the host's alone but for the last. --compile: the network goes through torch.compile, the loss does not.
"""
import argparse
import json
import time

import torch
from torchvision.ops import generalized_box_iou_loss

from eager_pytorch import PRESETS, RTrack

NAMES = {"tiny": "tiny-256", "small": "small-256", "rtrack-256": "rtrack-256"}
STAGES = ("forward", "backward", "step")


class Stages(RTrack):
    """The network with the boxes of both stages, in pixels, for every bin."""

    def forward(self, template, search):
        scores, *stages = self.both_stages(self.template_tokens(template), search)
        sets = [points.view(len(points), self.points, 2, -1) for points in stages]
        boxes = [torch.cat([points.amin(1), points.amax(1)], 1) for points in sets]
        line = (torch.arange(self.cells, device=search.device) + 0.5) * 16
        x, y = line.repeat(self.cells), line.repeat_interleave(self.cells)
        centers = torch.stack([x, y, x, y])
        return scores.flatten(1).float(), [(16 * b.float() + centers).transpose(1, 2) for b in boxes]


def box_iou(a, b):
    size = (torch.minimum(a[..., 2:], b[..., 2:]) - torch.maximum(a[..., :2], b[..., :2])).clamp(min=0)
    inside = size.prod(-1)
    return inside / ((a[..., 2:] - a[..., :2]).prod(-1) + (b[..., 2:] - b[..., :2]).prod(-1) - inside).clamp(min=1e-9)


def loss_of(logits, init, refined, targets, cells):
    truth = targets.unsqueeze(1).expand_as(init)
    with torch.no_grad():
        iou = box_iou(init, truth)
        best, index = iou.topk(16, 1)
        threshold = torch.minimum(best.mean(1, True) + best.std(1, keepdim=True), best.amax(1, True))
        positive = torch.zeros_like(iou, dtype=torch.bool).scatter(1, index, best >= threshold)
        centers = (targets[:, :2] + targets[:, 2:]) / 32
        nearest = centers[:, 1].long().clamp(0, cells - 1) * cells + centers[:, 0].long().clamp(0, cells - 1)
        quality = box_iou(refined, truth)[positive]
    p = logits.sigmoid()
    focal = torch.where(positive, -(1 - p) ** 2 * torch.nn.functional.logsigmoid(logits),
                        -p**2 * torch.nn.functional.logsigmoid(-logits)).sum() / positive.sum()
    rows = torch.arange(len(targets))
    located = (generalized_box_iou_loss(init[rows, nearest], targets, reduction="mean")
               + 2 * generalized_box_iou_loss(refined[positive], truth[positive], reduction="mean"))
    score = p[positive]
    covariance = ((score - score.mean()) * (quality - quality.mean())).mean()
    spread = score.var(correction=0) + quality.var(correction=0) + (score.mean() - quality.mean()) ** 2
    return 2 * focal + located + 0.5 * (1 - 2 * covariance / (spread + 1e-9))


def one_step(net, run, optimizer, batch, precision):
    """Seconds of each stage. `run` is the network, compiled or not."""
    device = batch["targets"].device.type
    marks = [time.perf_counter()]
    optimizer.zero_grad()
    with torch.autocast(device, torch.bfloat16, enabled=precision == "bf16"):
        logits, (init, refined) = run(batch["templates"], batch["searches"])
    loss = loss_of(logits, init, refined, batch["targets"], net.cells)
    marks.append(time.perf_counter())
    loss.backward()
    marks.append(time.perf_counter())
    torch.nn.utils.clip_grad_norm_(net.parameters(), 0.1)
    optimizer.step()
    if device == "cuda":
        torch.cuda.synchronize()
    marks.append(time.perf_counter())
    return [b - a for a, b in zip(marks, marks[1:])]


def bench(name, precision, size, seconds, compiled):
    shape = PRESETS[NAMES[name]]
    net = Stages(**shape)
    run = torch.compile(net) if compiled else net
    optimizer = torch.optim.AdamW(net.parameters(), lr=1.5e-4, weight_decay=1e-4, fused=True)
    corners = torch.rand(size, 2) * 0.4 * shape["search"]
    batch = {"templates": torch.rand(size, 3, shape["template"], shape["template"]),
             "searches": torch.rand(size, 3, shape["search"], shape["search"]),
             "targets": torch.cat([corners, corners + 0.4 * shape["search"]], 1)}
    for _ in range(3 if compiled or batch["targets"].is_cuda else 1):  # warms up
        one_step(net, run, optimizer, batch, precision)
    steps = []
    while len(steps) < 2 or sum(map(sum, steps)) < seconds:
        steps.append(one_step(net, run, optimizer, batch, precision))
    stages = {stage: sum(step[i] for step in steps) / len(steps) for i, stage in enumerate(STAGES)}
    return {"network": name, "precision": precision, "batch": size, "steps": len(steps),
            "pairs_per_second": size / sum(stages.values()), "seconds": stages}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--networks", nargs="+", choices=NAMES, default=list(NAMES))
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--json")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.set_default_device(arguments.device)
    report = {"torch": torch.__version__, "threads": arguments.threads, "device": arguments.device,
              "compiled": arguments.compile, "train": []}
    for name in arguments.networks:
        for precision in ("bf16", "fp32"):
            report["train"].append(bench(name, precision, arguments.batch, arguments.seconds,
                                         arguments.compile))
            print("{network:12} {precision} batch {batch} {pairs_per_second:8.2f} pairs/s  {seconds}".format(
                **report["train"][-1]), flush=True)
    if arguments.json:
        with open(arguments.json, "w") as file:
            json.dump(report, file, indent=1)


if __name__ == "__main__":
    main()
