// SPDX-License-Identifier: Apache-2.0
#include "mapping/check/check.hpp"

#include <string>

#include "base/error.hpp"
#include "mapping/check/check_rules.hpp"
#include "mapping/plan/memory.hpp"
#include "mapping/plan/row_flow.hpp"
#include "mapping/search/shortage_report.hpp"

namespace spikeloom {
namespace {

void check_core(const Target& target, int core, const CoreMemory& memory) {
  const std::string name = "mapping: core " + std::to_string(core) + ": ";
  if (memory.slices > kMaxSlicesPerCore)
    throw InputError(name + std::to_string(memory.slices) + " slices, a header numbers " +
                     std::to_string(kMaxSlicesPerCore));
  if (memory.weights > target.weight_sram_bytes)
    throw InputError(name + std::to_string(memory.weights) + " bytes of weights, its weight SRAM has " +
                     std::to_string(target.weight_sram_bytes));
  const std::int64_t accumulators = memory.accumulators(target.row_buffers);
  if (accumulators > target.accumulator_sram_bytes)
    throw InputError(name + std::to_string(accumulators) +
                     " bytes of accumulators and row buffers, its accumulator SRAM has " +
                     std::to_string(target.accumulator_sram_bytes));
}

bool operator==(const SliceMemory& a, const SliceMemory& b) {
  return a.weights == b.weights && a.accumulators == b.accumulators && a.row_buffer == b.row_buffer;
}

}  // namespace

void refuse_slice(const Network& network, const Slice& slice, const std::string& rule) {
  throw InputError("mapping: " + slice_name(network, slice) + ": " + rule);
}

void check_windows(const Network& network, const Mapping& mapping) {
  for (const Slice& slice : mapping.slices)
    if (slice.window_rows < 1 || slice.window_rows > slice.rows.size())
      refuse_slice(
          network, slice,
          "window_rows is " + std::to_string(slice.window_rows) + ", must be 1.." + std::to_string(slice.rows.size()));
  const auto blocked = find_blocked_row(network, mapping);
  if (!blocked) return;
  const Slice& consumer = mapping.slices[static_cast<std::size_t>(blocked->consumer)];
  const std::string producer = blocked->producer == kHostSlice
                                   ? "the image"
                                   : slice_name(network, mapping.slices[static_cast<std::size_t>(blocked->producer)]);
  refuse_slice(network, consumer,
               "a window of " + std::to_string(consumer.window_rows) + " rows never admits row " +
                   std::to_string(blocked->row) + " of " + producer + "; " + std::to_string(blocked->window_needed) +
                   " are needed");
}

void check_memory(const Network& network, const Mapping& mapping) {
  for (const Slice& slice : mapping.slices)
    if (!(slice.memory == slice_memory(network, mapping.target, slice, mapping.time)))
      refuse_slice(network, slice, "its memory is not what its channels, rows, columns, inputs and window need");
  const std::vector<CoreMemory> cores = core_memories(mapping);
  for (std::size_t i = 0; i < cores.size(); ++i) check_core(mapping.target, static_cast<int>(i), cores[i]);
}

void check_mapping(const Network& network, const Mapping& mapping) {
  check_limits(network, mapping.target);
  check_coverage(network, mapping);
  check_boundary(network, mapping);
  check_connections(network, mapping);
  check_value_words(network, mapping);
  check_home(network, mapping);
  check_windows(network, mapping);
  check_memory(network, mapping);
}

}  // namespace spikeloom
