# SPDX-License-Identifier: Apache-2.0
"""The main job with RTL in its chip: the same run, cycle by cycle; and chips that the RTL does not do."""

import json
import os
import pathlib
import shutil
import tempfile
import unittest

from program import EXAMPLES, spikeloom

JOB = EXAMPLES / "01_fashion_mnist"


class RtlTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="spikeloom-rtl-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def spikeloom_run(self, run_file, *overrides):
        arguments = ["run", JOB / run_file, "--json", self.folder / "results.json"]
        for override in overrides:
            arguments += ["--set", override]
        return spikeloom(*arguments)

    def results(self, run_file, *overrides):
        done = self.spikeloom_run(run_file, *overrides)
        self.assertEqual(done.returncode, 0, done.stderr)
        results = json.loads((self.folder / "results.json").read_text())
        for key in "host", "config":
            del results[key]
        lockstep = results.pop("lockstep", [])
        return results, lockstep, done.stdout


class RtlCores(RtlTest):
    def test_every_core_in_rtl_is_the_same_run(self):
        model = self.results("run.yaml")[0]
        self.assertEqual(self.results("run.yaml", "chip.core.impl=rtl")[0], model)

    def test_a_core_in_lockstep(self):
        model = self.results("run.yaml")[0]
        results, lockstep, text = self.results("run.yaml", "chip.tiles.3,3.core=lockstep")
        self.assertEqual(results, model)
        self.assertEqual([block["block"] for block in lockstep], ["tile_3_3.core"])
        self.assertEqual(lockstep[0]["flits"], 4677)
        self.assertEqual(lockstep[0]["accumulator writes"], 19971)
        self.assertIn("1 block, 25,673 cycles compared, 0 differences", text)


class RtlTiles(RtlTest):
    def test_tiles_of_rtl_alone_are_the_same_run(self):
        model = self.results("run.yaml")[0]
        self.assertEqual(self.results("run.yaml", "chip.tile.impl=rtl")[0], model)

    def test_a_tile_in_lockstep(self):
        model = self.results("run.yaml")[0]
        for tile, flits in ("1,2", 7116), ("0,0", 2973):
            results, lockstep, _ = self.results("run.yaml", f"chip.tiles.{tile}.impl=lockstep")
            self.assertEqual(results, model)
            self.assertEqual(lockstep[0]["flits"], flits)

    def test_passes(self):
        model = self.results("run_passes.yaml")[0]
        self.assertEqual(self.results("run_passes.yaml", "chip.tile.impl=rtl")[0], model)

    def test_what_the_rtl_does_not_do(self):
        done = self.spikeloom_run("run.yaml", "chip.core.impl=rtl", "mapping.residual=home")
        self.assertEqual(done.returncode, 2)
        self.assertIn("does not know rows that stay in their core (mapping.residual: home)", done.stderr)
        done = self.spikeloom_run("run.yaml", "chip.core.impl=rtl", "chip.core.lanes=32")
        self.assertEqual(done.returncode, 2)
        self.assertIn("core.lanes: the chip has 32, the RTL set 'default' 64", done.stderr)


class RtlRouters(RtlTest):
    def test_every_router_in_rtl_is_the_same_run(self):
        for run_file in "run.yaml", "run_passes.yaml":
            model = self.results(run_file)[0]
            self.assertEqual(self.results(run_file, "chip.noc.router=rtl")[0], model)

    def test_every_router_in_lockstep(self):
        for kernel in "active", "clocked":
            model = self.results("run.yaml")[0]
            results, lockstep, text = self.results("run.yaml", "chip.noc.router=lockstep", f"chip.noc.kernel={kernel}")
            self.assertEqual(results, model)
            self.assertEqual(len(lockstep), 16)
            self.assertEqual(lockstep[5]["block"], "tile_1_1.router")
            self.assertEqual(sum(block["flits"] for block in lockstep), 113504)
            self.assertIn("16 blocks, 446,406 cycles compared, 0 differences", text)
            self.assertIn("113,504 flits, 104,882 credits", text)

    def test_single_tiles(self):
        model = self.results("run.yaml")[0]
        for kernel in "active", "clocked":
            results, lockstep, _ = self.results("run.yaml", "chip.tiles.1,1.router=lockstep",
                                                "chip.tiles.2,1.router=rtl", f"chip.noc.kernel={kernel}")
            self.assertEqual(results, model)
            self.assertEqual([block["block"] for block in lockstep], ["tile_1_1.router"])

    def test_the_network_alone(self):
        run = self.folder / "noc.yaml"
        run.write_text("mesh: {columns: 4, rows: 3}\ntraffic: {injection_rate: 0.2, packet_flits: 3}\n"
                       "phases: {warmup_cycles: 100, measure_cycles: 2000}\n")
        hashes = []
        for router in "model", "rtl", "lockstep":
            path = self.folder / "noc.json"
            done = spikeloom("noc", run, "--set", f"noc.router={router}", "--json", path)
            self.assertEqual(done.returncode, 0, done.stderr)
            results = json.loads(path.read_text())
            hashes.append({key: results[key] for key in results if key not in ("host", "config", "host_seconds")})
        self.assertEqual(hashes[1], hashes[0])
        self.assertEqual(hashes[2], hashes[0])


class BadRtl(RtlTest):
    def refused(self, message, *overrides):
        done = self.spikeloom_run("run.yaml", *overrides)
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        self.assertIn(message, done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)

    def test_unknown_words(self):
        self.refused("chip.noc.router=rlt: noc.router: unknown block 'rlt'; known: lockstep, model, rtl",
                     "chip.noc.router=rlt")
        self.refused("unknown block 'x'", "chip.tile.impl=x")
        self.refused("unknown block 'x'", "chip.tiles.1,1.core=x")

    def test_a_tile_that_is_not_there(self):
        self.refused("there is no such tile; allowed: columns 0..3, rows 0..3", "chip.tiles.4,0.router=rtl")

    def test_parameters_that_are_not_built(self):
        self.refused("noc.vcs: the chip has 3, the RTL set 'default' 1", "chip.noc.router=rtl", "chip.noc.vcs=3")
        self.refused("noc.topology: the chip has torus", "chip.tiles.0,0.router=lockstep", "chip.noc.vcs=2",
                     "chip.noc.topology=torus")


class WithoutModels(RtlTest):
    def setUp(self):
        super().setUp()
        self.models = self.folder / "models"
        os.environ["SPIKELOOM_RTL_MODELS"] = str(self.models)
        self.addCleanup(os.environ.pop, "SPIKELOOM_RTL_MODELS")

    def refused(self, override, *says):
        done = self.spikeloom_run("run.yaml", override)
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        for text in says:
            self.assertIn(text, done.stderr)

    def test_the_names_are_refused_with_the_command_that_builds_them(self):
        for override, module in (("chip.noc.router=rtl", "spike_router"), ("chip.noc.router=lockstep", "spike_router"),
                                 ("chip.tiles.1,1.core=rtl", "neuron_core"), ("chip.tile.impl=rtl", "tile")):
            self.refused(override, override.split("=")[0].removeprefix("chip."),
                         f"is missing: no verilated model of {module} in {self.models}",
                         "build it: scripts/build release spikeloom_rtl_models")

    def test_a_file_that_is_no_model(self):
        self.models.mkdir()
        (self.models / "spike_router_default.so").write_text("text")
        self.refused("chip.noc.router=rtl", f"{self.models}/spike_router_default.so: cannot be loaded")


if __name__ == "__main__":
    unittest.main()
