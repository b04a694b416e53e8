# SPDX-License-Identifier: Apache-2.0
"""Checks of the neuron, the names, the fusion and the file format: python3 test_training.py"""
import argparse
import os
import pickle
import tempfile
import unittest

import numpy as np
import torch
from torch import nn

import checkpoint
import convert_checkpoint
import data
import fusion
import safetensors_file
from lif import LIF, SURROGATE_ALPHA
from model import MetaSpikeFormer
from snap_to_grid import round_pixel_mean, snap

CONFIG = {
    "architecture": "metaspikeformer", "embed_dims": [8, 16, 16, 24], "depths": [2, 1],
    "num_heads": 4, "mlp_ratio": 4, "time_steps": 4, "strides": [2, 2, 2, 1, 1],
    "attention_scale": 0.5, "num_classes": 10,
    "input": {"channels": 1, "height": 28, "width": 28, "mean": [73 / 255], "std": [0.353]},
}
CONV_BLOCK = ["Conv.pwconv1.weight", "Conv.dwconv.weight", "Conv.pwconv2.weight",
              "conv1.weight", "conv2.weight"]
REP_CONV = ["0.body.0.weight", "0.body.2.0.weight", "0.body.2.1.weight"]
REP_NORMS = ["0.body.1.bn", "0.body.2.2", "1"]
NORM = ["weight", "bias", "running_mean", "running_var", "num_batches_tracked"]


def random_model():
    """Batch norms away from the identity, so that folding errors would show."""
    torch.manual_seed(0)
    model = MetaSpikeFormer(CONFIG)
    for m in model.modules():
        if isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d)):
            nn.init.uniform_(m.weight, -2.0, 2.0)
            nn.init.uniform_(m.bias, -0.5, 1.0)
            m.running_mean.uniform_(-0.5, 0.5)
            m.running_var.uniform_(0.2, 1.0)
    return model.eval()


def expected_names():
    norms = lambda prefix: [f"{prefix}.{n}" for n in NORM]
    names = ["head.weight", "head.bias"]
    for stem in ("downsample1_1", "downsample1_2", "downsample2", "downsample3", "downsample4"):
        names += [f"{stem}.encode_conv.weight", f"{stem}.encode_conv.bias", *norms(f"{stem}.encode_bn")]
    for block in ("ConvBlock1_1.0", "ConvBlock1_2.0", "ConvBlock2_1.0", "ConvBlock2_2.0"):
        names += [f"{block}.{n}" for n in CONV_BLOCK]
        names += [n for b in ("Conv.bn1", "Conv.bn2", "bn1", "bn2") for n in norms(f"{block}.{b}")]
    for block in ("block3.0", "block3.1", "block4.0"):
        for conv in ("q", "k", "v", "proj"):
            prefix = f"{block}.attn.{conv}_conv"
            names += [f"{prefix}.{n}" for n in REP_CONV]
            names += [n for b in REP_NORMS for n in norms(f"{prefix}.{b}")]
        for fc in ("fc1", "fc2"):
            prefix = f"{block}.mlp.{fc}"
            names += [f"{prefix}_conv.weight", f"{prefix}_conv.bias", *norms(f"{prefix}_bn")]
    return names


def stepwise_lif(x, threshold):
    """The neuron spelled out with autograd: sigmoid surrogate, detached reset."""
    membrane, spikes = torch.zeros_like(x[0]), []
    for step in x:
        charged = membrane + (step - membrane) / 2.0
        soft = torch.sigmoid(SURROGATE_ALPHA * (charged - threshold))
        spike = (charged >= threshold).float() + soft - soft.detach()
        membrane = charged * (1.0 - spike.detach())
        spikes.append(spike)
    return torch.stack(spikes)


