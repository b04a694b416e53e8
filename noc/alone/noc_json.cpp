// SPDX-License-Identifier: Apache-2.0
#include "noc/alone/noc_json.hpp"

#include "noc/alone/figures.hpp"
#include "sim/config/field_writer.hpp"
#include "sim/report/units.hpp"

namespace spikeloom {
namespace {

using Json = nlohmann::ordered_json;

void add_latency(Json& json, const std::string& name, const LatencyFigures& figures) {
  const bool none = figures.count == 0;
  json[name + "_mean"] = none ? Json() : Json(figures.mean);
  json[name + "_p50"] = none ? Json() : Json(figures.p50);
  json[name + "_p99"] = none ? Json() : Json(figures.p99);
  json[name + "_max"] = none ? Json() : Json(figures.max);
}

/// Everything but what single routers did.
void add_figures(Json& json, const NocResults& results) {
  add_latency(json, "packet_latency", results.packet_latency);
  add_latency(json, "network_latency", results.network_latency);
  add_latency(json, "flit_latency", results.flit_latency);
  add_latency(json, "head_latency", results.head_latency);
  json["hops_mean"] = results.packet_latency.count == 0 ? Json() : Json(results.hops_mean);
  json["offered_rate"] = results.offered_rate;
  json["accepted_rate"] = results.accepted_rate;
  json["saturated"] = results.saturated;
  json["drained"] = results.drained;
  json["measured_packets"] = results.measured_packets;
  json["unfinished_packets"] = results.unfinished_packets;
  json["packets"] = results.packets;
  json["flits"] = results.flits;
  json["cycles"] = results.cycles;
  json["flit_hops"] = results.flit_hops;
  json["flit_hash"] = hex_text(results.flit_hash);
  json["host_seconds"] = results.host_seconds;
}

template <std::size_t N>
Json named(const std::array<const char*, N>& names, const std::array<std::uint64_t, N>& values) {
  Json json = Json::object();
  for (std::size_t i = 0; i < N; ++i) json[names[i]] = values[i];
  return json;
}

/// By port; ports that the router does not have are left out.
template <class Value>
Json by_port(const NocAloneSpec& spec, int tile, Value value) {
  Json json = Json::object();
  for (int d = 0; d < kDirections; ++d)
    if (const auto port = static_cast<Direction>(d); has_port(spec, tile, port))
      json[kDirectionNames[at(port)]] = value(port);
  return json;
}

Json router_json(const NocAloneSpec& spec, const NocResults& results, int tile, double occupancy) {
  const RouterCounts& counts = results.routers[static_cast<std::size_t>(tile)];
  Json json;
  json["column"] = tile % spec.mesh.columns;
  json["row"] = tile / spec.mesh.columns;
  json["flits_in"] = by_port(spec, tile, [&](Direction d) { return counts.flits_in[at(d)]; });
  json["flits_out"] = by_port(spec, tile, [&](Direction d) { return counts.flits_out[at(d)]; });
  json["link_utilisation"] = by_port(spec, tile, [&](Direction d) { return link_utilisation(spec, results, tile, d); });
  json["stall_cycles"] = named(kStallNames, counts.stall_cycles);
  json["buffer_occupancy"] = occupancy;
  json["vc_grants"] = counts.vc_grants;
  json["switch_grants"] = counts.switch_grants;
  json["bypassed"] = counts.bypassed;
  return json;
}

/// rows x columns.
template <class Value>
Json map_json(const MeshSpec& mesh, Value value) {
  Json rows = Json::array();
  for (int row = 0; row < mesh.rows; ++row) {
    Json line = Json::array();
    for (int column = 0; column < mesh.columns; ++column)
      line.push_back(value(static_cast<std::size_t>(row * mesh.columns + column)));
    rows.push_back(std::move(line));
  }
  return rows;
}

std::uint64_t sum(const std::uint64_t* begin, const std::uint64_t* end) {
  std::uint64_t total = 0;
  for (; begin != end; ++begin) total += *begin;
  return total;
}

Json heat_map_json(const NocAloneSpec& spec, const NocResults& results, const std::vector<double>& occupancy) {
  const std::vector<double> busiest = busiest_links(spec, results);
  const auto total = [](const auto& array) { return sum(array.data(), array.data() + array.size()); };
  Json json;
  json["flits"] = map_json(spec.mesh, [&](std::size_t i) { return total(results.routers[i].flits_out); });
  json["stall_cycles"] = map_json(spec.mesh, [&](std::size_t i) { return total(results.routers[i].stall_cycles); });
  json["busiest_link"] = map_json(spec.mesh, [&](std::size_t i) { return busiest[i]; });
  json["buffer_occupancy"] = map_json(spec.mesh, [&](std::size_t i) { return occupancy[i]; });
  return json;
}

}  // namespace

Json noc_json(const NocAloneSpec& spec, const NocResults& results) {
  Json json;
  add_figures(json, results);
  json["stall_cycles"] = named(kStallNames, total_counts(results).stall_cycles);
  const std::vector<double> occupancy = buffer_occupancy(spec, results);
  json["heat_map"] = heat_map_json(spec, results, occupancy);
  Json& routers = json["routers"] = Json::array();
  for (int tile = 0; tile < spec.tiles(); ++tile)
    routers.push_back(router_json(spec, results, tile, occupancy[static_cast<std::size_t>(tile)]));
  json["config"] = fields_to_json(spec);
  return json;
}

Json sweep_json(const NocAloneSpec& spec, const SweepResults& sweep) {
  Json json;
  json["zero_load_latency"] = sweep.zero_load_latency;
  const SweepPoint* knee = sweep.knee ? &sweep.points[*sweep.knee] : nullptr;
  json["saturation_rate"] = knee == nullptr ? Json() : Json(knee->injection_rate);
  json["saturation_accepted_rate"] = knee == nullptr ? Json() : Json(knee->results.accepted_rate);
  json["max_accepted_rate"] = sweep.max_accepted_rate;
  json["host_seconds"] = sweep.host_seconds;
  Json& points = json["sweep"] = Json::array();
  for (const SweepPoint& point : sweep.points) {
    Json entry = {{"injection_rate", point.injection_rate}};
    add_figures(entry, point.results);
    points.push_back(std::move(entry));
  }
  json["config"] = fields_to_json(spec);
  return json;
}

}  // namespace spikeloom
