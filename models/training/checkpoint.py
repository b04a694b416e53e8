# SPDX-License-Identifier: Apache-2.0
"""Network checkpoints: safetensors with the authors' names, and config.json."""
import json

import torch

import safetensors_file
from model import MetaSpikeFormer


def export_weights(model, config, path):
    """Write float32 tensors; num_batches_tracked is left out (unused in inference)."""
    tensors = {name: tensor.detach().cpu().float().numpy()
               for name, tensor in model.state_dict().items()
               if not name.endswith("num_batches_tracked")}
    safetensors_file.save(path, tensors, {"architecture": config["architecture"]})


def export_config(config, path):
    with open(path, "w", encoding="utf-8") as file:
        lines = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in config.items()]
        file.write("{\n" + ",\n".join(lines) + "\n}\n")


def load(weights_path, config_path):
    """-> (model in evaluation mode, config)."""
    with open(config_path, encoding="utf-8") as file:
        config = json.load(file)
    model = MetaSpikeFormer(config)
    tensors = {name: torch.from_numpy(array.copy())
               for name, array in safetensors_file.load(weights_path).items()}
    result = model.load_state_dict(tensors, strict=False)
    missing = [n for n in result.missing_keys if not n.endswith("num_batches_tracked")]
    if missing or result.unexpected_keys:
        raise ValueError(f"{weights_path} does not fit {config_path}: "
                         f"missing {missing}, unexpected {result.unexpected_keys}")
    return model.eval(), config
