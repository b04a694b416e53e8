# SPDX-License-Identifier: Apache-2.0
"""Sweeps by mpirun: the table of one process, whatever ranks there are and whichever of them die."""

import os
import pathlib
import re
import signal
import subprocess
import time
import unittest

from program import PROGRAM
from sweep_case import POINTS, SWEEP, SweepTest

# As root, on fewer cores than ranks; the sanitizers would report what MPI itself never frees.
ENVIRONMENT = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1",
                   ASAN_OPTIONS="detect_leaks=0")
# Long enough to be stopped in the middle.
LONG = SWEEP.replace("[32, 64]", "{from: 16, to: 128, step: 16}")
LONG_POINTS = 64


def parent_of(pid):
    """None when that process has gone."""
    try:
        return int(pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return None


def children_of(pid):
    return [int(path.name) for path in pathlib.Path("/proc").glob("[0-9]*") if parent_of(path.name) == pid]


def rank_of(pid):
    try:
        environment = pathlib.Path(f"/proc/{pid}/environ").read_text().split("\0")
    except (FileNotFoundError, ProcessLookupError):
        return None
    return next((int(entry.partition("=")[2]) for entry in environment if entry.startswith("OMPI_COMM_WORLD_RANK=")), None)


class MpiTest(SweepTest):
    def mpirun(self, ranks, *arguments, options=()):
        command = ["mpirun", "--oversubscribe", *options, "-np", str(ranks), PROGRAM, "sweep", "sweep.yaml", *arguments]
        program = subprocess.Popen(command, cwd=self.folder, env=ENVIRONMENT, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        self.addCleanup(program.kill)
        return program

    def ended(self, program):
        """Exit code, stdout, stderr."""
        output, errors = program.communicate(timeout=900)
        return program.returncode, output, errors

    def table(self, folder):
        return (self.folder / folder / "table.csv").read_bytes()

    def assert_same(self, folder, other):
        self.assertEqual(self.table(folder), self.table(other))
        self.assertEqual(self.points(folder), self.points(other))


class Ranks(MpiTest):
    def test_the_table_of_one_process_byte_for_byte(self):
        self.accepted("sweep", "sweep.yaml", "--output", "alone", "--jobs", "1")
        for ranks, jobs in ((1, 1), (2, 1), (3, 1), (2, 2)):
            folder = f"ranks{ranks}jobs{jobs}"
            code, output, errors = self.ended(self.mpirun(ranks, "--output", folder, "--jobs", str(jobs)))
            self.assertEqual(code, 0, errors)
            self.assertEqual(errors, "")
            self.assertEqual(output.count("points simulated"), 1)
            self.assertIn(f"{POINTS} points simulated", output)
            self.assert_same("alone", folder)

    def test_all_ranks_simulate(self):
        self.write("sweep.yaml", LONG)
        program = self.mpirun(3, "--output", "out")
        busy = set()
        while len(busy) < 3 and program.poll() is None:
            busy |= {rank_of(rank) for rank in children_of(program.pid) if children_of(rank)}
            time.sleep(0.01)
        self.assertEqual(self.ended(program)[0], 0)
        self.assertEqual(busy, {0, 1, 2})

    def test_a_search(self):
        self.write("sweep.yaml", SWEEP.replace("axes:", "method: nsga2\nsamples: 12\npopulation: 8\naxes:"))
        self.accepted("sweep", "sweep.yaml", "--output", "alone")
        self.assertEqual(self.ended(self.mpirun(3, "--output", "out"))[0], 0)
        self.assert_same("alone", "out")

    def test_parts(self):
        self.accepted("sweep", "sweep.yaml", "--output", "alone")
        for part in ("1/2", "2/2"):
            self.assertEqual(self.ended(self.mpirun(2, "--output", "out", "--part", part))[0], 0)
        self.assertIn("0 points simulated", self.ended(self.mpirun(2, "--output", "out"))[1])
        self.assert_same("alone", "out")


def stopped(pid):
    """Stops a process; False when it has ended meanwhile."""
    try:
        os.kill(pid, signal.SIGSTOP)
        for _ in range(1000):
            state = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
            if state != "R" and state != "S" and state != "D":
                return state == "T"
            time.sleep(0.001)
    except (ProcessLookupError, FileNotFoundError):
        pass
    return False


class LostRanks(MpiTest):
    """`--enable-recovery`: mpirun goes on without a rank that died; else it ends all of them."""

    whole = None  # what one process finds, once for all tests

    def setUp(self):
        super().setUp()
        self.write("sweep.yaml", LONG)
        if LostRanks.whole is None:
            self.accepted("sweep", "sweep.yaml", "--output", "whole", "--jobs", "2")
            LostRanks.whole = self.table("whole"), self.points("whole")

    def assert_whole(self, folder="out"):
        self.assertEqual((self.table(folder), self.points(folder)), LostRanks.whole)

    def start(self, ranks, *options):
        return self.mpirun(ranks, "--output", "out", "--rank-timeout", "2", options=options)

    def pid_of(self, program, number):
        """Of a rank that simulates, some points having been finished."""
        while program.poll() is None:
            ranks = {rank_of(rank): rank for rank in children_of(program.pid)}
            if number in ranks and children_of(ranks[number]) and len(list(self.folder.glob("out/points/*"))) > 5:
                return ranks[number]
            time.sleep(0.01)
        self.fail("it came to its end too early: " + str(program.communicate()))

    def kill_a_worker(self, program):
        """Of rank 1, in the middle of its point: one that was stopped has not come to its end."""
        while True:
            for worker in children_of(self.pid_of(program, 1)):
                if stopped(worker):
                    return os.kill(worker, signal.SIGKILL)

    def goes_on(self, folder="out"):
        """With what is missing, and only that; then all is as if nothing had happened."""
        before = {path: path.stat().st_mtime_ns for path in (self.folder / folder / "points").glob("*.[jf]*")
                  if "partial" not in path.name}
        self.assertLess(len(before), LONG_POINTS)
        code, output, errors = self.ended(self.mpirun(2, "--output", folder))
        self.assertEqual(code, 0, errors)
        self.assertIn(f"{LONG_POINTS - len(before)} points simulated", output)
        self.assertIn(f" {len(before)} were there", output)
        self.assertEqual(before, {path: path.stat().st_mtime_ns for path in before})
        self.assert_whole(folder)

    def test_points_of_a_killed_rank_are_given_again(self):
        program = self.start(3, "--enable-recovery")
        os.kill(self.pid_of(program, 1), signal.SIGKILL)
        code, output, errors = self.ended(program)
        self.assertEqual(code, 0, errors)
        self.assertIn(f"{LONG_POINTS} points simulated", output)
        self.assert_whole()

    def test_points_of_a_rank_that_hangs_are_given_again(self):
        program = self.start(3)
        rank = self.pid_of(program, 2)
        os.kill(rank, signal.SIGSTOP)
        while not (self.folder / "out/table.csv").exists() and program.poll() is None:
            time.sleep(0.05)
        os.kill(rank, signal.SIGCONT)
        code, _, errors = self.ended(program)
        self.assertEqual(code, 0, errors)
        self.assert_whole()

    def test_a_killed_worker_is_a_failed_point_and_no_more(self):
        program = self.start(2)
        self.kill_a_worker(program)
        code, output, errors = self.ended(program)
        self.assertEqual(code, 0, errors)
        self.assertIn(f"{LONG_POINTS} points simulated", output)
        killed = [path for path in self.folder.glob("out/points/*.failed") if "signal 9" in path.read_text()]
        self.assertTrue(killed)
        self.accepted("sweep", "sweep.yaml", "--output", "out", "--retry-failed")
        self.assert_whole()

    def test_a_killed_rank_ends_all_and_the_same_command_goes_on(self):
        for rank in (0, 1):
            program = self.mpirun(3, "--output", f"out{rank}")
            while len(list(self.folder.glob(f"out{rank}/points/*"))) < 6:
                time.sleep(0.01)
            victim = next(pid for pid in children_of(program.pid) if rank_of(pid) == rank)
            os.kill(victim, signal.SIGKILL)
            self.assertNotEqual(self.ended(program)[0], 0)
            self.goes_on(f"out{rank}")

    def test_ranks_end_without_a_leader(self):
        program = self.start(3, "--enable-recovery")
        os.kill(self.pid_of(program, 0), signal.SIGKILL)
        self.assertIn("rank 0 has fallen silent; the same command goes on", self.ended(program)[2])
        self.goes_on()

    def test_interrupted(self):
        program = self.start(2)
        self.pid_of(program, 1)
        program.send_signal(signal.SIGINT)
        self.assertNotEqual(self.ended(program)[0], 0)
        self.goes_on()


class BadRanks(MpiTest):
    def refused_by(self, program, says):
        code, output, errors = self.ended(program)
        self.assertEqual(code, 2, errors)
        self.assertEqual(output, "")
        told = re.findall(r"^spikeloom: error: (.*)$", errors, re.MULTILINE)
        self.assertEqual(len(told), 1, errors)
        self.assertIn(says, told[0])

    def test_an_error_is_told_once(self):
        self.write("sweep.yaml", SWEEP.replace("core.lanes", "core.lane"))
        self.refused_by(self.mpirun(3, "--output", "out"), says="did you mean 'lanes'?")
        self.assertFalse((self.folder / "out").exists())

    def test_ranks_that_read_another_sweep(self):
        other = self.write("other.yaml", SWEEP.replace("[32, 64]", "[32, 128]"))
        both = ("--output", "out", ":", "-np", "1", PROGRAM, "sweep")
        self.refused_by(self.mpirun(1, *both, other), says="rank 1: host ")
        self.refused_by(self.mpirun(1, *both, "gone.yaml"), says="gone.yaml")

    def test_a_file_that_differs_on_another_machine(self):
        """There, the same path leads to another chip."""
        (self.folder / "there").mkdir()
        for file in ("network", "images.idx", "labels.idx", "run.yaml", "sweep.yaml"):
            (self.folder / "there" / file).symlink_to(self.folder / file)
        self.write("there/chip.yaml", re.sub("(?m)^name:.*", "name: other", (self.folder / "chip.yaml").read_text()))
        both = ("--output", "out", ":", "-np", "1", "--wdir", self.folder / "there", PROGRAM, "sweep", "sweep.yaml")
        self.refused_by(self.mpirun(1, *both), says="differs from rank 0's")

    def test_ranks_of_another_mpi(self):
        done = subprocess.run([PROGRAM, "sweep", "sweep.yaml"], cwd=self.folder, env=dict(ENVIRONMENT, PMI_SIZE="4"),
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("the launcher started 4 ranks, but their MPI sees 1", done.stderr)

    def test_timeout(self):
        self.refused("sweep", "sweep.yaml", "--rank-timeout", "0", says="--rank-timeout")


class WithoutMpi(SweepTest):
    """A build without it."""

    def test_ranks_are_refused(self):
        for name in ("OMPI_COMM_WORLD_SIZE", "PMI_SIZE"):
            done = subprocess.run([PROGRAM, "sweep", "sweep.yaml"], cwd=self.folder, env=dict(os.environ, **{name: "2"}),
                                  capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn("mpirun started 2 ranks, but this program was built without MPI", done.stderr)

    def test_one_rank_is_a_process(self):
        done = subprocess.run([PROGRAM, "sweep", "sweep.yaml"], cwd=self.folder, capture_output=True, text=True,
                              env=dict(os.environ, OMPI_COMM_WORLD_SIZE="1"), check=False)
        self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    unittest.main()
