// SPDX-License-Identifier: Apache-2.0
#include "mapping/cost/balance.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/json_writer.hpp"
#include "mapping/cost/core_budget.hpp"
#include "mapping/search/shortage_report.hpp"

namespace spikeloom {
namespace {

using Json = nlohmann::ordered_json;

CoreUnit busiest_unit(const CoreWork& work, const Target& target) {
  const std::int64_t interval = target.link_interval_cycles;
  const std::pair<std::int64_t, CoreUnit> units[] = {{work.datapath, CoreUnit::Datapath},
                                                     {work.neuron, CoreUnit::NeuronUnit},
                                                     {work.packetizer * interval, CoreUnit::Packetizer},
                                                     {work.inbound * interval, CoreUnit::Inbound}};
  const auto shorter = [](const auto& a, const auto& b) { return a.first < b.first; };
  return std::max_element(std::begin(units), std::end(units), shorter)->second;
}

/// Each word of the image once: to whom it goes is the network's business.
std::int64_t host_flits(const Network& network, const WorkModel& work) {
  const MapShape& image = network.input.shape;
  const Source all{kHostSlice, 0, {0, image.height}, {0, image.channels}, {0, image.width}};
  return work.word_flits(kImageSource, Signal::Values, all) + work.row_end_flits(kImageSource, image.height);
}

void find_bottleneck(const Mapping& mapping, const std::vector<std::int64_t>& cycles, Balance& balance) {
  const auto shorter = [](const CoreBalance& a, const CoreBalance& b) { return a.cycles < b.cycles; };
  const auto busiest = std::max_element(balance.cores.begin(), balance.cores.end(), shorter);
  balance.busiest_core = static_cast<int>(busiest - balance.cores.begin());
  balance.bottleneck_unit = busiest_unit(busiest->work, mapping.target);
  std::int64_t longest = -1;
  for (std::size_t i = 0; i < cycles.size(); ++i)
    if (mapping.slices[i].core == balance.busiest_core && cycles[i] > longest)
      longest = cycles[i], balance.bottleneck_slice = static_cast<int>(i);
  balance.host_is_bottleneck = balance.host_flits * mapping.target.link_interval_cycles > busiest->cycles;
}

std::vector<LayerBalance> layers_of(const Network& network, const Mapping& mapping, const WorkModel& work) {
  std::vector<LayerBalance> layers(network.layers.size());
  std::vector<std::set<int>> cores(layers.size());
  for (const Slice& slice : mapping.slices) {
    if (mapping.is_load(slice)) continue;
    LayerBalance& layer = layers[static_cast<std::size_t>(slice.layer)];
    const CoreWork one = work.work(slice);
    ++layer.slices;
    layer.work += one;
    layer.longest_slice = std::max(layer.longest_slice, one.cycles(mapping.target));
    cores[static_cast<std::size_t>(slice.layer)].insert(slice.core);
  }
  for (std::size_t i = 0; i < layers.size(); ++i) layers[i].cores = static_cast<int>(cores[i].size());
  return layers;
}

Json work_json(const CoreWork& work) {
  return {{"datapath_cycles", work.datapath},
          {"neuron_cycles", work.neuron},
          {"packetizer_flits", work.packetizer},
          {"inbound_flits", work.inbound}};
}

}  // namespace

const char* to_string(CoreUnit unit) {
  constexpr const char* kNames[] = {"datapath", "neuron unit", "packetizer", "inbound flits"};
  return kNames[static_cast<std::size_t>(unit)];
}

std::int64_t Balance::busiest_cycles() const { return cores[static_cast<std::size_t>(busiest_core)].cycles; }

std::int64_t Balance::mean_cycles() const {
  std::int64_t sum = 0;
  for (const CoreBalance& core : cores) sum += core.cycles;
  return sum / static_cast<std::int64_t>(cores.size());
}

double Balance::ratio() const {
  return mean_cycles() == 0 ? 1 : static_cast<double>(busiest_cycles()) / static_cast<double>(mean_cycles());
}

Balance balance_of(const Network& network, const Mapping& mapping, const Activity& activity) {
  const WorkModel work(network, mapping.target, activity, mapping.time);
  Balance balance;
  balance.cores.resize(static_cast<std::size_t>(mapping.target.tiles()));
  std::vector<std::int64_t> cycles;
  for (const Slice& slice : mapping.slices) {
    const CoreWork one = work.work(slice);
    cycles.push_back(one.cycles(mapping.target));
    if (mapping.is_load(slice)) continue;
    CoreBalance& core = balance.cores[static_cast<std::size_t>(slice.core)];
    ++core.slices;
    core.work += one;
  }
  for (CoreBalance& core : balance.cores) core.cycles = core.work.cycles(mapping.target);
  CoreLedger ledger(network, mapping, cycles);
  for (std::size_t i = 0; i < mapping.slices.size(); ++i) ledger.add(static_cast<int>(i), mapping.slices[i].core);
  balance.layers = layers_of(network, mapping, work);
  if (!mapping.image_table.empty()) balance.host_flits = host_flits(network, work);
  balance.latency_cycles = std::max(ledger.latency(), balance.host_flits * mapping.target.link_interval_cycles);
  find_bottleneck(mapping, cycles, balance);
  return balance;
}

std::string describe_bottleneck(const Network& network, const Mapping& mapping, const Balance& balance) {
  if (balance.host_is_bottleneck)
    return "the host port: the image is " + std::to_string(balance.host_flits) + " flits, the busiest core has " +
           std::to_string(balance.busiest_cycles()) + " cycles to do";
  const CoreBalance& core = balance.cores[static_cast<std::size_t>(balance.busiest_core)];
  const Slice& slice = mapping.slices[static_cast<std::size_t>(balance.bottleneck_slice)];
  const int columns = mapping.target.columns;
  return "core (" + std::to_string(balance.busiest_core % columns) + "," +
         std::to_string(balance.busiest_core / columns) + ") by its " + to_string(balance.bottleneck_unit) + ", " +
         std::to_string(core.cycles) + " cycles; most of it " + slice_name(network, slice) + ", one of " +
         std::to_string(core.slices) + " slices there";
}

std::string balance_to_json(const Network& network, const Mapping& mapping, const Balance& balance) {
  Json json = {{"busiest_core_cycles", balance.busiest_cycles()},
               {"mean_core_cycles", balance.mean_cycles()},
               {"busiest_to_mean", balance.ratio()},
               {"latency_cycles_at_least", balance.latency_cycles},
               {"host_flits", balance.host_flits},
               {"bottleneck",
                {{"core", balance.busiest_core},
                 {"slice", balance.bottleneck_slice},
                 {"unit", balance.host_is_bottleneck ? "host port" : to_string(balance.bottleneck_unit)},
                 {"text", describe_bottleneck(network, mapping, balance)}}}};
  json["cores"] = Json::array();
  for (const CoreBalance& core : balance.cores) {
    Json one = work_json(core.work);
    one["slices"] = core.slices;
    one["cycles"] = core.cycles;
    json["cores"].push_back(std::move(one));
  }
  json["layers"] = Json::array();
  for (std::size_t i = 0; i < balance.layers.size(); ++i) {
    Json one = {{"layer", network.layers[i].name}};
    one.update(work_json(balance.layers[i].work));
    one["slices"] = balance.layers[i].slices;
    one["cores"] = balance.layers[i].cores;
    one["longest_slice_cycles"] = balance.layers[i].longest_slice;
    json["layers"].push_back(std::move(one));
  }
  return json_text(json, 2);
}

}  // namespace spikeloom
