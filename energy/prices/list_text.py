# SPDX-License-Identifier: Apache-2.0
"""What stands in every price list beside its tables: sources, bands, prices of components; and how a list is written.
Used by generate.py."""
ALADDIN_SHIFTER_OVER_ADDER = 0.417 / 0.21  # pJ of Aladdin's 32-bit units at 40 nm
LEAK = {"adder": 2.3e-3 / 32, "register": 7e-5}  # mW per bit, Aladdin
AREA = {"register": 5.98, "bitwise": 50.4 / 32}  # um2 per bit, Aladdin
AREA_OVER_ADDER = {"shifter": 250 / 278, "comparator": 71 / 278}


def sources(node, arithmetic_vdd, dsent_vdd, leakage_per_50k):
    horowitz = "Horowitz, Computing's energy problem, ISSCC 2014: 45 nm, 0.9 V; areas of the Dally/Han version of the slide"
    anchored = "power law in node between Horowitz (ISSCC 2014, 45 nm) and Jouppi et al. (ISCA 2021, 7 nm); areas by Stillmaker & Baas 2017"
    jouppi = "Jouppi et al., Ten Lessons, ISCA 2021, Table 2 (7 nm); areas: Horowitz' x 0.059 (Stillmaker & Baas 2017)"
    cacti = ("CACTI 7.0.3DD @1ffd8df, Accelergy's scratch-RAM configuration, ED^2, 300 K, 1 RW port"
             + ("; 28 nm between its 32 and 22 nm, exact at the 9 sizes run" if node == 28 else ""))
    model = {28: "between Bulk32LVT and Bulk22LVT", 7: "TG11LVT: 11 nm, the smallest there is"}.get(node, f"Bulk{node}LVT")
    logic = {"temperature_k": 300, "leakage_per_50k": leakage_per_50k}
    return {
        "operations": {"text": jouppi if node == 7 else horowitz if node == 45 else anchored,
                       **({"vdd_v": arithmetic_vdd} if arithmetic_vdd else {})},
        "convention": {"text": "fp32 add 0.9 pJ and fp32 multiply 3.7 pJ of Horowitz, ISSCC 2014 (45 nm), as SNN papers use them"},
        "sram": {"text": "Jouppi et al., Ten Lessons, ISCA 2021, Table 2 (7 nm, 64 bits); leakage and time as CACTI's 22 nm, area its 22 nm x 0.234 (Stillmaker & Baas 2017)"
                 if node == 7 else cacti},
        "dsent": {"text": f"DSENT 0.91 (mit-carbon/Graphite @1b4bb98), {model}, {dsent_vdd} V, 340 K, 5x5 router, random data",
                  "vdd_v": dsent_vdd, "temperature_k": 340, "leakage_per_50k": leakage_per_50k},
        "aladdin": {"text": "Aladdin 40 nm tables of Accelergy's plug-in @5e2e126 (Shao et al., ISCA 2014)"
                            + ("" if node == 45 else ", energy scaled as additions, area and leakage as logic area"),
                    "vdd_v": 0.9 if node != 7 else 0.7, **logic},
        "dram": {"text": "Accelergy's CACTI plug-in @291018b, CactiDRAM: LPDDR4 8 pJ/bit (comments cite Malladi ISCA 2012, Chatterjee MICRO 2017)"},
        "spikeloom": {"text": "this project; see the note"},
    }


def bands(node, k_sram, k_high, dram):
    noc_high_leak = "its own 340 K"
    return {
        "operations": {"low": 0.33, "high": 3, "why": "Aladdin 40 nm is x2 to x4 of Horowitz, synthesis with Nangate45 x2.5 to x4.4, Stillmaker scaling down to x0.4"},
        "sram": {"low": round(1 / k_sram, 3) if node != 7 else 0.8, "high": round(k_high / k_sram, 3),
                 "why": "raw CACTI, and the largest ratio of published SRAM energy to CACTI" if node != 7 else "an estimate: one published table"},
        "sram_write": {"low": 0.8 if node == 7 else round(1 / k_sram, 3), "high": 2 if node == 7 else round(k_high / k_sram, 3),
                       "why": "as reads" if node != 7 else "the source has one figure for an access; writes are priced as reads"},
        "sram_leakage": {"low": 0.33 if node != 7 else 0.1, "high": 3 if node != 7 else 10, "why": "an estimate: nothing published to hold CACTI against"},
        "sram_area": {"low": 0.85, "high": 1.5, "why": "an estimate: IHP 130 nm macros take 1.2 x CACTI 90 nm scaled by area"},
        "sram_access": {"low": 0.8, "high": 1.5, "why": "an estimate: slow corner, margins"},
        "noc": {"low": 0.9, "high": 2, "why": "Noxim's table is 0.92 of DSENT, measured routers (TrueNorth) about 2 x"},
        "noc_leakage": {"low": 0.06, "high": 1.7, "why": f"a plain register (Aladdin) leaks 0.06 of DSENT's LVT one at 300 K; DSENT at {noc_high_leak}"},
        "logic_area": {"low": 0.7, "high": 2, "why": "Aladdin's adder is 2.0 x Horowitz', Nangate45 synthesis 1.35 x"},
        "logic_leakage": {"low": 0.33, "high": 3, "why": "an estimate"},
        "estimate": {"low": 0.33, "high": 3, "why": "an estimate"},
        "vc_grant": {"low": 0.5, "high": 4, "why": "DSENT models no such allocator; a matrix arbiter grows with the square of its requests"},
        "dram": {"low": round(dram["HBM2"] / dram["LPDDR4"], 3), "high": round(dram["DDR4_prosperity"] / dram["LPDDR4"], 3),
                 "why": "HBM2 3.9, DDR4 12.45 pJ/bit (DRAMsim3, Prosperity)"},
        "exact": {"low": 1, "high": 1, "why": "a definition, or nothing"},
    }