class Neuron(unittest.TestCase):
    def test_fires_at_the_threshold_and_follows_the_published_first_spike_times(self):
        x = torch.tensor([2.0, 1.34, 1.15, 1.07, 1.06]).expand(4, 5)
        spikes = LIF()(x)
        first = [int(s.argmax()) + 1 if s.any() else 0 for s in spikes.t()]
        self.assertEqual(first, [1, 2, 3, 4, 0])

    def test_spikes_and_gradient_equal_the_stepwise_neuron(self):
        torch.manual_seed(1)
        x = torch.randn(4, 3, 50, dtype=torch.double).mul_(2).add_(1)
        weight = torch.randn_like(x)
        results = []
        for neuron in (LIF(0.5), lambda v: stepwise_lif(v, 0.5)):
            leaf = x.clone().requires_grad_()
            spikes = neuron(leaf)
            (spikes * weight).sum().backward()
            results.append((spikes.detach(), leaf.grad))
        torch.testing.assert_close(results[0][0], results[1][0])
        torch.testing.assert_close(results[0][1], results[1][1])


class Network(unittest.TestCase):
    def test_state_dict_has_the_authors_names(self):
        self.assertEqual(sorted(MetaSpikeFormer(CONFIG).state_dict()), sorted(expected_names()))

    def test_masked_attention_equals_attention_per_head(self):
        model = random_model()
        attention = model.block3[0].attn
        seen = {}
        for name in ("q_lif", "k_lif", "v_lif", "attn_lif"):
            getattr(attention, name).register_forward_hook(
                lambda _, inputs, output, name=name: seen.update({name: (inputs[0], output)}))
        with torch.no_grad():
            model(torch.randn(2, 1, 28, 28) * 2)
        q, k, v = (seen[n][1].flatten(3).unflatten(2, (4, 4)) for n in ("q_lif", "k_lif", "v_lif"))
        # tokens last: out = scale * (V K^T) Q = (scale * Q^T (K V^T))^T
        expected = 0.5 * torch.einsum("tbhdn,tbhem,tbhdm->tbhen", q, v, k)
        torch.testing.assert_close(seen["attn_lif"][0].flatten(3), expected.flatten(2, 3))

    def test_file_round_trip_keeps_the_logits(self):
        model, images = random_model(), torch.randn(2, 1, 28, 28)
        with tempfile.TemporaryDirectory() as folder:
            weights, config = os.path.join(folder, "w"), os.path.join(folder, "c")
            checkpoint.export_weights(model, CONFIG, weights)
            checkpoint.export_config(CONFIG, config)
            loaded, read = checkpoint.load(weights, config)
        self.assertEqual(read, CONFIG)
        self.assertTrue(torch.equal(model(images), loaded(images)))


class Grid(unittest.TestCase):
    def test_fused_rep_conv_is_exact_at_every_position(self):
        rep = random_model().double().block3[0].attn.q_conv
        spikes = (torch.rand(2, 16, 5, 5) < 0.3).double()
        weight, bias = fusion.fuse_rep_conv(rep)
        fused = torch.nn.functional.conv2d(spikes, weight, bias, padding=1)
        torch.testing.assert_close(fused, rep(spikes))

    def test_snapped_convolutions_are_whole_numbers_of_steps(self):
        snapped = snap(random_model(), CONFIG)
        pixel = 1 / (255 * CONFIG["input"]["std"][0])
        for name, bn, power_of_two, unit in (
                ("downsample1_1.encode_conv", "encode_bn", True, pixel),
                ("ConvBlock1_1.0.conv1", "bn1", False, 1), ("ConvBlock2_1.0.conv2", "bn2", True, 1),
                ("downsample4.encode_conv", "encode_bn", True, 1)):
            owner = name.rpartition(".")[0]
            folded, _ = fusion.fold_bn(snapped.get_submodule(name), snapped.get_submodule(f"{owner}.{bn}"))
            folded = folded.double() * unit
            step = fusion.quantisation_step(folded, 8, power_of_two)
            levels = folded / step.view(-1, 1, 1, 1)
            torch.testing.assert_close(levels, levels.round(), atol=1e-3, rtol=0, msg=name)
            self.assertEqual(levels.round().abs().max().item() > 60, True, name)

    def test_the_mean_moves_to_a_whole_grey_level_and_the_inside_of_the_map_stays(self):
        model = random_model().double()
        config = {**CONFIG, "input": {**CONFIG["input"], "mean": [0.3]}}
        pixels = torch.randint(0, 256, (2, 1, 28, 28)).double()
        before = model.downsample1_1.encode_bn(model.downsample1_1.encode_conv(
            data.normalise(pixels, config).double()))
        moved = round_pixel_mean(model, config)
        self.assertAlmostEqual(255 * moved["input"]["mean"][0], 76, places=9)
        after = model.downsample1_1.encode_bn(model.downsample1_1.encode_conv(
            data.normalise(pixels, moved).double()))
        torch.testing.assert_close(after[:, :, 2:-2, 2:-2], before[:, :, 2:-2, 2:-2], atol=1e-4, rtol=1e-4)


