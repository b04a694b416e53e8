# SPDX-License-Identifier: Apache-2.0
"""Sweeps: a point is the run it names, whatever ran beside it."""

import os
import resource
import shutil
import subprocess
import unittest

from program import EXAMPLES, PROGRAM
from sweep_case import POINTS, SWEEP, SweepTest, without_host


class Sweep(SweepTest):
    def test_every_point_is_the_run_it_names(self):
        self.accepted("sweep", "sweep.yaml", "--output", "out", "--jobs", "2")
        done = {(r["key"], r["chip.mesh"], r["chip.core.weight_sram_bytes"], r["chip.core.lanes"], r["chip.clock_mhz"])
                for r in self.rows() if r["state"] == "finished"}
        self.assertGreater(len(done), 4)
        for key, mesh, sram, lanes, clock in done:
            self.accepted("run", "run.yaml", "--json", "alone.json", "--set", "mode=replay", "chip.energy.node_nm=22",
                          f"chip.mesh={{columns: {mesh[0]}, rows: {mesh[2]}}}", f"chip.core.weight_sram_bytes={sram}",
                          f"chip.core.lanes={lanes}", f"chip.clock_mhz={clock}")
            self.assertEqual(without_host(self.folder / "out/points" / f"{key}.json"),
                             without_host(self.folder / "alone.json"))

    def test_points_of_other_prices_share_a_simulation_and_are_the_runs_they_name(self):
        self.write("sweep.yaml", "run: run.yaml\naxes: {chip.energy.node_nm: [45, 22, 7], chip.energy.k_noc: [1, 2]}\n")
        self.accepted("sweep", "sweep.yaml", "--output", "out")
        for row in {r["key"]: r for r in self.rows()}.values():
            self.accepted("run", "run.yaml", "--json", "alone.json", "--set",
                          f"chip.energy.node_nm={row['chip.energy.node_nm']}",
                          f"chip.energy.k_noc={row['chip.energy.k_noc']}")
            self.assertEqual(without_host(self.folder / "out/points" / f"{row['key']}.json"),
                             without_host(self.folder / "alone.json"))

    def test_parallelism_and_parts_change_nothing(self):
        self.accepted("sweep", "sweep.yaml", "--output", "out", "--jobs", "1")
        self.accepted("sweep", "sweep.yaml", "--output", "four", "--jobs", "4")
        for part in ("3/3", "1/3", "2/3"):
            self.accepted("sweep", "sweep.yaml", "--output", "parts", "--part", part)
        self.accepted("sweep", "sweep.yaml", "--output", "parts")
        for other in ("four", "parts"):
            self.assertEqual(self.points(), self.points(other))
            self.assertEqual(self.rows(), self.rows(other))

    def test_a_folder_that_another_part_is_making(self):
        """Tasks of a cluster start together. A sweep that was killed leaves the same."""
        (self.folder / "out/points").mkdir(parents=True)
        self.accepted("sweep", "sweep.yaml", "--output", "out", "--part", "1/16")

    def test_finished_points_never_run_again(self):
        self.accepted("sweep", "sweep.yaml", "--output", "out")
        before = {path: path.stat().st_mtime_ns for path in (self.folder / "out/points").iterdir()}
        self.assertEqual(len(before), POINTS)
        self.assertIn(f"0 points simulated (0 failed), {POINTS} were there",
                      self.accepted("sweep", "sweep.yaml", "--output", "out"))
        self.assertEqual(before, {path: path.stat().st_mtime_ns for path in (self.folder / "out/points").iterdir()})

    def test_failed_points_stop_nobody_and_say_why(self):
        self.write("sweep.yaml", "run: run.yaml\naxes:\n  core.weight_sram_bytes: [64, 196608]\n  core.lanes: [64]\n")
        self.accepted("sweep", "sweep.yaml", "--output", "out", "--jobs", "2")
        failed = [r for r in self.rows() if r["state"] == "failed"]
        self.assertEqual(len(failed), 1)
        self.assertIn("weight", failed[0]["reason"])
        self.assertEqual(failed[0]["value"], "")
        self.assertGreater(len([r for r in self.rows() if r["state"] == "finished"]), 10)

    def test_combinations_that_are_refused_are_failed_points(self):
        self.write("sweep.yaml", "run: run.yaml\naxes:\n  mesh: [4x4, 2x2]\n  chip.dram.ports: [[0], [15]]\n")
        self.accepted("sweep", "sweep.yaml", "--output", "out", "--jobs", "2")
        failed = {r["reason"] for r in self.rows() if r["state"] == "failed"}
        self.assertTrue(any("tile 15 is not on the chip" in reason for reason in failed), failed)

    def test_a_list_and_samples(self):
        self.write("sweep.yaml", "run: run.yaml\nmethod: list\npoints:\n  - {core.lanes: 8, chip.mesh: 4x4}\n"
                                 "  - {chip.mesh: 5x4, core.lanes: 16}\n")
        self.accepted("sweep", "sweep.yaml", "--output", "out")
        self.assertEqual([(r["chip.core.lanes"], r["chip.mesh"]) for r in self.rows() if r["measure"] == "cycles"],
                         [("8", "4x4"), ("16", "5x4")])
        for method in ("latin_hypercube", "random"):
            text = f"run: run.yaml\nmethod: {method}\nsamples: 6\nseed: 3\naxes:\n"
            self.write("sweep.yaml", text + "  core.lanes: {from: 16, to: 128, step: 1}\n")
            self.accepted("sweep", "sweep.yaml", "--output", method)
            lanes = {int(r["chip.core.lanes"]) for r in self.rows(method)}
            self.assertEqual(len(lanes), 6)

    def test_a_failed_point_can_be_tried_again(self):
        self.accepted("sweep", "sweep.yaml", "--output", "out")
        victim = next((self.folder / "out/points").glob("*.json"))
        victim.rename(victim.with_suffix(".failed"))
        victim.with_suffix(".failed").write_text('{"error": "its process was ended by signal 9"}')
        self.assertIn("0 points simulated", self.accepted("sweep", "sweep.yaml", "--output", "out"))
        self.accepted("sweep", "sweep.yaml", "--output", "out", "--retry-failed")
        self.assertTrue(victim.exists())


