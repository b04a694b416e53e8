#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the price lists 45nm.yaml to 7nm.yaml of the tables in tables/. `--check` compares with what is there instead.

    energy/prices/generate.py [--check]

What is copied, what is interpolated and what is assumed stands in each list beside the figure. docs/energy.md explains.
"""
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "tables"))
sys.dont_write_bytecode = True
import list_text  # noqa: E402
import reference_tables as tables  # noqa: E402

NODES = (45, 32, 28, 22, 7)
K_SRAM = {45: 1.5, 32: 1.75, 28: 2, 22: 3, 7: 1}      # over CACTI; 7 nm is a published figure already
K_SRAM_HIGH = {45: 1.9, 32: 3, 28: 4, 22: 6, 7: 1.25}
AREA = {45: 1.0, 32: 0.46, 28: 0.377, 22: 0.252, 7: 0.059}  # of logic, over 45 nm: Stillmaker & Baas 2017
VDD = {45: 0.9, 32: 0.9, 28: 0.9, 22: 0.8}                  # of the arithmetic figures
DSENT_VDD = {45: 1.0, 32: 0.9, 28: 0.86, 22: 0.8, 7: 0.6}
JOUPPI_BYTES = {"KB8": 8192, "KB32": 32768, "KB1024": 1048576}


def adder_table(node):
    figures, at_45 = tables.arithmetic(node), tables.arithmetic(45)
    rows = []
    for bits in (8, 16, 32):
        row = figures.get(f"int{bits}_add")
        if row is not None:
            area = row["area_um2"] or tables.rounded(float(at_45[f"int{bits}_add"]["area_um2"]) * AREA[node], 3)
            rows.append([bits, float(row["energy_pj"]), float(area)])
    return {"axes": {"bits": [8, 32]}, "interpolation": "linear", "columns": ["energy_pj", "area_um2"], "rows": rows}


def sram_rows(node, flavour):
    if node != 7:
        return [[*size, *(tables.rounded(v) for v in values)] for size, values in
                sorted(tables.sram_grid(node, flavour).items())]
    at_22, rows = tables.sram_rows(22, flavour), []
    for key, pj in tables.calibration("jouppi_sram_64b_read_pJ").items():
        _, _, leakage, area, access = at_22[JOUPPI_BYTES[key], 64]
        rows.append([JOUPPI_BYTES[key], 64, pj, pj, leakage, tables.rounded(area * AREA[7] / AREA[22]), access])
    return rows


def sram_table(node):
    flavours = {}
    for flavour in tables.FLAVOURS:
        rows = [[*row[:5], tables.rounded(row[5] * 1e6), row[6]] for row in sram_rows(node, flavour)]
        widths = sorted({row[1] for row in rows})
        largest = max(row[0] for row in rows)
        flavours[flavour] = {"conditions": tables.conditions(node, flavour),
                             "axes": {"bank_bytes": [8, 2 * largest], "bits": [widths[0], widths[-1]]},
                             "interpolation": "log-log",
                             "columns": ["read_pj", "write_pj", "leakage_mw", "area_um2", "access_ns"], "rows": rows}
    return {"default": "lstp", "flavours": flavours}


def noc_table(function, node, axes, columns):
    rows = [[*size, *(tables.rounded(v) for v in values)] for size, values in
            tables.between(function, node).items()]
    return {"axes": axes, "interpolation": "linear", "columns": columns, "rows": rows}


def all_tables(node):
    return {
        "adder": adder_table(node),
        "sram": sram_table(node),
        "router": noc_table(tables.router_rows, node, {"bits": [16, 512], "flits": [1, 8192]},
                            ["buffer_write_pj", "buffer_read_pj", "crossbar_pj", "clock_pj", "leakage_mw", "area_um2"]),
        "allocator": noc_table(tables.allocator_rows, node, {"vcs": [1, 8]},
                               ["arbitration_pj", "vc_grant_pj", "clock_pj", "leakage_mw", "area_um2"]),
        "link": noc_table(tables.link_rows, node, {"mm": [0.01, 20]},
                          ["energy_pj_per_bit_mm", "leakage_mw_per_bit", "area_um2_per_bit"]),
    }


def price_list(node):
    figures = tables.arithmetic(node)
    scale = {"area": AREA[node],
             "energy": float(figures["int32_add"]["energy_pj"]) / float(tables.arithmetic(45)["int32_add"]["energy_pj"])}
    return {
        "schema_version": 2,
        "name": "CACTI and DSENT" if node != 7 else "TPUv4i table and DSENT 11 nm",
        "node_nm": node,
        "factors": {"k_sram": K_SRAM[node], "k_noc": 1},
        "sources": list_text.sources(node, VDD.get(node), DSENT_VDD[node], tables.leakage_per_50k(node, "hp")),
        "bands": list_text.bands(node, K_SRAM[node], K_SRAM_HIGH[node], tables.calibration("dram_pJ_per_bit")),
        "tables": all_tables(node),
        "convention": list_text.convention(),
        "dense": list_text.dense(node, float(figures["int8_mult"]["energy_pj"])),
        "components": list_text.components(node, scale),
    }


def main():
    stale = []
    for node in NODES:
        path, text = HERE / f"{node}nm.yaml", list_text.dump(price_list(node))
        if "--check" not in sys.argv[1:]:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
    if stale:
        print(f"{', '.join(stale)}: not what generate.py makes of the tables; run it")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
