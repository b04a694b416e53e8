# SPDX-License-Identifier: Apache-2.0
"""How much of a space's front does a search find? Simulates all 500 chips of examples/03_sweep_cores_sram/search.yaml, then
searches with a fifth of them, with several seeds, and compares hypervolumes. Exit code 1 below 95 %.

    /usr/bin/python3 bench/search [--program build/release/spikeloom] [--seeds 5] [--jobs 2]
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SEARCH = ROOT / "examples/03_sweep_cores_sram/search.yaml"
ENOUGH = 0.95


def sweep(arguments, text, name, folder):
    """Outcomes of a sweep beside the shipped one, whose relative paths it keeps."""
    file = folder / f"{name}.yaml"
    file.write_text(text.replace("run: ../", f"run: {SEARCH.parent.parent}/"), encoding="utf-8")
    subprocess.run([arguments.program, "sweep", file, "--output", folder / name, "--jobs", str(arguments.jobs)],
                   check=True, stdout=subprocess.DEVNULL)
    return json.loads((folder / name / "outcomes.json").read_text(encoding="utf-8"))


def costs(outcomes):
    names = [o["measure"] for o in outcomes["objectives"]]
    return [tuple(p["values"][n] for n in names) for p in outcomes["points"] if p["feasible"]]


def area(points, corner):
    """Of the union of rectangles from points to the corner."""
    total, edge = 0.0, corner[1]
    for x, y in sorted(points):
        if x < corner[0] and y < edge:
            total += (corner[0] - x) * (edge - y)
            edge = y
    return total


def volume(points, corner):
    """Of three objectives: slices along the last one."""
    levels = sorted({p[2] for p in points if p[2] < corner[2]}) + [corner[2]]
    return sum(area([p[:2] for p in points if p[2] <= low], corner) * (high - low)
               for low, high in zip(levels, levels[1:]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=ROOT / "build/release/spikeloom", type=pathlib.Path)
    parser.add_argument("--seeds", default=5, type=int)
    parser.add_argument("--jobs", default=2, type=int)
    arguments = parser.parse_args()
    text = SEARCH.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        everything = sweep(arguments, text.replace("method: nsga2", "method: grid"), "all", folder)
        known = costs(everything)
        corner = tuple(max(c[i] for c in known) for i in range(3))
        whole = volume(known, corner)
        print(f"{len(everything['points'])} points, {len(known)} feasible, {sum(p['on_front'] for p in everything['points'])} on the front")
        shares = []
        for seed in range(1, arguments.seeds + 1):
            found = sweep(arguments, text.replace("seed: 1", f"seed: {seed}"), f"seed{seed}", folder)
            shares.append(volume(costs(found), corner) / whole)
            print(f"seed {seed}: {len(found['points'])} evaluations, {100 * shares[-1]:.2f} % of the hypervolume")
    return 0 if min(shares) >= ENOUGH else 1


sys.exit(main())
