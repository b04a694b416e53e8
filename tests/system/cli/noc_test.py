#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""`spikeloom noc` from outside: the keys of its JSON, changes, sweeps, the examples, and one line for every bad input."""

import json
import pathlib
import shutil
import tempfile
import unittest

from program import EXAMPLES, ScratchTest

NOC_YAML = """mesh: {columns: 4, rows: 4}
noc:
  vcs: 2
traffic:
  injection_rate: 0.1
phases: {warmup_cycles: 200, measure_cycles: 1000}
"""
KEYS = ["packet_latency_mean", "network_latency_mean", "flit_latency_mean", "hops_mean", "accepted_rate", "saturated",
        "cycles", "flit_hops", "host_seconds", "flit_hash"]


class NocTest(ScratchTest):
    """A folder with a network and a trace; no bundle is needed here."""

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="spikeloom-noc-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.write("noc.yaml", NOC_YAML)
        self.write("trace.csv", "0,0,15,1\n300,3,0;5,4\n")

    def json(self, name):
        return json.loads((self.folder / name).read_text())


class Noc(NocTest):
    def test_results(self):
        text = self.accepted("noc", "noc.yaml", "--json", "r.json")
        self.assertIn("packet (birth to tail)", text)
        self.assertIn("not saturated", text)
        results = self.json("r.json")
        for key in KEYS:
            self.assertIn(key, results)
        self.assertIs(results["saturated"], False)
        self.assertGreater(results["packet_latency_mean"], 0)
        self.assertEqual(len(results["routers"]), 16)
        self.assertEqual(results["config"]["noc"]["vcs"], 2)
        self.assertEqual(sorted(p.name for p in self.folder.glob("*partial*")), [])

    def test_every_change_counts(self):
        self.accepted("noc", "noc.yaml", "--set", "traffic.injection_rate=0.05", "noc.vcs=4", "--set",
                      "traffic.pattern=transpose", "--json", "r.json")
        config = self.json("r.json")["config"]
        self.assertEqual((config["traffic"]["injection_rate"], config["noc"]["vcs"], config["traffic"]["pattern"]),
                         (0.05, 4, "transpose"))

    def test_two_runs_and_two_kernels_are_the_same(self):
        results = []
        for kernel in ("active", "active", "clocked"):
            self.accepted("noc", "noc.yaml", "--set", f"noc.kernel={kernel}", "--json", "r.json")
            results.append(self.json("r.json"))
            del results[-1]["host_seconds"], results[-1]["config"]["noc"]["kernel"]
        self.assertEqual(json.dumps(results[0]), json.dumps(results[1]))
        self.assertEqual(results[0]["flit_hash"], results[2]["flit_hash"])
        self.assertEqual(results[0]["routers"], results[2]["routers"])

    def test_sweep(self):
        text = self.accepted("noc", "noc.yaml", "--sweep", "injection", "--json", "s.json")
        self.assertIn("<- saturation", text)
        sweep = self.json("s.json")
        rates = [point["injection_rate"] for point in sweep["sweep"]]
        self.assertEqual(rates, sorted(rates))
        self.assertGreater(len(rates), 10)
        self.assertIn(sweep["saturation_rate"], rates)
        for key in KEYS:
            self.assertIn(key, sweep["sweep"][0])

    def test_trace(self):
        self.accepted("noc", "noc.yaml", "--set", "traffic.pattern=trace", "traffic.trace=trace.csv",
                      "phases.warmup_cycles=0", "--json", "r.json")
        results = self.json("r.json")
        self.assertEqual(results["packets"], 2)
        self.assertEqual(results["measured_packets"], 3)  # one of them is for two tiles

    def test_no_time_for_nothing(self):
        self.accepted("noc", "noc.yaml", "--set", "traffic.injection_rate=0", "phases.measure_cycles=1000000000",
                      "--json", "r.json")
        self.assertEqual(self.json("r.json")["cycles"], 1000000200)
        self.assertIsNone(self.json("r.json")["packet_latency_mean"])

    def test_parameters_are_listed(self):
        parameters = self.accepted("info", "--parameters")
        for key in ("traffic.injection_rate", "traffic.hotspots", "phases.drain_cycles", "noc.link_interval_cycles"):
            self.assertIn(key, parameters)
        self.assertIn("--sweep", self.accepted("noc", "--help"))

    def test_examples(self):
        examples = sorted((EXAMPLES / "05_noc_alone").glob("*.yaml"))
        self.assertGreaterEqual(len(examples), 5)
        for example in examples:
            self.accepted("noc", example, "--json", "r.json")
            self.assertFalse(self.json("r.json")["saturated"], example.name)


class BadNoc(NocTest):
    def noc(self, says, *changes):
        arguments = [word for change in changes for word in ("--set", change)]
        self.refused("noc", "noc.yaml", *arguments, says=says)

    def test_values(self):
        self.write("noc.yaml", "noc:\n  vcs: 9\n")
        self.noc("noc.yaml:2:8: noc.vcs: 9 is out of range; allowed: 1..8 virtual channels")
        self.write("noc.yaml", "traffic:\n  rate: 0.1\n")
        self.noc(["noc.yaml:2:3: unknown key 'traffic.rate'", "known: pattern, injection_rate"])

    def test_combinations(self):
        self.noc(["noc.vcs", "a torus needs at least 2 virtual channels"], "noc.topology=torus", "noc.vcs=1")
        self.noc(["noc.routing", "odd_even cannot route on a torus"], "noc.topology=torus", "noc.routing=odd_even")
        self.noc(["noc.routing", "odd_even has no multicast trees"], "traffic.destinations=2", "noc.routing=odd_even")
        self.noc(["noc.buffer_flits", "a multicast packet of 9 flits"], "traffic.destinations=2",
                 "traffic.packet_flits=9")
        self.noc(["noc.bypass", "switch_delay_cycles"], "noc.bypass=true", "noc.switch_delay_cycles=0")
        self.noc(["traffic.pattern", "needs a square mesh"], "traffic.pattern=transpose", "mesh.rows=2")
        self.noc(["noc.kernel", "known: active, clocked"], "noc.kernel=quantum")

    def test_traces(self):
        self.write("trace.csv", "0,0,15,1\n300,3,16,4\n")
        trace = ("traffic.pattern=trace", "traffic.trace=trace.csv")
        self.noc("trace.csv:2:7: destination: 16 is out of range; allowed: 0..15 tiles", *trace)
        self.noc("there is no file none.csv", "traffic.pattern=trace", "traffic.trace=none.csv")
        self.write("trace.csv", "0,0,15,1\n")
        self.noc("no packet of", *trace)
        self.refused("noc", "noc.yaml", "--set", *trace, "phases.warmup_cycles=0", "--sweep", "injection",
                     says="--sweep injection: the packets of a trace")

    def test_usage(self):
        self.refused("noc", says="noc")
        self.refused("noc", "none.yaml", says="none.yaml")
        self.refused("noc", "noc.yaml", "--sweep", "vcs", says=["--sweep", "injection"])
        self.refused("noc", "noc.yaml", "--json", "none/r.json", says="none/r.json: cannot be written")


if __name__ == "__main__":
    unittest.main()
