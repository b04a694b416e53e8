// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which input rows an output row needs, and which output rows an input row touches: the arithmetic behind windows,
// credits and skew. Used by the mapper to size windows and by the cores to grant credits.
//
// Rows of a slice are counted locally (0 = first row of its band) and, over several images, globally:
// image * rows_of_the_band + local row.

#include <algorithm>

#include "mapping/plan/mapping.hpp"

namespace spikeloom {

inline Role port_role(const Layer& layer, int port) {
  return port == partial_port(layer) ? Role::Partial : layer.inputs[static_cast<std::size_t>(port)].role;
}

inline Signal port_signal(const Layer& layer, int port) {
  return port == partial_port(layer) ? Signal::Values : layer.inputs[static_cast<std::size_t>(port)].signal;
}

/// What comes through the port goes to the output position at which it was made.
inline bool is_positional(const Layer& layer, int port) {
  const Role role = port_role(layer, port);
  return role == Role::Residual || role == Role::Partial;
}

/// Last input row (of the whole input map) that output row `row` needs through the port; -1 when it needs none.
inline int last_needed_row(const Layer& layer, int port, int row, int input_height) {
  if (is_positional(layer, port)) return row;
  if (layer.reads_whole_map()) return input_height - 1;
  return std::min(row * layer.kernel.stride - layer.kernel.padding + layer.kernel.height - 1, input_height - 1);
}

/// First input row that output row `row` needs through the port (may exceed the last one needed when there is none).
inline int first_needed_row(const Layer& layer, int port, int row) {
  if (is_positional(layer, port)) return row;
  if (layer.reads_whole_map()) return 0;
  return std::max(row * layer.kernel.stride - layer.kernel.padding, 0);
}

/// Rows of the input map that a band of output rows needs through a port.
inline Range needed_rows(const Layer& layer, int port, Range band, int input_height) {
  return {first_needed_row(layer, port, band.begin), last_needed_row(layer, port, band.end - 1, input_height) + 1};
}

/// Columns of the input map that a band of output columns needs through a port.
inline Range needed_columns(const Layer& layer, int port, Range band, int input_width) {
  if (is_positional(layer, port)) return band;
  if (layer.reads_whole_map()) return {0, input_width};
  const Kernel& k = layer.kernel;
  return {std::max(band.begin * k.stride - k.padding, 0),
          std::min((band.end - 1) * k.stride - k.padding + k.width, input_width)};
}

/// Last output row of the band, counted locally, that input row `row` touches: the row whose accumulators must exist.
inline int last_touched_row(const Layer& layer, int port, int row, Range band) {
  if (is_positional(layer, port)) return row - band.begin;
  if (layer.reads_whole_map()) return band.size() - 1;
  const int last = (row + layer.kernel.padding) / layer.kernel.stride;
  return std::clamp(last, band.begin, band.end - 1) - band.begin;
}

/// Rows of a source that may be sent while the consumer holds accumulators for the global rows below `limit`
/// (completed rows + window): counted from the first image on.
inline int admitted_rows(const Layer& layer, const Slice& consumer, int port, Range rows, int limit) {
  const int per_image = consumer.rows.size();
  const int images = limit / per_image;
  int admitted = images * rows.size();
  for (int row = rows.begin; row < rows.end; ++row)
    if (last_touched_row(layer, port, row, consumer.rows) < limit % per_image) ++admitted;
  return admitted;
}

}  // namespace spikeloom
