# SPDX-License-Identifier: Apache-2.0
"""Replace a checkpoint's batch-norm statistics by averages over many training images.

Training leaves an exponential average over the last few batches, seen with noisy
weights; inference deserves the statistics of the final weights.

python3 recalibrate_bn.py in.safetensors config.json out.safetensors --images 10000
"""
import argparse

import torch
from torch import nn

import checkpoint
import data


@torch.no_grad()
def recalibrate(model, config, images, batch_size=500):
    norms = [m for m in model.modules() if isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d))]
    for norm in norms:
        norm.num_batches_tracked.zero_()
        norm.momentum = None  # PyTorch's cumulative average
    model.train()
    for begin in range(0, len(images), batch_size):
        model(data.normalise(images[begin:begin + batch_size], config))
    return model.eval()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkpoint")
    parser.add_argument("config")
    parser.add_argument("output")
    parser.add_argument("--images", type=int, default=10000, help="first N training images")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    model, config = checkpoint.load(args.checkpoint, args.config)
    images = data.load("train")[0][:args.images]
    checkpoint.export_weights(recalibrate(model, config, images), config, args.output)


if __name__ == "__main__":
    main()
