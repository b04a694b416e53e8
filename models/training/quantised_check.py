# SPDX-License-Identifier: Apache-2.0
"""Predict how well an integer network will agree with the float one.

Folds every batch norm, fuses every RepConv to one dense 3x3 convolution and
rounds the weights to 8 bits per output channel. Layers that write the residual
stream get power-of-two scales, as their sums meet on one fixed-point grid.
Membranes stay in float here: this bounds the effect of the weights alone.

python3 quantised_check.py checkpoint.safetensors config.json --images 2000
"""
import argparse

import torch
from torch import nn

import checkpoint
import data
from evaluate import evaluate
from fusion import fold_bn, fuse_rep_conv, quantisation_step, rounded
from model import Attention, ConvBlock, DownSampling, MLP, SepConv


def _replace(conv, weight, bias):
    conv.weight, conv.bias = nn.Parameter(weight), nn.Parameter(bias)


def _fold_pair(owner, conv_name, bn_name, bits, power_of_two):
    conv = getattr(owner, conv_name)
    _replace(conv, *rounded(*fold_bn(conv, getattr(owner, bn_name)), bits, power_of_two))
    setattr(owner, bn_name, nn.Identity())


def _fold_sep_conv(sep, bits):
    _fold_pair(sep, "pwconv1", "bn1", bits, False)
    weight, bias = fold_bn(sep.pwconv2, sep.bn2)
    if bits is not None:
        # The chip hands pwconv2 the depth-wise sums as integers, so their
        # per-channel step moves into pwconv2's weights before these are rounded.
        step = quantisation_step(sep.dwconv.weight.detach(), bits, False)
        grid = step.view(-1, 1, 1, 1)
        sep.dwconv.weight = nn.Parameter(torch.round(sep.dwconv.weight / grid) * grid)
        weight, bias = rounded(weight * step.view(1, -1, 1, 1), bias, bits, True)
        weight = weight / step.view(1, -1, 1, 1)
    _replace(sep.pwconv2, weight, bias)
    sep.bn2 = nn.Identity()


def _fold_attention(attention, dim, bits):
    for name in ("q", "k", "v", "proj"):
        sequential = getattr(attention, f"{name}_conv")
        conv = nn.Conv2d(dim, dim, 3, padding=1)
        _replace(conv, *rounded(*fuse_rep_conv(sequential), bits, name == "proj"))
        setattr(attention, f"{name}_conv", conv)


@torch.no_grad()
def fuse(model, bits=None):
    """Fold and fuse the model in place; bits=None keeps float weights."""
    for module in list(model.modules()):
        if isinstance(module, DownSampling):
            _fold_pair(module, "encode_conv", "encode_bn", bits, True)
        elif isinstance(module, SepConv):
            _fold_sep_conv(module, bits)
        elif isinstance(module, ConvBlock):
            _fold_pair(module, "conv1", "bn1", bits, False)
            _fold_pair(module, "conv2", "bn2", bits, True)
        elif isinstance(module, MLP):
            _fold_pair(module, "fc1_conv", "fc1_bn", bits, False)
            _fold_pair(module, "fc2_conv", "fc2_bn", bits, True)
        elif isinstance(module, Attention):
            _fold_attention(module, module.proj_conv[1].num_features, bits)
    _replace(model.head, *rounded(model.head.weight.detach(), model.head.bias.detach(), bits, False))
    return model


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkpoint")
    parser.add_argument("config")
    parser.add_argument("--images", type=int, default=2000)
    parser.add_argument("--bits", type=int, nargs="+", default=[8, 7])
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    images, labels = (x[:args.images] for x in data.load("t10k"))
    reference = None
    for bits in [None, "fused", *args.bits]:
        model, config = checkpoint.load(args.checkpoint, args.config)
        if bits is not None:
            fuse(model, None if bits == "fused" else bits)
        result = evaluate(model, config, images, labels)
        reference = reference or result
        same = sum(a == b for a, b in zip(result["predictions"], reference["predictions"]))
        label = {None: "float", "fused": "float, fused"}.get(bits, f"{bits} bit, fused")
        print(f"{label:14s} top1 {result['top1']:.4f} agreement {same / len(images):.4f}", flush=True)


if __name__ == "__main__":
    main()
