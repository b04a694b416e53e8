# SPDX-License-Identifier: Apache-2.0
"""Networks by name in run.yaml; and, in the slow suite, the published ones at full size."""

import json
import unittest

from program import EXAMPLES, ScratchTest, spikeloom
from replay_test import of_the_machine

JOB = EXAMPLES / "02_imagenet"
RATES = """name: quiet
what: made up
source: none
default: 0.2
rates:
  - {layers: "block*.attn", rate: 0.02}
"""
RUN = f"""network: {{architecture: metaspikeformer-15m, rates: rates.yaml, seed: 3, height: 32, width: 32}}
chip: {EXAMPLES}/chips/mesh16x16.yaml
input: {{generated: 3}}
"""


class ByName(ScratchTest):
    def setUp(self):
        super().setUp()
        self.write("rates.yaml", RATES)
        self.write("run.yaml", RUN)

    def results(self, *overrides):
        sets = [o for change in overrides for o in ("--set", change)]
        self.accepted("run", "run.yaml", *sets, "--json", "results.json")
        return json.loads((self.folder / "results.json").read_text())

    def test_a_run_by_name_is_the_run_of_the_imported_bundle(self):
        by_name = self.results()
        self.assertEqual(by_name["reference"]["mismatches"], 0)
        self.accepted("import", "--arch", "metaspikeformer-15m", "--input-size", "32x32", "--synthetic", "--rates",
                      "rates.yaml", "--seed", 3, "--output", "bundle")
        by_bundle = self.results("network=bundle", "input={image: bundle/calibration.ppm}")
        for results in (by_name, by_bundle):
            for section in ("network", "input"):
                del results["config"][section]
            for image in results["images"]:
                image.pop("index", None)
        self.assertEqual(of_the_machine(by_name), of_the_machine(by_bundle))

    def test_more_spikes_are_more_additions(self):
        counts = [self.results(f"network.rates_scale={scale}", "mode=replay") for scale in (0.5, 1)]
        self.assertGreater(counts[1]["spikes"], 1.5 * counts[0]["spikes"])
        self.assertGreater(counts[1]["synaptic_additions"], 1.5 * counts[0]["synaptic_additions"])

    def test_what_a_network_by_name_may_not_be(self):
        self.refused("run", "run.yaml", "--set", "network.rates=gone.yaml", says="network.rates: there is no file")
        self.refused("run", "run.yaml", "--set", "network.height=40", says=["40", "multiples of 16"])
        self.write("rates.yaml", RATES.replace("0.02", "0.9"))
        self.refused("run", "run.yaml", says="block3.0.attn: cannot fire at 90 %")
        self.write("rates.yaml", RATES.replace("attn", "atn"))
        self.refused("run", "run.yaml", says=["rates.yaml:6:", "no layer that fires is called 'block*.atn'"])


class FullSize(unittest.TestCase):
    """Minutes; ctest --preset slow."""

    def results(self, run_file, *overrides):
        sets = [o for change in overrides for o in ("--set", change)]
        path = self.id() + ".json"
        done = spikeloom("run", JOB / run_file, *sets, "--json", path)
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(path, encoding="utf-8") as file:
            return json.load(file)

    def test_replay_of_15m_is_its_execution(self):
        executed, replayed = self.results("run_15m.yaml"), self.results("run_15m.yaml", "mode=replay")
        self.assertEqual(executed["reference"]["mismatches"], 0)
        self.assertEqual(of_the_machine(executed), of_the_machine(replayed))

    def test_31m_and_55m_are_the_reference(self):
        for run_file in ("run_31m.yaml", "run_55m.yaml"):
            executed = self.results(run_file)
            self.assertGreater(executed["reference"]["compared_words"], 1_000_000)
            self.assertEqual(executed["reference"]["mismatches"], 0)
        replayed = self.results("run_55m_replay.yaml")
        self.assertEqual(of_the_machine(executed), of_the_machine(replayed))

    def test_15m_in_passes_has_the_same_spikes(self):
        whole, passes = self.results("run_15m.yaml", "mode=replay"), self.results("run_15m_passes.yaml")
        self.assertEqual(passes["reference"]["mismatches"], 0)
        self.assertGreater(len(passes["passes"]), 1)
        self.assertEqual(whole["images"][0]["logits"], passes["images"][0]["logits"])
        self.assertEqual(whole["spikes"], passes["spikes"])

    def test_placement_of_31m_is_at_least_twice_as_good_as_by_lot(self):
        done = spikeloom("map", JOB / "run_31m.yaml", "--output", "mapping_31m.json")
        self.assertEqual(done.returncode, 0, done.stderr)
        with open("mapping_31m.json", encoding="utf-8") as file:
            placement = json.load(file)["placement"]
        self.assertLessEqual(2 * placement["annealed_flit_links"], placement["random_flit_links"])
        self.assertLessEqual(placement["annealed_flit_links"], placement["greedy_flit_links"])


if __name__ == "__main__":
    unittest.main()
