# SPDX-License-Identifier: Apache-2.0
"""Multi-step leaky integrate-and-fire neuron (tau 2, hard reset to 0).

Equals spikingjelly's MultiStepLIFNode(tau=2.0, detach_reset=True) with its
default decay_input: charge H = V/2 + X/2, fire S = [H >= v_threshold],
reset V = H * (1 - S).
"""
import torch
from torch import nn

SURROGATE_ALPHA = 4.0


class _MultiStepLif(torch.autograd.Function):
    """All time steps in one node: autograd over T Python steps is far slower."""

    @staticmethod
    def forward(ctx, x, v_threshold):
        charged = torch.empty_like(x)
        spikes = torch.empty_like(x)
        membrane = None
        for t in range(x.shape[0]):
            h = charged[t]
            torch.mul(x[t], 0.5, out=h)
            if membrane is not None:
                h.add_(membrane, alpha=0.5)
            torch.ge(h, v_threshold, out=spikes[t])
            membrane = torch.addcmul(h, h, spikes[t], value=-1.0)
        ctx.save_for_backward(charged, spikes)
        ctx.v_threshold = v_threshold
        return spikes

    @staticmethod
    def backward(ctx, grad_spikes):
        charged, spikes = ctx.saved_tensors
        # In place: the passes over memory dominate the cost of this function.
        sigma = charged.sub(ctx.v_threshold).mul_(SURROGATE_ALPHA).sigmoid_()
        grad_h = torch.addcmul(sigma, sigma, sigma, value=-1.0)
        grad_h.mul_(grad_spikes).mul_(SURROGATE_ALPHA)
        # detach_reset: the reset (1 - S) is a constant for the gradient.
        for t in range(charged.shape[0] - 2, -1, -1):
            carried = grad_h[t + 1] * 0.5
            grad_h[t].add_(carried).addcmul_(carried, spikes[t], value=-1.0)
        return grad_h.mul_(0.5), None


class LIF(nn.Module):
    """Spiking neuron on [T, B, ...]; has no state-dict entry and no state between calls."""

    def __init__(self, v_threshold=1.0):
        super().__init__()
        self.v_threshold = v_threshold
        self.firing_rate = 0.0

    def forward(self, x):
        spikes = _MultiStepLif.apply(x.contiguous(), self.v_threshold)
        self.firing_rate = spikes.detach().mean()
        return spikes
