#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Sizes of modules whose sizes follow from what they are."""

import pathlib
import subprocess
import sys
import unittest

SIZE = pathlib.Path(__file__).resolve().parents[2] / "rtl" / "synth" / "size"
PACKAGE = sys.argv.pop(1)
NUMBERS = ("times", "cells", "alone", "whole", "bits")


def size(*arguments):
    done = subprocess.run([sys.executable, SIZE, PACKAGE, *arguments], capture_output=True, text=True, check=False)
    rows = [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in done.stdout.splitlines()[2:]]
    return {row[0]: {name: int(cell.replace(",", "")) for name, cell in zip(NUMBERS, row[1:])} for row in rows}, done


class SynthSize(unittest.TestCase):
    def test_a_delay_is_its_flip_flops(self):
        modules, _ = size("--top", "delay_line", "Width=8", "Cycles=3")
        self.assertGreaterEqual(modules["delay_line"]["cells"], 8 * 3)
        self.assertLess(modules["delay_line"]["cells"], 8 * 3 * 2)

    def test_tables_are_bits_and_counters_are_cells(self):
        few, _ = size("--top", "row_credits", "Consumers=8")
        many, _ = size("--top", "row_credits", "Consumers=16")
        self.assertEqual(few["row_credits"]["bits"], 8 * (9 + 9))  # first row and end of each consumer
        self.assertEqual(many["row_credits"]["bits"], 16 * (9 + 9))
        self.assertGreater(many["row_credits"]["cells"], few["row_credits"]["cells"] + 8 * 16)

    def test_a_module_contains_its_parts(self):
        modules, _ = size("--top", "value_digits", "Values=4")
        recoder = modules["digit_recoder"]
        self.assertEqual(recoder["times"], 4)
        self.assertEqual(recoder["whole"], recoder["alone"])
        self.assertGreater(modules["value_digits"]["whole"], modules["value_digits"]["alone"] + 3.9 * recoder["whole"])

    def test_what_is_not_there(self):
        for arguments, says in ((("--top", "nothing"), "no module nothing"), (("--set", "nothing"), "no set nothing")):
            _, done = size(*arguments)
            self.assertNotEqual(done.returncode, 0)
            self.assertIn(says, done.stderr)


unittest.main()
