# SPDX-License-Identifier: Apache-2.0
"""Reference traces of blocks: recorded in a run, replayed on the blocks in RTL."""

import json
import os
import re
import unittest

from main_job_test import JOB, JobTest
from program import ScratchTest, spikeloom

SMALL = ("flit_bits=64", "vcs=2", "routing_delay_cycles=1", "vc_alloc_delay_cycles=1", "switch_delay_cycles=1",
         "credit_delay_cycles=1", "link_latency_cycles=2", "routing=yx", "switch_allocator=separable")


def without_times(results):
    results.pop("host")
    return results


class RecordedBlocks(JobTest):
    def check_same_with_and_without(self, *blocks):
        plain = self.run_job("run.yaml")
        requests = []
        for block in blocks:
            requests += ["--record-trace", f"{block}@1,2:{self.folder / block}.jsonl"]
        done = spikeloom("run", JOB / "run.yaml", "--json", self.folder / "traced.json", *requests)
        self.assertEqual(done.returncode, 0, done.stderr)
        traced = json.loads((self.folder / "traced.json").read_text())
        self.assertEqual(json.dumps(without_times(plain)), json.dumps(without_times(traced)))
        for block in blocks:
            lines = (self.folder / f"{block}.jsonl").read_text().splitlines()
            self.assertEqual(json.loads(lines[0])["block"], block)
            end = json.loads(lines[-1])["end"]
            self.assertEqual(end["cycles"], len(lines) - 2)
            records = (self.folder / f"{block}.hex").read_text().splitlines()
            self.assertTrue(records[-1].startswith("f_0_0_0_"))
            self.assertEqual(sum(line[0] in "24" for line in records), end["flits_in"] + end["flits_out"])


class Recording(RecordedBlocks):
    """Needs no RTL."""

    def test_results_are_the_same_with_and_without(self):
        self.check_same_with_and_without("spike_router")


class BadRecording(ScratchTest):
    def test_requests(self):
        for request, says in (("spike_router", "is not BLOCK@x,y"), ("router@0,0", ["unknown block 'router'", "tile"]),
                              ("tile@4,0", "4 x 4 tiles"), ("tile@0,0:none/a.jsonl", "there is no folder none")):
            self.refused("run", "run.yaml", "--record-trace", request, says=says)

    def test_the_same_file_twice(self):
        self.refused("run", "run.yaml", "--record-trace", "tile@0,0:a", "--record-trace", "tile@1,0:a",
                     says="is already the output of --record-trace")

    def test_passes(self):
        done = spikeloom("run", JOB / "run_passes.yaml", "--record-trace", f"tile@0,0:{self.folder / 'a'}")
        self.assertEqual(done.returncode, 2)
        self.assertIn("passes", done.stderr)
        self.assertEqual(list(self.folder.glob("a*")), [])


class WithoutModels(ScratchTest):
    COMMAND = "build it: scripts/build release spikeloom_rtl_models"

    def setUp(self):
        super().setUp()
        os.environ["SPIKELOOM_RTL_MODELS"] = str(self.folder / "models")
        self.addCleanup(os.environ.pop, "SPIKELOOM_RTL_MODELS")

    def test_refused_with_the_command_that_builds_them(self):
        for block in ("spike_router", "neuron_core", "tile"):
            self.refused("cosim", "--block", block, "--trace", "a.jsonl",
                         says=[f"--block {block}: no verilated model of {block} in {self.folder}/models", self.COMMAND])

    def test_traces_of_cores(self):
        for block in ("neuron_core", "tile"):
            self.refused("run", "run.yaml", "--record-trace", f"{block}@1,2",
                         says=[f"--record-trace {block}@1,2: no RTL core", self.COMMAND])


class CoreRecording(RecordedBlocks):
    """What loads the memories comes with the core in RTL."""

    def test_results_are_the_same_with_and_without(self):
        self.check_same_with_and_without("neuron_core", "tile")

    def test_a_chip_that_no_core_in_rtl_is_built_for(self):
        for block in ("neuron_core", "tile"):
            trace = self.folder / "x.jsonl"
            done = spikeloom("run", JOB / "run.yaml", "--set", "chip.core.lanes=32", "--record-trace",
                             f"{block}@1,2:{trace}")
            self.assertEqual(done.returncode, 2)
            for says in (f"--record-trace {block}@1,2: no RTL core", "core.lanes: the chip has 32", "'default' 64"):
                self.assertIn(says, done.stderr)
            self.assertFalse(trace.exists() or trace.with_suffix(".hex").exists())


