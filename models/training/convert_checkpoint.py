# SPDX-License-Identifier: Apache-2.0
"""A PyTorch checkpoint (.pth) as safetensors, which `spikeloom import` reads:

    python3 convert_checkpoint.py 55M_kd_T4.pth 55m.safetensors

Takes the authors' file (a dict with the state dict under `model`), one under `state_dict`, or a bare state dict;
removes the `module.` that DistributedDataParallel puts in front of names. All tensors become float32.

A .pth is a pickle, which can run code: only tensors and plain containers are unpickled. Files that hold more (the
authors' training options, say) need --trust, which unpickles everything: for files whose origin you trust.
"""
import argparse
import pickle
import sys

import torch

import safetensors_file

CONTAINERS = ("model", "state_dict")
PARALLEL_PREFIX = "module."


def state_dict_of(loaded):
    """-> {name: tensor} of whatever torch.load has returned."""
    for key in CONTAINERS:
        if isinstance(loaded, dict) and isinstance(loaded.get(key), dict):
            loaded = loaded[key]
            break
    if not isinstance(loaded, dict) or not loaded:
        raise ValueError(f"no state dict: neither a dict of tensors nor one under {' or '.join(CONTAINERS)}")
    for name, tensor in loaded.items():
        if not isinstance(name, str) or not torch.is_tensor(tensor):
            raise ValueError(f"no state dict: entry {name!r} is a {type(tensor).__name__}, not a tensor")
    if all(name.startswith(PARALLEL_PREFIX) for name in loaded):
        loaded = {name[len(PARALLEL_PREFIX):]: tensor for name, tensor in loaded.items()}
    return loaded


def convert(source, target, trust=False):
    """Returns the number of tensors written."""
    state = state_dict_of(torch.load(source, map_location="cpu", weights_only=not trust))
    tensors = {name: tensor.detach().float().numpy() for name, tensor in state.items()
               if not name.endswith("num_batches_tracked")}
    safetensors_file.save(target, tensors)
    return len(tensors)


def main():
    parser = argparse.ArgumentParser(description="PyTorch checkpoint -> safetensors")
    parser.add_argument("source", help="checkpoint, .pth or .pt")
    parser.add_argument("target", help="file to write, .safetensors")
    parser.add_argument("--trust", action="store_true", help="unpickle everything, which may run code from the file")
    arguments = parser.parse_args()
    try:
        count = convert(arguments.source, arguments.target, arguments.trust)
    except pickle.UnpicklingError as error:
        sys.exit(f"convert_checkpoint: {arguments.source}: holds more than tensors, or is damaged; "
                 f"--trust unpickles everything, if you trust its origin ({str(error).splitlines()[0]})")
    except (OSError, RuntimeError, ValueError) as error:
        sys.exit(f"convert_checkpoint: {arguments.source}: {error}")
    print(f"{arguments.target}: {count} tensors")


if __name__ == "__main__":
    main()
