# SPDX-License-Identifier: Apache-2.0
"""Stand-alone testbenches, in the simulator named on the command line: blocks of the main job pass, faults fail.

    testbench_test.py verilator|icarus PACKAGE [CLASS]    (SPIKELOOM: the program, SPIKELOOM_EXAMPLES: its examples)
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
LAST_CYCLE = 6000
SIMULATOR, PACKAGE = sys.argv[1], sys.argv[2]
PROGRAMS = {"verilator": ["verilator"], "icarus": ["iverilog", "vvp", "yosys"]}[SIMULATOR]
SKIPPED = 77


def first_cycles(records, last):
    """A trace cut behind a cycle, with an end there: whole, for a block does not know what comes."""
    kept = []
    for line in records:
        fields = line.split("_")
        if line[0] == "f":
            line = "_".join([*fields[:4], f"{last:012x}", fields[5]])
        elif line[0] in "2345" and int(fields[4], 16) > last:
            continue
        kept.append(line)
    return kept


class Testbench(unittest.TestCase):
    """Of blocks of one run."""
    BLOCKS = {}  # block: its place

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="spikeloom-testbench-"))
        job = pathlib.Path(os.environ["SPIKELOOM_EXAMPLES"]) / "01_fashion_mnist/run.yaml"
        requests = [f"--record-trace={block}@{place}:{cls.folder / block}.jsonl" for block, place in cls.BLOCKS.items()]
        subprocess.run([os.environ["SPIKELOOM"], "run", job, *requests], check=True, stdout=subprocess.DEVNULL)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def trace(self, block):
        return (self.folder / f"{block}.hex").read_text().splitlines()

    def replay(self, *traces, more=()):
        """Traces as lists of lines, on one build of the block."""
        paths = []
        for number, lines in enumerate(traces):
            paths.append(self.folder / f"t{number}.hex")
            paths[-1].write_text("\n".join(lines) + "\n")
        return subprocess.run([ROOT / "rtl/tb/replay_trace", *paths, "--simulator", SIMULATOR, "--package", PACKAGE,
                               *map(str, more)], capture_output=True, text=True, check=False)

    def check_traces(self, lines):
        """It passes; a flit of other data, and one that is not there, fail."""
        flits, last = sum(line[0] == "4" for line in lines), int(lines[-1].split("_")[4], 16)
        self.assertGreater(flits, 500)
        at = next(i for i, line in enumerate(lines) if line[0] == "4" and i > 1000)
        _, port, _, _, cycle, data = lines[at].split("_")
        changed = "_".join([*lines[at].split("_")[:5], ("1" if data[0] == "0" else "0") + data[1:]])
        done = self.replay(lines, [*lines[:at], changed, *lines[at + 1:]], [*lines[:at], *lines[at + 1:]])
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        verdicts = [line for line in done.stdout.splitlines() if line.startswith(("PASS", "FAIL"))]
        self.assertRegex(verdicts[0], rf"\APASS: {last + 1} cycles, {flits} flits, \d+ credits\Z")
        self.assertEqual(verdicts[1:], [f"FAIL: cycle {int(cycle, 16)}, port {port}"] * 2, done.stdout)

    def check_fault(self, lines, file, right, wrong):
        """In a copy of our sources."""
        sources = []
        for source in sorted((ROOT / "rtl/sv").glob("*.sv")):
            text = source.read_text()
            if source.name == file:
                self.assertIn(right, text)
                text = text.replace(right, wrong)
            sources.append(self.folder / source.name)
            sources[-1].write_text(text)
        done = self.replay(lines, more=["--sources", *sources])
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertRegex(done.stdout, r"FAIL: cycle \d+, port \d\n  expected credits")


class Router(Testbench):
    BLOCKS = {"spike_router": "1,1"}

    def setUp(self):
        self.lines = first_cycles(self.trace("spike_router"), LAST_CYCLE)

    def test_traces(self):
        self.check_traces(self.lines)

    def test_a_fault_fails(self):
        self.check_fault(self.lines, "router_route.sv", "column > column_i", "column < column_i")

    @unittest.skipIf(SIMULATOR == "verilator", "the same player")
    def test_a_truncated_trace_fails(self):
        done = self.replay(self.lines[:-1])
        self.assertEqual(done.returncode, 1)
        self.assertIn("truncated", done.stdout)

    @unittest.skipIf(SIMULATOR == "verilator", "refused before anything is built")
    def test_other_traces_are_refused(self):
        for old, new, says in (("spikeloom-trace", "trace", "no head"), ("spike_router", "lif", "no testbench lif_tb.sv"),
                               ("spike_router", "neuron_core", "replayed in Verilator"),
                               ("Torus=0", "Torus=1", "Torus: the trace has 1, spike_router has no such parameter (0)")):
            done = self.replay([line.replace(old, new) for line in self.lines[:4]])
            self.assertEqual(done.returncode, 2)
            self.assertIn(says, done.stderr)
        done = self.replay(self.lines[:4], [line.replace("Vcs=1", "Vcs=2") for line in self.lines[:4]])
        self.assertEqual(done.returncode, 2)
        self.assertIn("t1.hex: is of another block, or of other parameters, than", done.stderr)
        done = self.replay(self.lines[:4], self.lines[:4], more=["--wave", self.folder / "w.vcd"])
        self.assertEqual(done.returncode, 2)
        self.assertIn("--wave: is of one trace, 2 are given", done.stderr)


class Core(Testbench):
    BLOCKS = {"neuron_core": "3,3", "tile": "1,2"}

    def test_traces_of_a_core(self):
        self.check_traces(self.trace("neuron_core"))

    def test_traces_of_a_tile(self):
        self.check_traces(self.trace("tile"))


if __name__ == "__main__":
    if not all(map(shutil.which, PROGRAMS)):
        sys.exit(SKIPPED)
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
