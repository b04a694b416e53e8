# SPDX-License-Identifier: Apache-2.0
"""Fashion-MNIST from the Debian package dataset-fashion-mnist (gzipped IDX files)."""
import gzip
from pathlib import Path

import numpy as np
import torch

DEFAULT_ROOT = Path("/usr/share/datasets/fashion-mnist")
CLASS_NAMES = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
               "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]


def _read_idx(path):
    with gzip.open(path, "rb") as file:
        content = file.read()
    rank = content[3]
    shape = np.frombuffer(content, ">u4", rank, 4)
    return np.frombuffer(content, np.uint8, offset=4 + 4 * rank).reshape(shape)


def load(split, root=DEFAULT_ROOT):
    """split 'train' or 't10k' -> (images uint8 [N, 1, 28, 28], labels int64 [N])."""
    images = _read_idx(Path(root) / f"{split}-images-idx3-ubyte.gz")
    labels = _read_idx(Path(root) / f"{split}-labels-idx1-ubyte.gz")
    return torch.from_numpy(images.copy()).unsqueeze(1), torch.from_numpy(labels.astype(np.int64))


def normalise(images, config):
    """uint8 pixels -> (pixel / 255 - mean) / std."""
    mean = torch.tensor(config["input"]["mean"]).view(1, -1, 1, 1)
    std = torch.tensor(config["input"]["std"]).view(1, -1, 1, 1)
    return (images.float() / 255.0 - mean) / std


def augment(images, max_shift):
    """Random horizontal flip and shift (border filled with background 0), per image."""
    n, _, height, width = images.shape
    padded = torch.nn.functional.pad(images, [max_shift] * 4)
    rows = torch.arange(height) + torch.randint(2 * max_shift + 1, (n, 1))
    columns = torch.arange(width) + torch.randint(2 * max_shift + 1, (n, 1))
    flip = torch.rand(n, 1) < 0.5
    columns = torch.where(flip, columns.flip(1), columns)
    picked = padded[torch.arange(n).view(n, 1, 1), 0, rows.unsqueeze(2), columns.unsqueeze(1)]
    return picked.unsqueeze(1)
