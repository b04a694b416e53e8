#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Every fault in rtl/mutants is caught by lock-step, and the message names the block.

    tests/rtl/mutants.py --build BUILD [--compiler C] [--jobs N] [PATCH...]

A patch says in its first lines, before the diff:

    block: spike_router        a key of BENCHES
    set: small                 the set of parameters (rtl/configurations.cmake)
    says: lock-step: router_   what the bench must print
    what: one sentence

Each is applied to a copy of rtl/sv; the copy is verilated and compiled into a model that takes the place of the build's
own, in a folder of its own (SPIKELOOM_RTL_MODELS). With the build's models the bench must find nothing.
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
BENCHES = {"spike_router": "mutant_bench_router", "neuron_core": "mutant_bench_core"}  # below BUILD/tests/rtl
CYCLES = "300000"


def run(*command, **options):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **options)


def call(*command):
    done = run(*command)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")
    return done.stdout


def read_patch(path):
    fields = dict(re.findall(r"^(block|set|says|what): (.+)$", path.read_text(), re.MULTILINE))
    for field in "block", "set", "says", "what":
        if field not in fields:
            raise RuntimeError(f"{path.name}: no line '{field}: ...'")
    return fields


def build_model(args, name, sv, models):
    """The model of that name from the sources in `sv`, with its parameters and no optimisation to speak of."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch, name)
        call("cmake", f"-DARGUMENTS={args.build}/rtl/verilated/{name}.cmake", f"-DSV={sv}", f"-DFOLDER={folder}", "-P",
             ROOT / "scripts/cmake/verilate.cmake")
        include = pathlib.Path(call("verilator", "--getenv", "VERILATOR_ROOT").strip(), "include")
        flags = ["-std=c++17", "-fPIC", "-fvisibility=hidden", "-fno-gnu-unique", "-w", f"-I{include}",
                 f"-I{include}/vltstd", f"-I{ROOT}", "-DVM_COVERAGE=0", "-DVM_SC=0", "-DVM_TRACE=1", "-DVM_TRACE_FST=0",
                 "-DVM_TRACE_VCD=1", "-DVL_TIME_CONTEXT"]
        objects = []
        for part, optimisation in ("fast", "-O1"), ("slow", "-O0"), ("model", "-O0"):
            objects.append(folder / f"{part}.o")
            call(args.compiler, *flags, optimisation, "-c", folder / f"{part}.cpp", "-o", objects[-1])
        model = models / f"{name}.so"
        model.unlink()
        call(args.compiler, "-shared", *objects, args.build / "rtl/libspikeloom_verilated_runtime.a", "-o", model,
             "-pthread")


def run_bench(args, fields, models, folder):
    done = run(args.build / "tests/rtl" / BENCHES[fields["block"]], fields["set"], CYCLES, folder, cwd=folder,
               env={**os.environ, "SPIKELOOM_RTL_MODELS": str(models), "SYSTEMC_DISABLE_COPYRIGHT_MESSAGE": "1"})
    return done.returncode, done.stdout + done.stderr


def check_mutant(args, patch):
    fields = read_patch(patch)
    with tempfile.TemporaryDirectory() as scratch:
        folder, models = pathlib.Path(scratch), pathlib.Path(scratch, "models")
        shutil.copytree(ROOT / "rtl" / "sv", folder / "rtl" / "sv")
        models.mkdir()
        for model in (args.build / "rtl" / "models").glob("*.so"):
            (models / model.name).symlink_to(model)
        call("patch", "-p1", "--fuzz=0", "-d", folder, "-i", patch)
        build_model(args, f"{fields['block']}_{fields['set']}", folder / "rtl" / "sv", models)
        code, output = run_bench(args, fields, models, folder)
        line = output.splitlines()[0] if output else ""
        caught = code == 1 and fields["says"] in line
        if caught and "waveform of the RTL: " in output:
            caught = any(folder.glob("*.vcd"))
            line += "" if caught else " (and its waveform is not there)"
        return caught, f"{patch.stem}: {'caught' if caught else 'NOT CAUGHT'}: {line[:150]}"


def check_unchanged(args, block, parameters):
    with tempfile.TemporaryDirectory() as folder:
        code, output = run_bench(args, {"block": block, "set": parameters}, args.build / "rtl" / "models", folder)
        return code == 0, f"{block}, set {parameters}, unchanged: {output.splitlines()[0] if output else ''}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True)
    parser.add_argument("--compiler", default="c++")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("patches", nargs="*", type=pathlib.Path)
    args = parser.parse_args()
    args.build = pathlib.Path(args.build).resolve()
    patches = [patch.resolve() for patch in args.patches] or sorted((ROOT / "rtl" / "mutants").glob("*.patch"))
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        kinds = sorted({(fields["block"], fields["set"]) for fields in map(read_patch, patches)})
        work = [pool.submit(check_unchanged, args, *kind) for kind in kinds]
        work += [pool.submit(check_mutant, args, patch) for patch in patches]
        results = [job.result() for job in work]
    for _, text in results:
        print(text)
    good = sum(holds for holds, _ in results)
    print(f"{good} of {len(results)} as they must be")
    return 0 if patches and good == len(results) else 1


sys.exit(main())
