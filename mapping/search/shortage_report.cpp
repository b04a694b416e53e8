// SPDX-License-Identifier: Apache-2.0
#include "mapping/search/shortage_report.hpp"

#include <algorithm>
#include <functional>

#include "mapping/plan/memory.hpp"

namespace spikeloom {
namespace {

constexpr std::int64_t kStepBytes = 1024;
constexpr int kLargestFactor = 1 << 12;

using Trial = std::function<bool(const Target&)>;
using Resize = std::function<Target(std::int64_t)>;  ///< the chip with SRAMs of (at least) these bytes

std::string bytes(std::int64_t n) { return std::to_string(n) + " bytes"; }

/// Smallest size in steps of 1 KiB above `from` with which the trial succeeds; 0 when none is found.
std::int64_t smallest_size(std::int64_t from, const Resize& resize, const Trial& trial) {
  std::int64_t low = from / kStepBytes, high = std::max<std::int64_t>(1, 2 * low);
  const std::int64_t limit = kLargestFactor * high;
  while (high <= limit && !trial(resize(high * kStepBytes))) low = high, high *= 2;
  if (high > limit) return 0;
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    (trial(resize(middle * kStepBytes)) ? high : low) = middle;
  }
  return high * kStepBytes;
}

Resize weights_of(Target target) {
  return [target](std::int64_t size) mutable {
    target.weight_sram_bytes = size;
    return target;
  };
}

Resize accumulators_of(Target target) {
  return [target](std::int64_t size) mutable {
    target.accumulator_sram_bytes = size;
    return target;
  };
}

std::string more_weights(const Target& target, const Trial& trial) {
  const std::int64_t size = smallest_size(target.weight_sram_bytes, weights_of(target), trial);
  return size == 0 ? "" : "weight_sram_bytes: " + std::to_string(size) + " would fit";
}

std::string more_accumulators(const Target& target, const Trial& trial) {
  const std::int64_t size = smallest_size(target.accumulator_sram_bytes, accumulators_of(target), trial);
  return size == 0 ? "" : "accumulator_sram_bytes: " + std::to_string(size) + " would fit";
}

/// One size for both that fits, then each as small as the other allows.
std::string more_of_both(const Target& target, const Trial& trial) {
  Target both = target;
  auto at_least = [&](std::int64_t size) {
    both.weight_sram_bytes = std::max(target.weight_sram_bytes, size);
    both.accumulator_sram_bytes = std::max(target.accumulator_sram_bytes, size);
    return both;
  };
  const std::int64_t size =
      smallest_size(std::min(target.weight_sram_bytes, target.accumulator_sram_bytes), at_least, trial);
  if (size == 0) return "";
  both = at_least(size);
  both.accumulator_sram_bytes = smallest_size(target.accumulator_sram_bytes, accumulators_of(both), trial);
  both.weight_sram_bytes = smallest_size(target.weight_sram_bytes, weights_of(both), trial);
  return "weight_sram_bytes: " + std::to_string(both.weight_sram_bytes) +
         " with accumulator_sram_bytes: " + std::to_string(both.accumulator_sram_bytes) + " would fit";
}

/// Columns and rows are added one after the other.
Target grown(Target target, int steps) {
  for (int i = 0; i < steps; ++i) ++(target.columns <= target.rows ? target.columns : target.rows);
  return target;
}

/// Fewest steps with which the trial succeeds.
std::string more_tiles(const Target& target, const Trial& trial) {
  int low = 0, high = 1;
  while (grown(target, high).tiles() <= kMaxTiles && !trial(grown(target, high))) low = high, high *= 2;
  while (grown(target, high).tiles() > kMaxTiles) --high;
  if (high <= low || !trial(grown(target, high))) return "";
  while (high - low > 1) {
    const int middle = (low + high) / 2;
    (trial(grown(target, middle)) ? high : low) = middle;
  }
  const Target larger = grown(target, high);
  return "a mesh of " + std::to_string(larger.columns) + " x " + std::to_string(larger.rows) + " would fit";
}

std::string change_that_fits(const Target& target, const Shortage& shortage, const Trial& trial) {
  std::string sram;
  if (shortage.weights) sram = more_weights(target, trial);
  if (sram.empty() && shortage.accumulators) sram = more_accumulators(target, trial);
  if (sram.empty() && (shortage.weights || shortage.accumulators)) sram = more_of_both(target, trial);
  const std::string mesh = more_tiles(target, trial);
  if (sram.empty() && mesh.empty()) return "no larger SRAM or mesh of the same kind was found to fit";
  return sram + (sram.empty() || mesh.empty() ? "" : ", or ") + mesh;
}

std::string what_the_slice_lacks(const Fit& fit, const Slice& slice) {
  const Shortage& s = *fit.shortage;
  const Target& target = fit.mapping.target;
  if (s.chip_weights)
    return " has the most weights, " + bytes(slice.memory.weights) + ", of more than all cores can store;";
  std::string text;
  if (s.weights)
    text += " needs " + bytes(slice.memory.weights) + " of weight SRAM, a core has at most " + bytes(s.weights_left) +
            " left of " + std::to_string(target.weight_sram_bytes) + ";";
  if (s.accumulators)
    text += " needs " + bytes(slice.memory.accumulators + target.row_buffers * slice.memory.row_buffer) +
            " of accumulator SRAM (window of " + std::to_string(slice.window_rows) + " rows, " +
            std::to_string(target.row_buffers) + " row buffers), a core has at most " + bytes(s.accumulators_left) +
            " left of " + std::to_string(target.accumulator_sram_bytes) + ";";
  if (s.slice_numbers)
    text += " finds no core with fewer than " + std::to_string(kMaxSlicesPerCore) + " slices (" +
            std::to_string(fit.mapping.slices.size()) + " slices on " + std::to_string(target.tiles()) + " cores);";
  return text;
}

std::string totals(const Fit& fit) {
  CoreMemory all;
  for (const Slice& slice : fit.mapping.slices) all.add(slice.memory);
  const Target& t = fit.mapping.target;
  return " all slices together need " + bytes(all.weights) + " of weights and " + bytes(all.slice_accumulators) +
         " of accumulators, the " + std::to_string(t.tiles()) + (t.tiles() == 1 ? " core has " : " cores have ") +
         std::to_string(t.weight_sram_bytes * t.tiles()) + " and " +
         std::to_string(t.accumulator_sram_bytes * t.tiles()) + "; ";
}

}  // namespace

