#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Has any published number moved? Compares the integers of every example with those of golden.json, by section.

    tests/golden/golden.py [--approve] [--program build/release/spikeloom]

`--approve` takes the new numbers; say why in the commit that changes them.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
EXAMPLES = ("01_fashion_mnist/run.yaml", "01_fashion_mnist/run_8x8.yaml", "01_fashion_mnist/run_half_sram.yaml",
            "01_fashion_mnist/run_passes.yaml")


def numbers(program, example):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "results.json"
        subprocess.run([program, "run", ROOT / "examples" / example, "--json", path], check=True,
                       stdout=subprocess.DEVNULL)
        results = json.loads(path.read_text())
    actions = {}
    for core in results["cores"]:
        for name, count in core["actions"].items():
            actions[name] = actions.get(name, 0) + count
    return {
        "class": [image["prediction"] for image in results["images"]],
        "logits": [image["logits"] for image in results["images"]],
        "spikes": {layer["name"]: layer["spikes"] for layer in results["layers"]},
        "cycles": {"cycles": results["cycles"], "flit_hops": results["flit_hops"], "flit_hash": results["flit_hash"]},
        "actions": actions,
        "energy_nj": {name: round(c["total"] / 1e3) for name, c in results["energy_pj"]["by_component"].items()},
    }


def differences(old, new, path=""):
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(set(old) | set(new)):
            yield from differences(old.get(key), new.get(key), f"{path}/{key}")
    elif old != new:
        yield f"{path}: {old} -> {new}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--approve", action="store_true")
    parser.add_argument("--program", default=os.environ.get("SPIKELOOM", str(ROOT / "build/release/spikeloom")))
    args = parser.parse_args()
    new = {example: numbers(args.program, example) for example in EXAMPLES}
    stored = HERE / "golden.json"
    if args.approve:
        stored.write_text(json.dumps(new, indent=1) + "\n")
        return 0
    moved = list(differences(json.loads(stored.read_text()), new))
    print("\n".join(moved) or "no number has moved")
    return 1 if moved else 0


if __name__ == "__main__":
    sys.exit(main())
