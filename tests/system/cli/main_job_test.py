# SPDX-License-Identifier: Apache-2.0
"""The main job as its issue demands it: the committed network, real images, three chips."""

import copy
import gzip
import json
import pathlib
import shutil
import tempfile
import unittest

from program import EXAMPLES, IMAGES, LABELS, spikeloom

JOB = EXAMPLES / "01_fashion_mnist"
RUNS = ("run.yaml", "run_8x8.yaml", "run_half_sram.yaml", "run_passes.yaml")
FLOAT = JOB / "network/float_predictions.json"  # models/training/evaluate.py


class JobTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="spikeloom-job-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def run_job(self, run_file, *overrides):
        arguments = ["run", JOB / run_file, "--json", self.folder / "results.json"]
        for override in overrides:
            arguments += ["--set", override]
        done = spikeloom(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads((self.folder / "results.json").read_text())

    def evaluate(self, count):
        bundle = self.folder / "bundle"
        if not bundle.exists():
            done = spikeloom("import", "--checkpoint", JOB / "network/checkpoint.safetensors", "--config",
                             JOB / "network/config.json", "--output", bundle)
            self.assertEqual(done.returncode, 0, done.stderr)
        done = spikeloom("eval", bundle, "--data", IMAGES, "--labels", LABELS, "--images", count, "--json",
                         self.folder / "eval.json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads((self.folder / "eval.json").read_text())


class Accuracy(JobTest):
    def test_the_integer_network_is_as_good_as_the_float_one(self):
        labels = gzip.decompress(LABELS.read_bytes())[8:]
        expected = json.loads(FLOAT.read_text())["predictions"]
        integer = self.evaluate(10000)
        self.assertEqual(len(expected), 10000)
        float_top1 = sum(p == label for p, label in zip(expected, labels)) / 10000
        agreement = sum(p == q for p, q in zip(integer["predictions"], expected)) / 10000
        self.assertAlmostEqual(integer["top1"],
                               sum(p == label for p, label in zip(integer["predictions"], labels)) / 10000, places=12)
        print(f"float top-1 {float_top1:.4f}, integer top-1 {integer['top1']:.4f}, agreement {agreement:.4f}")
        self.assertGreaterEqual(float_top1, 0.90)
        self.assertLessEqual(abs(float_top1 - integer["top1"]), 0.005)
        self.assertGreaterEqual(agreement, 0.98)


class Chips(JobTest):
    def test_the_chip_changes_cycles_and_nothing_else(self):
        results = [self.run_job(run_file) for run_file in RUNS]
        for result in results:
            self.assertEqual(result["reference"]["mismatches"], 0)
            self.assertEqual(result["images"][0]["logits"], results[0]["images"][0]["logits"])
            self.assertEqual(result["images"][0]["prediction"], results[0]["images"][0]["prediction"])
            self.assertEqual(result["spikes"], results[0]["spikes"])
            self.assertEqual([layer["spikes"] for layer in result["layers"]],
                             [layer["spikes"] for layer in results[0]["layers"]])
        self.assertEqual(len({result["cycles"] for result in results}), len(RUNS))

    def test_the_reports_add_up(self):
        result = self.run_job("run.yaml")
        self.assertEqual(sum(layer["spikes"] for layer in result["layers"]), result["spikes"])
        self.assertEqual(sum(core["spikes"] for core in result["cores"]), result["spikes"])
        self.assertEqual(sum(core["synaptic_additions"] for core in result["cores"]), result["synaptic_additions"])
        components = result["energy_pj"]["by_component"].values()
        self.assertAlmostEqual(sum(c["total"] for c in components) / result["energy_pj"]["total"], 1.0, places=9)


class Streaming(JobTest):
    def test_200_images_through_the_chip(self):
        result = self.run_job("run.yaml", "input.count=200", "images_in_flight=2")
        expected = self.evaluate(200)
        self.assertEqual(result["reference"]["mismatches"], 0)
        self.assertEqual([image["prediction"] for image in result["images"]], expected["predictions"])


class Repeat(JobTest):
    def test_byte_identical_but_for_host_times(self):
        for in_flight in (1, 2):
            texts = []
            for _ in range(2):
                result = self.run_job("run.yaml", "input.count=3", f"images_in_flight={in_flight}")
                del result["host"]
                texts.append(json.dumps(result))
            self.assertEqual(texts[0], texts[1])

    def test_one_image_does_not_care_how_many_may_be_in_flight(self):
        results = [self.run_job("run.yaml", f"images_in_flight={n}") for n in (1, 2)]
        for result in results:
            del result["host"]
            del result["config"]["images_in_flight"]
        self.assertEqual(json.dumps(results[0]), json.dumps(results[1]))

    def test_images_in_flight_change_times_only(self):
        results = [self.run_job("run.yaml", "input.count=3", f"images_in_flight={n}") for n in (1, 2)]
        timeless = [copy.deepcopy(([i["logits"] for i in r["images"]], r["spikes"], r["synaptic_additions"]))
                    for r in results]
        self.assertEqual(timeless[0], timeless[1])
        self.assertLess(results[1]["cycles"], results[0]["cycles"])


if __name__ == "__main__":
    unittest.main()