class Files(unittest.TestCase):
    def test_safetensors_keeps_types_shapes_and_values(self):
        tensors = {"a": np.arange(6, dtype=np.float32).reshape(2, 3),
                   "scalar": np.array(7, dtype=np.int64), "bytes": np.array([1, 255], np.uint8)}
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "x")
            safetensors_file.save(path, tensors, {"note": "text"})
            loaded = safetensors_file.load(path)
        for name, array in tensors.items():
            self.assertEqual(loaded[name].dtype, array.dtype)
            self.assertEqual(loaded[name].shape, array.shape)
            np.testing.assert_array_equal(loaded[name], array)

    def test_augmentation_only_moves_and_mirrors(self):
        images = torch.zeros(64, 1, 28, 28, dtype=torch.uint8)
        images[:, 0, 10, 5] = 9
        moved = data.augment(images, 1)
        self.assertTrue((moved.flatten(1).sum(1) == 9).all())
        rows, columns = moved[:, 0].nonzero()[:, 1], moved[:, 0].nonzero()[:, 2]
        self.assertTrue(((rows - 10).abs() <= 1).all())
        self.assertTrue((torch.minimum((columns - 5).abs(), (columns - 22).abs()) <= 1).all())


class Conversion(unittest.TestCase):
    """.pth files in the shapes that are about become safetensors with the same tensors."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.state = random_model().state_dict()

    def converted(self, content, **options):
        source, target = (os.path.join(self.folder.name, name) for name in ("c.pth", "c.safetensors"))
        torch.save(content, source)
        convert_checkpoint.convert(source, target, **options)
        return safetensors_file.load(target)

    def test_every_container_gives_the_same_tensors(self):
        parallel = {f"module.{name}": tensor for name, tensor in self.state.items()}
        for content in (self.state, {"model": self.state}, {"state_dict": self.state, "epoch": 3}, {"model": parallel}):
            tensors = self.converted(content)
            self.assertEqual(set(tensors), {n for n in self.state if not n.endswith("num_batches_tracked")})
            for name, array in tensors.items():
                np.testing.assert_array_equal(array, self.state[name].numpy())

    def test_half_precision_is_widened(self):
        tensors = self.converted({"head.weight": self.state["head.weight"].half()})
        self.assertEqual(tensors["head.weight"].dtype, np.float32)

    def test_what_is_no_state_dict_is_refused(self):
        for content in ({}, [1, 2], {"model": {"a": "text"}}):
            with self.assertRaises(ValueError):
                self.converted(content)

    def test_a_pickle_of_more_than_tensors_needs_trust(self):
        content = {"model": self.state, "args": argparse.Namespace(lr=0.1)}
        with self.assertRaises(pickle.UnpicklingError):
            self.converted(content)
        self.assertIn("head.weight", self.converted(content, trust=True))


if __name__ == "__main__":
    torch.set_num_threads(1)
    unittest.main()
