# SPDX-License-Identifier: Apache-2.0
"""The tables in this folder, read, and the few figures that are derived from them. Used by ../generate.py."""
import csv
import math
import pathlib

HERE = pathlib.Path(__file__).resolve().parent
SRAM_COLUMNS = ("read_pj", "write_pj", "leakage_mw", "area_mm2", "access_ns")
FLAVOURS = {"lstp": "lstp/lstp", "hp": "hp/hp", "lstp_hp": "lstp/hp"}
ROUTER_COLUMNS = ("buf_write_pJ", "buf_read_pJ", "xbar_pJ", "clk_pJ_per_cycle", "leak_mW", "active_area_um2")
FLIT_BITS = (16, 32, 64, 128, 256)
DSENT_NODE = {45: 45, 32: 32, 22: 22, 7: 11}  # 28 lies between 32 and 22; 7 nm takes the 11 nm model, the smallest

# CACTI tech_params/*.dat of HewlettPackard/cacti: Vdd and Vth of hp and lstp devices.
CACTI_VDD = {45: {"hp": 1.0, "lstp": 1.1}, 32: {"hp": 0.9, "lstp": 1.0}, 22: {"hp": 0.8, "lstp": 0.8}}
CACTI_VTH = {45: {"hp": 0.18035, "lstp": 0.50245}, 32: {"hp": 0.21835, "lstp": 0.513}, 22: {"hp": 0.1395, "lstp": 0.40126}}


def read(name):
    with open(HERE / name, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def rounded(value, digits=6):
    return float(f"{value:.{digits}g}")


def between_32_and_22(at_32, at_22, geometric=True):
    """The figure at 28 nm: where 28 lies between the two on a logarithmic (or linear) scale of nodes."""
    if not geometric or min(at_32, at_22) <= 0:
        return at_22 + (at_32 - at_22) * (28 - 22) / (32 - 22)
    return at_22 * (at_32 / at_22) ** (math.log(28 / 22) / math.log(32 / 22))


def sram_rows(node, flavour):
    """{(capacity_bytes, width_bits): values} as measured, none derived."""
    return {(int(r["capacity_bytes"]), int(r["width_bits"])): [float(r[c]) for c in SRAM_COLUMNS]
            for r in read("sram_cacti.csv")
            if int(r["node_nm"]) == node and r["devices_cell_periphery"] == FLAVOURS[flavour]}


def sram_grid(node, flavour):
    """The rows of a price table. 28 nm on the grid of 32 and 22, scaled by the median of the measured points over that
    interpolation where it is off by one factor (leakage of LSTP), and exactly the measured points where there are any."""
    measured = sram_rows(node, flavour)
    if node != 28 or flavour == "lstp_hp":
        return {k: v for k, v in measured.items() if flavour != "lstp_hp" or k[1] == 64}
    high, low = sram_rows(32, flavour), sram_rows(22, flavour)
    grid = {k: [between_32_and_22(a, b) for a, b in zip(high[k], low[k])] for k in high if k in low}
    for column in range(len(SRAM_COLUMNS)):
        ratios = sorted(values[column] / grid[k][column] for k, values in measured.items())
        correction = ratios[len(ratios) // 2]
        for values in grid.values():
            values[column] *= correction if abs(correction - 1) > 0.1 else 1
    grid.update(measured)
    return grid


def conditions(node, flavour):
    """Supply, threshold and temperature a flavour's figures hold for; what 50 K more do to its leakage."""
    device = "lstp" if flavour == "lstp" else "hp"  # of the periphery, which decides time and, of lstp_hp, leakage
    base = 22 if node == 7 else node
    vdd, vth = ((between_32_and_22(t[32][device], t[22][device], False) if base == 28 else t[base][device])
                for t in (CACTI_VDD, CACTI_VTH))
    return {"vdd_v": rounded(vdd), "vth_v": rounded(vth), "temperature_k": 300,
            "leakage_per_50k": leakage_per_50k(node, device)}


def leakage_per_50k(node, device):
    wanted = (str(22 if node == 7 else node), "leakage_350K_over_300K", f"{device}/{device}")
    for row in read("calibration.csv"):
        if (row["node_nm"], row["quantity"], row["what"]) == wanted:
            return float(row["value"])
    raise SystemExit(f"no {wanted} in calibration.csv")


def arithmetic(node):
    return {r["operation"]: r for r in read("arithmetic.csv") if int(r["node_nm"]) == node}


def calibration(quantity):
    return {r["what"]: float(r["value"]) for r in read("calibration.csv") if r["quantity"] == quantity}


def dsent(node):
    """{(flit_bits, vcs, flits of a channel): row}"""
    rows = {}
    for r in read("noc_dsent_router.csv"):
        if int(r["tech_nm"]) == DSENT_NODE[node]:
            rows[int(r["flit_bits"]), int(r["vcs"]), int(r["bufs_per_vc"])] = {k: float(r[k]) for k in
                                                                           (*ROUTER_COLUMNS, "arb_pJ")}
    return rows


def between(function, node):
    """function(node), or of 28 the geometric mean of 32 and 22, element by element."""
    if node != 28:
        return function(node)
    return {k: [between_32_and_22(a, b) for a, b in zip(v, function(22)[k])] for k, v in function(32).items()}


def allocator_rows(node):
    """{(vcs,): arbitration, VC grant, clock, leakage, area}: what more channels add at equal places. DSENT's
    clock, leakage and area of (2 channels x 4) less those of (1 x 8), linear in channels; a grant of a channel by an
    arbiter among ports x channels, linear in channels, where DSENT models none."""
    rows = dsent(node)
    two, one = rows[16, 2, 4], rows[16, 1, 8]
    extra = [two[c] - one[c] for c in ("clk_pJ_per_cycle", "leak_mW", "active_area_um2")]
    return {(v,): [rows[16, v, 4]["arb_pJ"], rows[16, 1, 4]["arb_pJ"] * v, *(rounded(e * (v - 1)) for e in extra)]
            for v in (1, 2, 4)}


def router_rows(node):
    """{(flit_bits, places of a port): ROUTER_COLUMNS} without what allocator_rows adds."""
    rows, extra = dsent(node), allocator_rows(node)[4,]
    table = {(bits, flits): [rows[bits, 1, flits][c] for c in ROUTER_COLUMNS] for bits in FLIT_BITS for flits in (2, 4, 8)}
    for bits in FLIT_BITS:
        values = [rows[bits, 4, 4][c] for c in ROUTER_COLUMNS]
        table[bits, 16] = values[:3] + [value - more for value, more in zip(values[3:], extra[2:])]
    return dict(sorted(table.items()))


def link_rows(node):
    """{(mm,): pJ per bit and mm, mW per bit, um2 per bit} of repeated global wires."""
    return {(float(r["length_mm"]),): [float(r["pJ_per_bit_mm"]), float(r["leak_mW"]) / int(r["bits"]),
                                       float(r["area_um2"]) / int(r["bits"])]
            for r in read("noc_dsent_link.csv") if int(r["tech_nm"]) == DSENT_NODE[node] and r["layer"] == "Global"}
