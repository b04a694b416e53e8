#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Every fault in rtl/mutants is caught by lock-step, and the message names the block.

    tests/rtl/mutants.py --build BUILD [--verilator V] [--compiler C] [--jobs N] [PATCH...]

A patch says in its first lines, before the diff:

    block: spike_router        a key of BENCHES
    set: small                 the set of parameters (rtl/configurations.cmake)
    says: lock-step: router_   what the bench must print
    what: one sentence

Each is applied to a copy of rtl/sv; the copy is verilated and compiled into a shared library that takes the place of the
bench's own. The unchanged sources are built the same way first: the bench must find nothing in them.
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
# block: (executable below BUILD/tests/rtl, its library, sources of the dut, what of X-macros names the sets)
BENCHES = {
    "spike_router": ("mutant_bench_router", "librouter_models.so", ["rtl/verilated/spike_router_dut.cpp"],
                     "SPIKELOOM_RTL_ROUTER_SETS"),
    "neuron_core": ("mutant_bench_core", "libcore_models.so", ["rtl/verilated/neuron_core_dut.cpp"], "SPIKELOOM_RTL_SETS"),
}
CYCLES = "300000"


def run(command, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **options)
    if done.returncode != 0 and "cwd" not in options:
        raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")
    return done


def read_patch(path):
    fields = dict(re.findall(r"^(block|set|says|what): (.+)$", path.read_text(), re.MULTILINE))
    for field in "block", "set", "says", "what":
        if field not in fields:
            raise RuntimeError(f"{path.name}: no line '{field}: ...'")
    return fields


class Builder:
    def __init__(self, args):
        self.args = args
        self.include = pathlib.Path(args.build, "rtl", "include")

    def runtime(self, folder):
        """What all models share, compiled once."""
        root = run([self.args.verilator, "--getenv", "VERILATOR_ROOT"]).stdout.strip()
        self.flags = ["-std=c++17", "-O1", "-fPIC", "-w", f"-I{root}/include", f"-I{root}/include/vltstd", f"-I{ROOT}",
                      "-DVM_COVERAGE=0", "-DVM_SC=0", "-DVM_TRACE=1", "-DVM_TRACE_FST=0", "-DVM_TRACE_VCD=1",
                      "-DVL_TIME_CONTEXT"]
        sources = [f"{root}/include/{name}.cpp" for name in ("verilated", "verilated_threads", "verilated_vcd_c")]
        self.objects = [pathlib.Path(folder, pathlib.Path(source).stem + ".o") for source in sources]
        for source, target in zip(sources, self.objects):
            run([self.args.compiler, *self.flags, "-c", source, "-o", target])

    def library(self, block, parameters, sv, folder):
        """The shared library of a block from the sources in `sv`, with one set of parameters."""
        _, library, duts, macro = BENCHES[block]
        name = f"{block}_{parameters}"
        top, values, sources = (self.include / "rtl/verilated" / name / "arguments.txt").read_text().splitlines()
        include = pathlib.Path(folder, "include")
        model = include / "rtl/verilated" / name
        model.mkdir(parents=True)
        run([self.args.verilator, "--cc", "--trace", "-O3", "--x-assign", "fast", "--x-initial", "unique",
             "--noassert", "--no-timing", "-Wno-fatal", "-Wno-lint", "-Wno-style", "--top-module", top, "--prefix", "V" + name,
             "--Mdir", model, *values.split(), pathlib.Path(self.args.build, "rtl", "spikeloom_pkg.sv"),
             *(pathlib.Path(sv, source) for source in sources.split())])
        models = include / "rtl/verilated" / f"{block}_models.hpp"
        models.write_text(f'#include "rtl/verilated/{name}/V{name}.h"\n')
        sets = (self.include / "rtl/generated/configurations.hpp").read_text()
        generated = include / "rtl/generated/configurations.hpp"
        generated.parent.mkdir(parents=True)
        generated.write_text(re.sub(rf"(#define {macro}\(X\)).*", rf"\1 X({parameters})", sets))
        everything = pathlib.Path(folder, "everything.cpp")
        everything.write_text("".join(f'#include "{file}"\n' for file in sorted(model.glob("*.cpp"))))
        run([self.args.compiler, *self.flags, f"-I{include}", f"-I{model}", "-shared", everything,
             *(ROOT / dut for dut in duts), *self.objects, "-o", pathlib.Path(folder, library), "-pthread"])

    def bench(self, block, parameters, folder):
        executable = pathlib.Path(self.args.build, "tests", "rtl", BENCHES[block][0])
        done = run([executable, parameters, CYCLES, folder], cwd=folder, timeout=300,
                   env={**os.environ, "LD_LIBRARY_PATH": str(folder), "SYSTEMC_DISABLE_COPYRIGHT_MESSAGE": "1"})
        return done.returncode, done.stdout + done.stderr


def check_mutant(builder, patch):
    fields = read_patch(patch)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "rtl" / "sv", pathlib.Path(folder, "rtl", "sv"))
        run(["patch", "-p1", "--fuzz=0", "-d", folder, "-i", patch])
        builder.library(fields["block"], fields["set"], pathlib.Path(folder, "rtl", "sv"), folder)
        code, output = builder.bench(fields["block"], fields["set"], folder)
        line = output.splitlines()[0] if output else ""
        caught = code == 1 and fields["says"] in line
        if caught and "waveform of the RTL: " in output:
            caught = any(pathlib.Path(folder).glob("*.vcd"))
            line += "" if caught else " (and its waveform is not there)"
        return caught, f"{patch.stem}: {'caught' if caught else 'NOT CAUGHT'}: {line[:150]}"


def check_unchanged(builder, block, parameters):
    with tempfile.TemporaryDirectory() as folder:
        builder.library(block, parameters, ROOT / "rtl" / "sv", folder)
        code, output = builder.bench(block, parameters, folder)
        return code == 0, f"{block}, set {parameters}, unchanged: {output.splitlines()[0] if output else ''}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True)
    parser.add_argument("--verilator", default="verilator")
    parser.add_argument("--compiler", default="c++")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("patches", nargs="*", type=pathlib.Path)
    args = parser.parse_args()
    args.build = pathlib.Path(args.build).resolve()
    patches = [patch.resolve() for patch in args.patches] or sorted((ROOT / "rtl" / "mutants").glob("*.patch"))
    builder = Builder(args)
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        builder.runtime(folder)
        kinds = sorted({(fields["block"], fields["set"]) for fields in map(read_patch, patches)})
        work = [pool.submit(check_unchanged, builder, *kind) for kind in kinds]
        work += [pool.submit(check_mutant, builder, patch) for patch in patches]
        results = [job.result() for job in work]
    for _, text in results:
        print(text)
    good = sum(holds for holds, _ in results)
    print(f"{good} of {len(results)} as they must be")
    return 0 if patches and good == len(results) else 1


sys.exit(main())
