#!/usr/bin/env python3
"""Reference outputs of the whole network, in small configurations, from PyTorch in double precision.

    pip install torch==2.11.0 safetensors numpy
    python tests/golden/make_network_golden.py       # writes tests/golden/network.safetensors

Written out here from the definitions, not from our code: ViT over template and search tokens with the candidate
elimination of OSTrack; the head of RepPoints (Yang et al. 2019: two towers, points from each bin's centre, deformable
convolutions that sample at the points, T(S) by min-max, partial min-max or moments); the target embedding (share of a
template cell that the target covers) and the similarity embedding (projected cosines with the template's patches).
Weights and inputs follow from a hash that the test repeats (`numbers`), so that the file holds only results and, for
each case, the options of `rtrack::ModelOptions` that it was made with.
"""

import math
import pathlib

import safetensors
import safetensors.torch
import torch
import torch.nn.functional as F

PATCH, BATCH = 16, 2
BASE = dict(
    template_size=64,
    search_size=64,
    stem="patch",
    stem_channels=[8, 8, 16],
    embed_dim=16,
    depth=2,
    heads=2,
    mlp_ratio=2,
    elimination_layers=[1],
    keep_ratio=0.7,
    head_channels=32,
    head_layers=1,
    head_norm="group",
    points=9,
    init_positions=1,
    points_to_box="min_max",
    target_embedding=False,
    template_similarity=False,
)
CASES = {
    "plain": dict(head_layers=2),
    "batch_norm": dict(head_norm="batch"),
    "target_embedding": dict(target_embedding=True),
    "template_similarity": dict(template_similarity=True),
    "convolution_stem": dict(stem="convolution"),
    "moment": dict(points_to_box="moment"),
    "partial_min_max": dict(points_to_box="partial_min_max"),
    "all_options": dict(
        stem="convolution",
        head_norm="batch",
        target_embedding=True,
        template_similarity=True,
        points=16,
        init_positions=9,
        points_to_box="moment",
    ),
}
CASES |= {f"points_{n}": dict(points=n) for n in (16, 25, 36, 49)}
CASES |= {f"positions_{n}": dict(init_positions=n) for n in range(2, 10)}


def numbers(count, stream):
    """`count` multiples of 1/64 in [-2, 2): two rounds of multiply and shift over the index."""
    x = (torch.arange(count, dtype=torch.int64) + stream * 1_000_003) % 2**32
    for factor in (2654435761, 2246822519):
        x = (x * factor) % 2**32
        x = x ^ (x >> 15)
    return (x >> 24).double() / 64 - 2


