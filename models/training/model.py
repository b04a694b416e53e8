# SPDX-License-Identifier: Apache-2.0
"""Meta-SpikeFormer (Spike-driven Transformer V2) with the authors' state-dict names.

Tensors are [T, B, C, H, W] between neurons; convolutions and batch norms see
T folded into the batch. All residuals are added to the real-valued stream
before the next neuron ("membrane shortcut").
"""
import torch
from torch import nn
from torch.nn import functional as F

from lif import LIF

SEPCONV_RATIO = 2
CHANNELCONV_RATIO = 4
ATTENTION_THRESHOLD = 0.5


def over_time(module, x):
    """Apply a convolution / batch norm to every time step of x [T, B, ...]."""
    y = module(x.flatten(0, 1))
    return y.view(x.shape[0], x.shape[1], *y.shape[1:])


class BNAndPad(nn.Module):
    """Batch norm, then padding with BN(0): keeps the RepConv chain fusable at the border."""

    def __init__(self, channels, pad):
        super().__init__()
        self.bn = nn.BatchNorm2d(channels)
        self.pad = pad

    def forward(self, x):
        x = self.bn(x)
        bn = self.bn
        scale = bn.weight.detach() / torch.sqrt(bn.running_var + bn.eps)
        border = (bn.bias.detach() - bn.running_mean * scale).view(1, -1, 1, 1)
        return F.pad(x - border, [self.pad] * 4) + border


class RepConv(nn.Module):
    """1x1 -> BN and pad -> depth-wise 3x3 -> 1x1 -> BN."""

    def __init__(self, channels):
        super().__init__()
        tail = nn.Sequential(
            nn.Conv2d(channels, channels, 3, groups=channels, bias=False),
            nn.Conv2d(channels, channels, 1, bias=False),
            nn.BatchNorm2d(channels),
        )
        self.body = nn.Sequential(
            nn.Conv2d(channels, channels, 1, bias=False), BNAndPad(channels, 1), tail)

    def forward(self, x):
        return self.body(x)


def rep_conv_bn(channels):
    return nn.Sequential(RepConv(channels), nn.BatchNorm2d(channels))


