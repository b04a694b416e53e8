#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The check of the floors must find each thing it forbids: every planted file breaks one rule."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

CHECK = pathlib.Path(__file__).resolve().parents[2] / "scripts" / "check-floors"
SPDX = "// SPDX-License-Identifier: Apache-2.0\n"


def findings(path, content):
    """What the check says about a tree with this one file: (exit code, output)."""
    with tempfile.TemporaryDirectory() as root:
        file = pathlib.Path(root, path)
        file.parent.mkdir(parents=True)
        file.write_text(content)
        done = subprocess.run([sys.executable, CHECK, root], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout


class CheckFloors(unittest.TestCase):
    def refused(self, path, content, message):
        code, output = findings(path, content)
        self.assertEqual(code, 1, output)
        self.assertIn(message, output)

    def accepted(self, path, content):
        code, output = findings(path, content)
        self.assertEqual(code, 0, output)

    def test_downward_includes_are_accepted(self):
        self.accepted("sim/a.cpp", SPDX + '#include "models/a.hpp"\n#include <systemc>\n')
        self.accepted("apps/a.cpp", SPDX + '#include "noc/a.hpp"\n#include "cores/a.hpp"\n')
        self.accepted("tests/a.cpp", SPDX + '#include "cores/a.hpp"\n')

    def test_upward_includes(self):
        self.refused("models/a.cpp", SPDX + '#include "mapping/a.hpp"\n', "models may not include mapping/a.hpp")
        self.refused("sim/a.cpp", SPDX + '#include "cores/a.hpp"\n', "sim may not include cores/a.hpp")
        self.refused("sim/a.cpp", SPDX + '#  include "apps/a.hpp"\n', "sim may not include apps/a.hpp")
        self.refused("cores/a.cpp", SPDX + '#include "tests/a.hpp"\n', "cores may not include tests/a.hpp")

    def test_siblings(self):
        self.refused("cores/a.cpp", SPDX + '#include "noc/a.hpp"\n', "cores may not include noc/a.hpp")
        self.refused("noc/a.cpp", SPDX + '#include "rtl/a.hpp"\n', "noc may not include rtl/a.hpp")

    def test_duts_stand_on_models_only(self):
        self.refused("rtl/verilated/a.cpp", SPDX + '#include "sim/a.hpp"\n', "rtl may not include sim/a.hpp")

    def test_systemc(self):
        self.refused("models/a.cpp", SPDX + "#include <systemc>\n", "models does not know SystemC")
        self.refused("sim/a.cpp", SPDX + "#include <systemc.h>\n", "include <systemc>")

    def test_a_way_to_systemc_through_headers(self):
        with tempfile.TemporaryDirectory() as root:
            for path, content in (("energy/a.cpp", '#include "sim/a.hpp"\n'), ("sim/a.hpp", "#pragma once\n#include <systemc>\n")):
                file = pathlib.Path(root, path)
                file.parent.mkdir(parents=True)
                file.write_text(SPDX + content)
            done = subprocess.run([sys.executable, CHECK, root], capture_output=True, text=True, check=False)
            self.assertIn("energy does not know SystemC; it comes by energy/a.cpp > sim/a.hpp", done.stdout)

    def test_parts_of_a_room(self):
        self.refused("sim/machine/a.cpp", SPDX + '#include "sim/run/a.hpp"\n', "sim/run/a.hpp is above")

    def test_relative_include(self):
        self.refused("sim/a.cpp", SPDX + '#include "a.hpp"\n', "written from the root")

    def test_using_namespace(self):
        self.refused("apps/a.cpp", SPDX + "using namespace std;\n", "using namespace")

    def test_printing_and_leaving(self):
        self.refused("sim/a.cpp", SPDX + 'void f() { std::cout << 1; }\n', "does not print")
        self.refused("sim/a.cpp", SPDX + 'void f() { printf("1"); }\n', "does not print")
        self.refused("sim/a.cpp", SPDX + "void f() { std::exit(1); }\n", "does not end the process")
        self.accepted("apps/a.cpp", SPDX + "void f() { std::cout << 1; }\n")
        self.accepted("sim/a.cpp", SPDX + "// std::cout is for programs\n")

    def test_form(self):
        self.refused("sim/a.cpp", "int a;\n", "SPDX")
        self.refused("sim/a.hpp", SPDX + "int a();\n", "#pragma once")
        self.refused("sim/a.cpp", SPDX + "int a;\n" * 300, "301 lines")

    def test_an_empty_tree_is_no_success(self):
        with tempfile.TemporaryDirectory() as root:
            done = subprocess.run([sys.executable, CHECK, root], capture_output=True, check=False)
            self.assertEqual(done.returncode, 1)


unittest.main()
