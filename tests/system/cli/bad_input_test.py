#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Every kind of bad input once, through the real program: one line that says where and what is allowed, exit code 2."""

import gzip
import json
import os
import pathlib
import shutil
import subprocess
import unittest

from program import CHECKPOINT, CONFIG, LABELS, PROGRAM, RUN_YAML, ScratchTest


class BadChip(ScratchTest):
    def chip(self, yaml, says):
        self.write("chip.yaml", yaml)
        self.refused("run", "run.yaml", says=says)
        self.refused("info", "chip.yaml", says=says)

    def test_unknown_key(self):
        self.chip("core:\n  colour: 3\n", ["chip.yaml:2:3: unknown key 'core.colour'", "known: impl, lanes"])

    def test_misspelt_key(self):
        self.chip("core:\n  lane: 3\n", ["chip.yaml:2:3: ", "did you mean 'lanes'?"])

    def test_duplicate_key(self):
        self.chip("core:\n  lanes: 3\n  lanes: 3\n", "chip.yaml:3:3: duplicate key 'lanes'")

    def test_out_of_range(self):
        self.chip("core:\n  lanes: 0\n", "chip.yaml:2:10: core.lanes: 0 is out of range; allowed: 1..1024 adders")

    def test_octal_is_no_number(self):
        self.chip("core:\n  lanes: 010\n", "chip.yaml:2:10: core.lanes: '010' is not a decimal integer")

    def test_no_columns(self):
        self.chip("mesh:\n  columns: 0\n", "chip.yaml:2:12: mesh.columns: 0 is out of range; allowed: 1..64 tiles")

    def test_not_yaml(self):
        self.chip("core: [\n", "chip.yaml:")
        self.chip("\x00\x01", "chip.yaml:")

    def test_unknown_block(self):
        self.write("chip.yaml", "core:\n  impl: neuron_score\n")
        self.refused("run", "run.yaml", says=["chip.yaml:2:9: ", "core.impl", "neuron_score", "known: ", "neuron_core"])

    def test_weights_do_not_fit(self):
        says = ["does not fit the chip", "bytes of weights", "would fit"]
        self.refused("run", "run.yaml", "--set", "chip.core.weight_sram_bytes=16384", says=says)
        self.refused("map", "run.yaml", "--set", "chip.core.weight_sram_bytes=16384", "--output", "m.json", says=says)

    def test_network_on_chip(self):
        self.chip("noc:\n  routing: odd_even\n", ["chip.yaml:2:12: noc.routing: odd_even", "overtake", "allowed in a chip: xy, yx"])
        self.chip("noc:\n  flit_bits: 16\n", ["chip.yaml:2:3: noc.buffer_flits: ", "7 flits", "a buffer of 4"])
        self.chip("noc:\n  impl: mesh_router\n", ["chip.yaml:2:3: unknown key 'noc.impl'", "known: kernel, router, topology"])

    def test_packets_longer_than_their_queues(self):
        self.refused("run", "run.yaml", "--set", "chip.noc.flit_bits=32", "--set", "chip.core.input_queue_flits=3",
                     says=["a spike word of 4 flits", "core.input_queue_flits is 3"])
        self.refused("run", "run.yaml", "--set", "chip.noc.spike_word_channels=16", "--set", "chip.noc.flit_bits=64",
                     "--set", "chip.noc.buffer_flits=1", says=["a value word of 2 flits", "noc.buffer_flits is 1"])

    def test_accumulators_too_narrow(self):
        self.refused("run", "run.yaml", "--set", "chip.core.accumulator_bits=8", says=["bits", "8"])


