// SPDX-License-Identifier: Apache-2.0
#include "cores/slice_state.hpp"

#include <algorithm>

#include "mapping/memory.hpp"
#include "mapping/row_geometry.hpp"
#include "models/fixed_point.hpp"

namespace spikeloom {
namespace {

int input_height(const Network& network, const LayerInput& input) {
  return input.source == kImageSource ? network.input.shape.height
                                      : network.layers[static_cast<std::size_t>(input.source)].out.height;
}

std::uint32_t entry_of(const std::vector<Destination>& table, int slice, int port) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const Destination& d) { return d.slice == slice && d.port == port; });
  return static_cast<std::uint32_t>(found - table.begin());
}

}  // namespace

SliceState::SliceState(const Network& network, const Mapping& mapping, int slice_index)
    : layer(network.layers[static_cast<std::size_t>(mapping.slices[static_cast<std::size_t>(slice_index)].layer)]),
      slice(mapping.slices[static_cast<std::size_t>(slice_index)]),
      index(slice_index),
      channels(slice.channels.size()),
      columns(layer.out.width),
      time_steps(network.time_steps),
      accumulator_steps(spikeloom::accumulator_steps(layer, network.time_steps)),
      output_steps(layer.accumulates_over_time ? 1 : network.time_steps),
      wide_(static_cast<std::size_t>(channels)),
      accumulators_(static_cast<std::size_t>(slice.window_rows) * static_cast<std::size_t>(accumulator_steps) *
                    static_cast<std::size_t>(columns) * wide_),
      membranes_(layer.fires ? static_cast<std::size_t>(columns) * wide_ : 0) {
  if (layer.has_weights()) load_weights();
  load_ports(network);
  load_grants(mapping);
  for (int row = 0; row < slice.window_rows; ++row) fill_with_bias(static_cast<std::uint64_t>(row));
  for (const Destination& d : slice.destinations) credits_.push_back(d.initial_rows);
}

void SliceState::load_weights() {
  const int rows = layer.op == Operator::Conv ? layer.kernel.taps() * layer.in.channels : layer.kernel.taps();
  weights.reserve(static_cast<std::size_t>(rows) * wide_);
  for (int row = 0; row < rows; ++row)
    for (int c = slice.channels.begin; c < slice.channels.end; ++c) {
      const std::size_t at =
          static_cast<std::size_t>(row) * static_cast<std::size_t>(layer.out.channels) + static_cast<std::size_t>(c);
      weights.push_back(shift_left(layer.weights[at], layer.weight_shift[static_cast<std::size_t>(c)]));
    }
}

void SliceState::load_ports(const Network& network) {
  for (std::size_t port = 0; port < layer.inputs.size(); ++port) {
    const LayerInput& input = layer.inputs[port];
    const Range rows = needed_rows(layer, static_cast<int>(port), slice.rows, input_height(network, input));
    std::vector<int> producers(static_cast<std::size_t>(rows.size()), 0);
    for (const Source& source : slice.sources)
      if (source.port == static_cast<int>(port))
        for (int row = source.rows.begin; row < source.rows.end; ++row)
          ++producers[static_cast<std::size_t>(row - rows.begin)];
    ports.emplace_back(rows, input.source == kImageSource ? 1 : time_steps, std::move(producers));
  }
}

void SliceState::load_grants(const Mapping& mapping) {
  for (const Source& source : slice.sources) {
    GrantTable table{source.slice, 0, std::vector<int>(static_cast<std::size_t>(slice.rows.size()), 0)};
    const auto& entries = source.slice == kHostSlice
                              ? mapping.image_table
                              : mapping.slices[static_cast<std::size_t>(source.slice)].destinations;
    table.entry = entry_of(entries, index, source.port);
    for (int row = source.rows.begin; row < source.rows.end; ++row)
      ++table.rows_touching_last[static_cast<std::size_t>(last_touched_row(layer, source.port, row, slice.rows))];
    grants_.push_back(std::move(table));
  }
}

std::int32_t* SliceState::accumulators(std::uint64_t local_row, int t, int column) {
  const std::size_t slot = local_row % static_cast<std::uint64_t>(slice.window_rows);
  const std::size_t step = accumulator_steps == 1 ? 0 : static_cast<std::size_t>(t);
  return accumulators_.data() +
         ((slot * static_cast<std::size_t>(accumulator_steps) + step) * static_cast<std::size_t>(columns) +
          static_cast<std::size_t>(column)) *
             wide_;
}

void SliceState::fill_with_bias(std::uint64_t local_row) {
  const auto bias = layer.bias.begin() + slice.channels.begin;
  for (int t = 0; t < accumulator_steps; ++t)
    for (int x = 0; x < columns; ++x) std::copy_n(bias, channels, accumulators(local_row, t, x));
}

bool SliceState::inputs_ended() const {
  const int t = layer.accumulates_over_time ? time_steps - 1 : step_;
  for (std::size_t port = 0; port < ports.size(); ++port) {
    const int last = last_needed_row(layer, static_cast<int>(port), map_row(), ports[port].rows().end);
    if (!ports[port].ended_through(image(), std::min(last, ports[port].rows().end - 1), t)) return false;
  }
  return true;
}

bool SliceState::granted() const {
  if (step_ != 0) return true;
  for (std::size_t i = 0; i < credits_.size(); ++i)
    if (slice.destinations[i].rows.contains(map_row()) && credits_[i] <= 0) return false;
  return true;
}

void SliceState::spend_credits() {
  for (std::size_t i = 0; i < credits_.size(); ++i)
    if (slice.destinations[i].rows.contains(map_row())) --credits_[i];
}

std::vector<CreditGrant> SliceState::finish_step() {
  if (++step_ < output_steps) return {};
  step_ = 0;
  fill_with_bias(completed_rows_);
  std::vector<CreditGrant> grants = grants_of_completed_row();
  ++completed_rows_;
  return grants;
}

// Completing row b admits the rows whose last touched row is b + window.
std::vector<CreditGrant> SliceState::grants_of_completed_row() const {
  const std::size_t admitted = (completed_rows_ + static_cast<std::uint64_t>(slice.window_rows)) % rows_per_image();
  std::vector<CreditGrant> grants;
  for (const GrantTable& table : grants_)
    if (table.rows_touching_last[admitted] > 0)
      grants.push_back({table.producer, table.entry, table.rows_touching_last[admitted]});
  return grants;
}

bool SliceState::begun() const {
  if (inputs_ended()) return true;
  for (const RowProgress& port : ports)
    for (int t = 0; t < port.time_steps(); ++t)
      if (port.ended(t) > image() * static_cast<std::uint64_t>(port.rows().size())) return true;
  return false;
}

std::string SliceState::waiting() const {
  const std::string row = layer.name + " image " + std::to_string(image()) + " row " + std::to_string(map_row()) +
                          " t " + std::to_string(step_);
  std::string reasons;
  for (std::size_t port = 0; port < ports.size(); ++port) {
    const int t = ports[port].time_steps() == 1 ? 0 : step_;
    reasons += (port == 0 ? " for inputs: " : ", ") + std::to_string(ports[port].ended(t)) + " rows of layer " +
               std::to_string(layer.inputs[port].source) + " have ended";
  }
  for (std::size_t i = 0; i < credits_.size(); ++i)
    if (credits_[i] <= 0 && slice.destinations[i].rows.contains(map_row()))
      reasons += "; for credit of slice " + std::to_string(slice.destinations[i].slice);
  return row + " waits" + reasons;
}

}  // namespace spikeloom
