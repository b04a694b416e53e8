# SPDX-License-Identifier: Apache-2.0
"""The stand-alone testbench, in the simulator named on the command line: a router of the main job passes, faults fail.

    testbench_test.py verilator|icarus PACKAGE    (SPIKELOOM: the program, SPIKELOOM_EXAMPLES: its examples)
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
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="spikeloom-testbench-"))
        job = pathlib.Path(os.environ["SPIKELOOM_EXAMPLES"]) / "01_fashion_mnist/run.yaml"
        subprocess.run([os.environ["SPIKELOOM"], "run", job, "--record-trace",
                        f"spike_router@1,1:{cls.folder / 'whole.jsonl'}"], check=True, stdout=subprocess.DEVNULL)
        cls.lines = first_cycles((cls.folder / "whole.hex").read_text().splitlines(), LAST_CYCLE)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def replay(self, lines, *more):
        trace = self.folder / "t.hex"
        trace.write_text("\n".join(lines) + "\n")
        return subprocess.run([ROOT / "rtl/tb/replay_trace", trace, "--simulator", SIMULATOR, "--package", PACKAGE,
                               *map(str, more)], capture_output=True, text=True, check=False)

    def flits_out(self):
        return sum(line[0] == "4" for line in self.lines)

    def test_the_router_passes(self):
        done = self.replay(self.lines)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertRegex(done.stdout, rf"\APASS: {LAST_CYCLE + 1} cycles, {self.flits_out()} flits, \d+ credits\n\Z")
        self.assertGreater(self.flits_out(), 500)

    def test_a_fault_in_the_router_fails(self):
        sources = []
        for source in sorted((ROOT / "rtl/sv").glob("*.sv")):
            text = source.read_text()
            if source.name == "router_route.sv":
                self.assertIn("column > column_i", text)
                text = text.replace("column > column_i", "column < column_i")
            sources.append(self.folder / source.name)
            sources[-1].write_text(text)
        done = self.replay(self.lines, "--sources", *sources)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertRegex(done.stdout, r"FAIL: cycle \d+, port \d")

    @unittest.skipIf(SIMULATOR == "verilator", "builds the router once more for each")
    def test_faults_in_the_trace_fail(self):
        at = next(i for i, line in enumerate(self.lines) if line[0] == "4" and i > 1000)
        _, port, _, _, cycle, data = self.lines[at].split("_")
        changed = "_".join([*self.lines[at].split("_")[:5], ("1" if data[0] == "0" else "0") + data[1:]])
        for lines in ([*self.lines[:at], changed, *self.lines[at + 1:]], [*self.lines[:at], *self.lines[at + 1:]]):
            done = self.replay(lines)
            self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
            self.assertIn(f"FAIL: cycle {int(cycle, 16)}, port {port}\n", done.stdout)
        done = self.replay(self.lines[:-1])
        self.assertEqual(done.returncode, 1)
        self.assertIn("truncated", done.stdout)

    @unittest.skipIf(SIMULATOR == "verilator", "refused before anything is built")
    def test_other_traces_are_refused(self):
        for old, new, says in (("spikeloom-trace", "trace", "no head"), ("spike_router", "lif", "no testbench lif_tb.sv"),
                               ("Torus=0", "Torus=1", "Torus: the trace has 1, spike_router has no such parameter (0)")):
            done = self.replay([line.replace(old, new) for line in self.lines[:4]])
            self.assertEqual(done.returncode, 2)
            self.assertIn(says, done.stderr)


if __name__ == "__main__":
    if not all(map(shutil.which, PROGRAMS)):
        sys.exit(SKIPPED)
    unittest.main(argv=sys.argv[:1])
