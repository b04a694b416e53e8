# SPDX-License-Identifier: Apache-2.0
"""Write the float network's spikes of a few test images, as a reference for other code.

The output is a safetensors file with
  images  U8  [N, C, H, W]      raw pixels
  labels  I64 [N]
  logits  F32 [N, classes]
  spikes.<LIF name>  U8 [N, T, bytes]
The last holds one bit per neuron, in the order channel, row, column; neuron i is
bit i % 8 (least significant first) of byte i / 8. Its shape before packing,
"C,H,W" (or "C,tokens", "C"), stands in __metadata__ under the same name.

python3 export_golden.py checkpoint.safetensors config.json golden.safetensors --images 2
"""
import argparse

import numpy as np
import torch

import checkpoint
import data
import safetensors_file
from model import lif_modules


def record_spikes(model, batch):
    """-> (logits, {LIF name: uint8 array [T, N, ...]})."""
    spikes = {}
    hooks = [lif.register_forward_hook(
        lambda _, __, output, name=name: spikes.update({name: output.byte().numpy()}))
        for name, lif in lif_modules(model).items()]
    with torch.no_grad():
        logits = model(batch)
    for hook in hooks:
        hook.remove()
    return logits.numpy(), spikes


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkpoint")
    parser.add_argument("config")
    parser.add_argument("output")
    parser.add_argument("--images", type=int, default=2, help="first N test images")
    args = parser.parse_args()
    model, config = checkpoint.load(args.checkpoint, args.config)
    images, labels = (x[:args.images] for x in data.load("t10k"))
    logits, spikes = record_spikes(model, data.normalise(images, config))
    tensors = {"images": images.numpy(), "labels": labels.numpy(), "logits": logits}
    shapes = {}
    for name, array in spikes.items():
        steps, count = array.shape[:2]
        flat = array.swapaxes(0, 1).reshape(count, steps, -1)
        tensors[f"spikes.{name}"] = np.packbits(flat, axis=2, bitorder="little")
        shapes[f"spikes.{name}"] = ",".join(map(str, array.shape[2:]))
    safetensors_file.save(args.output, tensors, shapes)


if __name__ == "__main__":
    main()