def term(certainty, source, band, note="", **price):
    return {**price, "source": source, "certainty": certainty, "band": band, **({"note": note} if note else {})}


def convention():
    return {"accumulate": term("derived", "convention", "exact", value=0.9),
            "multiply_accumulate": term("derived", "convention", "exact", value=4.6)}


def operation_certainty(node):
    return "V2" if node in (45, 7) else "derived"


def dense(node, int8_mult_pj):
    add = term(operation_certainty(node), "operations", "operations", table="adder.energy_pj")
    return {"multiply_accumulate": [term(operation_certainty(node), "operations", "operations", value=int8_mult_pj,
                                         note="8-bit multiplication"), add]}


def components(node, scale):
    return {"input_queue": input_queue(node, scale), "weight_sram": sram(node, "weight"),
            "accumulator_sram": sram(node, "accumulator"), "datapath": datapath(node, scale),
            "neuron_unit": neuron_unit(node, scale), "packetizer": packetizer(scale), "router": router(node),
            "link": link(node), "dram": dram(), "clock": clock(node)}


def noc_term(node, table, note=""):
    certainty = {28: "derived", 7: "assumed"}.get(node, "V1")
    dynamic = not ("leakage" in table or "area" in table)
    band = "noc" if dynamic else "logic_area" if "area" in table else "noc_leakage"
    return term(certainty, "dsent", band, note, table=table, **({"times": "k_noc"} if dynamic else {}))


def register(kind, scale, *sizes):
    value = {"area": AREA["register"], "leakage": LEAK["register"]}[kind] * scale["area"]
    band = {"area": "logic_area", "leakage": "logic_leakage"}[kind]
    return term("V1" if scale["area"] == 1 else "assumed", "aladdin", band, value=value, per=list(sizes))


def input_queue(node, scale):
    """Registers as in a router's input buffer; leakage of plain ones, for cores need not be LVT."""
    return {"actions": {"queue_push": noc_term(node, "router.buffer_write_pj"),
                        "queue_pop": noc_term(node, "router.buffer_read_pj")},
            "leakage": register("leakage", scale, "bits", "flits"), "area": register("area", scale, "bits", "flits")}


def sram(node, kind):
    measured = {28: "derived", 7: "V2"}.get(node, "V1")
    assumed = "assumed" if node == 7 else measured
    write_note = "priced as a read: the source has one figure" if node == 7 else ""

    def column(name, certainty, band, note="", **more):
        return term(certainty, "sram", band, note, table=f"sram.{name}", **more)

    return {"actions": {f"{kind}_read": column("read_pj", measured, "sram", times="k_sram"),
                        f"{kind}_write": column("write_pj", assumed, "sram_write", write_note, times="k_sram")},
            "leakage": column("leakage_mw", assumed, "sram_leakage", per=["banks"]),
            "area": column("area_um2", "derived" if node == 7 else measured, "sram_area", per=["banks"]),
            "access_ns": column("access_ns", assumed, "sram_access")}


def adder(node, note="", certainty=None, **more):
    return term(certainty or operation_certainty(node), "operations", "operations", note, table="adder.energy_pj", **more)


def adder_area(node, note="", **more):
    certainty = "V2" if node == 45 else "derived"
    return term(certainty, "operations", "logic_area", note, table="adder.area_um2", **more)


def datapath(node, scale):
    shifter = f"a 32-bit shifter is 0.417 pJ and 250 um2 where the same library's adder is 0.21 pJ and 278 um2"
    leak = LEAK["adder"] * scale["area"]
    return {"actions": {"add": adder(node),
                        "shifted_add": [adder(node), {**adder(node, shifter + "; the ratio, on this list's adder", "derived"),
                                                      "times": round(ALADDIN_SHIFTER_OVER_ADDER, 3), "source": "aladdin"}]},
            "leakage": [term("derived", "aladdin", "logic_leakage", "adder of 2.3 uW per 32 bits", value=leak, per=["bits", "lanes"]),
                        term("assumed", "aladdin", "logic_leakage", "shifter, as the adder by area",
                             value=leak * AREA_OVER_ADDER["shifter"], per=["bits", "lanes"])],
            "area": [adder_area(node, "adders", per=["lanes"]),
                     {**adder_area(node, shifter, per=["lanes"]), "times": round(AREA_OVER_ADDER["shifter"], 3), "certainty": "derived"}]}


