#!/usr/bin/env python3
"""Reference values of our kernels from torchvision and PyTorch.

    pip install torch==2.11.0 torchvision==0.26.0 safetensors numpy
    python tests/golden/make_kernels_golden.py          # writes tests/golden/kernels.safetensors

deform_conv: torchvision.ops.deform_conv2d with the offsets (point - cell - tap) that put its taps on our points.
iou, giou: torchvision.ops.box_iou and generalized_box_iou. resize: torch's antialiased bilinear interpolation of a whole
picture, which a crop of the picture's size must equal.
"""

import pathlib

import safetensors.torch
import torch
import torchvision

torch.manual_seed(20261123)
out = {}

# Deformable convolution: points around their cell, some outside the map.
b, c, c_out, h, w = 2, 4, 3, 6, 5
features = torch.randn(b, c, h, w, requires_grad=True)
weight = torch.randn(c_out, c, 3, 3)
points = torch.randn(b, h * w, 9, 2) * 1.5
y, x = torch.meshgrid(torch.arange(h), torch.arange(w), indexing="ij")
points = points + torch.stack([x, y], -1).reshape(1, h * w, 1, 2)  # (x, y) in cells
points.requires_grad_(True)
tap_y, tap_x = torch.meshgrid(torch.arange(-1, 2), torch.arange(-1, 2), indexing="ij")
taps = torch.stack([tap_y.reshape(-1), tap_x.reshape(-1)], -1)  # (y, x), row-major
cells = torch.stack([y.reshape(-1), x.reshape(-1)], -1)
offsets = points.flip(-1) - cells[None, :, None] - taps[None, None]  # (y, x)
offsets = offsets.reshape(b, h, w, 18).permute(0, 3, 1, 2)
result = torchvision.ops.deform_conv2d(features, offsets, weight, padding=1)
grad = torch.randn_like(result)
result.backward(grad)
out["deform.features"] = features.detach().permute(0, 2, 3, 1)  # [B, H, W, C], as ours
out["deform.points"] = points.detach()
out["deform.weight"] = weight.permute(0, 2, 3, 1).reshape(c_out, 9 * c)  # tap-major
out["deform.result"] = result.detach().flatten(2).transpose(1, 2)  # [B, N, C_out]
out["deform.grad"] = grad.flatten(2).transpose(1, 2)
out["deform.grad_features"] = features.grad.permute(0, 2, 3, 1)
out["deform.grad_points"] = points.grad

corners = torch.rand(40, 2) * 50
boxes = torch.cat([corners, corners + torch.rand(40, 2) * 30], 1)
a, b2 = boxes[:20], boxes[20:]
out["boxes.a"], out["boxes.b"] = a, b2
out["boxes.iou"] = torchvision.ops.box_iou(a, b2).diagonal()
out["boxes.giou"] = torchvision.ops.generalized_box_iou(a, b2).diagonal()

picture = torch.randint(0, 256, (48, 48, 3), dtype=torch.uint8)
out["resize.picture"] = picture
mean = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
std = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)
wide = picture.permute(2, 0, 1)[None].float() / 255
for size in (20, 96):
    resized = torch.nn.functional.interpolate(wide, (size, size), mode="bilinear", antialias=True, align_corners=False)
    out[f"resize.{size}"] = (resized - mean) / std

path = pathlib.Path(__file__).with_name("kernels.safetensors")
safetensors.torch.save_file(
    {k: v.contiguous() for k, v in out.items()}, path,
    {"torch": torch.__version__, "torchvision": torchvision.__version__, "script": "make_kernels_golden.py"})
print(f"{path}: {path.stat().st_size} bytes")