class Search(SweepTest):
    def setUp(self):
        super().setUp()
        self.write("sweep.yaml", SWEEP.replace("axes:", "method: nsga2\nsamples: 24\npopulation: 8\nseed: 4\naxes:").replace(
            "[32, 64]", "[16, 32, 48, 64]"))

    def test_a_search_that_was_stopped_finds_the_same(self):
        self.accepted("sweep", "sweep.yaml", "--output", "whole", "--jobs", "2")
        self.assertEqual(len({r["point"] for r in self.rows("whole")}), 24)
        shutil.copytree(self.folder / "whole", self.folder / "out")
        (self.folder / "out/table.csv").unlink()
        for lost in sorted((self.folder / "out/points").iterdir())[::3]:
            lost.unlink()
        self.accepted("sweep", "sweep.yaml", "--output", "out")
        self.assertEqual(self.points(), self.points("whole"))
        self.assertEqual(self.rows(), self.rows("whole"))

    def test_what_a_search_cannot_do(self):
        self.refused("sweep", "sweep.yaml", "--part", "1/2", says="a search decides as it goes")
        self.refused("sweep", "sweep.yaml", "--retry-failed", says="a search has decided by what failed")
        self.write("sweep.yaml", (self.folder / "sweep.yaml").read_text().replace("population: 8", "population: 9"))
        self.refused("sweep", "sweep.yaml", says="population: must be a multiple of 4")
        self.write("sweep.yaml", (self.folder / "sweep.yaml").read_text().replace("population: 9", "population: 8").replace("core.lanes", "core.lane"))
        self.refused("sweep", "sweep.yaml", says="did you mean 'lanes'?")


class Examples(SweepTest):
    def test_cores_and_sram_of_the_small_network(self):
        self.accepted("sweep", EXAMPLES / "03_sweep_cores_sram/sweep.yaml", "--output", "out", "--jobs", "2")
        self.assertEqual(len({r["point"] for r in self.rows()}), 60)
        self.assertTrue(any(r["on_front"] == "true" for r in self.rows()))

    def test_a_point_of_15m_is_sound(self):
        self.accepted("sweep", EXAMPLES / "04_sweep_15m/sweep.yaml", "--output", "out", "--part", "200/200")
        self.assertEqual([path.suffix for path in (self.folder / "out/points").iterdir()], [".json"])


