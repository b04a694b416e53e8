# SPDX-License-Identifier: Apache-2.0
"""Runs of `spikeloom noc`, and how its parameters stand for those of BookSim 2 and Noxim. Used by agree and compare."""
import json
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = ROOT / "build/release/spikeloom"

# BookSim 2 with the configuration of compare's BOOKSIM: its router of four cycles, a packet free to change its virtual
# channel at every router.
BOOKSIM = {
    "noc.routing_delay_cycles": 0, "noc.vc_alloc_delay_cycles": 1, "noc.switch_alloc_delay_cycles": 1,
    "noc.switch_delay_cycles": 1, "noc.credit_delay_cycles": 1, "noc.link_latency_cycles": 1,
    "noc.vc_allocator": "islip", "noc.switch_allocator": "islip", "noc.vc_policy": "any",
}
# Noxim: a router is one cycle in all; its alternating-bit handshake passes a flit every second cycle; a packet stays in
# its virtual channel; nobody sends to itself; a flit needs one cycle from its source to the router. What it calls delay
# is that of heads, up to their departure from the last router: one cycle less than our arrival at the tile.
NOXIM = {
    "noc.routing_delay_cycles": 0, "noc.vc_alloc_delay_cycles": 0, "noc.switch_alloc_delay_cycles": 1,
    "noc.switch_delay_cycles": 0, "noc.credit_delay_cycles": 0, "noc.link_latency_cycles": 1,
    "noc.link_interval_cycles": 2, "noc.vc_policy": "keep",
    "traffic.uniform_includes_self": "false", "traffic.terminal_latency_cycles": 1,
}


def mesh(k, packet_flits, vcs, buffer_flits):
    return {"mesh.columns": k, "mesh.rows": k, "traffic.packet_flits": packet_flits, "noc.vcs": vcs,
            "noc.buffer_flits": buffer_flits}


def spikeloom_noc(program, settings, *options):
    """The JSON of one run."""
    with tempfile.TemporaryDirectory() as folder:
        empty, results = pathlib.Path(folder) / "noc.yaml", pathlib.Path(folder) / "results.json"
        empty.write_text("")
        command = [str(program), "noc", str(empty), "--json", str(results), *options]
        for key, value in settings.items():
            command += ["--set", f"{key}={value}"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return json.loads(results.read_text())