class SepConv(nn.Module):
    """LIF -> 1x1 -> BN -> LIF -> depth-wise 7x7 -> 1x1 -> BN."""

    def __init__(self, dim):
        super().__init__()
        hidden = SEPCONV_RATIO * dim
        self.lif1 = LIF()
        self.pwconv1 = nn.Conv2d(dim, hidden, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(hidden)
        self.lif2 = LIF()
        self.dwconv = nn.Conv2d(hidden, hidden, 7, padding=3, groups=hidden, bias=False)
        self.pwconv2 = nn.Conv2d(hidden, dim, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(dim)

    def forward(self, x):
        x = over_time(lambda s: self.bn1(self.pwconv1(s)), self.lif1(x))
        return over_time(lambda s: self.bn2(self.pwconv2(self.dwconv(s))), self.lif2(x))


class ConvBlock(nn.Module):
    """SepConv and ChannelConv, each with a residual."""

    def __init__(self, dim):
        super().__init__()
        hidden = CHANNELCONV_RATIO * dim
        self.Conv = SepConv(dim)
        self.lif1 = LIF()
        self.conv1 = nn.Conv2d(dim, hidden, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(hidden)
        self.lif2 = LIF()
        self.conv2 = nn.Conv2d(hidden, dim, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(dim)

    def forward(self, x):
        x = x + self.Conv(x)
        y = over_time(lambda s: self.bn1(self.conv1(s)), self.lif1(x))
        return x + over_time(lambda s: self.bn2(self.conv2(s)), self.lif2(y))


class Attention(nn.Module):
    """SDSA-3: attn_lif(scale * Q (K^T V)), then a RepConv projection."""

    def __init__(self, dim, num_heads, scale):
        super().__init__()
        self.head_lif = LIF()
        for name in ("q", "k", "v"):
            setattr(self, f"{name}_conv", rep_conv_bn(dim))
            setattr(self, f"{name}_lif", LIF())
        self.attn_lif = LIF(ATTENTION_THRESHOLD)
        self.proj_conv = rep_conv_bn(dim)
        # One [C, C] product masked to its head blocks is faster on a CPU than
        # many [C / heads, C / heads] products, which are too small for BLAS.
        blocks = [torch.full((dim // num_heads,) * 2, scale)] * num_heads
        self.register_buffer("scaled_head_mask", torch.block_diag(*blocks), persistent=False)

    def forward(self, x):
        s = self.head_lif(x)
        q = self.q_lif(over_time(self.q_conv, s)).flatten(3)
        k = self.k_lif(over_time(self.k_conv, s)).flatten(3)
        v = self.v_lif(over_time(self.v_conv, s)).flatten(3)
        vk = (v @ k.transpose(-1, -2)) * self.scaled_head_mask
        a = vk @ q
        return over_time(self.proj_conv, self.attn_lif(a.view(x.shape)))


class MLP(nn.Module):
    def __init__(self, dim, ratio):
        super().__init__()
        self.fc1_lif = LIF()
        self.fc1_conv = nn.Conv1d(dim, ratio * dim, 1)
        self.fc1_bn = nn.BatchNorm1d(ratio * dim)
        self.fc2_lif = LIF()
        self.fc2_conv = nn.Conv1d(ratio * dim, dim, 1)
        self.fc2_bn = nn.BatchNorm1d(dim)

    def forward(self, x):
        y = self.fc1_lif(x.flatten(3))
        y = over_time(lambda s: self.fc1_bn(self.fc1_conv(s)), y)
        y = over_time(lambda s: self.fc2_bn(self.fc2_conv(s)), self.fc2_lif(y))
        return y.view(x.shape)


class Block(nn.Module):
    def __init__(self, dim, num_heads, mlp_ratio, scale):
        super().__init__()
        self.attn = Attention(dim, num_heads, scale)
        self.mlp = MLP(dim, mlp_ratio)

    def forward(self, x):
        x = x + self.attn(x)
        return x + self.mlp(x)


class DownSampling(nn.Module):
    """(LIF ->) conv -> BN; the first one reads the image and has no neuron."""

    def __init__(self, c_in, c_out, kernel, stride, first=False):
        super().__init__()
        self.encode_lif = None if first else LIF()
        self.encode_conv = nn.Conv2d(c_in, c_out, kernel, stride, kernel // 2)
        self.encode_bn = nn.BatchNorm2d(c_out)

    def forward(self, x):
        if self.encode_lif is not None:
            x = self.encode_lif(x)
        return over_time(lambda s: self.encode_bn(self.encode_conv(s)), x)


class MetaSpikeFormer(nn.Module):
    def __init__(self, config):
        super().__init__()
        dims, strides = config["embed_dims"], config["strides"]
        self.time_steps = config["time_steps"]
        half = dims[0] // 2
        channels = config["input"]["channels"]
        self.downsample1_1 = DownSampling(channels, half, 7, strides[0], first=True)
        self.ConvBlock1_1 = nn.ModuleList([ConvBlock(half)])
        self.downsample1_2 = DownSampling(half, dims[0], 3, strides[1])
        self.ConvBlock1_2 = nn.ModuleList([ConvBlock(dims[0])])
        self.downsample2 = DownSampling(dims[0], dims[1], 3, strides[2])
        self.ConvBlock2_1 = nn.ModuleList([ConvBlock(dims[1])])
        self.ConvBlock2_2 = nn.ModuleList([ConvBlock(dims[1])])
        self.downsample3 = DownSampling(dims[1], dims[2], 3, strides[3])
        self.block3 = self._stage(config, dims[2], config["depths"][0])
        self.downsample4 = DownSampling(dims[2], dims[3], 3, strides[4])
        self.block4 = self._stage(config, dims[3], config["depths"][1])
        self.lif = LIF()
        self.head = nn.Linear(dims[3], config["num_classes"])

    @staticmethod
    def _stage(config, dim, depth):
        heads, ratio = config["num_heads"], config["mlp_ratio"]
        return nn.ModuleList(
            Block(dim, heads, ratio, config["attention_scale"]) for _ in range(depth))

    def features(self, x):
        """Residual stream [T, B, C, H, W] behind the last block."""
        x = self.downsample1_1(x)
        # The image is the same in every step, so its convolution runs once.
        x = x.expand(self.time_steps, *x.shape[1:])
        for stage in (self.ConvBlock1_1, [self.downsample1_2], self.ConvBlock1_2,
                      [self.downsample2], self.ConvBlock2_1, self.ConvBlock2_2,
                      [self.downsample3], self.block3, [self.downsample4], self.block4):
            for layer in stage:
                x = layer(x)
        return x

    def forward(self, images):
        """images [B, C, H, W], normalised -> logits [B, classes]."""
        x = self.features(images.unsqueeze(0))
        spikes = self.lif(x.flatten(3).mean(3))
        return self.head(spikes).mean(0)


def lif_modules(model):
    """Name -> LIF in the order of execution."""
    return {name: m for name, m in model.named_modules() if isinstance(m, LIF)}


def firing_rates(model):
    """Firing rate of every LIF in the last forward pass."""
    return {name: float(m.firing_rate) for name, m in lif_modules(model).items()}
