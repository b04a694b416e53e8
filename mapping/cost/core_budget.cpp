// SPDX-License-Identifier: Apache-2.0
#include "mapping/cost/core_budget.hpp"

namespace spikeloom {

std::vector<int> stages_of_layers(const Network& network) {
  std::vector<int> stages;
  for (const Layer& layer : network.layers) {
    int stage = 0;
    for (const LayerInput& input : layer.inputs)
      if (input.source != kImageSource) stage = std::max(stage, stages[static_cast<std::size_t>(input.source)]);
    stages.push_back(stage + (layer.reads_whole_map() ? 1 : 0));
  }
  return stages;
}

CoreLedger::CoreLedger(const Network& network, const Mapping& mapping, const std::vector<std::int64_t>& cycles)
    : mapping_(mapping), target_(mapping.target), cycles_(cycles) {
  const std::vector<int> stages = stages_of_layers(network);
  stages_ = 1 + *std::max_element(stages.begin(), stages.end());
  for (const Slice& slice : mapping.slices) stage_.push_back(stages[static_cast<std::size_t>(slice.layer)]);
  cores_.resize(static_cast<std::size_t>(target_.tiles()));
  stage_loads_.resize(place(target_.tiles(), 0));
}

void CoreLedger::add(int slice, int number) {
  if (number >= target_.tiles()) return;
  Core& core = cores_[static_cast<std::size_t>(number)];
  core.slices.push_back(slice);
  core.weights += memory(slice).weights;
  core.accumulators += memory(slice).accumulators;
  core.largest_row = std::max(core.largest_row, memory(slice).row_buffer);
  core.load += cycles_[static_cast<std::size_t>(slice)];
  stage_loads_[place(number, stage(slice))] += cycles_[static_cast<std::size_t>(slice)];
}

void CoreLedger::remove(int slice, int number) {
  Core& core = cores_[static_cast<std::size_t>(number)];
  core.slices.erase(std::find(core.slices.begin(), core.slices.end(), slice));
  core.weights -= memory(slice).weights;
  core.accumulators -= memory(slice).accumulators;
  core.load -= cycles_[static_cast<std::size_t>(slice)];
  stage_loads_[place(number, stage(slice))] -= cycles_[static_cast<std::size_t>(slice)];
  core.largest_row = 0;
  for (const int s : core.slices) core.largest_row = std::max(core.largest_row, memory(s).row_buffer);
}

CoreNeed CoreLedger::need(const std::vector<int>& slices) const {
  CoreNeed need;
  for (const int s : slices) {
    need.weights += memory(s).weights;
    need.accumulators += memory(s).accumulators;
    need.row_buffer = std::max(need.row_buffer, memory(s).row_buffer);
  }
  need.slices = slices.size();
  return need;
}

std::int64_t CoreLedger::accumulators_left(int number) const {
  const Core& core = at(number);
  return target_.accumulator_sram_bytes - core.accumulators - target_.row_buffers * core.largest_row;
}

std::int64_t CoreLedger::busiest() const {
  std::int64_t most = 0;
  for (const Core& core : cores_) most = std::max(most, core.load);
  return most;
}

std::int64_t CoreLedger::latency() const {
  std::int64_t sum = 0;
  for (int stage = 0; stage < stages_; ++stage) {
    std::int64_t most = 0;
    for (int core = 0; core < target_.tiles(); ++core) most = std::max(most, stage_load(core, stage));
    sum += most;
  }
  return sum;
}

}  // namespace spikeloom
