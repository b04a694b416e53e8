// SPDX-License-Identifier: Apache-2.0
#include "report/results_json.hpp"

#include "base/units.hpp"
#include "energy/energy_json.hpp"
#include "models/layer_names.hpp"
#include "report/observers.hpp"
#include "report/routers_json.hpp"
#include "sim/run/figures.hpp"

namespace spikeloom {
namespace {

using Json = nlohmann::ordered_json;

Json actions_json(const ActionCounts& counts) {
  Json actions = Json::object();
  for (std::size_t i = 0; i < kActions; ++i) actions[kActionInfo[i].name] = counts.at(i);
  return actions;
}

Json image_json(const ReportInput& input, std::size_t index) {
  const ImageResult& image = input.results.images[index];
  const std::vector<std::string>& names = input.network.class_names;
  const auto prediction = static_cast<std::size_t>(image.prediction);
  Json json;
  json["index"] = input.first_image + static_cast<int>(index);
  json["prediction"] = image.prediction;
  json["class_name"] = prediction < names.size() ? names[prediction] : "";
  if (index < input.labels.size()) {
    json["label"] = input.labels[index];
    json["correct"] = input.labels[index] == image.prediction;
  }
  json["logits"] = image.logits;
  Json logits_float = Json::array();
  for (const std::int32_t x : image.logits) logits_float.push_back(x * input.network.logit_scale);
  json["logits_float"] = logits_float;
  json["begin_cycle"] = image.begin_cycle;
  json["end_cycle"] = image.end_cycle;
  json["latency_cycles"] = image.latency_cycles();
  json["latency_ms"] = cycles_to_ms(image.latency_cycles(), input.chip.clock_mhz);
  return json;
}

Json operations_json(const LayerOperations& operations) {
  return {{"as_simulated", operations.as_simulated},
          {"as_released", operations.as_released},
          {"repconv_fused", operations.repconv_fused},
          {"all_fused", operations.all_fused}};
}

Json layer_json(const ReportInput& input, std::size_t index) {
  const LayerResult& layer = input.results.layers[index];
  Json json;
  json["name"] = layer.name;
  json["op"] = index < input.network.layers.size() ? to_string(input.network.layers[index].op) : std::string();
  json["slices"] = layer.slices;
  json["neurons"] = layer.neurons;
  json["spikes"] = layer.spikes;
  json["firing_rate"] = firing_rate(layer);
  json["synaptic_additions"] = layer.synaptic_additions;
  json["reads_image"] = input.energy.input.layers[index].reads_image;
  json["outputs"] = input.energy.input.layers[index].outputs;
  json["multiply_accumulates"] = operations_json(input.energy.input.layers[index].operations);
  json["datapath_cycles"] = layer.datapath_cycles;
  json["neuron_unit_cycles"] = layer.neuron_unit_cycles;
  json["dynamic_energy_pj"] = input.energy.layers[index].dynamic_pj().nominal;
  json["actions"] = actions_json(layer.actions);
  return json;
}

Json slices_json(const ReportInput& input, const CoreResult& core) {
  Json names = Json::array();
  for (const int slice : core.slices) {
    const Slice& placed = input.mapping.slices[static_cast<std::size_t>(slice)];
    names.push_back(input.network.layers[static_cast<std::size_t>(placed.layer)].name);
  }
  return names;
}

Json sram_json(std::int64_t used, std::int64_t there) { return {{"used_bytes", used}, {"bytes", there}}; }

Json core_json(const ReportInput& input, std::size_t index) {
  const CoreResult& core = input.results.cores[index];
  Json json;
  json["column"] = core.column;
  json["row"] = core.row;
  json["slices"] = slices_json(input, core);
  json["weight_sram"] = sram_json(core.weight_bytes_used, input.chip.core.weight_sram_bytes);
  json["accumulator_sram"] = sram_json(core.accumulator_bytes_used, input.chip.core.accumulator_sram_bytes);
  json["utilisation"] = datapath_utilisation(core, input.results.cycles);
  json["datapath_cycles"] = core.datapath_cycles;
  json["neuron_unit_cycles"] = core.neuron_unit_cycles;
  json["packetizer_cycles"] = core.packetizer_cycles;
  json["packetizer_stall_cycles"] = core.packetizer_stall_cycles;
  json["spikes"] = core.spikes;
  json["synaptic_additions"] = core.synaptic_additions;
  json["flits_routed"] = core.flits_routed;
  json["dynamic_energy_pj"] = input.energy.cores[index].dynamic_pj().nominal;
  json["actions"] = actions_json(core.actions);
  return json;
}

Json pass_json(const ReportInput& input, std::size_t index) {
  const PassResult& pass = input.results.passes[index];
  const auto name = [&](int layer) { return input.network.layers[static_cast<std::size_t>(layer)].name; };
  return {{"first_layer", name(pass.first_layer)},
          {"last_layer", name(pass.end_layer - 1)},
          {"layers", pass.end_layer - pass.first_layer},
          {"slices", pass.slices},
          {"weight_cycles", pass.weight_cycles},
          {"run_cycles", pass.run_cycles},
          {"weight_bits", pass.weight_bits},
          {"loaded_bits", pass.loaded_bits},
          {"stored_bits", pass.stored_bits}};
}

Json dram_json(const ReportInput& input) {
  const RunResults& results = input.results;
  return {{"ports", input.chip.dram.ports.size()},
          {"read_bits", results.host_actions[Action::DramRead]},
          {"written_bits", results.host_actions[Action::DramWrite]},
          {"utilisation", dram_utilisation(results, input.chip)}};
}

Json streaming_json(const ReportInput& input) {
  const RunResults& results = input.results;
  const Cycle first = results.images.empty() ? 0 : results.images.front().latency_cycles();
  Json json{{"cycles_per_image", cycles_per_image(results)}};
  if (results.images.size() > 1) json["steady_state"] = is_steady(results);
  json.update(Json{{"first_latency_cycles", first},
                   {"steady_latency_cycles", steady_latency_cycles(results)},
                   {"occupancy",
                    {{"bucket_cycles", results.occupancy.bucket_cycles},
                     {"datapaths_busy", results.occupancy.datapaths_busy},
                     {"cores_active", results.occupancy.cores_active},
                     {"layers_active", results.occupancy.layers_active}}}});
  return json;
}

template <class Element>
Json list_of(std::size_t count, const ReportInput& input, Element element) {
  Json list = Json::array();
  for (std::size_t i = 0; i < count; ++i) list.push_back(element(input, i));
  return list;
}

Json lockstep_json(const LockstepCounts& counts) {
  Json json;
  json["block"] = counts.block;
  json["cycles"] = counts.cycles;
  for (const auto& [what, count] : counts.compared) json[what] = count;
  json["differences"] = 0;  // the first ends the run
  return json;
}

void add_totals(Json& json, const ReportInput& input) {
  const RunResults& results = input.results;
  json["time_steps"] = input.network.time_steps;
  json["cycles"] = results.cycles;
  json["throughput_images_per_s"] = throughput_images_per_s(results, input.chip.clock_mhz);
  json["spikes"] = results.spikes;
  json["synaptic_additions"] = results.synaptic_additions;
  json["flit_hops"] = results.flit_hops;
  json["flit_hash"] = hex_text(results.flit_hash);
}

/// Only when some were asked for.
void add_observers(Json& json, const ReportInput& input) {
  if (input.observers == nullptr) return;
  const Json seen = input.observers->json(input.results);
  if (!seen.empty()) json["observers"] = seen;
}

}  // namespace

nlohmann::ordered_json results_json(const ReportInput& input) {
  const RunResults& results = input.results;
  Json json;
  json["schema_version"] = kResultsSchemaVersion;
  json["figures"] = figures_json(input.energy);
  json["images"] = list_of(results.images.size(), input, image_json);
  add_totals(json, input);
  json["streaming"] = streaming_json(input);
  json["passes"] = list_of(results.passes.size(), input, pass_json);
  json["dram"] = dram_json(input);
  json["energy_pj"] = energy_json(input.energy);
  json["area"] = area_json(input.energy);
  json["dense_ann"] = yardstick_json(input.energy);
  json["reference"] = {{"compared", results.reference.compared},
                       {"replayed", results.reference.replayed},
                       {"compared_words", results.reference.compared_words},
                       {"mismatches", results.reference.mismatches}};
  for (const LockstepCounts& counts : results.lockstep) json["lockstep"].push_back(lockstep_json(counts));
  json["layers"] = list_of(results.layers.size(), input, layer_json);
  json["cores"] = list_of(results.cores.size(), input, core_json);
  json["noc"] = routers_json(input.noc());
  json["host_port"] = {{"actions", actions_json(results.host_actions)}};
  add_observers(json, input);
  json["config"] = input.config;
  json["host"] = {{"network_seconds", input.preparation.network_seconds},
                  {"mapping_seconds", input.preparation.mapping_seconds},
                  {"simulation_seconds", results.host_seconds},
                  {"reference_seconds", results.reference_seconds}};
  return json;
}

}  // namespace spikeloom
