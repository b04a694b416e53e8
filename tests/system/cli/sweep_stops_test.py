# SPDX-License-Identifier: Apache-2.0
"""Sweeps that are stopped, in good order or not: nothing is lost, nothing runs twice."""

import os
import random
import shutil
import signal
import subprocess
import time
import unittest

from program import PROGRAM
from sweep_case import SWEEP, SweepTest


class Stopped(SweepTest):
    def start(self):
        return subprocess.Popen([PROGRAM, "sweep", "sweep.yaml", "--output", "out", "--jobs", "2"], cwd=self.folder,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def test_killed_twenty_times_and_resumed(self):
        self.write("sweep.yaml", SWEEP.replace("[32, 64]", "[16, 32, 64]").replace("[250, 500]", "[250, 333, 400, 500]"))
        self.accepted("sweep", "sweep.yaml", "--output", "whole")
        chance = random.Random(6)
        finished = set()
        kills = 0
        while kills < 20:
            program = self.start()
            try:
                program.communicate(timeout=chance.uniform(0.02, 0.5))
                shutil.rmtree(self.folder / "out")  # it came to its end: once more from the start
                finished = set()
            except subprocess.TimeoutExpired:
                program.send_signal(chance.choice([signal.SIGKILL, signal.SIGINT]))
                program.communicate()
                kills += 1
                there = set((self.folder / "out/points").glob("*.json")) if (self.folder / "out").exists() else set()
                self.assertLessEqual(finished, there)  # nothing is lost
                finished = there
        self.accepted("sweep", "sweep.yaml", "--output", "out")
        self.assertEqual(self.points(), self.points("whole"))
        self.assertEqual(self.rows(), self.rows("whole"))

    def test_interrupted_says_how_to_go_on_and_leaves_a_table(self):
        self.write("sweep.yaml", SWEEP.replace("[32, 64]", "{from: 8, to: 128, step: 1}"))
        program = self.start()
        while not list(self.folder.glob("out/points/*.json")):
            time.sleep(0.01)
        program.send_signal(signal.SIGINT)
        _, errors = program.communicate()
        self.assertEqual(program.returncode, 1)
        self.assertIn("interrupted; the same command goes on", errors)
        states = {r["state"] for r in self.rows()}
        self.assertLessEqual({"finished", "missing"}, states)
        self.assertEqual(list(self.folder.glob("out/points/*.partial-*")), [])

    def test_a_group_that_is_ended_leaves_no_failed_points(self):
        """As mpirun and Slurm do it: the signal goes to the processes of jobs, too."""
        self.write("sweep.yaml", SWEEP.replace("[32, 64]", "{from: 64, to: 128, step: 1}").replace("49152, ", ""))
        for ending in (signal.SIGTERM, signal.SIGHUP):
            program = subprocess.Popen([PROGRAM, "sweep", "sweep.yaml", "--output", "out", "--jobs", "2"],
                                       cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                                       start_new_session=True)
            there = len(list(self.folder.glob("out/points/*.json")))
            while len(list(self.folder.glob("out/points/*.json"))) < there + 3:
                time.sleep(0.01)
            os.killpg(program.pid, ending)
            self.assertIn("interrupted; the same command goes on", program.communicate()[1])
            self.assertEqual([path.read_text() for path in self.folder.glob("out/points/*.failed")], [])

    def test_a_result_that_vanishes_is_missed(self):
        """As on machines that each have a folder of their own under the same name."""
        self.write("sweep.yaml", SWEEP.replace("[32, 64]", "{from: 64, to: 128, step: 8}"))
        program = self.start()
        while not (there := list(self.folder.glob("out/points/*.json"))):
            time.sleep(0.01)
        there[0].unlink()
        _, errors = program.communicate()
        self.assertEqual(program.returncode, 1, errors)
        self.assertIn(f"point {there[0].stem} was written and is not there; is the folder shared by all machines?", errors)

    def test_two_sweeps_in_one_folder(self):
        self.write("sweep.yaml", SWEEP.replace("[32, 64]", "{from: 8, to: 128, step: 1}"))
        program = self.start()
        while not list(self.folder.glob("out/points/*.json")):
            time.sleep(0.01)
        self.refused("sweep", "sweep.yaml", "--output", "out", says="another sweep is writing there")
        program.send_signal(signal.SIGINT)
        program.communicate()


if __name__ == "__main__":
    unittest.main()
