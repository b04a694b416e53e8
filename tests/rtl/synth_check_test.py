#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The check for multipliers finds a planted one, and a file that Yosys does not read."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

CHECK = pathlib.Path(__file__).resolve().parents[2] / "rtl" / "synth" / "check"
PACKAGE = sys.argv.pop(1)
MODULE = """// SPDX-License-Identifier: Apache-2.0
module planted (input logic [7:0] a_i, input logic [7:0] b_i, output logic [15:0] y_o);
  assign y_o = {expression};
endmodule
"""


def check(expression):
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "planted.sv").write_text(MODULE.replace("{expression}", expression))
        done = subprocess.run([sys.executable, CHECK, PACKAGE, folder], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout


class SynthCheck(unittest.TestCase):
    def test_an_adder_is_accepted(self):
        self.assertEqual(check("{8'b0, a_i} + {8'b0, b_i}")[0], 0)

    def test_each_forbidden_operator_is_found(self):
        for operator in "*", "/", "%":
            code, output = check(f"16'(a_i) {operator} 16'(b_i)")
            self.assertEqual(code, 1, output)
            self.assertIn("planted:", output)

    def test_a_file_that_is_not_read_is_a_finding(self):
        code, output = check("nonsense(")
        self.assertEqual(code, 1, output)
        self.assertIn("syntax error", output)


unittest.main()
