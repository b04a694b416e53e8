#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The commands that other tools rely on: what they print, the keys of their JSON, and that they repeat exactly."""

import json
import unittest

from program import EXAMPLES, ScratchTest

RUN_KEYS = ["schema_version", "images", "cycles", "throughput_images_per_s", "spikes", "synaptic_additions", "flit_hops",
            "energy_pj", "reference", "layers", "cores", "config"]


class Commands(ScratchTest):
    def json(self, name):
        return json.loads((self.folder / name).read_text())

    def test_version_and_help(self):
        self.assertRegex(self.accepted("--version"), r"^spikeloom \d+\.\d+\.\d+ \(([0-9a-f]{10}|unknown commit)\)\n$")
        self.assertIn("Subcommands", self.accepted("--help"))
        self.assertIn("--set", self.accepted("run", "--help"))

    def test_info(self):
        self.assertIn("time steps", self.accepted("info", "network"))
        self.assertIn("core.lanes", self.accepted("info", "chip.yaml"))
        self.assertIn("1..1024", self.accepted("info", "--parameters"))

    def test_map(self):
        self.assertRegex(self.accepted("map", "run.yaml", "--output", "a.json"),
                         r"\(3,3\) .*\n  busiest core [\d,]+ cycles, mean [\d,]+, ratio [\d.]+; one image at least [\d,]+"
                         r"[^$]*  limited by core \(\d,\d\) by its [^$]*\n  flits x links [\d,]+")
        self.accepted("map", "run.yaml", "--output", "b.json")
        self.assertEqual(self.json("a.json"), self.json("b.json"))
        self.assertEqual(sorted(p.name for p in self.folder.glob("*partial*")), [])

    def test_map_of_passes(self):
        run = EXAMPLES / "01_fashion_mnist/run_passes.yaml"
        self.assertRegex(self.accepted("map", run, "--output", "a.json"), r"\APass 1 of 2: layers \S+ to \S+\n")
        self.assertEqual(len(self.json("a.json")["passes"]), 2)

    def test_eval(self):
        arguments = ["eval", "network", "--data", "images.idx", "--labels", "labels.idx", "--images", "3"]
        self.assertIn("top-1", self.accepted(*arguments, "--json", "e.json"))
        evaluation = self.json("e.json")
        self.assertEqual(evaluation["images"], 3)
        self.assertEqual(len(evaluation["predictions"]), 3)
        self.assertTrue(0 <= evaluation["top1"] <= 1)
        self.assertTrue(all(0 <= rate <= 1 for rate in evaluation["firing_rates"].values()))
        self.accepted(*arguments, "--json", "one.json", "--threads", "1")
        self.assertEqual(self.json("one.json"), evaluation)

    def test_record(self):
        text = self.accepted("record", "run.yaml", "--set", "input.count=3", "--output", "a.rec", "--rates", "r.json")
        self.assertRegex(text, r"a\.rec: 3 images, \d+ layers, \d+ time steps, [\d,]+ spikes, [\d,]+ synaptic additions")
        self.accepted("eval", "network", "--data", "images.idx", "--labels", "labels.idx", "--images", "3", "--json",
                      "e.json")
        evaluation = self.json("e.json")
        self.assertIn(f"{evaluation['spikes']:,} spikes, {evaluation['synaptic_additions']:,} synaptic", text)
        self.assertEqual(self.json("r.json")["firing_rates"], evaluation["firing_rates"])
        self.accepted("record", "run.yaml", "--set", "input.count=3", "--output", "b.rec", "--threads", "1")
        self.assertEqual((self.folder / "a.rec").read_bytes(), (self.folder / "b.rec").read_bytes())
        self.assertEqual(sorted(p.name for p in self.folder.glob("*partial*")), [])

    def test_run(self):
        self.assertIn("class", self.accepted("run", "run.yaml", "--json", "r.json", "--trace", "t.json"))
        results = self.json("r.json")
        for key in RUN_KEYS:
            self.assertIn(key, results)
        self.assertEqual(results["reference"]["mismatches"], 0)
        self.assertGreater(results["reference"]["compared_words"], 0)
        self.assertEqual(set(results["images"][0]) & {"prediction", "logits", "latency_cycles"},
                         {"prediction", "logits", "latency_cycles"})
        for key in ("total", "dynamic", "static", "by_component"):
            self.assertIn(key, results["energy_pj"])
        self.assertEqual(results["config"]["chip"]["core"]["lanes"], 64)
        self.assertTrue(self.json("t.json"))

    def test_observers(self):
        self.accepted("run", "run.yaml", "--json", "plain.json", "--trace", "trace.json")
        text = self.accepted("run", "run.yaml", "--observe", "layer_spans", "--observe", "timeline:observed.json", "--json",
                             "r.json")
        self.assertIn("\nWhen layers worked\n", text)
        results, plain = self.json("r.json"), self.json("plain.json")
        spans = results.pop("observers")["layer_spans"]
        self.assertEqual([span["layer"] for span in spans], [layer["name"] for layer in results["layers"]])
        results.pop("host"), plain.pop("host")
        self.assertEqual(json.dumps(results), json.dumps(plain))
        self.assertEqual((self.folder / "trace.json").read_bytes(), (self.folder / "observed.json").read_bytes())
        self.refused("run", "run.yaml", "--observe", "layer_span", says="did you mean 'layer_spans'?")
        self.refused("run", "run.yaml", "--observe", "timeline", says="timeline:FILE")
        self.refused("run", "run.yaml", "--observe", "timeline:a", "--trace", "b", says="'timeline' is asked for twice")
        self.refused("run", "run.yaml", "--observe", "layer_spans:network", says="network: cannot be written")

    def test_every_change_counts(self):
        self.accepted("run", "run.yaml", "--set", "chip.core.lanes=32", "--set", "chip.clock_mhz=100", "--json", "a.json")
        self.accepted("run", "run.yaml", "--set", "chip.core.lanes=32", "chip.clock_mhz=100", "--json", "b.json")
        for name in ("a.json", "b.json"):
            chip = self.json(name)["config"]["chip"]
            self.assertEqual((chip["core"]["lanes"], chip["clock_mhz"]), (32, 100))

    def test_two_runs_are_the_same(self):
        results = []
        for name in ("a.json", "b.json"):
            self.accepted("run", "run.yaml", "--set", "input.count=2", "--set", "images_in_flight=2", "--json", name)
            results.append(self.json(name))
            results[-1].pop("host", None)
        self.assertEqual(json.dumps(results[0]), json.dumps(results[1]))

    def test_run_agrees_with_eval(self):
        self.accepted("eval", "network", "--data", "images.idx", "--labels", "labels.idx", "--json", "e.json")
        self.accepted("run", "run.yaml", "--set", "input.count=4", "--json", "r.json")
        predictions = [image["prediction"] for image in self.json("r.json")["images"]]
        self.assertEqual(predictions, self.json("e.json")["predictions"])
        self.assertEqual(self.json("r.json")["spikes"], self.json("e.json")["spikes"])

    def test_a_run_that_takes_too_long_fails(self):
        self.refused("run", "run.yaml", "--set", "max_cycles=100", says="max_cycles", code=1)


if __name__ == "__main__":
    unittest.main()
