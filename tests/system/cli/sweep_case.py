# SPDX-License-Identifier: Apache-2.0
"""A sweep of a small network, for the tests that need one."""

import csv
import json

from program import ScratchTest

SWEEP = """run: run.yaml
set: {mode: replay, chip.energy.node_nm: 22}
axes:
  chip.mesh: [3x3, 4x4]
  core.weight_sram_bytes: [49152, 196608]
  core.lanes: [32, 64]
  chip.clock_mhz: [250, 500]
constraints: [area_mm2 <= 30]
"""
POINTS = 16


def without_host(path):
    result = json.loads(path.read_text())
    del result["host"]
    return json.dumps(result)


class SweepTest(ScratchTest):
    def setUp(self):
        super().setUp()
        self.write("sweep.yaml", SWEEP)

    def rows(self, folder="out"):
        with open(self.folder / folder / "table.csv", newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def points(self, folder="out"):
        return {path.name: without_host(path) if path.suffix == ".json" else path.read_text()
                for path in (self.folder / folder / "points").iterdir()}
