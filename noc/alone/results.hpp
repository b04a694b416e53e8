// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a network alone did. Latencies are those of packets born in the measured phase, one for each tile that a packet
// is for.

#include <cstdint>
#include <vector>

#include "noc/alone/spec.hpp"
#include "sim/run/noc_report.hpp"

namespace spikeloom {

/// In cycles. Of nothing (count 0) the figures mean nothing.
struct LatencyFigures {
  std::uint64_t count = 0;
  double mean = 0;
  Cycle p50 = 0, p99 = 0, max = 0;
};

struct NocResults {
  LatencyFigures packet_latency;   ///< from the packet's birth to the arrival of its tail
  LatencyFigures network_latency;  ///< from the departure of its head to the arrival of its tail
  LatencyFigures flit_latency;     ///< from the departure to the arrival of each flit
  LatencyFigures head_latency;     ///< from the packet's birth to the arrival of its head
  double hops_mean = 0;            ///< routers that a packet passes

  double offered_rate = 0;   ///< flits born in the measured phase, per tile and cycle; each counts once a destination
  double accepted_rate = 0;  ///< flits that arrived in the measured phase, per tile and cycle
  bool saturated = false;    ///< rule: noc/alone/measurement.hpp
  bool drained = true;       ///< all measured packets arrived within drain_cycles

  std::uint64_t measured_packets = 0;    ///< born in the measured phase; one for each destination
  std::uint64_t unfinished_packets = 0;  ///< those of them that had not arrived when the drain ended
  std::uint64_t packets = 0, flits = 0;  ///< sent in the whole run; all of them arrived

  Cycle cycles = 0;             ///< simulated, until the network was empty again
  std::uint64_t flit_hops = 0;  ///< flits that left a router, to tiles included
  std::uint64_t flit_hash = 0;
  double host_seconds = 0;  ///< of the simulation alone
  std::vector<RouterCounts> routers;
};

/// Figures of routers and links.
inline NocReport noc_report(const NocAloneSpec& spec, const NocResults& results) {
  return {spec.mesh, spec.noc, kNoHost, results.cycles, results.routers};
}

}  // namespace spikeloom