def neuron_unit(node, scale):
    leak = LEAK["adder"] * (1 + AREA_OVER_ADDER["comparator"]) * scale["area"]
    return {"actions": {"lif_step": adder(node, "halving is wires; one add, and one compare as a second add. No registers, so a lower bound",
                                          "derived", times=2)},
            "leakage": term("derived", "aladdin", "logic_leakage", "adder, and a comparator of 71 um2 by area", value=leak, per=["bits", "lanes"]),
            "area": adder_area(node, "adder, and a comparator of 71 to its 278 um2", times=round(1 + AREA_OVER_ADDER["comparator"], 3), per=["lanes"])}


def packetizer(scale):
    encode = "two bitwise operations per bit of the flit (0.018 pJ per 32 bits each) for zero test and header"
    return {"actions": {"word_encode": term("assumed", "aladdin", "estimate", encode, value=1.125e-3 * scale["energy"], per=["bits"]),
                        "flit_send": term("assumed", "aladdin", "estimate", "one output register of the width of a flit",
                                          value=0.009 * scale["energy"], per=["bits"])},
            "leakage": register("leakage", scale, "bits"),
            "area": [register("area", scale, "bits"),
                     term("assumed", "aladdin", "logic_area", "two bitwise operations per bit", value=2 * AREA["bitwise"] * scale["area"], per=["bits"])]}


def router(node):
    grant = "as a grant of the switch with one channel; linear in channels, for its arbiter sees ports x channels"
    return {"actions": {"buffer_write": noc_term(node, "router.buffer_write_pj"),
                        "buffer_read": noc_term(node, "router.buffer_read_pj"),
                        "crossbar": noc_term(node, "router.crossbar_pj"),
                        "arbitration": noc_term(node, "allocator.arbitration_pj"),
                        "vc_grant": {**noc_term(node, "allocator.vc_grant_pj", grant), "certainty": "assumed", "band": "vc_grant"}},
            "leakage": [noc_term(node, "router.leakage_mw"), noc_term(node, "allocator.leakage_mw")],
            "area": [noc_term(node, "router.area_um2"), noc_term(node, "allocator.area_um2")]}


def link(node):
    """Repeated global wires; DSENT's leakage and area hardly change from 0.5 to 3 mm."""
    return {"actions": {"link_traversal": {**noc_term(node, "link.energy_pj_per_bit_mm"), "per": ["bits", "mm"]}},
            "leakage": {**noc_term(node, "link.leakage_mw_per_bit"), "per": ["bits"]},
            "area": {**noc_term(node, "link.area_um2_per_bit", "repeaters; wires lie above"), "per": ["bits"]}}


def dram():
    return {"actions": {name: term("V1", "dram", "dram", value=8) for name in ("dram_read", "dram_write")},
            "leakage": term("assumed", "spikeloom", "exact", "refresh and standby of the DRAM are left out", value=0),
            "area": term("assumed", "spikeloom", "exact", "off the chip; its ports are left out", value=0)}


def clock(node):
    """Of the routers, every cycle, not gated; no reference gives the clock tree of a core."""
    within = "within the router's"
    return {"actions": {"router_cycle": [noc_term(node, "router.clock_pj"), noc_term(node, "allocator.clock_pj")]},
            "leakage": term("V1", "dsent", "exact", within, value=0), "area": term("V1", "dsent", "exact", within, value=0)}


HEAD = """# SPDX-License-Identifier: Apache-2.0
# Price list: energies in pJ, leakage in mW, area in um2, time in ns. Format and meaning: energy/README.md.
# Made by generate.py from tables/: do not edit, write a list of your own instead. Certainty: V1 run or read by the
# project in the named tool or file; V2 an independent transcription of the paper's figure was found; R recalled;
# derived from other figures by arithmetic; assumed: an estimate of this project. A band's low and high multiply a price.
# Operation energies of different sources disagree by up to x3: compare chips priced by the same list.
"""


def scalar(value):
    if isinstance(value, float):
        return f"{value:.7g}"
    if isinstance(value, str) and (set(value) & set(":,#[]{}'") or not value):
        return '"' + value + '"'
    return str(value)


def flow(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(value)


def is_leaf(value):
    return not isinstance(value, (dict, list)) or (
        isinstance(value, dict) and all(not isinstance(item, dict) and not (isinstance(item, list) and item and isinstance(item[0], (list, dict)))
                                        for item in value.values()) and not {"interpolation", "actions"} & set(value)) or (
        isinstance(value, list) and all(not isinstance(item, (dict, list)) for item in value))


def block(value, indent):
    lines = []
    pad = "  " * indent
    if isinstance(value, list):
        return [f"{pad}- {flow(item)}" for item in value]
    for key, item in value.items():
        if is_leaf(item) or key == "axes":
            lines.append(f"{pad}{key}: {flow(item)}")
        else:
            lines += [f"{pad}{key}:", *block(item, indent + 1)]
        if indent == 0 and isinstance(item, dict):
            lines.append("")
    return lines


def dump(price_list):
    return HEAD + "\n".join(block(price_list, 0)).rstrip() + "\n"
