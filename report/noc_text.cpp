// SPDX-License-Identifier: Apache-2.0
#include "report/noc_text.hpp"

#include <array>
#include <cstdio>

#include "base/field_writer.hpp"
#include "base/text_table.hpp"
#include "base/units.hpp"
#include "report/heat_map.hpp"

namespace spikeloom {
namespace {

using Align = TextTable::Align;

std::string plural(int count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

TextTable::Row latency_row(const std::string& name, const LatencyFigures& f) {
  return {name, decimals(f.mean, 3), grouped(f.p50), grouped(f.p99), grouped(f.max)};
}

std::string latency_section(const NocResults& results, int width) {
  if (results.packet_latency.count == 0)
    return "Latency: no packet was measured; measure_cycles are too few, or injection_rate is 0\n";
  TextTable table(width, {Align::Left, Align::Right, Align::Right, Align::Right, Align::Right});
  table.add({"latency, cycles", "mean", "p50", "p99", "max"});
  table.add(latency_row("packet (birth to tail)", results.packet_latency));
  table.add(latency_row("network (departure to tail)", results.network_latency));
  table.add(latency_row("flit (departure to arrival)", results.flit_latency));
  table.add(latency_row("head (birth to head)", results.head_latency));
  return "Latency of " + grouped(results.packet_latency.count) + " measured packets, " +
         decimals(results.hops_mean, 3) + " routers each\n" + table.text();
}

std::string state_text(const NocResults& results) {
  if (!results.drained)
    return grouped(results.unfinished_packets) +
           " measured packets had not arrived after drain_cycles: saturated, or drain_cycles are too few";
  return results.saturated ? "saturated: the network does not keep up with its sources" : "not saturated";
}

std::string throughput_section(const NocResults& results) {
  return "Throughput, flits per tile and cycle\n  offered " + decimals(results.offered_rate, 5) + ", accepted " +
         decimals(results.accepted_rate, 5) + "; " + state_text(results) + "\n";
}

std::string stall_section(const NocResults& results, const RouterCounts& total, int width) {
  static const std::array<const char*, kStalls> kWhy{
      "no virtual channel of the output is free", "the allocator gave the virtual channel to others",
      "no place in the next buffer", "the switch went to others, or the link is busy"};
  TextTable table(width, {Align::Left, Align::Right, Align::Right, Align::Left});
  table.add({"lost cycles", "", "per flit-hop", ""});
  for (std::size_t cause = 0; cause < kWhy.size(); ++cause) {
    const auto cycles = static_cast<double>(total.stall_cycles[cause]);
    table.add({kStallNames[cause], grouped(total.stall_cycles[cause]),
               results.flit_hops == 0 ? "-" : decimals(cycles / static_cast<double>(results.flit_hops), 4),
               kWhy[cause]});
  }
  return table.text();
}

std::string host_section(const NocResults& results) {
  const double seconds = results.host_seconds;
  std::string text = "Simulation\n  " + grouped(results.cycles) + " cycles, " + grouped(results.flit_hops) +
                     " flit-hops, " + time_text(seconds);
  if (seconds > 0)
    text += ": " + short_count(static_cast<double>(results.cycles) / seconds) + " cycles/s, " +
            short_count(static_cast<double>(results.flit_hops) / seconds) + " flit-hops/s";
  return text + "\n  flit hash " + hex_text(results.flit_hash) + "\n";
}

}  // namespace

std::string noc_headline(const NocAloneSpec& spec) {
  const nlohmann::ordered_json json = fields_to_json(spec);
  const auto word = [&](const char* section, const char* key) { return json[section][key].get<std::string>(); };
  std::string text = std::to_string(spec.mesh.columns) + " x " + std::to_string(spec.mesh.rows) + " " +
                     word("noc", "topology") + ", " + word("noc", "routing") + ", " +
                     plural(spec.noc.vcs, "virtual channel") + " of " + plural(spec.noc.buffer_flits, "flit") + "; " +
                     word("traffic", "pattern") + " traffic";
  if (spec.traffic.pattern != Pattern::Trace) text += ", packets of " + plural(spec.traffic.packet_flits, "flit");
  if (spec.traffic.destinations > 1)
    text += " for " + std::to_string(spec.traffic.destinations) + " tiles (" + word("noc", "multicast") + ")";
  return text;
}

std::string noc_text(const NocAloneSpec& spec, const NocResults& results, int width) {
  const NocReport report = noc_report(spec, results);
  std::vector<double> links, buffers;
  for (std::size_t tile = 0; tile < report.routers.size(); ++tile) {
    links.push_back(report.busiest_link(tile));
    buffers.push_back(report.buffer_occupancy(tile));
  }
  return wrapped(noc_headline(spec), 0, width) + "\n" + latency_section(results, width) + "\n" +
         throughput_section(results) + "\n" +
         heat_map("Busiest link of each router", "all cycles", links, spec.mesh.columns, width) + "\n" +
         heat_map("Buffers", "their places", buffers, spec.mesh.columns, width) + "\n" + "Why flits waited\n" +
         stall_section(results, report.total(), width) + "\n" + host_section(results);
}

}  // namespace spikeloom
