#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""An output never replaces an input of the same command, or another output: refused before anything is done."""

import os
import shutil
import unittest

from program import CHECKPOINT, CONFIG, EXAMPLES, ScratchTest

REPLAY = ("--set", "mode=replay")
INPUT, OUTPUT = "is an input of this command", "is already the output of "


class Outputs(ScratchTest):
    def refused_and_kept(self, name, *arguments, says=INPUT):
        """The command is refused, and the file is as it was."""
        before = (self.folder / name).read_bytes()
        self.refused(*arguments, says=says)
        self.assertEqual(before, (self.folder / name).read_bytes())

    def test_over_each_input_of_a_run(self):
        for name in ("run.yaml", "chip.yaml", "images.idx", "labels.idx", "network/network.json", "network/weights.bin"):
            for option in ("--json", "--csv", "--trace", "--record-trace"):
                value = f"spike_router@0,0:{name}" if option == "--record-trace" else name
                self.refused_and_kept(name, "run", "run.yaml", *REPLAY, option, value)
            self.refused_and_kept(name, "map", "run.yaml", "--output", name)
            self.refused_and_kept(name, "record", "run.yaml", "--output", name)
            self.refused_and_kept(name, "record", "run.yaml", "--output", "new.rec", "--rates", name)

    def test_links_and_spellings(self):
        os.symlink("chip.yaml", self.folder / "soft")
        os.link(self.folder / "chip.yaml", self.folder / "hard")
        (self.folder / "sub").mkdir()
        for name in ("soft", "hard", "./chip.yaml", "sub/../chip.yaml", str(self.folder / "chip.yaml")):
            self.refused_and_kept("chip.yaml", "run", "run.yaml", "--json", name)

    def test_over_another_output(self):
        self.refused("run", "run.yaml", *REPLAY, "--json", "x", "--csv", "./x", says=["--csv: ./x", OUTPUT + "--json"])
        self.refused("run", "run.yaml", *REPLAY, "--json", "x", "--trace", "x", says=OUTPUT + "--json")
        self.refused("record", "run.yaml", "--output", "x", "--rates", "x", says=OUTPUT + "--output")
        self.assertFalse((self.folder / "x").exists())
        self.accepted("run", "run.yaml", *REPLAY, "--json", "/dev/null", "--csv", "/dev/null")

    def test_over_a_checkpoint(self):
        shutil.copy(CHECKPOINT, self.folder / "weights.safetensors")
        shutil.copy(CONFIG, self.folder / "config.json")
        network = "network={checkpoint: weights.safetensors, config: config.json}"
        for name in ("weights.safetensors", "config.json"):
            self.refused_and_kept(name, "run", "run.yaml", "--set", network, "--json", name)
        (self.folder / "out").mkdir()
        shutil.copy(CHECKPOINT, self.folder / "out/weights.bin")
        self.refused_and_kept("out/weights.bin", "import", "--checkpoint", "out/weights.bin", "--config", "config.json",
                              "--output", "out")

    def test_over_packets_results_and_traces(self):
        for name in ("recorded.yaml", "recorded.csv"):
            shutil.copy(EXAMPLES / "05_noc_alone" / name, self.folder)
        self.refused_and_kept("recorded.csv", "noc", "recorded.yaml", "--json", "recorded.csv")
        self.accepted("run", "run.yaml", *REPLAY, "--json", "r.json")
        self.refused_and_kept("r.json", "report", "r.json", "--output", "r.json")
        self.refused_and_kept("r.json", "energy", "r.json", "--json", "r.json")
        self.write("t.jsonl", "{}\n")
        self.refused("eval", "network", "--data", "images.idx", "--labels", "labels.idx", "--json", "network/weights.bin",
                     says=INPUT)

    def test_a_second_run_replaces_its_own_results(self):
        for _ in range(2):
            self.accepted("run", "run.yaml", *REPLAY, "--json", "network/results.json")
        os.remove(self.folder / "network/results.json")


if __name__ == "__main__":
    unittest.main()
