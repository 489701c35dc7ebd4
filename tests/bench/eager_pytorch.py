"""The same networks in PyTorch, eager or compiled, to put beside `rtrack bench track`.

    python tests/bench/eager_pytorch.py --threads 2 [--json FILE]
    python tests/bench/eager_pytorch.py --device cuda --objects 32 --compile [--json FILE]

Needs torch and torchvision (2.11 and 0.26 were used). Random weights: speed does not depend on them. Prints frames a
second of the network alone (no crop, no choice of the box), GFLOP a frame counted as app/engine/network_cost.cpp does, and the
share of the matrix-product peak that at::mm of 2048 x 2048 (8192 x 8192 on a GPU) reaches in the same run and type.
--compile: torch.compile in its mode "max-autotune", which records CUDA graphs.
"""
import argparse
import json
import statistics
import time

import torch
import torch.nn.functional as F
from torch import nn
from torchvision.ops import deform_conv2d

PRESETS = {
    "rtrack-256": dict(width=768, depth=12, heads=12, template=128, search=256, head=256, layers=3),
    "small-256": dict(width=384, depth=12, heads=6, template=128, search=256, head=256, layers=3),
    "tiny-256": dict(width=192, depth=12, heads=3, template=128, search=256, head=256, layers=3),
}


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.proj = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.fc1, self.fc2 = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x):
        b, n, d = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(b, n, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(b, n, d)
        x = x + self.proj(mixed)
        return x + self.fc2(F.gelu(self.fc1(self.norm2(x))))


class RTrack(nn.Module):
    """Encoder and two-stage points head (paper section 3.1)."""

    def __init__(self, width, depth, heads, template, search, head, layers, points=9):
        super().__init__()
        self.cells, self.points = search // 16, points
        self.embed = nn.Conv2d(3, width, 16, 16)
        self.position_z = nn.Parameter(torch.randn(1, (template // 16) ** 2, width) * 0.02)
        self.position_x = nn.Parameter(torch.randn(1, self.cells**2, width) * 0.02)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(depth))
        self.norm = nn.LayerNorm(width)

        def tower():
            parts = []
            for i in range(layers):
                parts += [nn.Conv2d(width if i == 0 else head, head, 3, 1, 1), nn.GroupNorm(32, head), nn.ReLU()]
            return nn.Sequential(*parts)

        self.score_tower, self.points_tower = tower(), tower()
        self.init_hidden, self.init_points = nn.Conv2d(head, head, 3, 1, 1), nn.Conv2d(head, 2 * points, 1)
        self.score_taps = nn.Parameter(torch.randn(head, head, 3, 3) * 0.02)
        self.points_taps = nn.Parameter(torch.randn(head, head, 3, 3) * 0.02)
        self.score, self.refine_points = nn.Conv2d(head, 1, 1), nn.Conv2d(head, 2 * points, 1)

    def template_tokens(self, crop):
        return self.embed(crop).flatten(2).transpose(1, 2) + self.position_z

    def both_stages(self, template_tokens, crop):
        """Scores [B, 1, H, W] and the points of both stages [B, 2 points, H, W]."""
        x = torch.cat([template_tokens, self.embed(crop).flatten(2).transpose(1, 2) + self.position_x], 1)
        for block in self.blocks:
            x = block(x)
        x = self.norm(x[:, template_tokens.shape[1] :])
        grid = x.transpose(1, 2).reshape(x.shape[0], -1, self.cells, self.cells)
        scores, places = self.score_tower(grid), self.points_tower(grid)
        init = self.init_points(F.relu(self.init_hidden(places)))
        deformed = [
            F.relu(deform_conv2d(features.float(), init.float(), taps.float(), padding=1).to(grid.dtype))
            for features, taps in ((scores, self.score_taps), (places, self.points_taps))
        ]
        return self.score(deformed[0]), init, init + self.refine_points(deformed[1])

    def forward(self, template_tokens, crop):
        scores, _, refined = self.both_stages(template_tokens, crop)
        spread = refined.view(refined.shape[0], self.points, 2, -1)
        return scores, spread.amin(1), spread.amax(1)


def operations(width, depth, heads, template, search, head, layers, points=9):
    """Two a multiply-add; as operations_per_frame in app/engine/network_cost.cpp."""
    bins, tokens = (search // 16) ** 2, (template // 16) ** 2 + (search // 16) ** 2
    block = 2 * tokens * (4 + 8) * width**2 + 4 * tokens**2 * width
    tower = 2 * bins * 9 * (width * head + (layers - 1) * head**2)
    init = 2 * bins * (9 * head**2 + head * 2 * points)
    refine = 2 * bins * (2 * points * head**2 + head + head * 2 * points)
    return 2 * bins * 768 * width + depth * block + 2 * tower + init + refine


def fastest(call, seconds, device):
    """Median of the calls within the time, in seconds; the first three warm up."""
    finish = torch.cuda.synchronize if device.startswith("cuda") else lambda: None
    for _ in range(3):  # compiles
        call()
    times, end = [], time.perf_counter() + seconds
    while len(times) < 8 or time.perf_counter() < end:
        finish()
        start = time.perf_counter()
        call()
        finish()
        times.append(time.perf_counter() - start)
    return statistics.median(times[3:]), min(times)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--objects", type=int, nargs="+", default=[1], help="search crops a call")
    parser.add_argument("--networks", nargs="+", choices=PRESETS, default=list(PRESETS))
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--json")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.set_default_device(arguments.device)
    side = 2048 if arguments.device == "cpu" else 8192
    report = {"torch": torch.__version__, "threads": arguments.threads, "device": arguments.device,
              "compiled": arguments.compile, "results": []}
    with torch.inference_mode():
        for dtype in (torch.float32, torch.bfloat16):
            a = torch.rand(side, side).to(dtype)
            peak = 2 * side**3 / fastest(lambda: a @ a, 1, arguments.device)[1] * 1e-9
            for name, objects in ((name, objects) for name in arguments.networks for objects in arguments.objects):
                shape = PRESETS[name]
                net = RTrack(**shape).to(dtype).eval()
                run = torch.compile(net, mode="max-autotune") if arguments.compile else net
                template = torch.rand(objects, 3, shape["template"], shape["template"]).to(dtype)
                tokens = net.template_tokens(template)
                crop = torch.rand(objects, 3, shape["search"], shape["search"]).to(dtype)
                seconds, _ = fastest(lambda: run(tokens, crop), arguments.seconds, arguments.device)
                gflop = objects * operations(**shape) * 1e-9
                report["results"].append({
                    "network": name, "precision": str(dtype).replace("torch.", ""), "objects": objects,
                    "fps": 1 / seconds, "object_fps": objects / seconds,
                    "gflop_per_frame": gflop, "gflops": gflop / seconds, "peak_gflops": peak,
                    "share_of_peak": gflop / seconds / peak})
                print("{network:14} {precision:9} {objects:3} objects {fps:7.1f} frames/s {gflops:7.0f} of "
                      "{peak_gflops:.0f} GFLOP/s ({share_of_peak:.0%})".format(**report["results"][-1]), flush=True)
    if arguments.json:
        with open(arguments.json, "w") as file:
            json.dump(report, file, indent=1)


if __name__ == "__main__":
    main()
