# SPDX-License-Identifier: Apache-2.0
"""spikeloom import of named architectures: synthetic networks, their rates, and what is refused."""

import json
import re
import unittest

from program import CHECKPOINT, CONFIG, EXAMPLES, ScratchTest

RATES = EXAMPLES / "02_imagenet/rates"
PROFILE = """name: test
what: made up
source: none
default: 0.3
rates:
  - {layers: "*.pwconv1", rate: 0.1}
"""
SMALL = ["--config", CONFIG, "--synthetic", "--rates", "rates.yaml"]


class Import(ScratchTest):
    def setUp(self):
        super().setUp()
        self.write("rates.yaml", PROFILE)

    def test_a_named_network_with_every_shipped_profile(self):
        for profile in sorted(RATES.glob("*.yaml")):
            said = self.accepted("import", "--arch", "metaspikeformer-15m", "--synthetic", "--rates", profile,
                                 "--output", "out")
            self.assertIn("83 layers, 33,201,504 weights", said)
            within = float(re.search(r"within (\d+\.\d) % of each", said)[1])
            self.assertLess(within, 10.0)
            self.assertRegex(said, "assumption, not measured")

    def test_the_same_seed_gives_the_same_bytes_and_another_does_not(self):
        for folder, seed in (("a", 1), ("b", 1), ("c", 2)):
            self.accepted("import", *SMALL, "--seed", seed, "--output", folder)
        for name in ("weights.bin", "network.json", "calibration.ppm"):
            bytes_of = {folder: (self.folder / folder / name).read_bytes() for folder in "abc"}
            self.assertEqual(bytes_of["a"], bytes_of["b"])
            self.assertNotEqual(bytes_of["a"], bytes_of["c"])

    def test_the_calibration_picture_runs_through_the_network(self):
        self.accepted("import", *SMALL, "--output", "synthetic")
        self.write("run.yaml", "network: synthetic\nchip: chip.yaml\ninput: {image: synthetic/calibration.ppm}\n")
        self.assertIn("0 mismatches", self.accepted("run", "run.yaml"))

    def test_forms_of_operators(self):
        for form, layers in ((["--repconv", "factored"], 72), (["--sepconv", "fused"], 44),
                             (["--repconv", "factored", "--sepconv", "fused"], 68), ([], 48)):
            said = self.accepted("import", "--checkpoint", CHECKPOINT, "--config", CONFIG, *form, "--output", "out")
            self.assertIn(f"{layers} layers", said)

    def test_time_steps_and_input_size_are_options(self):
        self.accepted("import", *SMALL, "--time-steps", 2, "--input-size", "32x48", "--output", "out")
        network = json.loads((self.folder / "out/network.json").read_text())
        self.assertEqual(network["time_steps"], 2)
        self.assertEqual(network["input"]["shape"], {"channels": 1, "height": 32, "width": 48})

    def test_a_larger_picture_is_fitted(self):
        self.write("photo.pgm", b"P5 60 40 255\n" + bytes(range(240)) * 10)
        self.accepted("import", *SMALL, "--calibration-image", "photo.pgm", "--output", "synthetic")
        self.write("run.yaml", "network: synthetic\nchip: chip.yaml\ninput: {image: photo.pgm}\n")
        self.assertIn("0 mismatches", self.accepted("run", "run.yaml"))


class BadImport(ScratchTest):
    def rates_refused(self, profile, says):
        self.write("rates.yaml", profile)
        self.refused("import", *SMALL, "--output", "out", says=says)
        self.assertFalse((self.folder / "out").exists())

    def test_rates_file(self):
        self.rates_refused(PROFILE.replace("*.pwconv1", "*.pwconv3"),
                           ["rates.yaml:6:14: rates[0].layers: no layer that fires is called '*.pwconv3'; known: "])
        self.rates_refused(PROFILE.replace("*.pwconv1", "block3.*.atn.q_conv"), "did you mean 'block3.*.attn.q_conv'?")
        self.rates_refused(PROFILE.replace("0.1}", "1.5}"),
                           ["rates.yaml:6:33: rates[0].rate: 1.5 is out of range; allowed: above 0, up to 1"])
        self.rates_refused(PROFILE.replace("0.3", "0"), "rates.yaml:4:10: default: 0 is out of range")
        self.rates_refused(PROFILE.replace("default: 0.3\n", ""), "'default' is missing")
        self.rates_refused(PROFILE.replace("source: none\n", ""), "'source' is missing")
        self.rates_refused(PROFILE + "colour: red\n", "colour")
        self.rates_refused(PROFILE.replace("  - {", "  pool: {"), "rates: must be a list")
        self.rates_refused(PROFILE.replace("layers:", "layer:"), "'rates[0].layers' is missing")

    def test_a_rate_that_cannot_be_met(self):
        rules = ('  - {layers: "downsample2.encode_conv", rate: 0.000000001}\n'
                 '  - {layers: "ConvBlock2_1.0.Conv.pwconv1", rate: 0.9}\n')
        self.rates_refused(PROFILE + rules, ["layer ConvBlock2_1.0.Conv.pwconv1: cannot fire at 90 %", "0 % is the most"])

    def test_options_that_do_not_go_together(self):
        self.write("rates.yaml", PROFILE)
        base = ["import", "--output", "out"]
        arch = [*base, "--arch", "metaspikeformer-15m"]
        self.refused(*arch, says="needs --checkpoint FILE or --synthetic")
        self.refused(*arch, "--synthetic", "--checkpoint", CHECKPOINT, says="exclude each other")
        self.refused(*arch, "--synthetic", says="--rates")
        self.refused(*arch, "--checkpoint", CHECKPOINT, "--rates", "rates.yaml", says="--rates belongs to --synthetic")
        self.refused(*base, "--synthetic", "--rates", "rates.yaml", says="needs --arch NAME or --config FILE")
        self.refused(*arch, "--config", CONFIG, "--checkpoint", CHECKPOINT, says="--arch and --config exclude")
        self.refused(*arch, "--checkpoint", CHECKPOINT, "--repconv", "fuzed", says="fuzed")

    def test_architectures_and_sizes(self):
        self.write("rates.yaml", PROFILE)
        synthetic = ["import", "--output", "out", "--synthetic", "--rates", "rates.yaml"]
        self.refused(*synthetic, "--arch", "metaspikeformer-16m", says="did you mean 'metaspikeformer-15m'?")
        arch = [*synthetic, "--arch", "metaspikeformer-15m"]
        for size in ("100x224", "224", "x", "0x16", "224x-16"):
            self.refused(*arch, "--input-size", size, says=size.split("x")[0] or "--input-size")

    def test_a_checkpoint_of_another_network(self):
        self.refused("import", "--arch", "metaspikeformer-15m", "--checkpoint", CHECKPOINT, "--output", "out",
                     says=["checkpoint.safetensors: tensor downsample1_1.encode_conv.weight: has shape [12, 1, 7, 7], "
                           "the configuration needs [32, 3, 7, 7]"])

    def test_a_picture_smaller_than_the_input(self):
        self.write("rates.yaml", PROFILE)
        self.write("small.pgm", b"P5 20 40 255\n" + bytes(800))
        self.refused("import", *SMALL, "--calibration-image", "small.pgm", "--output", "out",
                     says="small.pgm: 20x40 with 1 channel: the network takes 28x28 with 1 channel")


if __name__ == "__main__":
    unittest.main()
