#!/usr/bin/env python3
"""Small checkpoints as MAE, DeiT and OSTrack publish theirs, and what an import must make of them.

    pip install torch==2.11.0 safetensors numpy
    python tests/golden/make_checkpoints.py          # writes tests/golden/checkpoints/

The encoder is 16 wide, 1 block deep. Its patch embedding holds one value a row, stored once (stride 0), which keeps
the files small and tests strides. expected.safetensors has, under "mae/", "deit/" and "ostrack/", the tensors that the
network must then hold; position embeddings resized by torch.nn.functional.interpolate.
"""

import argparse
import collections
import pathlib
import sys
import types

import safetensors.torch
import torch
import torch.nn.functional as F

WIDTH, MLP = 16, 16
GRID_Z, GRID_X = 2, 4  # a template of 32 px, a search region of 64 px
folder = pathlib.Path(__file__).parent / "checkpoints"


class AdminClass:
    """Stands for OSTrack's lib.train.admin classes, whose instances lie beside the weights."""

    def __init__(self):
        self.history = [1.0, 2.5, None, (True, "text")]
        self.tensor = torch.ones(2)


def encoder(classes, grid):
    block = "blocks.0."
    shapes = {
        "cls_token": (1, 1, WIDTH),
        "pos_embed": (1, classes + grid * grid, WIDTH),
        "patch_embed.proj.bias": (WIDTH,),
        block + "norm1.weight": (WIDTH,),
        block + "norm1.bias": (WIDTH,),
        block + "attn.qkv.weight": (3 * WIDTH, WIDTH),
        block + "attn.qkv.bias": (3 * WIDTH,),
        block + "attn.proj.weight": (WIDTH, WIDTH),
        block + "attn.proj.bias": (WIDTH,),
        block + "norm2.weight": (WIDTH,),
        block + "norm2.bias": (WIDTH,),
        block + "mlp.fc1.weight": (MLP, WIDTH),
        block + "mlp.fc1.bias": (MLP,),
        block + "mlp.fc2.weight": (WIDTH, MLP),
        block + "mlp.fc2.bias": (WIDTH,),
        "norm.weight": (WIDTH,),
        "norm.bias": (WIDTH,),
    }
    tensors = collections.OrderedDict((name, torch.randn(shape)) for name, shape in shapes.items())
    tensors["patch_embed.proj.weight"] = torch.randn(WIDTH, 1, 1, 1).expand(WIDTH, 3, 16, 16)
    return tensors


def resized(tokens, wanted):
    side = round(tokens.shape[1] ** 0.5)
    if side == wanted:
        return tokens
    picture = tokens.reshape(1, side, side, WIDTH).permute(0, 3, 1, 2)
    picture = F.interpolate(picture, size=(wanted, wanted), mode="bicubic", align_corners=False)
    return picture.permute(0, 2, 3, 1).reshape(1, wanted * wanted, WIDTH)


expected = {}


def expect(kind, tensors, position_z, position_x):
    for name, tensor in tensors.items():
        if name.startswith(("blocks.", "norm.", "patch_embed.proj.bias")):
            expected[f"{kind}/encoder.{name}"] = tensor.detach().float().contiguous().clone()
    expected[f"{kind}/encoder.pos_embed_z"] = resized(position_z, GRID_Z).contiguous().clone()
    expected[f"{kind}/encoder.pos_embed_x"] = resized(position_x, GRID_X).contiguous().clone()


def make_mae():
    """{"model": plain dict}; class token, 5x5 grid; a decoder and a mask token beside the encoder."""
    tensors = encoder(classes=1, grid=5)
    grid = tensors["pos_embed"][:, 1:]
    expect("mae", tensors, grid, grid)
    extra = {"mask_token": torch.zeros(1, 1, 8), "decoder_blocks.0.attn.qkv.weight": torch.zeros(2, 2)}
    torch.save({"model": dict(tensors, **extra)}, folder / "mae.pth")


def make_deit():
    """A distilled DeiT: bfloat16 and float16, Parameters, transposed and shared storages; pickle protocol 4."""
    tensors = encoder(classes=2, grid=GRID_X)
    tensors["dist_token"] = torch.zeros(1, 1, WIDTH)
    tensors["head.weight"], tensors["head.bias"] = torch.zeros(2, WIDTH), torch.zeros(2)
    tensors["head_dist.weight"], tensors["head_dist.bias"] = torch.zeros(2, WIDTH), torch.zeros(2)
    block = "blocks.0."
    tensors[block + "attn.qkv.weight"] = torch.randn(WIDTH, 3 * WIDTH).bfloat16().t()
    tensors[block + "attn.proj.weight"] = torch.nn.Parameter(torch.randn(WIDTH, WIDTH).half())
    both = torch.randn(2 * MLP, WIDTH)
    tensors[block + "mlp.fc1.weight"] = both[:MLP]
    tensors[block + "mlp.fc2.weight"] = both[MLP:].t()
    grid = tensors["pos_embed"][:, 2:]
    expect("deit", tensors, grid, grid)
    torch.save({"model": tensors}, folder / "deit.pth", pickle_protocol=4)


def make_ostrack():
    """{"net": OrderedDict with metadata, "stats": class instances, "settings": Namespace, "optimizer": ...}."""
    admin = types.ModuleType("lib.train.admin.stats")
    admin.AdminClass = AdminClass
    AdminClass.__module__ = "lib.train.admin.stats"
    sys.modules.update({name: admin for name in ("lib", "lib.train", "lib.train.admin", "lib.train.admin.stats")})

    tensors = encoder(classes=1, grid=3)
    tensors["pos_embed_z"] = torch.randn(1, GRID_Z**2, WIDTH)
    tensors["pos_embed_x"] = torch.randn(1, 36, WIDTH)
    expect("ostrack", tensors, tensors["pos_embed_z"], tensors["pos_embed_x"])
    net = collections.OrderedDict(("backbone." + name, tensor) for name, tensor in tensors.items())
    net["box_head.conv1_ctr.0.weight"] = torch.zeros(2, 2, 3, 3)
    net["box_head.conv1_ctr.1.num_batches_tracked"] = torch.tensor(7)
    net._metadata = collections.OrderedDict({"": {"version": 1}})
    moment = {"state": {0: {"step": torch.tensor(3.0), "exp_avg": torch.zeros(2)}}, "param_groups": [{"lr": 1e-4}]}
    content = {
        "epoch": 300,
        "actor_type": "OSTrackActor",
        "net_type": "OSTrack",
        "net": net,
        "net_info": None,
        "constructor": None,
        "optimizer": moment,
        "stats": collections.OrderedDict(train={"Loss/total": AdminClass()}),
        "settings": argparse.Namespace(local_rank=-1, batchsize=32, large=2**70, negative=-(2**40)),
    }
    torch.save(content, folder / "ostrack.pth.tar")


def make_legacy():
    torch.save({"a": torch.ones(2)}, folder / "legacy.pth", _use_new_zipfile_serialization=False)


if __name__ == "__main__":
    torch.manual_seed(20261124)
    folder.mkdir(exist_ok=True)
    make_mae()
    make_deit()
    make_ostrack()
    make_legacy()
    metadata = {"made_by": f"torch {torch.__version__}, safetensors {safetensors.__version__}"}
    safetensors.torch.save_file(expected, folder / "expected.safetensors", metadata=metadata)
