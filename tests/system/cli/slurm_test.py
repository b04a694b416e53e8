# SPDX-License-Identifier: Apache-2.0
"""Sweeps on a cluster: the script of the example, by a real Slurm that the test starts on this machine."""

import time
import unittest

from program import EXAMPLES, PROGRAM
from slurm import OneNodeSlurm
from sweep_case import POINTS, SWEEP, SweepTest

SCRIPT = EXAMPLES / "04_sweep_15m/sweep.sbatch"


class Slurm(SweepTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slurm = OneNodeSlurm()
        cls.addClassCleanup(cls.slurm.stop)
        cls.slurm.environment.update(SPIKELOOM=PROGRAM, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1",
                                     ASAN_OPTIONS="detect_leaks=0")
        cls.slurm.start()

    def submit(self, *arguments):
        return self.slurm.submit("--output=job-%A-%a.txt", *arguments, cwd=self.folder)

    def submit_both(self):
        """As the script says: an array, and a job that waits for it and makes the table."""
        array = self.submit("--array=1-3", "--cpus-per-task=1", SCRIPT, "sweep.yaml", "--output", "out")
        last = self.submit(f"--dependency=afterany:{array}", SCRIPT, "sweep.yaml", "--output", "out")
        return array, last

    def words(self):
        return "\n".join(f"== {path.name}\n{path.read_text()}" for path in sorted(self.folder.glob("job-*.txt")))

    def assert_as_alone(self):
        self.accepted("sweep", "sweep.yaml", "--output", "alone", "--jobs", "2")
        tables = [(self.folder / folder / "table.csv").read_bytes() for folder in ("alone", "out")]
        self.assertEqual(*tables)
        self.assertEqual(self.points("alone"), self.points("out"))

    def test_an_array_and_a_last_job(self):
        array, last = self.submit_both()
        self.slurm.wait_for_all()
        self.assertEqual(self.slurm.state_of(last), "COMPLETED", self.words())
        parts = [(self.folder / f"job-{array}-{task}.txt").read_text() for task in (1, 2, 3)]
        for part, share in zip(parts, (6, 5, 5)):
            self.assertIn(f"out: {share} points simulated", part)
        self.assertIn(f"0 points simulated (0 failed), {POINTS} were there", self.words())
        self.assert_as_alone()

    def test_an_array_that_was_cancelled(self):
        """The last job does what is left; cancelling leaves no failed point behind."""
        self.write("sweep.yaml", SWEEP.replace("[32, 64]", "{from: 16, to: 128, step: 8}"))
        array, last = self.submit_both()
        while len(list(self.folder.glob("out/points/*"))) < 10:
            time.sleep(0.05)
        self.slurm.ask("scancel", array)
        self.slurm.wait_for_all()
        self.assertEqual(self.slurm.state_of(last), "COMPLETED", self.words())
        self.assertNotIn("out: 0 points simulated", self.words())
        self.assert_as_alone()

    def test_mpirun_in_a_job(self):
        job = self.submit("--ntasks=2", "--wrap", f"mpirun {PROGRAM} sweep sweep.yaml --output out")
        self.slurm.wait_for_all()
        self.assertEqual(self.slurm.state_of(job), "COMPLETED", self.words())
        self.assert_as_alone()

    def test_tasks_that_do_not_know_of_each_other(self):
        job = self.submit("--ntasks=2", "--wrap", f"srun --mpi=none {PROGRAM} sweep sweep.yaml --output out")
        self.slurm.wait_for_all()
        self.assertEqual(self.slurm.state_of(job), "FAILED", self.words())
        self.assertIn("srun started several tasks that do not know of each other", self.words())
        self.assertFalse((self.folder / "out").exists())


if __name__ == "__main__":
    unittest.main()
