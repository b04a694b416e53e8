#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Pricing an old run again, from outside: no simulation, the same figures, errors with their place."""

import csv
import json
import shutil
import unittest

from program import EXAMPLES, ScratchTest

PRICE_LISTS = EXAMPLES.parent / "energy/prices"
NODES = (45, 32, 28, 22, 7)


class EnergyTest(ScratchTest):
    def setUp(self):
        super().setUp()
        self.accepted("run", "run.yaml", "--json", "r.json", "--csv", "r.csv", "--accelergy", ".")

    def json(self, name):
        return json.loads((self.folder / name).read_text())

    def priced(self, *arguments):
        self.accepted("energy", "r.json", "--json", "p.json", *arguments)
        return self.json("p.json")


class Energy(EnergyTest):
    def test_the_same_prices_give_the_same_figures(self):
        run, again = self.json("r.json"), self.priced("--csv", "p.csv")
        for key in ("figures", "energy_pj", "area", "dense_ann"):
            self.assertEqual(again[key], run[key])
        self.assertEqual((self.folder / "p.csv").read_text(), (self.folder / "r.csv").read_text())

    def test_nodes(self):
        totals = [self.priced("--prices", node)["energy_pj"] for node in NODES]
        self.assertEqual(totals[0], self.json("r.json")["energy_pj"])
        for node, energy in zip(NODES, totals):
            self.assertTrue(energy["price_list"].startswith(f"{node} nm"))
            self.assertLessEqual(energy["band"]["total"]["low"], energy["total"])
            self.assertGreaterEqual(energy["band"]["total"]["high"], energy["total"])
            self.assertEqual(energy["convention"], totals[0]["convention"])
        self.assertEqual(self.priced("--prices", PRICE_LISTS / "22nm.yaml")["energy_pj"], totals[3])
        self.assertEqual(self.priced("--set", "chip.energy.node_nm=22")["energy_pj"], totals[3])

    def test_the_bill_adds_up_in_every_form(self):
        energy = self.json("r.json")["energy_pj"]
        self.assertAlmostEqual(sum(line["count"] * line["price_pj"] for line in energy["bill"]) / energy["total"], 1, 9)
        with open(self.folder / "r.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        total = sum(float(row["nominal"]) for row in rows if row["scope"] == "chip")
        self.assertAlmostEqual(total / energy["total"], 1, 9)
        layers = sum(float(row["nominal"]) for row in rows if row["scope"] == "layer")
        self.assertTrue(0 < layers < energy["dynamic"])
        for row in rows:
            if row["scope"] in ("chip", "layer", "core"):
                self.assertTrue(row["source"].endswith("]"), row)

    def test_accelergy_tables_multiply_to_the_total(self):
        energies, counts = {}, {}
        for name, key, found in (("ERT.yaml", "energy", energies), ("action_counts.yaml", "counts", counts)):
            component = action = ""
            for line in (self.folder / name).read_text().splitlines():
                word = line.strip().lstrip("- ")
                if word.startswith("name: "):
                    component, action = (word[6:], action) if word[6:].startswith("chip.") else (component, word[6:])
                elif word.startswith(f"{key}: "):
                    found[component, action] = float(word.split()[1])
        self.assertEqual(set(energies), set(counts))
        total = sum(energies[entry] * counts[entry] for entry in counts)
        self.assertAlmostEqual(total / self.json("r.json")["energy_pj"]["total"], 1, 9)
        self.assertIn("version: 0.4", (self.folder / "ART.yaml").read_text())

    def test_an_exported_table_is_an_override(self):
        run, again = self.json("r.json")["energy_pj"], self.priced("--prices", 22, "--ert", "ERT.yaml")["energy_pj"]
        self.assertAlmostEqual(again["total"] / run["total"], 1, 9)
        self.assertIn("ERT", again["price_list"])

    def test_choices(self):
        before = self.json("r.json")
        hot = self.priced("--set", "chip.energy.temperature_k=350")
        self.assertGreater(hot["energy_pj"]["static"], before["energy_pj"]["static"])
        self.assertEqual(hot["energy_pj"]["dynamic"], before["energy_pj"]["dynamic"])
        slow = self.accepted("energy", "r.json", "--set", "chip.clock_mhz=2000")
        self.assertRegex(slow, r"(?s)Mind\n.*weight_sram takes .*this chip\s+cannot\s+run at 2000\s+MHz")
        self.assertEqual(self.priced("--set", "chip.energy.image_layer=every_step")["energy_pj"]["convention"],
                         max(c["energy"] for c in before["energy_pj"]["conventions_per_inference"]
                             if c["operators"] == "as simulated") * len(before["images"]))

    def test_words_of_the_sram(self):
        self.accepted("run", "run.yaml", "--json", "wide.json", "--set", "chip.core.sram_word_bits=256")
        narrow, wide = self.json("r.json"), self.json("wide.json")
        self.assertEqual(wide["cycles"], narrow["cycles"])

        def count(results, action):
            return sum(core["actions"][action] for core in results["cores"])
        for action in ("weight_read", "accumulator_read", "accumulator_write"):
            self.assertLess(count(wide, action), count(narrow, action))
            self.assertGreaterEqual(4 * count(wide, action), count(narrow, action))
        for action in ("add", "shifted_add", "lif_step"):
            self.assertEqual(count(wide, action), count(narrow, action))
        self.accepted("run", "run.yaml", "--json", "replay.json", "--set", "chip.core.sram_word_bits=256", "--set",
                      "mode=replay")
        self.assertEqual(self.json("replay.json")["energy_pj"], wide["energy_pj"])
        self.assertEqual(self.json("replay.json")["figures"], wide["figures"])

    def test_published_networks(self):
        files = sorted((EXAMPLES / "07_published_energy").glob("*.yaml"))
        text = self.accepted("energy", *(part for file in files for part in ("--operations", file)))
        for figure in ("4.156", "5.352", "7.464", "13.659"):
            self.assertIn(figure, text)

    def test_interpolation(self):
        self.assertRegex(self.accepted("energy", "--interpolation", "--prices", 28), r"sram/lstp +read_pj +bank_bytes +59 ")


class BadEnergy(EnergyTest):
    def test_arguments(self):
        self.refused("energy", "r.json", "--prices", "14", says=["14 nm", "45, 32, 28, 22, 7"])
        self.refused("energy", "r.json", "--prices", "none.yaml", says=["none.yaml"])
        self.refused("energy", "none.json", says=["none.json"])
        self.refused("energy", says=["results.json"])
        self.refused("energy", "r.json", "--set", "chip.core.lanes=32", says=["would change what was simulated"])
        self.refused("energy", "r.json", "--set", "chip.energy.voltage_v=3", says=["voltage_v", "out of range"])
        self.refused("energy", "r.json", "--csv", "none/p.csv", says=["none"])

    def test_files(self):
        self.refused("energy", "run.yaml", says=["run.yaml"])
        self.refused("energy", ".", says=["is a folder, not a file"])
        results = self.json("r.json")
        results["config"]["chip"]["energy"]["ert"] = 3
        (self.folder / "ert.json").write_text(json.dumps(results))
        self.refused("energy", "ert.json", says=["ert.json", "'ert' must be the path of a file"])
        results = self.json("r.json")
        del results["cores"][0]["actions"]["vc_grant"]
        (self.folder / "short.json").write_text(json.dumps(results))
        self.refused("energy", "short.json", says=["short.json", "vc_grant"])
        text = (self.folder / "ERT.yaml").read_text()
        (self.folder / "ERT.yaml").write_text(text.replace("chip.router", "chip.rooter"))
        self.refused("energy", "r.json", "--ert", "ERT.yaml", says=["ERT.yaml:", "unknown component 'rooter'", "router"])

    def test_price_lists(self):
        good = (PRICE_LISTS / "45nm.yaml").read_text()

        def refused(before, after, *names):
            self.assertIn(before, good)
            (self.folder / "bad.yaml").write_text(good.replace(before, after, 1))
            self.refused("energy", "r.json", "--prices", "bad.yaml", says=["bad.yaml:", *names])
            self.refused("run", "run.yaml", "--set", "chip.prices=bad.yaml", says=["bad.yaml:", *names])
        refused("      crossbar:", "      crosbar:", "crosbar")
        refused("{value: 8, source: dram", "{value: -8, source: dram", "negative price -8")
        refused("band: vc_grant", "band: vcgrant", "unknown band 'vcgrant'")
        refused("default: lstp", "default: lop", "no flavour 'lop'")
        shutil.copy(PRICE_LISTS / "28nm.yaml", self.folder / "mine.yaml")
        self.refused("run", "run.yaml", "--set", "chip.prices=mine.yaml", "--set", "chip.energy.node_nm=28",
                     says=["energy.node_nm", "mine.yaml"])


if __name__ == "__main__":
    unittest.main()
