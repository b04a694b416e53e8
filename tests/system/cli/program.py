# SPDX-License-Identifier: Apache-2.0
"""What the command-line tests share: the program, a scratch folder with a run in it, and the form of an error."""

import gzip
import os
import pathlib
import shutil
import struct
import subprocess
import tempfile
import unittest

PROGRAM = os.environ["SPIKELOOM"]
EXAMPLES = pathlib.Path(os.environ["SPIKELOOM_EXAMPLES"])
CHECKPOINT = EXAMPLES / "01_fashion_mnist/network/checkpoint.safetensors"
CONFIG = EXAMPLES / "01_fashion_mnist/network/config.json"
IMAGES = pathlib.Path("/usr/share/datasets/fashion-mnist/t10k-images-idx3-ubyte.gz")
LABELS = pathlib.Path("/usr/share/datasets/fashion-mnist/t10k-labels-idx1-ubyte.gz")

RUN_YAML = """network: network
chip: chip.yaml
input:
  idx: images.idx
  labels: labels.idx
  index: 0
"""


def first_of_idx(source, count):
    """The first images or labels of an idx file, as an idx file."""
    data = gzip.decompress(source.read_bytes())
    dimensions = data[3]
    shape = struct.unpack(f">{dimensions}I", data[4:4 + 4 * dimensions])
    begin = 4 + 4 * dimensions
    item = (len(data) - begin) // shape[0]
    return data[:4] + struct.pack(f">{dimensions}I", count, *shape[1:]) + data[begin:begin + count * item]


def spikeloom(*arguments, cwd=None):
    return subprocess.run([PROGRAM, *map(str, arguments)], cwd=cwd, capture_output=True, text=True,
                          errors="surrogateescape", check=False, timeout=1500)  # the sanitizers are slow; ctest has limits of its own


class ScratchTest(unittest.TestCase):
    """Every test stands in a folder with a run: network bundle, chip, four images with labels."""

    @classmethod
    def setUpClass(cls):
        cls.bundle = tempfile.mkdtemp(prefix="spikeloom-bundle-")
        done = spikeloom("import", "--checkpoint", CHECKPOINT, "--config", CONFIG, "--output", cls.bundle)
        assert done.returncode == 0, done.stderr

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.bundle)

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="spikeloom-cli-"))
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / "network").symlink_to(self.bundle)
        shutil.copy(EXAMPLES / "chips/mesh4x4.yaml", self.folder / "chip.yaml")
        self.write("images.idx", first_of_idx(IMAGES, 4))
        self.write("labels.idx", first_of_idx(LABELS, 4))
        self.write("run.yaml", RUN_YAML)

    def write(self, name, content):
        path = self.folder / name
        if isinstance(content, str):
            content = content.encode()
        path.write_bytes(content)
        return path

    def run_in_folder(self, *arguments):
        return spikeloom(*arguments, cwd=self.folder)

    def refused(self, *arguments, says, code=2):
        """Exit code 2, nothing on stdout, one line on stderr that holds each text of `says`."""
        done = self.run_in_folder(*arguments)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertRegex(done.stderr, r"\Aspikeloom: error: [^\n]+\n\Z")
        for text in [says] if isinstance(says, str) else says:
            self.assertIn(text, done.stderr)

    def accepted(self, *arguments):
        done = self.run_in_folder(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr, "")
        return done.stdout
