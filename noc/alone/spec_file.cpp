// SPDX-License-Identifier: Apache-2.0
#include "noc/alone/spec_file.hpp"

#include <algorithm>

#include "base/field_reader.hpp"
#include "base/overrides.hpp"
#include "chip/noc_check.hpp"
#include "noc/alone/patterns.hpp"

namespace spikeloom {
namespace {

void check_hotspots(const NocAloneSpec& spec, const FieldReader& reader) {
  const std::vector<int>& tiles = spec.traffic.hotspots;
  if (tiles.empty()) reader.fail({"traffic", "hotspots"}, "pattern hotspot needs a list of tiles: [9, 54]");
  for (auto tile = tiles.begin(); tile != tiles.end(); ++tile) {
    if (*tile >= spec.tiles())
      reader.fail({"traffic", "hotspots"}, "tile " + std::to_string(*tile) + " is not on the mesh; allowed: 0.." +
                                               std::to_string(spec.tiles() - 1));
    if (std::find(tiles.begin(), tile, *tile) != tile)
      reader.fail({"traffic", "hotspots"}, "tile " + std::to_string(*tile) + " is named twice");
  }
}

void check_destinations(const NocAloneSpec& spec, const FieldReader& reader) {
  const TrafficSpec& traffic = spec.traffic;
  if (traffic.destinations > 1 && traffic.pattern != Pattern::Uniform)
    reader.fail({"traffic", "destinations"}, "several destinations are for uniform traffic only; set it to 1");
  if (traffic.pattern != Pattern::Uniform && traffic.pattern != Pattern::Hotspot) return;
  const int reachable = spec.tiles() - (traffic.uniform_includes_self ? 0 : 1);
  if (traffic.destinations > reachable)
    reader.fail({"traffic", "destinations"}, "a packet for " + std::to_string(traffic.destinations) + " tiles, and " +
                                                 std::to_string(reachable) + " can be reached");
}

/// Values that the pattern does not read.
void refuse_unused(const TrafficSpec& traffic, const FieldReader& reader) {
  const TrafficSpec standard;
  const auto refuse = [&](const char* key, const auto& value, const auto& theirs, const char* why) {
    reader.refuse_changed({"traffic", key}, value, theirs, why);
  };
  const bool hotspot = traffic.pattern == Pattern::Hotspot, traced = traffic.pattern == Pattern::Trace;
  if (!traced) refuse("trace", traffic.trace, standard.trace, "only pattern trace reads recorded packets");
  if (!hotspot) {
    constexpr const char* kWhy = "only pattern hotspot takes it";
    refuse("hotspots", traffic.hotspots, standard.hotspots, kWhy);
    refuse("hotspot_fraction", traffic.hotspot_fraction, standard.hotspot_fraction, kWhy);
  }
  if (!hotspot && traffic.pattern != Pattern::Uniform)
    refuse("uniform_includes_self", traffic.uniform_includes_self, standard.uniform_includes_self,
           "only patterns uniform and hotspot take it");
  if (traced) {
    constexpr const char* kWhy = "the packets of a trace have it";
    refuse("injection_rate", traffic.injection_rate, standard.injection_rate, kWhy);
    refuse("packet_flits", traffic.packet_flits, standard.packet_flits, kWhy);
    refuse("seed", traffic.seed, standard.seed, kWhy);
  }
}

void check_traffic(const NocAloneSpec& spec, const FieldReader& reader) {
  const TrafficSpec& traffic = spec.traffic;
  refuse_unused(traffic, reader);
  const std::string objection = pattern_objection(traffic.pattern, spec.mesh);
  if (!objection.empty()) reader.fail({"traffic", "pattern"}, objection);
  if (traffic.pattern == Pattern::Hotspot) check_hotspots(spec, reader);
  check_destinations(spec, reader);
  if (traffic.pattern == Pattern::Trace && traffic.trace.empty())
    reader.fail({"traffic", "trace"}, "pattern trace needs a file of recorded packets");
}

MulticastUse multicast_use(const NocAloneSpec& spec) {
  if (spec.traffic.pattern == Pattern::Trace) {
    const int flits = spec.trace.longest_multicast_flits();
    return {flits > 0, flits};
  }
  return {spec.traffic.destinations > 1, spec.traffic.packet_flits};
}

/// A measurement of nothing is a mistake in the phases.
void check_trace_is_measured(const NocAloneSpec& spec, const FieldReader& reader) {
  const Cycle begin = spec.phases.warmup_cycles, end = begin + spec.phases.measure_cycles;
  for (const TracePacket& packet : spec.trace.packets)
    if (packet.cycle >= begin && packet.cycle < end) return;
  reader.fail({"phases"}, "no packet of " + spec.traffic.trace + " is born in the measured cycles " +
                              std::to_string(begin) + ".." + std::to_string(end - 1) + "; its packets are of cycles " +
                              std::to_string(spec.trace.packets.front().cycle) + ".." +
                              std::to_string(spec.trace.packets.back().cycle));
}

}  // namespace

NocAloneSpec read_noc_alone(const std::string& path, const std::vector<std::string>& overrides) {
  ConfigNode document = read_document(path);
  for (const Override& change : parse_overrides(overrides)) apply_override(document, change);
  FieldReader reader(&document, "");
  NocAloneSpec spec;
  spec.fields(reader);
  reader.finish();
  check_traffic(spec, reader);
  const bool traced = spec.traffic.pattern == Pattern::Trace;
  if (traced) spec.trace = read_trace(spec.traffic.trace, spec.tiles());
  check_noc(spec.noc, multicast_use(spec), reader);
  if (traced) check_trace_is_measured(spec, reader);
  return spec;
}

}  // namespace spikeloom
