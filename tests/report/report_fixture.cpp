// SPDX-License-Identifier: Apache-2.0
#include "tests/report/report_fixture.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "energy/price_list.hpp"
#include "energy/prices.hpp"

namespace spikeloom::report_test {

std::string file_text(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::string round_price_list() {
  std::string text =
      "schema_version: 2\nname: round\nnode_nm: 45\nfactors: {k_two: 2}\nsources: {here: this test}\n"
      "bands: {sure: {low: 1, high: 1, why: a test}, wide: {low: 0.5, high: 3, why: a test}}\n"
      "tables:\n  ramp:\n    axes: {bits: [1, 64]}\n    interpolation: linear\n    columns: [pj]\n"
      "    rows:\n      - [8, 1]\n      - [16, 2]\n"
      "convention:\n  accumulate: {value: 0.9, source: here, certainty: R, band: sure}\n"
      "  multiply_accumulate: {value: 4.6, source: here, certainty: R, band: sure}\n"
      "dense:\n  multiply_accumulate: {value: 0.25, source: here, certainty: R, band: sure}\ncomponents:\n";
  for (const std::string& component : energy_components()) {
    text += "  " + component + ":\n    actions:\n";
    for (const std::string& action : actions_of(component)) {
      const auto is_this = [&](const ActionInfo& info) { return info.name == action; };
      const auto place = std::find_if(kActionInfo.begin(), kActionInfo.end(), is_this) - kActionInfo.begin();
      const std::string value = component == "clock" ? "0.5" : std::to_string(place + 1);
      text += "      " + action + ": {value: " + value + ", source: here, certainty: assumed, band: sure}\n";
    }
    text += "    leakage: {value: 1, source: here, certainty: assumed, band: sure}\n";
    text += "    area: {value: 1000000, source: here, certainty: assumed, band: wide}\n";
    if (has_access_time(component)) text += "    access_ns: {value: 1, source: here, certainty: assumed, band: sure}\n";
  }
  return text;
}

Network small_network() {
  Network network;
  network.time_steps = 2;
  network.class_names = {"cat", "dog"};
  network.logit_scale = 0.25;
  Layer stem;
  stem.name = "stem";
  stem.in = {1, 4, 4};
  stem.out = {2, 4, 4};
  stem.kernel = {3, 3, 1, 1};
  stem.inputs = {{kImageSource, Role::Main, Signal::Values}};
  stem.fires = true;
  stem.constant_over_time = true;
  Layer head;
  head.name = "head";
  head.in = {2, 4, 4};
  head.out = {2, 1, 1};
  head.kernel = {4, 4, 1, 0};
  head.inputs = {{0, Role::Main, Signal::Spikes}};
  network.layers = {stem, head};
  return network;
}

ChipSpec small_chip() {
  ChipSpec chip;
  chip.name = "pair";
  chip.mesh.columns = 2;
  chip.mesh.rows = 1;
  chip.clock_mhz = 500;
  return chip;
}

Mapping small_mapping() {
  Mapping mapping;
  mapping.target.columns = 2;
  mapping.target.rows = 1;
  mapping.slices.resize(2);
  mapping.slices[1].layer = 1;
  mapping.slices[1].core = 1;
  return mapping;
}

RunResults small_results() {
  RunResults results;
  results.cycles = 1000;
  results.images = {{1, {-4, 8}, 100, 900}};
  results.spikes = 7;
  results.synaptic_additions = 300;
  results.flit_hops = 4;
  results.flit_hash = 0xabcULL;
  results.reference = {true, 1234, 0};
  results.host_seconds = 0.5;
  results.layers.resize(2);
  results.layers[0] = {"stem", 1, 64, 7, 200, 100, 10, {}};
  results.layers[1] = {"head", 1, 0, 0, 100, 300, 0, {}};
  results.cores.resize(2);
  results.cores[0].slices = {0};
  results.cores[0].datapath_cycles = 100;
  results.cores[0].weight_bytes_used = 18;
  results.cores[1].column = 1;
  results.cores[1].slices = {1};
  results.cores[1].datapath_cycles = 300;
  const auto count = [&results](std::size_t where, Action action, std::uint64_t n) {
    results.cores[where].actions.add(action, n);
    if (action < Action::BufferWrite) results.layers[where].actions.add(action, n);
  };
  count(0, Action::ShiftedAdd, 200);
  count(1, Action::Add, 100);
  count(0, Action::WeightRead, 10);
  count(1, Action::WeightRead, 20);
  count(0, Action::LifStep, 64);
  count(0, Action::LinkTraversal, 4);
  results.host_actions.add(Action::FlitSend, 5);
  return results;
}

Report::Report() {
  const TemporaryFile list("fixture.yaml", round_price_list());
  energy = PriceList(list.path()).price(energy_input(results, network), chip);
  config = {{"chip", {{"name", "pair"}}}};
}

}  // namespace spikeloom::report_test
