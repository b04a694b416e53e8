# SPDX-License-Identifier: Apache-2.0
"""A recording serves every chip: replayed runs have the executed ones' cycles, flits and counts."""

import json
import unittest

from main_job_test import JOB, RUNS, JobTest
from program import CHECKPOINT, CONFIG, ScratchTest, spikeloom

STREAM = ("input.count=3", "images_in_flight=2")


def of_the_machine(result):
    """What must not differ: everything but the mode, what was compared and the host's times."""
    for key in ("host", "reference"):
        del result[key]
    for key in ("mode", "recording", "compare"):
        result["config"].pop(key, None)
    return json.dumps(result)


class Replay(JobTest):
    def test_without_a_recording_the_reference_runs_first(self):
        executed = self.run_job("run.yaml", *STREAM)
        replayed = self.run_job("run.yaml", *STREAM, "mode=replay")
        self.assertTrue(replayed["reference"]["replayed"])
        self.assertFalse(replayed["reference"]["compared"])
        self.assertEqual(of_the_machine(executed), of_the_machine(replayed))

    def test_one_recording_serves_every_chip(self):
        recording = self.folder / "images.rec"
        done = spikeloom("record", JOB / "run.yaml", "--set", "input.count=5", "--output", recording)
        self.assertEqual(done.returncode, 0, done.stderr)
        for run_file in RUNS:
            executed = self.run_job(run_file, *STREAM, "input.index=1")
            replayed = self.run_job(run_file, *STREAM, "input.index=1", "mode=replay", f"recording={recording}")
            self.assertEqual(of_the_machine(executed), of_the_machine(replayed))


class BadReplay(ScratchTest):
    def record(self, *overrides):
        self.accepted("record", "run.yaml", *[o for change in overrides for o in ("--set", change)], "--output", "a.rec")

    def test_image_that_was_not_recorded(self):
        self.record()
        self.refused("run", "run.yaml", "--set", "mode=replay", "--set", "recording=a.rec", "--set", "input.index=2",
                     says="a.rec")

    def test_recording_of_another_network(self):
        self.record()
        config = json.loads(CONFIG.read_text())
        config["time_steps"] = 2
        self.write("config.json", json.dumps(config))
        self.write("run.yaml", (self.folder / "run.yaml").read_text().replace(
            "network: network", f"network: {{checkpoint: {CHECKPOINT}, config: config.json}}"))
        self.refused("run", "run.yaml", "--set", "mode=replay", "--set", "recording=a.rec", says="a.rec")

    def test_recording_in_a_run_that_executes(self):
        self.record()
        self.refused("run", "run.yaml", "--set", "recording=a.rec",
                     says="recording: only a run with 'mode: replay' reads a recording")

    def test_recording_that_is_not_there(self):
        self.refused("run", "run.yaml", "--set", "mode=replay", "--set", "recording=gone.rec",
                     says="recording: there is no file")


if __name__ == "__main__":
    unittest.main()
