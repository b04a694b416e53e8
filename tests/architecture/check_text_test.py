#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The check of text finds each kind of what it forbids, and nothing in text that is right."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

CHECK = pathlib.Path(__file__).parents[2] / "scripts" / "check-text"


class CheckText(unittest.TestCase):
    def findings(self, **files):
        """Lines that the check prints for a tree of files; __ in a name is /."""
        with tempfile.TemporaryDirectory() as folder:
            for name, text in files.items():
                path = pathlib.Path(folder) / name.replace("__", "/").replace("_DOT_", ".")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            run = subprocess.run([sys.executable, CHECK, folder], capture_output=True, text=True, check=False)
            self.assertEqual(run.returncode, 1 if run.stdout else 0, run.stderr)
            return run.stdout.splitlines()

    def test_right_text_passes(self):
        self.assertEqual([], self.findings(
            base__a_DOT_hpp="// See base/a and base/{a,b}.hpp, base/*.hpp.\n", base__b_DOT_hpp="",
            docs__x_DOT_md="# Two words\n[a](../base/a.hpp) [b](#two-words) [c](https://no.where/x) `base/a` `base/NAME.hpp`\n"))

    def test_links_that_lead_nowhere(self):
        found = self.findings(docs__x_DOT_md="# One\n[a](gone.md)\n[b](#two)\n", docs__y_DOT_md="[c](x.md#three)\n")
        self.assertEqual(3, len(found), found)
        self.assertIn("docs/x.md:2: the link leads nowhere: gone.md", found)

    def test_paths_that_do_not_exist(self):
        found = self.findings(base__a_DOT_hpp="int x;  // as base/gone does\n", docs__x_DOT_md="`base/{a,b}.hpp`\n")
        self.assertEqual(["base/a.hpp:1: there is no base/gone", "docs/x.md:1: there is no base/b.hpp"], sorted(found))

    def test_code_is_not_read_as_text(self):
        self.assertEqual([], self.findings(base__a_DOT_hpp='auto path = "base/gone";\n',
                                           docs__x_DOT_md="```\n[a](gone.md) base/gone\n```\n"))


if __name__ == "__main__":
    unittest.main()