class BadRun(ScratchTest):
    def test_missing_files(self):
        self.refused("run", "none.yaml", says="none.yaml")
        self.write("run.yaml", RUN_YAML.replace("chip.yaml", "none.yaml"))
        self.refused("run", "run.yaml", says="run.yaml:2:7: chip: there is no chip file none.yaml")
        self.write("run.yaml", RUN_YAML.replace("images.idx", "none.idx"))
        self.refused("run", "run.yaml", says="run.yaml:4:8: input.idx: there is no file none.idx")
        self.write("run.yaml", RUN_YAML.replace("network: network", "network: none"))
        self.refused("run", "run.yaml", says="run.yaml:1:10: network: there is no network bundle none")

    def test_mode(self):
        self.write("run.yaml", RUN_YAML + "mode: guess\n")
        self.refused("run", "run.yaml", says="run.yaml:7:7: mode: unknown word 'guess'; known: execute, replay")

    def test_index_past_the_end(self):
        self.refused("run", "run.yaml", "--set", "input.index=4", says=["run.yaml:4:3: ", "image 4 ", "allowed: 0..3"])

    def test_image_of_the_wrong_size(self):
        self.write("image.pgm", b"P5 27 28 255\n" + bytes(27 * 28))
        self.write("run.yaml", "network: network\nchip: chip.yaml\ninput: {image: image.pgm}\n")
        self.refused("run", "run.yaml", says=["run.yaml:3:8: ", "image.pgm", "27", "28"])

    def test_image_that_is_none(self):
        self.write("image.pgm", b"P5 28 28 255\n" + bytes(100))
        self.write("run.yaml", "network: network\nchip: chip.yaml\ninput: {image: image.pgm}\n")
        self.refused("run", "run.yaml", says="image.pgm")

    def test_truncated_idx(self):
        self.write("images.idx", (self.folder / "images.idx").read_bytes()[:-1])
        self.refused("run", "run.yaml", says="images.idx")

    def test_truncated_gzip(self):
        self.write("labels.idx", LABELS.read_bytes()[:500])
        self.refused("run", "run.yaml", says="labels.idx")

    def test_labels_of_other_images(self):
        self.write("labels.idx", gzip.decompress(LABELS.read_bytes()))
        self.refused("run", "run.yaml", says=["10000 labels", "4 images"])

    def test_options(self):
        self.refused("run", "run.yaml", "--set", "chip.core.lanes=0", says="--set chip.core.lanes=0: ")
        self.refused("run", "run.yaml", "--set", "chip.cores.lanes=1", says="did you mean 'core'?")
        self.refused("run", "run.yaml", "--set", "nonsense", says="expected key.path=value")

    def test_outputs_are_checked_first(self):
        self.refused("run", "run.yaml", "--json", "none/r.json", says="none/r.json: cannot be written")
        self.refused("run", "run.yaml", "--trace", "network", says="network: cannot be written: it is a folder")