class Cosim(JobTest):
    def record(self, name, request, *settings):
        arguments = [argument for setting in settings for argument in ("--set", f"chip.noc.{setting}")]
        done = spikeloom("run", JOB / "run.yaml", *arguments, "--record-trace", f"{request}:{self.folder / name}")
        self.assertEqual(done.returncode, 0, done.stderr)
        return self.folder / name

    def cosim(self, trace, *more, block="spike_router"):
        return spikeloom("cosim", "--block", block, "--trace", trace, *more)

    def test_blocks_of_the_main_job(self):
        for block, place in (("spike_router", "1,2"), ("neuron_core", "3,3"), ("tile", "1,2")):
            trace = self.record("a.jsonl", f"{block}@{place}")
            done = self.cosim(trace, block=block)
            self.assertEqual(done.returncode, 0, done.stderr)
            end = json.loads(trace.read_text().splitlines()[-1])["end"]
            self.assertEqual(done.stdout, f"{block} of tile ({place}): {end['last_cycle'] + 1} cycles, {end['flits_out']} "
                                          f"flits and {end['credits_out']} credits compared, all equal\n")

    def test_tables_of_another_size(self):
        trace = self.record("a.jsonl", "neuron_core@3,3")
        trace.write_text(trace.read_text().replace('"Slices":16', '"Slices":8', 1))
        done = self.cosim(trace, block="neuron_core")
        self.assertEqual(done.returncode, 2)
        self.assertIn("Slices: the trace has 8, the RTL set 'default' 16", done.stderr)

    def test_the_other_set_of_parameters(self):
        done = self.cosim(self.record("a.jsonl.zst", "spike_router@2,1", *SMALL))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("all equal", done.stdout)

    def test_the_first_difference(self):
        trace = self.record("a.jsonl", "spike_router@1,2")
        lines = trace.read_text().splitlines()
        at = next(i for i, line in enumerate(lines) if i > 900 and '"out":{"local":{"vc"' in line)
        cycle = json.loads(lines[at])["cycle"]
        before, out = lines[at].split('"out":')
        data = re.search(r'"data":"(\w+)"', out).group(1)
        wrong = ("1" if data[0] == "0" else "0") + data[1:]
        lines[at] = before + '"out":' + out.replace(data, wrong, 1)
        trace.write_text("\n".join(lines) + "\n")
        done = self.cosim(trace, "--wave", self.folder / "w.vcd")
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"differs from its trace in cycle {cycle}, port local", done.stderr)
        self.assertRegex(done.stderr, f"expected flit vc 0 head (tail )?{wrong}")
        self.assertRegex(done.stderr, f"got      flit vc 0 head (tail )?{data}")
        self.assertNotIn("Warning", done.stdout + done.stderr)
        self.assertIn("$enddefinitions", (self.folder / "w.vcd").read_text())


class BadCosim(ScratchTest):
    """Each rule broken once. Traces are short: the first lines of a real one, and an end."""

    def setUp(self):
        super().setUp()
        self.accepted("run", "run.yaml", "--record-trace", "spike_router@1,1:r.jsonl")
        lines = (self.folder / "r.jsonl").read_text().splitlines()
        self.head, self.first = lines[0], lines[1]
        self.end = '{"end":{"last_cycle":15,"cycles":1,"flits_in":1,"flits_out":0,"credits_in":0,"credits_out":0}}'

    def told(self, *lines, block="spike_router", says):
        self.write("t.jsonl", "\n".join(lines) + "\n")
        self.refused("cosim", "--block", block, "--trace", "t.jsonl", says=says)

    def test_blocks(self):
        self.told(self.head, self.first, self.end, block="spike_ruoter",
                  says=["did you mean 'spike_router'", "known: "])
        self.told(self.head.replace('"spike_router"', '"tile"'), self.first, self.end,
                  says=["trace of block 'tile'", "--block is 'spike_router'"])

    def test_parameters(self):
        self.told(self.head.replace('"Vcs":1', '"Vcs":3'), self.first, self.end,
                  says=["Vcs: the trace has 3", "'default' 1", "default, delays, small"])
        self.told(self.head.replace('"Torus":0', '"Torus":1'), self.first, self.end,
                  says=["Torus: the trace has 1", "'default' 0"])
        self.told(self.head.replace('"config":[', f'"config":[[{0x40010000 + 1024},1],'), self.first, self.end,
                  says=["group 1024", "table for 1024"])

    def test_files(self):
        self.told(self.head, self.first, says="truncated: it ends with line 2")
        self.write("t.jsonl", self.head + "\n" + self.first[:50])
        self.refused("cosim", "--block", "spike_router", "--trace", "t.jsonl", says="in the middle of line 2")
        self.told(self.head, self.first[:50], self.end, says="line 2: is no JSON object")
        self.told(self.head, self.first, self.end.replace('flits_in":1', 'flits_in":2'),
                  says=["line 3", '"flits_in" is 2', "the trace has 1"])
        self.told(self.first, self.end, says="line 1: is no head")
        self.refused("cosim", "--block", "spike_router", "--trace", "none.jsonl", says="none.jsonl: cannot be opened")

    def test_usage(self):
        self.refused("cosim", "--block", "spike_router", says="--trace is required")


if __name__ == "__main__":
    unittest.main()
