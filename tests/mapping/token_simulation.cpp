// SPDX-License-Identifier: Apache-2.0
#include "tests/mapping/token_simulation.hpp"

#include "tests/support/random.hpp"

namespace spikeloom {
namespace {

bool takes_whole_map(const Layer& layer) { return layer.op == Operator::Attention || layer.op == Operator::SpatialSum; }

/// Residuals, and partial sums, which come through the port behind the layer's own.
bool adds_position_by_position(const Layer& layer, int port) {
  const auto p = static_cast<std::size_t>(port);
  return p == layer.inputs.size() || layer.inputs[p].role == Role::Residual;
}

/// Does output row `out` read input row `in` through this port?
bool reads(const Layer& layer, int port, int out, int in) {
  if (adds_position_by_position(layer, port)) return in == out;
  if (takes_whole_map(layer)) return true;
  for (int tap = 0; tap < layer.kernel.height; ++tap)
    if (out * layer.kernel.stride - layer.kernel.padding + tap == in) return true;
  return false;
}

/// Last row of the band (counted locally) that must not be complete before this input row has come. A row between
/// strides belongs to the last output row that begins before it.
int holder(const Layer& layer, int port, int in, Range band) {
  for (int out = band.end - 1; out > band.begin; --out)
    for (int row = in; row >= 0; --row)
      if (reads(layer, port, out, row)) return out - band.begin;
  return 0;
}

class Chip {
 public:
  Chip(const Network& network, const Mapping& mapping, int images)
      : network_(network), mapping_(mapping), images_(images), rows_(mapping.slices.size() + 1) {}

  int emitters() const { return static_cast<int>(rows_.size()); }
  bool may_emit(int e) const { return rows_done(e) < rows_in_all(e) && inputs_there(e) && credits_there(e); }
  void emit(int e) { ++rows_[static_cast<std::size_t>(e)]; }
  bool finished(int e) const { return rows_done(e) == rows_in_all(e); }
  int rows_done(int e) const { return rows_[static_cast<std::size_t>(e)]; }

 private:
  bool is_host(int e) const { return e == emitters() - 1; }
  int emitter(int slice) const { return slice == kHostSlice ? emitters() - 1 : slice; }
  const Slice& slice(int s) const { return mapping_.slices[static_cast<std::size_t>(s)]; }
  const Layer& layer_of(int s) const { return network_.layers[static_cast<std::size_t>(slice(s).layer)]; }
  Range rows(int e) const { return is_host(e) ? Range{0, network_.input.shape.height} : slice(e).rows; }
  int rows_in_all(int e) const { return images_ * rows(e).size(); }
  int image(int e) const { return rows_done(e) / rows(e).size(); }
  int next_row(int e) const { return rows(e).begin + rows_done(e) % rows(e).size(); }
  bool has_emitted(int e, int image_number, int row) const {
    return rows_done(e) > image_number * rows(e).size() + row - rows(e).begin;
  }

  bool inputs_there(int e) const {
    if (is_host(e)) return true;
    for (const Source& source : slice(e).sources)
      for (int row = source.rows.begin; row < source.rows.end; ++row)
        if (reads(layer_of(e), source.port, next_row(e), row) && !has_emitted(emitter(source.slice), image(e), row))
          return false;
    return true;
  }

  bool credits_there(int e) const {
    const auto& table = is_host(e) ? mapping_.image_table : slice(e).destinations;
    for (const Destination& d : table)
      if (d.slice != kHostSlice && d.rows.contains(next_row(e)) && !has_credit(e, d)) return false;
    return true;
  }

  /// First by the granted number, afterwards by the window that the consumer has moved on.
  bool has_credit(int e, const Destination& d) const {
    const int sent = image(e) * d.rows.size() + next_row(e) - d.rows.begin;
    if (rows_done(d.slice) == 0) return sent < d.initial_rows;
    const Slice& consumer = slice(d.slice);
    const int touched = image(e) * consumer.rows.size() + holder(layer_of(d.slice), d.port, next_row(e), consumer.rows);
    return touched < rows_done(d.slice) + consumer.window_rows;
  }

  const Network& network_;
  const Mapping& mapping_;
  int images_;
  std::vector<int> rows_;
};

}  // namespace

TokenRun run_tokens(const Network& network, const Mapping& mapping, int images, std::uint64_t seed) {
  Chip chip(network, mapping, images);
  Random random(seed);
  TokenRun run;
  for (int idle = 0; idle < chip.emitters();) {
    const int first = random.between(0, chip.emitters() - 1);
    for (idle = 0; idle < chip.emitters() && !chip.may_emit((first + idle) % chip.emitters()); ++idle) {
    }
    if (idle < chip.emitters()) chip.emit((first + idle) % chip.emitters());
  }
  run.finished = true;
  for (int e = 0; e < chip.emitters(); ++e) {
    run.rows_completed += chip.rows_done(e);
    if (!chip.finished(e)) run.finished = false, run.slice = e;
  }
  return run;
}

}  // namespace spikeloom
