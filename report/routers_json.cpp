// SPDX-License-Identifier: Apache-2.0
#include "report/routers_json.hpp"

#include <nlohmann/json.hpp>
#include <numeric>

namespace spikeloom {
namespace {

using Json = nlohmann::ordered_json;

template <std::size_t N>
std::uint64_t sum(const std::array<std::uint64_t, N>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

/// Without the place reserved, every member that comes later copies those before it.
Json object_of(std::size_t members) {
  Json::object_t object;
  object.reserve(members);
  return object;
}

Json stalls_json(const RouterCounts& counts) {
  Json json = object_of(kStalls);
  for (std::size_t i = 0; i < counts.stall_cycles.size(); ++i) json[kStallNames[i]] = counts.stall_cycles[i];
  return json;
}

/// By port; those that the router does not have are left out.
template <class Figure>
Json by_port(const NocReport& report, std::size_t tile, Figure figure) {
  Json json = object_of(kDirections);
  for (int i = 0; i < kDirections; ++i)
    if (const auto d = static_cast<Direction>(i); report.has_port(tile, d)) json[kDirectionNames[at(d)]] = figure(d);
  return json;
}

Json router_json(const NocReport& report, std::size_t tile) {
  const RouterCounts& counts = report.routers[tile];
  const auto columns = static_cast<std::size_t>(report.mesh.columns);
  constexpr std::size_t kMembers = 10;
  Json json = object_of(kMembers);
  json["column"] = tile % columns;
  json["row"] = tile / columns;
  json["flits_in"] = by_port(report, tile, [&](Direction d) { return counts.flits_in[at(d)]; });
  json["flits_out"] = by_port(report, tile, [&](Direction d) { return counts.flits_out[at(d)]; });
  json["link_utilisation"] = by_port(report, tile, [&](Direction d) { return report.link_utilisation(tile, d); });
  json["stall_cycles"] = stalls_json(counts);
  json["buffer_occupancy"] = report.buffer_occupancy(tile);
  json["vc_grants"] = counts.vc_grants;
  json["switch_grants"] = counts.switch_grants;
  json["bypassed"] = counts.bypassed;
  return json;
}

/// Rows of columns: one figure of each router.
template <class Figure>
Json map_json(const NocReport& report, Figure figure) {
  Json rows = Json::array();
  for (std::size_t tile = 0; tile < report.routers.size(); ++tile) {
    if (tile % static_cast<std::size_t>(report.mesh.columns) == 0) rows.push_back(Json::array());
    rows.back().push_back(figure(tile));
  }
  return rows;
}

Json heat_map_json(const NocReport& report) {
  const auto& routers = report.routers;
  return {{"flits", map_json(report, [&](std::size_t tile) { return sum(routers[tile].flits_out); })},
          {"stall_cycles", map_json(report, [&](std::size_t tile) { return sum(routers[tile].stall_cycles); })},
          {"busiest_link", map_json(report, [&](std::size_t tile) { return report.busiest_link(tile); })},
          {"buffer_occupancy", map_json(report, [&](std::size_t tile) { return report.buffer_occupancy(tile); })}};
}

}  // namespace

nlohmann::ordered_json routers_json(const NocReport& report) {
  Json json;
  json["mean_link_utilisation"] = report.mean_link_utilisation();
  json["stall_cycles"] = stalls_json(report.total());
  json["heat_map"] = heat_map_json(report);
  Json& routers = json["routers"] = Json::array();
  for (std::size_t tile = 0; tile < report.routers.size(); ++tile) routers.push_back(router_json(report, tile));
  return json;
}

}  // namespace spikeloom