/// Columns and inputs are named when they are cut.
std::string slice_name(const Network& network, const Slice& slice) {
  const Layer& layer = network.layers[static_cast<std::size_t>(slice.layer)];
  const auto part = [](const char* what, Range range) {
    return std::string(what) + " " + std::to_string(range.begin) + ".." + std::to_string(range.end - 1);
  };
  std::string name =
      "layer '" + layer.name + "' (" + part("channels", slice.channels) + ", " + part("rows", slice.rows);
  if (!(slice.columns == Range{0, layer.out.width})) name += ", " + part("columns", slice.columns);
  if (!(slice.inputs == Range{0, layer.in.channels})) name += ", " + part("inputs", slice.inputs);
  return name + ")";
}

std::string describe_shortage(const Network& network, const WorkModel& work, const FitOptions& options,
                              const Fit& fit) {
  const Slice& slice = fit.mapping.slices[static_cast<std::size_t>(fit.shortage->slice)];
  auto trial = [&](const Target& target) {
    return fit_partition(network, target, work, options, coarse_partition(network, target, work, options)).fits();
  };
  return "the network does not fit the chip: " + slice_name(network, slice) + what_the_slice_lacks(fit, slice) +
         totals(fit) + change_that_fits(fit.mapping.target, *fit.shortage, trial);
}

}  // namespace spikeloom
