// SPDX-License-Identifier: Apache-2.0
#include "cores/slice_state.hpp"

#include <algorithm>
#include <cassert>

#include "mapping/plan/memory.hpp"
#include "mapping/plan/row_geometry.hpp"
#include "mapping/plan/slice_ports.hpp"

namespace spikeloom {
namespace {

std::array<AddWord, packet_layout::kMaxPorts> word_adders(const Layer& layer) {
  std::array<AddWord, packet_layout::kMaxPorts> adders{};
  for (int port = 0; port <= partial_port(layer); ++port)
    adders[static_cast<std::size_t>(port)] = word_adder(layer, port);
  return adders;
}

}  // namespace

SliceState::SliceState(const Network& network, const Mapping& mapping, int slice_index, Arithmetic arithmetic)
    : layer(network.layers[static_cast<std::size_t>(mapping.slices[static_cast<std::size_t>(slice_index)].layer)]),
      slice(mapping.slices[static_cast<std::size_t>(slice_index)]),
      index(slice_index),
      channels(slice.channels.size()),
      columns(slice.columns.size()),
      time_steps(network.time_steps),
      passes(mapping.rounds(network)),
      row_steps(time_steps / passes),
      accumulator_steps(spikeloom::accumulator_steps(layer, row_steps)),
      output_steps(steps_sent(layer, slice, row_steps)),
      fires(layer.fires && !slice.is_partial()),
      emits_values(layer.emits_values || slice.is_partial()),
      computes(arithmetic == Arithmetic::Computed || slice.is_partial()),
      parameters(channel_parameters(layer, slice)),
      add_word(word_adders(layer)),
      sums_passes_(passes > 1 && layer.accumulates_over_time && !slice.is_partial()),
      wide_(static_cast<std::size_t>(channels)),
      slots_(sums_passes_ ? slice.rows.size() : slice.window_rows),
      credits_(slice),
      grants_(layer, mapping, slice_index) {
  for (SlicePort& port : slice_ports(network, slice, row_steps))
    ports.emplace_back(port.rows, port.steps, std::move(port.producers));
  for (const Destination& d : slice.destinations)
    if (d.home) homes.push_back(&d);
  if (!computes) return;
  const std::size_t row = static_cast<std::size_t>(columns) * wide_;
  accumulators_.resize(static_cast<std::size_t>(slots_ * accumulator_steps) * row);
  const int rows_of_membranes = passes > 1 ? slice.rows.size() : 1;
  membranes_.resize(fires ? static_cast<std::size_t>(rows_of_membranes) * row : 0);
  for (int slot = 0; slot < slots_; ++slot) fill_with_bias(slot);
}

std::int32_t* SliceState::accumulators(std::uint64_t local_row, int t) {
  assert(local_row >= completed_rows_ && local_row - completed_rows_ < static_cast<unsigned>(slice.window_rows));
  int slot = window_slot_ + static_cast<int>(local_row - completed_rows_);
  if (slot >= slots_) slot -= slots_;
  const int row = slot * accumulator_steps + (accumulator_steps == 1 ? 0 : t);
  return accumulators_.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) * wide_;
}

void SliceState::fill_with_bias(int window_slot) {
  const std::size_t positions = static_cast<std::size_t>(accumulator_steps) * static_cast<std::size_t>(columns);
  std::int32_t* at = accumulators_.data() + static_cast<std::size_t>(window_slot) * positions * wide_;
  for (std::size_t i = 0; i < positions; ++i) at = std::copy(parameters.bias.begin(), parameters.bias.end(), at);
}

void SliceState::complete_row() {
  if (computes && !keeps_sums()) fill_with_bias(window_slot_);
  step_ = 0;
  ++completed_rows_;
  if (++window_slot_ == slots_) window_slot_ = 0;
  if (++local_row_ < slice.rows.size()) return;
  local_row_ = 0;
  ++pass_;
}

bool SliceState::inputs_ended() const {
  const int t = layer.accumulates_over_time ? row_steps - 1 : step_;
  for (std::size_t port = 0; port < ports.size(); ++port) {
    const int last = last_needed_row(layer, static_cast<int>(port), map_row(), ports[port].rows().end);
    if (!ports[port].ended_through(pass_, std::min(last, ports[port].rows().end - 1), t)) return false;
  }
  return true;
}

bool SliceState::begun() const {
  if (inputs_ended()) return true;
  for (const RowProgress& port : ports)
    for (int t = 0; t < port.time_steps(); ++t)
      if (port.ended(t) > pass_ * static_cast<std::uint64_t>(port.rows().size())) return true;
  return false;
}

std::string SliceState::waiting() const {
  const std::string row = layer.name + " image " + std::to_string(image()) + " row " + std::to_string(map_row()) +
                          " t " + std::to_string(time_step());
  std::string reasons;
  for (std::size_t port = 0; port < ports.size(); ++port) {
    const int t = ports[port].time_steps() == 1 ? 0 : step_;
    const bool partial = static_cast<int>(port) == partial_port(layer);
    reasons += (port == 0 ? " for inputs: " : ", ") + std::to_string(ports[port].ended(t)) + " rows of " +
               (partial ? "its partial sums" : "layer " + std::to_string(layer.inputs[port].source)) + " have ended";
  }
  for (const std::size_t entry : credits_.refusing())
    reasons += "; for credit of slice " + std::to_string(slice.destinations[entry].slice);
  return row + " waits" + reasons;
}

}  // namespace spikeloom
