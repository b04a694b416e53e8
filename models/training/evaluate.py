# SPDX-License-Identifier: Apache-2.0
"""Float reference: top-1, predictions and firing rates of a checkpoint.

python3 evaluate.py checkpoint.safetensors config.json --images 10000 --output predictions.json
"""
import argparse
import json

import torch

import checkpoint
import data
from model import firing_rates


@torch.no_grad()
def evaluate(model, config, images, labels, batch_size=250):
    """-> {'top1', 'loss', 'predictions', 'firing_rates'}; leaves the model in eval mode."""
    model.eval()
    logits, rates = [], {}
    for begin in range(0, len(images), batch_size):
        batch = images[begin:begin + batch_size]
        logits.append(model(data.normalise(batch, config)))
        for name, rate in firing_rates(model).items():
            rates[name] = rates.get(name, 0.0) + rate * len(batch) / len(images)
    logits = torch.cat(logits)
    predictions = logits.argmax(1)
    return {"top1": float((predictions == labels).float().mean()),
            "loss": float(torch.nn.functional.cross_entropy(logits, labels)),
            "predictions": predictions.tolist(),
            "firing_rates": rates}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkpoint")
    parser.add_argument("config")
    parser.add_argument("--images", type=int, default=10000, help="first N test images")
    parser.add_argument("--data", default=data.DEFAULT_ROOT)
    parser.add_argument("--output", help="JSON file; without it only a summary is printed")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    model, config = checkpoint.load(args.checkpoint, args.config)
    images, labels = data.load("t10k", args.data)
    result = evaluate(model, config, images[:args.images], labels[:args.images])
    print(f"top1 {result['top1']:.4f} loss {result['loss']:.4f} images {len(result['predictions'])}")
    for name, rate in result["firing_rates"].items():
        print(f"{name:32s} {rate:.4f}")
    if args.output:
        result["firing_rates"] = {n: round(r, 5) for n, r in result["firing_rates"].items()}
        with open(args.output, "w", encoding="utf-8") as file:
            json.dump(result, file, separators=(",", ":"))
            file.write("\n")


if __name__ == "__main__":
    main()
