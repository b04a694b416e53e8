// SPDX-License-Identifier: Apache-2.0
#include "mapping/cost/core_budget.hpp"

#include <algorithm>

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
  Core empty;
  empty.stages.resize(static_cast<std::size_t>(stages_));
  cores_.assign(static_cast<std::size_t>(target_.tiles()), empty);
}

void CoreLedger::add(int slice, int number) {
  if (number >= target_.tiles()) return;
  Core& core = cores_[static_cast<std::size_t>(number)];
  core.slices.push_back(slice);
  core.weights += memory(slice).weights;
  core.accumulators += memory(slice).accumulators;
  core.largest_row = std::max(core.largest_row, memory(slice).row_buffer);
  core.load += cycles_[static_cast<std::size_t>(slice)];
  core.stages[static_cast<std::size_t>(stage(slice))] += cycles_[static_cast<std::size_t>(slice)];
}

void CoreLedger::remove(int slice, int number) {
  Core& core = cores_[static_cast<std::size_t>(number)];
  core.slices.erase(std::find(core.slices.begin(), core.slices.end(), slice));
  core.weights -= memory(slice).weights;
  core.accumulators -= memory(slice).accumulators;
  core.load -= cycles_[static_cast<std::size_t>(slice)];
  core.stages[static_cast<std::size_t>(stage(slice))] -= cycles_[static_cast<std::size_t>(slice)];
  core.largest_row = 0;
  for (const int s : core.slices) core.largest_row = std::max(core.largest_row, memory(s).row_buffer);
}

Lack CoreLedger::lack(const std::vector<int>& slices, int number) const {
  const Core& core = at(number);
  std::int64_t weights = core.weights, accumulators = core.accumulators, row = core.largest_row;
  for (const int s : slices) {
    weights += memory(s).weights;
    accumulators += memory(s).accumulators;
    row = std::max(row, memory(s).row_buffer);
  }
  return {weights > target_.weight_sram_bytes,
          accumulators + target_.row_buffers * row > target_.accumulator_sram_bytes,
          core.slices.size() + slices.size() > static_cast<std::size_t>(kMaxSlicesPerCore)};
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
    for (const Core& core : cores_) most = std::max(most, core.stages[static_cast<std::size_t>(stage)]);
    sum += most;
  }
  return sum;
}

}  // namespace spikeloom