def shapes(o):
    d, c, n = o["embed_dim"], o["head_channels"], o["points"]
    out = {}

    def linear(name, into, outof):
        out[name + ".weight"], out[name + ".bias"] = (outof, into), (outof,)

    def conv_norm(name, into, outof, batch):
        out[name + ".conv.weight"] = (outof, into, 3, 3)
        parts = ("weight", "bias", "running_mean", "running_var") if batch else ("weight", "bias")
        out.update({f"{name}.norm.{part}": (outof,) for part in parts})

    if o["stem"] == "patch":
        out["encoder.patch_embed.proj.weight"], out["encoder.patch_embed.proj.bias"] = (d, 3, PATCH, PATCH), (d,)
    else:
        a, b, e = o["stem_channels"]
        for i, (into, outof) in enumerate(((3, a), (a, b), (b, e), (e, e), (e, e), (e, d))):
            conv_norm(f"encoder.stem.{i}", into, outof, True)
        out["encoder.stem.proj.weight"], out["encoder.stem.proj.bias"] = (d, d, 1, 1), (d,)
    template_tokens = (o["template_size"] // PATCH) ** 2
    out["encoder.pos_embed_z"] = (1, template_tokens, d)
    out["encoder.pos_embed_x"] = (1, (o["search_size"] // PATCH) ** 2, d)
    if o["target_embedding"]:
        out["encoder.target_embed"] = (2, d)
    if o["template_similarity"]:
        linear("encoder.similarity", template_tokens, d)
    for i in range(o["depth"]):
        block = f"encoder.blocks.{i}"
        out.update({f"{block}.{norm}.{part}": (d,) for norm in ("norm1", "norm2") for part in ("weight", "bias")})
        linear(block + ".attn.qkv", d, 3 * d)
        linear(block + ".attn.proj", d, d)
        linear(block + ".mlp.fc1", d, o["mlp_ratio"] * d)
        linear(block + ".mlp.fc2", o["mlp_ratio"] * d, d)
    out["encoder.norm.weight"] = out["encoder.norm.bias"] = (d,)
    for tower in ("score_tower", "points_tower"):
        for i in range(o["head_layers"]):
            conv_norm(f"head.{tower}.{i}", d if i == 0 else c, c, o["head_norm"] == "batch")
    out["head.init_hidden.weight"], out["head.init_hidden.bias"] = (c, c, 3, 3), (c,)
    out["head.init_points.weight"], out["head.init_points.bias"] = (2 * n, c, 1, 1), (2 * n,)
    linear("head.refine_score_taps", n * c, c)
    linear("head.refine_points_taps", n * c, c)
    linear("head.score", c, 1)
    linear("head.refine_points", c, 2 * n)
    if o["points_to_box"] == "moment":
        out["head.moment_scale"] = (2,)
    return out


def make_weights(o):
    """The i-th tensor by name takes stream i + 1. Matrices keep their input's size, scales lie around 1."""
    weights = {}
    for i, (name, shape) in enumerate(sorted(shapes(o).items())):
        values = numbers(math.prod(shape), i + 1).reshape(shape)
        if len(shape) == 1 and (name.endswith("running_var") or ("norm" in name and name.endswith(".weight"))):
            weights[name] = 1 + values / 8
        elif name.endswith(".weight"):
            weights[name] = values * math.sqrt(0.75 / math.prod(shape[1:]))
        else:
            weights[name] = values * 0.15
    return weights


class Network:
    def __init__(self, options):
        self.o = options
        self.w = make_weights(options)

    def linear(self, x, name):
        return F.linear(x, self.w[name + ".weight"], self.w[name + ".bias"])

    def layer_norm(self, x, name):
        return F.layer_norm(x, x.shape[-1:], self.w[name + ".weight"], self.w[name + ".bias"], eps=1e-6)

    def conv_norm(self, x, name, stride=1, relu=True):
        x = F.conv2d(x, self.w[name + ".conv.weight"], stride=stride, padding=1)
        name += ".norm"
        scale, shift = self.w[name + ".weight"], self.w[name + ".bias"]
        if name + ".running_mean" in self.w:
            x = F.batch_norm(x, self.w[name + ".running_mean"], self.w[name + ".running_var"], scale, shift, eps=1e-5)
        else:
            x = F.group_norm(x, 32, scale, shift, eps=1e-5)
        return x.relu() if relu else x

    def patches(self, pictures):
        if self.o["stem"] == "patch":
            name = "encoder.patch_embed.proj"
            x = F.conv2d(pictures, self.w[name + ".weight"], self.w[name + ".bias"], stride=PATCH)
        else:
            x = pictures
            for i in range(3):
                x = self.conv_norm(x, f"encoder.stem.{i}", stride=2)
            branch = self.conv_norm(self.conv_norm(x, "encoder.stem.3"), "encoder.stem.4", relu=False)
            x = self.conv_norm((x + branch).relu(), "encoder.stem.5", stride=2)
            x = F.conv2d(x, self.w["encoder.stem.proj.weight"], self.w["encoder.stem.proj.bias"])
        return x.flatten(2).transpose(1, 2)

    def target_embedding(self, sizes):
        """[B, tokens, D]: the target in the crop's middle mixes two vectors by the share of the cell it covers."""
        cells = self.o["template_size"] // PATCH
        inside, outside = self.w["encoder.target_embed"]
        rows = []
        for width, height in sizes.tolist():
            along = []
            for size in (height, width):
                low, high = (1 - size) / 2 * cells, (1 + size) / 2 * cells
                along.append([max(0.0, min(high, i + 1) - max(low, i)) for i in range(cells)])
            shares = [y * x for y in along[0] for x in along[1]]
            rows.append(torch.stack([s * inside + (1 - s) * outside for s in shares]))
        return torch.stack(rows)

    def encode(self, templates, sizes, searches, sparse):
        z, x = self.patches(templates), self.patches(searches)
        search = x + self.w["encoder.pos_embed_x"]
        if self.o["template_similarity"]:
            cosines = F.normalize(x, dim=2) @ F.normalize(z, dim=2).transpose(1, 2)
            search = search + self.linear(4 * cosines, "encoder.similarity")
        template = z + self.w["encoder.pos_embed_z"]
        if self.o["target_embedding"]:
            template = template + self.target_embedding(sizes)
        count, bins, width = z.shape[1], x.shape[1], x.shape[2]
        tokens = torch.cat([template, search], 1)
        kept = torch.arange(bins).expand(BATCH, bins)
        for i in range(self.o["depth"]):
            name = f"encoder.blocks.{i}"
            tokens, probabilities = self.attend(tokens, name)
            if sparse and i in self.o["elimination_layers"]:
                side = self.o["template_size"] // PATCH
                center = (side // 2 - 1) * (side + 1)  # upper-left of the four central cells
                scores = probabilities[:, :, center, count:].mean(1)
                number = math.ceil(self.o["keep_ratio"] * bins)
                ordered, order = scores.sort(dim=1, descending=True)
                assert (1 - ordered[:, number] / ordered[:, number - 1]).min() > 1e-4, "scores too close to call"
                kept = order[:, :number]
                chosen = tokens[:, count:].gather(1, kept[..., None].expand(-1, -1, width))
                tokens = torch.cat([tokens[:, :count], chosen], 1)
            hidden = F.gelu(self.linear(self.layer_norm(tokens, name + ".norm2"), name + ".mlp.fc1"))
            tokens = tokens + self.linear(hidden, name + ".mlp.fc2")
        features = self.layer_norm(tokens, "encoder.norm")[:, count:]
        whole = torch.zeros(BATCH, bins, width, dtype=features.dtype)
        return whole.scatter(1, kept[..., None].expand(-1, -1, width), features)

    def attend(self, tokens, name):
        b, length, width = tokens.shape
        heads = self.o["heads"]
        qkv = self.linear(self.layer_norm(tokens, name + ".norm1"), name + ".attn.qkv")
        q, k, v = qkv.reshape(b, length, 3, heads, width // heads).permute(2, 0, 3, 1, 4)
        probabilities = (q @ k.transpose(-1, -2) * (width // heads) ** -0.5).softmax(-1)
        mixed = (probabilities @ v).transpose(1, 2).reshape(b, length, width)
        return tokens + self.linear(mixed, name + ".attn.proj"), probabilities

    def starts(self, side):
        """[bins, n, 2] in cells. Point k starts at place k mod positions of: centre, corners, edges of half a cell."""
        places = [(0, 0), (-1, -1), (1, -1), (-1, 1), (1, 1), (0, -1), (0, 1), (-1, 0), (1, 0)]
        rows = []
        for y in range(side):
            for x in range(side):
                chosen = [places[k % self.o["init_positions"]] for k in range(self.o["points"])]
                rows.append([(x + 0.5 + dx / 4, y + 0.5 + dy / 4) for dx, dy in chosen])
        return torch.tensor(rows, dtype=torch.float64)

    def deformable(self, features, points, name):
        """relu(sum_k W_k F(point_k) + b): [B, bins, C]. Points in cells, a cell's centre at + 0.5; zeros outside."""
        b, c, side, _ = features.shape
        grid = (points - 0.5) * 2 / (side - 1) - 1
        sampled = F.grid_sample(features, grid, align_corners=True, padding_mode="zeros")  # [B, C, bins, n]
        weight = self.w[name + ".weight"].reshape(-1, self.o["points"], c)
        return (torch.einsum("bcpn,onc->bpo", sampled, weight) + self.w[name + ".bias"]).relu()

    def boxes(self, points):
        if self.o["points_to_box"] == "moment":
            center, deviation = points.mean(-2), points.std(-2, unbiased=True)
            half = deviation * self.w["head.moment_scale"].exp()
            return torch.cat([center - half, center + half], -1)
        if self.o["points_to_box"] == "partial_min_max":
            points = points[..., :4, :]
        return torch.cat([points.min(-2).values, points.max(-2).values], -1)

    def head(self, features):
        b, bins, _ = features.shape
        side, n = math.isqrt(bins), self.o["points"]
        map_ = features.transpose(1, 2).reshape(b, -1, side, side)
        score, points = map_, map_
        for i in range(self.o["head_layers"]):
            score = self.conv_norm(score, f"head.score_tower.{i}")
            points = self.conv_norm(points, f"head.points_tower.{i}")
        hidden = F.conv2d(points, self.w["head.init_hidden.weight"], self.w["head.init_hidden.bias"], padding=1).relu()
        offsets = F.conv2d(hidden, self.w["head.init_points.weight"], self.w["head.init_points.bias"])
        first = self.starts(side) + offsets.permute(0, 2, 3, 1).reshape(b, bins, n, 2)
        logits = self.linear(self.deformable(score, first, "head.refine_score_taps"), "head.score")[..., 0]
        moved = self.linear(self.deformable(points, first, "head.refine_points_taps"), "head.refine_points")
        second = first + moved.reshape(b, bins, n, 2)
        return {
            "score_logits": logits,
            "init_points": first * PATCH,
            "refined_points": second * PATCH,
            "init_boxes": self.boxes(first * PATCH),
            "refined_boxes": self.boxes(second * PATCH),
        }


def text(value):
    if isinstance(value, bool):
        return str(value).lower()
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


results = {}
metadata = {"made_by": f"torch {torch.__version__}, safetensors {safetensors.__version__}"}
for name, changes in CASES.items():
    options = BASE | changes
    metadata["case." + name] = " ".join(f"{key}={text(value)}" for key, value in options.items())
    network = Network(options)
    z, x = options["template_size"], options["search_size"]
    templates = numbers(BATCH * 3 * z * z, 1001).reshape(BATCH, 3, z, z)
    searches = numbers(BATCH * 3 * x * x, 1002).reshape(BATCH, 3, x, x)
    sizes = torch.tensor([[0.5, 0.35], [0.3, 0.7]], dtype=torch.float64)
    for sparse in (False, True) if name in ("plain", "all_options") else (False,):
        output = network.head(network.encode(templates, sizes, searches, sparse))
        for part, tensor in output.items():
            results[f"{name}.{'sparse' if sparse else 'dense'}.{part}"] = tensor.float().contiguous()
path = pathlib.Path(__file__).parent / "network.safetensors"
safetensors.torch.save_file(results, path, metadata=metadata)
print(path, len(CASES), "cases,", path.stat().st_size, "bytes;", metadata["made_by"])
