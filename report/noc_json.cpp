// SPDX-License-Identifier: Apache-2.0
#include "report/noc_json.hpp"

#include "base/field_writer.hpp"
#include "base/units.hpp"
#include "report/routers_json.hpp"

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

}  // namespace

Json noc_json(const NocAloneSpec& spec, const NocResults& results) {
  Json json;
  add_figures(json, results);
  Json routers = routers_json(noc_report(spec, results));
  for (auto& [name, value] : routers.items()) json[name] = std::move(value);  // update() would copy them
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
