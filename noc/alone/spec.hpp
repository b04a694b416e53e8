// SPDX-License-Identifier: Apache-2.0
#pragma once
// NOC.yaml, resolved: a network on chip without cores, the traffic through it, and what of it is measured.

#include <cstdint>
#include <string>
#include <vector>

#include "chip/chip_spec.hpp"
#include "chip/packet.hpp"
#include "noc/alone/packet_trace.hpp"

namespace spikeloom {

/// Where packets go. Formulas: noc/alone/patterns.hpp.
enum class Pattern : std::uint8_t {
  Uniform,
  Transpose,
  BitComplement,
  BitReverse,
  Shuffle,
  Tornado,
  Neighbour,
  Hotspot,
  Trace
};

struct TrafficSpec {
  Pattern pattern = Pattern::Uniform;
  double injection_rate = 0.1;
  int packet_flits = 1;
  bool uniform_includes_self = true;
  int destinations = 1;
  std::vector<int> hotspots;
  double hotspot_fraction = 0.5;
  std::string trace;
  int terminal_latency_cycles = 2;
  std::uint64_t seed = 1;
  template <class Fields>
  void fields(Fields& f) {
    f.choice("pattern", pattern,
             {{"uniform", Pattern::Uniform},
              {"transpose", Pattern::Transpose},
              {"bit_complement", Pattern::BitComplement},
              {"bit_reverse", Pattern::BitReverse},
              {"shuffle", Pattern::Shuffle},
              {"tornado", Pattern::Tornado},
              {"neighbour", Pattern::Neighbour},
              {"hotspot", Pattern::Hotspot},
              {"trace", Pattern::Trace}},
             "where packets go");
    f("injection_rate", injection_rate, 0.0, 1.0, "flits per tile and cycle",
      "mean of the Bernoulli process by which every tile makes packets");
    f("packet_flits", packet_flits, 1, kMaxPacketFlits, "flits", "length of every packet");
    f.boolean("uniform_includes_self", uniform_includes_self,
              "whether uniform traffic may send a packet to the tile it comes from");
    f("destinations", destinations, 1, 16, "tiles",
      "of every packet, uniform traffic only; above 1 noc.multicast says tree or copies");
    f.list("hotspots", hotspots, 0, 64 * 64 - 1, "tiles",
           "tiles (row x columns + column) that pattern hotspot favours");
    f("hotspot_fraction", hotspot_fraction, 0.0, 1.0, "",
      "share of the packets that go to a hotspot; the rest is uniform");
    f.file("trace", trace, "recorded packets (CSV) that pattern trace sends");
    f("terminal_latency_cycles", terminal_latency_cycles, 1, 4, "cycles",
      "from the departure of a flit at its source to its arrival in the router, and of a sink's credit likewise");
    f("seed", seed, std::uint64_t{0}, ~std::uint64_t{0}, "", "seed of the traffic");
  }
};

constexpr Cycle kLongestPhase = 1'000'000'000'000ULL;

struct PhaseSpec {
  Cycle warmup_cycles = 5000;
  Cycle measure_cycles = 20000;
  Cycle drain_cycles = 100000;
  template <class Fields>
  void fields(Fields& f) {
    f("warmup_cycles", warmup_cycles, Cycle{0}, kLongestPhase, "cycles", "before anything is measured");
    f("measure_cycles", measure_cycles, Cycle{1}, kLongestPhase, "cycles", "packets born in them are measured");
    f("drain_cycles", drain_cycles, Cycle{0}, kLongestPhase, "cycles",
      "at most, until all measured packets have arrived; traffic goes on meanwhile");
  }
};

struct NocAloneSpec {
  MeshSpec mesh;
  NocSpec noc;
  TrafficSpec traffic;
  PhaseSpec phases;
  double clock_mhz = 1000;
  Trace trace;  ///< content of traffic.trace when the pattern is trace

  int tiles() const { return mesh.columns * mesh.rows; }
  int longest_packet_flits() const {
    return traffic.pattern == Pattern::Trace ? trace.longest_packet_flits() : traffic.packet_flits;
  }

  template <class Fields>
  void fields(Fields& f) {
    f.section("mesh", mesh, "size of the mesh");
    f.section("noc", noc, "routers and links");
    f.section("traffic", traffic, "packets");
    f.section("phases", phases, "what is measured");
    f("clock_mhz", clock_mhz, 1.0, 10000.0, "MHz", "the one clock");
  }
};

}  // namespace spikeloom
