# SPDX-License-Identifier: Apache-2.0
"""Train Meta-SpikeFormer on Fashion-MNIST.

python3 train.py --run /tmp/run --phases 2x9,4x5 --robust-epochs 3

A phase TxN is N epochs with T time steps; the last phase sets the exported
network's T. The run folder holds resume.pt; the same command continues from it.
"""
import argparse
import contextlib
import json
import math
import sys
import time
from pathlib import Path

import torch
from torch.nn import functional as F

import checkpoint
import data
from evaluate import evaluate
from model import MetaSpikeFormer

# Quantisation to 8 bits with power-of-two scales leaves 7 to 8 effective bits;
# training noise covers the coarser of the two.
NOISE_LEVELS = 63.0


def network_config(args):
    return {
        "architecture": "metaspikeformer", "embed_dims": args.embed_dims, "depths": [2, 1],
        "num_heads": 4, "mlp_ratio": 4, "time_steps": args.phases[-1][0],
        "strides": [2, 2, 2, 1, 1], "attention_scale": 0.5,
        "num_classes": 10, "class_names": data.CLASS_NAMES,
        "input": {"channels": 1, "height": 28, "width": 28, "mean": [73 / 255], "std": [0.353]},
    }


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--phases", default="2x9,4x5",
                        type=lambda s: [tuple(map(int, p.split("x"))) for p in s.split(",")])
    parser.add_argument("--robust-epochs", type=int, default=3,
                        help="last epochs with quantisation-sized weight noise")
    parser.add_argument("--embed-dims", type=lambda s: [int(d) for d in s.split(",")],
                        default=[24, 48, 64, 96])
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--epoch-images", type=int, default=60000,
                        help="training images per epoch; fewer give more frequent checkpoints")
    parser.add_argument("--test-images", type=int, default=10000, help="tested after each epoch")
    parser.add_argument("--lr", type=float, default=2e-3)
    parser.add_argument("--weight-decay", type=float, default=0.03)
    parser.add_argument("--label-smoothing", type=float, default=0.05)
    parser.add_argument("--clip", type=float, default=2.0)
    parser.add_argument("--max-shift", type=int, default=1, help="augmentation, in pixels")
    parser.add_argument("--no-augmentation", action="store_true", help="for a last fine-tuning")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--data", default=data.DEFAULT_ROOT)
    return parser.parse_args()


def make_optimizer(model, args):
    """Weight decay on convolutions and the head only, not on BN and biases."""
    decayed = [p for p in model.parameters() if p.dim() > 1]
    others = [p for p in model.parameters() if p.dim() <= 1]
    return torch.optim.AdamW([{"params": decayed, "weight_decay": args.weight_decay},
                              {"params": others, "weight_decay": 0.0}], lr=args.lr)


def learning_rate(args, progress, warmup=0.05):
    """Linear warm-up, then cosine to 1 % of the peak."""
    if progress < warmup:
        return args.lr * (0.1 + 0.9 * progress / warmup)
    cosine = 0.5 * (1.0 + math.cos(math.pi * (progress - warmup) / (1.0 - warmup)))
    return args.lr * (0.01 + 0.99 * cosine)


@contextlib.contextmanager
def noisy_weights(model, enabled):
    """Add uniform noise of +-1/2 quantisation step per output channel, and take it back."""
    if not enabled:
        yield
        return
    kept = [(p, p.detach().clone()) for p in model.parameters() if p.dim() > 1]
    with torch.no_grad():
        for p, _ in kept:
            step = p.flatten(1).abs().amax(1) / NOISE_LEVELS
            p.add_((torch.rand_like(p) - 0.5) * step.view(-1, *[1] * (p.dim() - 1)))
    yield
    with torch.no_grad():
        for p, value in kept:
            p.copy_(value)


def train_epoch(model, optimizer, dataset, config, args, epoch):
    images, labels = dataset
    total = sum(n for _, n in args.phases)
    order = torch.randperm(len(images))
    steps = args.epoch_images // args.batch
    robust = epoch >= total - args.robust_epochs
    losses, norms = [], []
    model.train()
    for step in range(steps):
        pick = order[step * args.batch:(step + 1) * args.batch]
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(args, (epoch + step / steps) / total)
        batch = images[pick]
        if not args.no_augmentation:
            batch = data.augment(batch, args.max_shift)
        batch = data.normalise(batch, config)
        optimizer.zero_grad()
        with noisy_weights(model, robust):
            loss = F.cross_entropy(model(batch), labels[pick],
                                   label_smoothing=args.label_smoothing)
            loss.backward()
        norms.append(float(torch.nn.utils.clip_grad_norm_(model.parameters(), args.clip)))
        optimizer.step()
        losses.append(float(loss))
        if step % 100 == 0:
            print(f"  epoch {epoch} step {step}/{steps} loss {losses[-1]:.4f} "
                  f"grad_norm {norms[-1]:.2f} {time.strftime('%H:%M:%S')}", flush=True)
    return {"loss": sum(losses) / steps, "grad_norm_median": sorted(norms)[steps // 2],
            "grad_norm_max": max(norms), "lr_end": optimizer.param_groups[0]["lr"],
            "weight_noise": robust}


def time_steps_of(phases, epoch):
    for time_steps, epochs in phases:
        if epoch < epochs:
            return time_steps
        epoch -= epochs
    raise ValueError("epoch beyond the last phase")


def load_resume(path, model, optimizer, args):
    """-> next epoch; its length may have changed since the interruption."""
    if not path.exists():
        return 0
    state = torch.load(path)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    torch.set_rng_state(state["rng"])
    return state["images_seen"] // args.epoch_images


def run(args, config):
    model = MetaSpikeFormer(config)
    optimizer = make_optimizer(model, args)
    train_set = data.load("train", args.data)
    test_images, test_labels = (x[:args.test_images] for x in data.load("t10k", args.data))
    resume = args.run / "resume.pt"
    for epoch in range(load_resume(resume, model, optimizer, args), sum(n for _, n in args.phases)):
        model.time_steps = time_steps_of(args.phases, epoch)
        begin = time.time()
        record = train_epoch(model, optimizer, train_set, config, args, epoch)
        seconds = time.time() - begin
        test = evaluate(model, config, test_images, test_labels)
        record = {"epoch": epoch, "time_steps": model.time_steps, "seconds": round(seconds, 1),
                  **record, "test_top1": test["top1"], "test_loss": test["loss"],
                  "firing_rates": {n: round(r, 4) for n, r in test["firing_rates"].items()}}
        print(json.dumps(record), flush=True)
        torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(),
                    "rng": torch.get_rng_state(),
                    "images_seen": (epoch + 1) * args.epoch_images}, resume)
        current = {**config, "time_steps": model.time_steps}
        checkpoint.export_weights(model, current, args.run / "checkpoint.safetensors")
        checkpoint.export_config(current, args.run / "config.json")


def main():
    args = parse_arguments()
    args.run.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    print("command:", " ".join(sys.argv), "| seed", args.seed, "| torch", torch.__version__)
    run(args, network_config(args))


if __name__ == "__main__":
    main()