class BadSweep(SweepTest):
    def broken(self, old, new, says):
        self.assertIn(old, SWEEP)
        self.write("sweep.yaml", SWEEP.replace(old, new))
        self.refused("sweep", "sweep.yaml", "--output", "out", says=says)
        self.assertFalse((self.folder / "out").exists())

    def test_axes(self):
        self.broken("core.lanes", "core.lane", ["sweep.yaml:6:15", "did you mean 'lanes'?"])
        self.broken("core.lanes", "cores.lanes", ["unknown key 'cores'"])
        self.broken("[32, 64]", "[]", "axis 'core.lanes' is empty")
        self.broken("[32, 64]", "[32, 32]", "'32' stands there twice")
        self.broken("[32, 64]", "[32, 0]", ["sweep.yaml:6:20: core.lanes", "0 is out of range; allowed: 1..1024 adders"])
        self.broken("[32, 64]", "32", "must be a list of values")
        self.broken("[32, 64]", "{from: 2, to: 8}", "{from, to, step} or {from, to, factor}")
        self.broken("[32, 64]", "{from: 8, to: 2, step: 1}", "axis 'core.lanes' is empty")
        self.broken("core.lanes: [32, 64]", "chip.core.weight_sram_bytes: [65536]", "stands there twice")

    def test_constraints_and_objectives(self):
        self.broken("[area_mm2 <= 30]", "[area_mm2 <= 30, area_mm2 >= 40]", ["contradicts", "area_mm2 >= 40"])
        self.broken("[area_mm2 <= 30]", "[area_mm2 <= -1]", "can never hold")
        self.broken("[area_mm2 <= 30]", "[area_mm <= 30]", "did you mean 'area_mm2'?")
        self.broken("[area_mm2 <= 30]", "[area_mm2 < 30]", "is not understood")
        self.broken("[area_mm2 <= 30]", "[]\nobjectives: {energy_uj: least}", "allowed: min, max")
        self.broken("[area_mm2 <= 30]", "[]\nobjectives: {energy: min}", "unknown measure 'energy'")

    def test_the_file(self):
        self.broken("axes:", "axis:", "needs 'axes'")
        self.broken("run: run.yaml", "run: gone.yaml", "there is no file")
        self.broken("run: run.yaml", "run: run.yaml\nmethod: griid", "did you mean 'grid'?")
        self.broken("set:", "sett:", "did you mean 'set'?")
        self.broken("chip.energy.node_nm: 22", "chip.energy.node_nn: 22", "did you mean 'node_nm'?")

    def test_results_of_another_sweep(self):
        self.accepted("sweep", "sweep.yaml", "--output", "out")
        self.write("sweep.yaml", SWEEP.replace("[32, 64]", "[32, 128]"))
        self.refused("sweep", "sweep.yaml", "--output", "out", says="holds the results of another sweep")

    def test_a_folder_of_something_else(self):
        (self.folder / "out").mkdir()
        self.write("out/thesis.tex", "x")
        self.refused("sweep", "sweep.yaml", "--output", "out", says="something else than a sweep's results")

    @unittest.skipIf(os.geteuid() == 0, "root may write everywhere")
    def test_unwritable_folder(self):
        (self.folder / "shut").mkdir(mode=0o500)
        self.refused("sweep", "sweep.yaml", "--output", "shut/out", says="cannot be made")

    def test_folder_that_cannot_be_made(self):
        self.refused("sweep", "sweep.yaml", "--output", "/proc/out", says="/proc/out: cannot be made")
        self.write("file", "x")
        self.refused("sweep", "sweep.yaml", "--output", "file/out", says="cannot be made")

    def test_full_disk(self):
        """A limit on the size of files stops writing as a full disk does: in the middle of a result."""
        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))
        done = subprocess.run([PROGRAM, "sweep", "sweep.yaml", "--output", "out", "--jobs", "2"], cwd=self.folder,
                              capture_output=True, text=True, check=False, preexec_fn=limit)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("cannot be written: not all of it could be stored", done.stderr)
        self.assertEqual([p for p in (self.folder / "out/points").iterdir() if p.suffix != ".failed"], [])
        self.accepted("sweep", "sweep.yaml", "--output", "out")
        self.assertEqual(len({r["key"] for r in self.rows()}), POINTS)

    def test_part(self):
        for part in ("0/3", "4/3", "x", "1/2/3"):
            self.refused("sweep", "sweep.yaml", "--output", "out", "--part", part, says="allowed: I/N")


if __name__ == "__main__":
    unittest.main()