class BadCheckpoint(ScratchTest):
    def import_refused(self, checkpoint, config, says):
        self.refused("import", "--checkpoint", checkpoint, "--config", config, "--output", "out", says=says)
        self.assertFalse((self.folder / "out" / "network.json").exists())

    def test_missing(self):
        self.import_refused("none.safetensors", CONFIG, "none.safetensors")
        self.import_refused(CHECKPOINT, "none.json", "none.json")

    def test_truncated(self):
        whole = CHECKPOINT.read_bytes()
        for length in (0, 7, 100, len(whole) // 2, len(whole) - 1):
            self.write("c.safetensors", whole[:length])
            self.import_refused("c.safetensors", CONFIG, "c.safetensors")

    def test_unknown_config_key(self):
        config = json.loads(CONFIG.read_text())
        config["tempo"] = 4
        self.write("config.json", json.dumps(config))
        self.import_refused(CHECKPOINT, "config.json", ["config.json", "tempo"])

    def test_wrong_shape(self):
        config = json.loads(CONFIG.read_text())
        config["embed_dims"][3] += config["num_heads"]
        self.write("config.json", json.dumps(config))
        self.import_refused(CHECKPOINT, "config.json", "c")


class BadBundle(ScratchTest):
    def copy_bundle(self):
        shutil.copytree(self.bundle, self.folder / "copy")
        return self.folder / "copy"

    def test_weights_cut(self):
        weights = self.copy_bundle() / "weights.bin"
        weights.write_bytes(weights.read_bytes()[:-1])
        self.refused("info", "copy", says="weights.bin")

    def test_json_cut(self):
        network = self.copy_bundle() / "network.json"
        network.write_text(network.read_text()[:-20])
        self.refused("info", "copy", says="network.json")

    def test_no_bundle(self):
        (self.folder / "empty").mkdir()
        self.refused("info", "empty", says="network.json")


class OddPaths(ScratchTest):
    """Paths are bytes: a folder whose name is not UTF-8 works, and JSON shows its bytes."""

    def setUp(self):
        super().setUp()
        odd = os.fsencode(self.folder) + b"/f\xe9"
        os.mkdir(odd)
        for name in (b"chip.yaml", b"run.yaml", b"images.idx", b"labels.idx", b"network"):
            os.symlink(b"../" + name, odd + b"/" + name)
        self.odd = os.fsdecode(odd)

    def test_results_in_such_a_folder(self):
        self.accepted("run", self.odd + "/run.yaml", "--set", "mode=replay", "--json", self.odd + "/o.json", "--csv",
                      self.odd + "/o.csv", "--trace", self.odd + "/t.json")
        results = json.loads(pathlib.Path(self.odd + "/o.json").read_text())
        self.assertIn("/f\\xE9/", results["config"]["input"]["idx"])
        json.loads(pathlib.Path(self.odd + "/t.json").read_text())

    def test_results_of_packets_and_maps(self):
        self.write(self.odd + "/noc.yaml", "phases: {measure_cycles: 100}\n")
        self.accepted("noc", self.odd + "/noc.yaml", "--json", self.odd + "/n.json")
        self.accepted("map", self.odd + "/run.yaml", "--output", self.odd + "/m.json")
        json.loads(pathlib.Path(self.odd + "/m.json").read_text())

    def test_a_text_in_a_file_that_is_not_utf8(self):
        self.write("chip.yaml", b"name: caf\xe9\n")
        self.refused("run", "run.yaml", says="chip.yaml:1:10: this byte is not UTF-8")


class Unstored(ScratchTest):
    """An output that cannot be stored ends in exit code 2 with the reason, never in silence."""

    def test_full_disk(self):
        full = "/dev/full"
        run = ("run", "run.yaml", "--set", "mode=replay")
        for option in ("--json", "--csv", "--trace"):
            done = self.run_in_folder(*run, option, full)
            self.assertEqual(done.returncode, 2, (option, done.stderr))
            self.assertIn("/dev/full", done.stderr)
        for arguments in (("map", "run.yaml", "--output", full), ("record", "run.yaml", "--output", full),
                          (*run, "--record-trace", "spike_router@0,0:" + full), (*run, "--observe", "timeline:" + full)):
            done = self.run_in_folder(*arguments)
            self.assertEqual(done.returncode, 2, (arguments, done.stderr))
            self.assertNotIn("unexpected:", done.stderr)

    def test_full_standard_output(self):
        with open("/dev/full", "w") as full:
            done = subprocess.run([PROGRAM, "info", "chip.yaml"], cwd=self.folder, stdout=full, stderr=subprocess.PIPE,
                                  text=True, check=False)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("standard output", done.stderr)


class BadUsage(ScratchTest):
    def test_record(self):
        self.refused("record", "run.yaml", says="--output is required")
        self.refused("record", "run.yaml", "--output", "no/r.rec", says="no/r.rec: cannot be written: there is no folder")
        self.refused("record", "run.yaml", "--output", "/dev/null", says="/dev/null: cannot be written")
        self.refused("record", "run.yaml", "--output", "r.rec", "--set", "input.index=4", says="allowed: 0..3")

    def test_usage(self):
        self.refused(says="subcommand")
        self.refused("frobnicate", says="unknown subcommand 'frobnicate'; known: import, eval, map, record, run, energy, noc, cosim, sweep, report, info")
        self.refused("imports", says="did you mean 'import'?")
        self.refused("run", "run.yaml", "surplus", says="surplus: expected key.path=value")
        self.refused("run", says="run")
        self.refused("run", "run.yaml", "--jsno", "x", says="--jsno")
        self.refused("import", "--checkpoint", CHECKPOINT, "--output", "out", says=["--arch", "--config"])
        self.refused("import", "--checkpoint", "a", "--config", "b", "--output", "c", "--weight-bits", "9", says="9")
        self.refused("info", says="--parameters")
        self.refused("info", "none.yaml", says="none.yaml")

    def test_eval(self):
        arguments = ["eval", "network", "--data", "images.idx", "--labels", "labels.idx"]
        self.refused(*arguments, "--images", "5", says="5")
        self.refused(*arguments, "--images", "0", says="0")
        self.refused("eval", "network", "--data", "labels.idx", "--labels", "labels.idx", says="labels.idx")
        self.refused("eval", "none", "--data", "images.idx", "--labels", "labels.idx", says="none")


if __name__ == "__main__":
    unittest.main()
