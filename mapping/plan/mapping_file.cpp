// SPDX-License-Identifier: Apache-2.0
#include "mapping/plan/mapping_file.hpp"

#include <nlohmann/json.hpp>

#include "base/json_writer.hpp"
#include "mapping/plan/dispatch.hpp"
#include "mapping/plan/memory.hpp"
#include "mapping/search/passes.hpp"

namespace spikeloom {
namespace {

using Json = nlohmann::ordered_json;

Json tile_json(const Target& target, int tile) {
  return {{"column", tile % target.columns}, {"row", tile / target.columns}};
}

Json range_json(Range range) { return {{"begin", range.begin}, {"end", range.end}}; }

Json target_json(const Target& t) {
  return {{"columns", t.columns},
          {"rows", t.rows},
          {"lanes", t.lanes},
          {"neuron_lanes", t.neuron_lanes},
          {"weight_sram_bytes", t.weight_sram_bytes},
          {"accumulator_sram_bytes", t.accumulator_sram_bytes},
          {"accumulator_bits", t.accumulator_bits},
          {"weight_bits", t.weight_bits},
          {"row_buffers", t.row_buffers},
          {"input_queue_flits", t.input_queue_flits},
          {"digits", t.digits == DigitCode::Plain ? "plain" : "csd"},
          {"topology", t.topology == Topology::Torus ? "torus" : "mesh"},
          {"routing", t.routing == Routing::YX   ? "yx"
                      : t.routing == Routing::XY ? "xy"
                                                 : "odd_even"},
          {"buffer_flits", t.buffer_flits},
          {"flit_bits", t.flit_bits},
          {"multicast", t.multicast == Multicast::Tree ? "tree" : "unicast"},
          {"spike_encoding", t.spike_encoding == SpikeEncoding::Aer ? "aer" : "bitmap"},
          {"spike_word_channels", t.spike_word_channels}};
}

const std::string& layer_name(const Network& network, const Slice& slice) {
  return network.layers[static_cast<std::size_t>(slice.layer)].name;
}

Json destination_json(const Network& network, const Mapping& mapping, const Destination& d) {
  const bool edge = is_edge_consumer(d.slice);
  Json json = {{"to", edge ? (d.slice == kHostSlice ? "host" : "dram")
                           : layer_name(network, mapping.slices[static_cast<std::size_t>(d.slice)])}};
  if (!edge) json["slice"] = d.slice;
  if (edge && d.slice != kHostSlice)
    json["port_of_tile"] = tile_json(mapping.target, mapping.place_of(d.slice) % mapping.target.tiles());
  json["port"] = d.port;
  json["signal"] = d.signal == Signal::Spikes ? "spikes" : "values";
  json["rows"] = range_json(d.rows);
  json["columns"] = range_json(d.columns);
  json["channels"] = range_json(d.channels);
  if (d.home) json["home"] = true;
  if (!edge) json["initial_rows"] = d.initial_rows;
  return json;
}

Json destinations_json(const Network& network, const Mapping& mapping, const std::vector<Destination>& destinations) {
  Json list = Json::array();
  for (const Destination& d : destinations) list.push_back(destination_json(network, mapping, d));
  return list;
}

Json slice_json(const Network& network, const Mapping& mapping, int index) {
  const Slice& slice = mapping.slices[static_cast<std::size_t>(index)];
  Json json = {{"slice", index},
               {"layer", layer_name(network, slice)},
               {"channels", range_json(slice.channels)},
               {"rows", range_json(slice.rows)},
               {"columns", range_json(slice.columns)},
               {"inputs", range_json(slice.inputs)}};
  if (slice.is_partial()) json["root"] = slice.root;
  json[mapping.is_load(slice) ? "loaded_at_port_of_tile" : "core"] =
      tile_json(mapping.target, slice.core % mapping.target.tiles());
  json["window_rows"] = slice.window_rows;
  json["values_per_word"] = slice.values_per_word;
  json["value_word_flits"] = slice.value_word_flits;
  json["memory"] = {{"weight_bytes", slice.memory.weights},
                    {"accumulator_bytes", slice.memory.accumulators},
                    {"row_buffer_bytes", slice.memory.row_buffer}};
  json["destinations"] = destinations_json(network, mapping, slice.destinations);
  return json;
}

Json cores_json(const Mapping& mapping) {
  const std::vector<CoreMemory> cores = core_memories(mapping);
  Json list = Json::array();
  for (std::size_t i = 0; i < cores.size(); ++i)
    list.push_back({{"core", tile_json(mapping.target, static_cast<int>(i))},
                    {"slices", cores[i].slices},
                    {"weight_bytes", cores[i].weights},
                    {"accumulator_bytes", cores[i].accumulators(mapping.target.row_buffers)}});
  return list;
}

Json groups_json(const Mapping& mapping) {
  Json list = Json::array();
  const Dispatch dispatch(mapping);
  for (const MulticastGroup& group : dispatch.groups()) {
    Json json = {{"group", kFirstGroup + static_cast<int>(list.size())}};
    json["sender"] = group.sender == kHostSlice ? Json("host") : Json(group.sender);
    json["tiles"] = Json::array();
    for (const int tile : group.tiles) json["tiles"].push_back(tile_json(mapping.target, tile));
    list.push_back(std::move(json));
  }
  return list;
}

Json placement_json(const PlacementCosts& placement) {
  return {{"random_flit_links", placement.random},
          {"greedy_flit_links", placement.greedy},
          {"annealed_flit_links", placement.annealed},
          {"swaps", placement.swaps}};
}

Json mapping_json(const Network& network, const Mapping& mapping, const MappingExpectations* expected) {
  Json json;
  json["schema_version"] = kMappingSchemaVersion;
  json["target"] = target_json(mapping.target);
  json["time"] = mapping.time == LoopOrder::StepInRow ? "inner" : "outer";
  json["residual"] = mapping.residual == Residual::Noc ? "noc" : "home";
  json["host"] = {{"tile", tile_json(mapping.target, mapping.host_tile)},
                  {"image_values_per_word", mapping.image_values_per_word},
                  {"image_word_flits", mapping.image_word_flits},
                  {"destinations", destinations_json(network, mapping, mapping.image_table)}};
  if (expected != nullptr) {
    json["placement"] = placement_json(expected->placement);
    json["balance"] = Json::parse(balance_to_json(network, mapping, expected->balance));
  }
  json["cores"] = cores_json(mapping);
  json["multicast_groups"] = groups_json(mapping);
  json["slices"] = Json::array();
  for (int i = 0; i < static_cast<int>(mapping.slices.size()); ++i)
    json["slices"].push_back(slice_json(network, mapping, i));
  return json;
}

}  // namespace

std::string mapping_to_json(const Network& network, const Mapping& mapping, const MappingExpectations* expected) {
  return json_text(mapping_json(network, mapping, expected), 2) + "\n";
}

std::string plan_to_json(const Network& network, const PassPlan& plan,
                         const std::vector<MappingExpectations>& expected) {
  if (!plan.streams()) return mapping_to_json(network, plan.passes.front(), &expected.front());
  Json json;
  json["schema_version"] = kMappingSchemaVersion;
  for (std::size_t i = 0; i < plan.passes.size(); ++i) {
    json["passes"].push_back({{"layers", range_json(plan.passes[i].layers)}});
    json["passes"].back().update(mapping_json(network, plan.passes[i], &expected[i]));
  }
  return json_text(json, 2) + "\n";
}

}  // namespace spikeloom
