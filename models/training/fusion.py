# SPDX-License-Identifier: Apache-2.0
"""Batch-norm folding, RepConv fusion and rounding to the grid of integer weights."""
import torch


def bn_scale_shift(bn):
    scale = (bn.weight / torch.sqrt(bn.running_var + bn.eps)).detach()
    return scale, (bn.bias - bn.running_mean * scale).detach()


def fold_bn(conv, bn):
    """-> (weight, bias) of conv followed by bn."""
    scale, shift = bn_scale_shift(bn)
    weight = conv.weight.detach() * scale.view(-1, *[1] * (conv.weight.dim() - 1))
    bias = shift if conv.bias is None else shift + conv.bias.detach() * scale
    return weight, bias


def fuse_rep_conv(sequential):
    """-> (weight [out, in, 3, 3], bias) of RepConv followed by its outer BN.

    Exact at the border too: BNAndPad pads with BN(0), which is what the first
    1x1 convolution and its BN give for a zero-padded input.
    """
    body, outer = sequential[0].body, sequential[1]
    depthwise, pointwise, inner = body[2]
    s1, b1 = bn_scale_shift(body[1].bn)
    w2, b2 = fold_bn(pointwise, inner)
    s3, b3 = bn_scale_shift(outer)
    w2, b2 = w2[:, :, 0, 0] * s3.view(-1, 1), b2 * s3 + b3
    kernel = depthwise.weight.detach()[:, 0]
    first = body[0].weight.detach()[:, :, 0, 0] * s1.view(-1, 1)
    weight = torch.einsum("oc,chw,ci->oihw", w2, kernel, first)
    return weight, b2 + w2 @ (b1 * kernel.sum((1, 2)))


def quantisation_step(weight, bits, power_of_two):
    step = weight.flatten(1).abs().amax(1).clamp(min=1e-8) / (2 ** (bits - 1) - 1)
    return torch.exp2(torch.ceil(torch.log2(step))) if power_of_two else step

