#!/usr/bin/env python3
"""Reference features of the encoder, dense and with candidate elimination, from PyTorch in double precision.

    pip install torch==2.11.0 safetensors numpy
    python tests/golden/make_model_golden.py         # writes tests/golden/encoder.safetensors

The encoder is written out here from the published definitions: a vision transformer (Dosovitskiy et al. 2021,
pre-norm blocks, exact GELU) over template and search tokens in one sequence, and the candidate elimination of OSTrack
(Ye et al. 2022): after the attention of a layer, the ceil(ratio n) search tokens stay that the template's centre token
attends to most; after the last norm they return to their places among zeros. Input crops follow from a formula that
the test repeats; weights and results are in the file.
"""

import math
import pathlib

import safetensors.torch
import torch
import torch.nn.functional as F

WIDTH, DEPTH, HEADS, MLP_RATIO = 16, 4, 2, 2
TEMPLATE, SEARCH, PATCH, BATCH = 64, 128, 16, 2
ELIMINATION_LAYERS, KEEP_RATIO = (1, 2, 3), 0.7


def crops(size, start):
    """[BATCH, 3, size, size]: multiples of 1/64 in [-2, 2), scattered by a multiplicative hash of the index."""
    count = BATCH * 3 * size * size
    hashed = (torch.arange(start, start + count, dtype=torch.int64) * 2654435761) % 2**32
    return ((hashed >> 24).double() / 64 - 2).reshape(BATCH, 3, size, size)


def make_weights():
    shapes = {"patch_embed.proj.weight": (WIDTH, 3, PATCH, PATCH), "patch_embed.proj.bias": (WIDTH,)}
    shapes["pos_embed_z"] = (1, (TEMPLATE // PATCH) ** 2, WIDTH)
    shapes["pos_embed_x"] = (1, (SEARCH // PATCH) ** 2, WIDTH)
    for i in range(DEPTH):
        for name, out, inner in (
            ("attn.qkv", 3 * WIDTH, WIDTH),
            ("attn.proj", WIDTH, WIDTH),
            ("mlp.fc1", MLP_RATIO * WIDTH, WIDTH),
            ("mlp.fc2", WIDTH, MLP_RATIO * WIDTH),
        ):
            shapes[f"blocks.{i}.{name}.weight"] = (out, inner)
            shapes[f"blocks.{i}.{name}.bias"] = (out,)
        for name in ("norm1", "norm2"):
            shapes[f"blocks.{i}.{name}.weight"] = shapes[f"blocks.{i}.{name}.bias"] = (WIDTH,)
    shapes["norm.weight"] = shapes["norm.bias"] = (WIDTH,)
    weights = {}
    for name, shape in shapes.items():
        fan_in = math.prod(shape[1:]) if len(shape) in (2, 4) else 1
        scale = 1 / math.sqrt(fan_in) if fan_in > 1 else 0.3
        weights[name] = torch.randn(shape) * scale + (1 if "norm" in name and name.endswith("weight") else 0)
    for i in range(DEPTH):  # attention that tells tokens apart, so that no two scores are close
        weights[f"blocks.{i}.attn.qkv.weight"] *= 2
    return weights


def layer_norm(x, weights, name):
    return F.layer_norm(x, (WIDTH,), weights[name + ".weight"], weights[name + ".bias"], eps=1e-6)


def linear(x, weights, name):
    return F.linear(x, weights[name + ".weight"], weights[name + ".bias"])


def patches(pictures, weights):
    map_ = F.conv2d(pictures, weights["patch_embed.proj.weight"], weights["patch_embed.proj.bias"], stride=PATCH)
    return map_.flatten(2).transpose(1, 2)


def attention(x, weights, name):
    """Output and [B, heads, L, L] probabilities."""
    b, length, _ = x.shape
    qkv = linear(x, weights, name + ".qkv").reshape(b, length, 3, HEADS, WIDTH // HEADS)
    q, k, v = qkv.permute(2, 0, 3, 1, 4)
    probabilities = (q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5).softmax(-1)
    mixed = (probabilities @ v).transpose(1, 2).reshape(b, length, WIDTH)
    return linear(mixed, weights, name + ".proj"), probabilities


def encode(templates, searches, weights, sparse):
    """[B, search tokens, WIDTH] and, if sparse, the bins of the kept tokens."""
    z = patches(templates, weights) + weights["pos_embed_z"]
    x = torch.cat([z, patches(searches, weights) + weights["pos_embed_x"]], 1)
    template_count, bins = z.shape[1], x.shape[1] - z.shape[1]
    side = TEMPLATE // PATCH
    center = (side // 2 - 1) * side + side // 2 - 1  # upper-left of the four central cells
    kept = torch.arange(bins).expand(BATCH, bins)
    smallest_gap = math.inf
    for i in range(DEPTH):
        name = f"blocks.{i}"
        mixed, probabilities = attention(layer_norm(x, weights, name + ".norm1"), weights, name + ".attn")
        x = x + mixed
        if sparse and i in ELIMINATION_LAYERS:
            scores = probabilities[:, :, center, template_count:].mean(1)
            count = math.ceil(KEEP_RATIO * scores.shape[1])
            ordered, order = scores.sort(dim=1, descending=True)
            smallest_gap = min(smallest_gap, (1 - ordered[:, count] / ordered[:, count - 1]).min().item())
            order = order[:, :count]
            kept = kept.gather(1, order)
            chosen = x[:, template_count:].gather(1, order[..., None].expand(-1, -1, WIDTH))
            x = torch.cat([x[:, :template_count], chosen], 1)
        hidden = F.gelu(linear(layer_norm(x, weights, name + ".norm2"), weights, name + ".mlp.fc1"))
        x = x + linear(hidden, weights, name + ".mlp.fc2")
    features = layer_norm(x, weights, "norm")[:, template_count:]
    if sparse:
        # A test in single precision must come to the same choice.
        assert smallest_gap > 1e-4, f"scores too close to call: {smallest_gap}"
        recovered = torch.zeros(BATCH, bins, WIDTH, dtype=features.dtype)
        features = recovered.scatter(1, kept[..., None].expand(-1, -1, WIDTH), features)
    return features, kept


torch.manual_seed(20261125)
weights = make_weights()
wide = {name: tensor.double() for name, tensor in weights.items()}
templates, searches = crops(TEMPLATE, 0), crops(SEARCH, 1_000_000)
out = {"encoder." + name: tensor for name, tensor in weights.items()}
out["dense"], _ = encode(templates, searches, wide, sparse=False)
out["sparse"], kept = encode(templates, searches, wide, sparse=True)
out["kept"] = kept.sort(dim=1).values
for name in ("dense", "sparse"):
    out[name] = out[name].float()
path = pathlib.Path(__file__).parent / "encoder.safetensors"
metadata = {"made_by": f"torch {torch.__version__}, safetensors {safetensors.__version__}"}
safetensors.torch.save_file({name: tensor.contiguous() for name, tensor in out.items()}, path, metadata=metadata)
print(path, "kept", kept.shape[1], "of", (SEARCH // PATCH) ** 2)
