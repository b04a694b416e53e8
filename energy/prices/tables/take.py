#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Takes the tables beside this file from the project's reference collection (not shipped). Run once; kept to show how.

    energy/prices/tables/take.py REFERENCE/energy

Nothing is computed here: rows and figures are copied, columns that no price needs are left out.
"""
import csv
import pathlib
import sys

import yaml

HERE = pathlib.Path(__file__).resolve().parent
NODES = (45, 32, 28, 22, 7)
SRAM = ("read_energy_pJ", "write_energy_pJ", "leakage_mW", "area_mm2", "access_time_ns")
POINT = ("read_pJ", "write_pJ", "leak_mW", "area_mm2", "access_ns")


def write(name, header, rows):
    with open(HERE / name, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def documents(reference):
    return {node: yaml.safe_load((reference / f"energy_{node}nm.yaml").read_text()) for node in NODES}


def take_sram(reference, nodes):
    with open(reference / "sram_cacti.csv", encoding="utf-8") as file:
        grid = [row for row in csv.DictReader(file)
                if (row["objective"], row["temp_K"], row["ports"]) == ("accelergy_ED2", "300", "1RW")]
    rows = [("grid", r["tech_nm"], r["device_cell_periph"], r["capacity_bytes"], r["width_bits"], *(r[c] for c in SRAM))
            for r in grid]
    for node, document in nodes.items():
        for devices, figures in document.get("sram", {}).get("devices", {}).items():
            if devices == "lop/lop" or (node != 28 and devices != "lstp/hp"):
                continue  # on the grid already, or a flavour that no list offers
            rows += [("point", node, devices, p["capacity_KB"] * 1024, p["width_bits"], *(p[c] for c in POINT))
                     for p in figures["points"]]
    write("sram_cacti.csv", ("kind", "node_nm", "devices_cell_periphery", "capacity_bytes", "width_bits",
                             "read_pj", "write_pj", "leakage_mw", "area_mm2", "access_ns"), rows)


def take_arithmetic(nodes):
    rows = []
    for node, document in nodes.items():
        for operation, row in document["arithmetic"].items():
            if row["energy_pJ"] is not None and "bf16" not in operation:
                rows.append((node, operation, row["energy_pJ"], row.get("stillmaker_pJ", ""), row.get("area_um2", ""),
                             row["certainty"]))
    write("arithmetic.csv", ("node_nm", "operation", "energy_pj", "stillmaker_pj", "area_um2", "certainty"), rows)


def take_calibration(nodes):
    rows = []
    for node, document in nodes.items():
        for devices, factor in document.get("sram", {}).get("leakage_350K_over_300K", {}).items():
            rows.append((node, "leakage_350K_over_300K", devices, factor))
    for name, row in nodes[45]["aladdin_40nm"].items():
        if isinstance(row, dict):
            rows += [(40, f"aladdin_{key}", name, value) for key, value in row.items() if key != "at_ns"]
    dram = nodes[45]["dram"]
    rows += [("any", "dram_pJ_per_bit", kind, dram["accelergy_CactiDRAM"][kind]) for kind in ("LPDDR4", "HBM2", "DDR3")]
    rows.append(("any", "dram_pJ_per_bit", "DDR4_prosperity", dram["prosperity_DDR4"]["pJ_per_bit"]))
    for key, value in nodes[45]["sram"]["calibration_vs_published"]["horowitz_over_cacti_45nm_hp_64b"].items():
        rows.append((45, "published_over_cacti_64b", key, value))
    for key, value in nodes[22]["sram"]["calibration_vs_published"]["jouppi_interp_22nm_over_cacti_22nm_hp_64b"].items():
        rows.append((22, "published_over_cacti_64b", key, value))
    for key in ("KB8", "KB32", "KB1024"):
        rows.append((7, "jouppi_sram_64b_read_pJ", key, nodes[7]["sram_64b_read_pJ"][key]))
    write("calibration.csv", ("node_nm", "quantity", "what", "value"), rows)


def take_dsent(reference):
    for name in ("noc_dsent_router.csv", "noc_dsent_link.csv"):
        (HERE / name).write_text((reference / name).read_text())


def main():
    reference = pathlib.Path(sys.argv[1])
    nodes = documents(reference)
    take_sram(reference, nodes)
    take_arithmetic(nodes)
    take_calibration(nodes)
    take_dsent(reference)


main()
