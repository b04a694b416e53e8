// SPDX-License-Identifier: Apache-2.0
#include "tests/mapping/naive_row_flow.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "mapping/plan/connections.hpp"
#include "mapping/plan/row_geometry.hpp"

namespace spikeloom {
namespace {

/// Why an emitter stands still: it waits for a row of an earlier one, or for the window of a consumer that refuses.
struct Wait {
  int for_emitter = 0;
  std::optional<BlockedRow> refusal;
};

class NaiveRowFlow {
 public:
  NaiveRowFlow(const Network& network, const Mapping& mapping)
      : network_(network), mapping_(mapping), emitted_(mapping.slices.size() + 1), windows_(mapping.slices.size(), 1) {}

  void set_windows(std::vector<int> windows) { windows_ = std::move(windows); }
  const std::vector<int>& windows() const { return windows_; }

  /// Emits all that can be emitted; true when the image is through.
  bool flow();
  /// When nothing moves: a refusal that must be lifted before anything can move again.
  BlockedRow necessary_obstacle() const;
  void widen(const BlockedRow& o) { windows_[static_cast<std::size_t>(o.consumer)] = o.window_needed; }

 private:
  // Emitters are the slices and, behind them, the host port with the image's rows.
  int host() const { return static_cast<int>(mapping_.slices.size()); }
  const Slice& slice(int i) const { return mapping_.slices[static_cast<std::size_t>(i)]; }
  const Layer& layer(const Slice& s) const { return network_.layers[static_cast<std::size_t>(s.layer)]; }
  int emitted(int emitter) const { return emitted_[static_cast<std::size_t>(emitter)]; }
  Range rows(int e) const { return e == host() ? Range{0, network_.input.shape.height} : slice(e).rows; }
  int next_row(int e) const { return rows(e).begin + emitted(e); }
  bool finished(int e) const { return next_row(e) >= rows(e).end; }
  const std::vector<Destination>& destinations(int e) const {
    return e == host() ? mapping_.image_table : slice(e).destinations;
  }
  bool has_needed_row(const Slice& s, const Source& source, int row) const;
  bool inputs_complete(int e) const;
  int window_needed(const Destination& d, int row) const;
  bool refuses(const Destination& d, int row) const;
  bool admitted(int e) const;
  bool emit_all_possible(int e);
  Wait wait_of(int e) const;
  std::vector<Wait> waiting_circle() const;

  const Network& network_;
  const Mapping& mapping_;
  std::vector<int> emitted_;  ///< rows of this image
  std::vector<int> windows_;
};

bool NaiveRowFlow::has_needed_row(const Slice& s, const Source& source, int row) const {
  const int height = producer_shape(network_, layer(s), source.port).height;
  const int needed = std::min(last_needed_row(layer(s), source.port, row, height), source.rows.end - 1);
  return needed < source.rows.begin || next_row(source.slice == kHostSlice ? host() : source.slice) > needed;
}

bool NaiveRowFlow::inputs_complete(int e) const {
  if (e == host()) return true;
  const auto& all = slice(e).sources;
  return std::all_of(all.begin(), all.end(), [&](const Source& s) { return has_needed_row(slice(e), s, next_row(e)); });
}

int NaiveRowFlow::window_needed(const Destination& d, int row) const {
  if (!d.rows.contains(row)) return 0;
  const Slice& consumer = slice(d.slice);
  return last_touched_row(layer(consumer), d.port, row, consumer.rows) - emitted(d.slice) + 1;
}

bool NaiveRowFlow::refuses(const Destination& d, int row) const {
  return d.slice != kHostSlice && window_needed(d, row) > windows_[static_cast<std::size_t>(d.slice)];
}

bool NaiveRowFlow::admitted(int e) const {
  const auto& all = destinations(e);
  return std::none_of(all.begin(), all.end(), [&](const Destination& d) { return refuses(d, next_row(e)); });
}

bool NaiveRowFlow::emit_all_possible(int e) {
  const int before = emitted(e);
  while (!finished(e) && inputs_complete(e) && admitted(e)) ++emitted_[static_cast<std::size_t>(e)];
  return emitted(e) != before;
}

bool NaiveRowFlow::flow() {
  for (bool progress = true; progress;) {
    progress = false;
    for (int e = 0; e <= host(); ++e) progress = emit_all_possible(e) || progress;
  }
  for (int e = 0; e <= host(); ++e)
    if (!finished(e)) return false;
  return true;
}

Wait NaiveRowFlow::wait_of(int e) const {
  const int row = next_row(e);
  if (e != host())
    for (const Source& source : slice(e).sources)
      if (!has_needed_row(slice(e), source, row)) return {source.slice == kHostSlice ? host() : source.slice, {}};
  for (const Destination& d : destinations(e))
    if (refuses(d, row))
      return {d.slice, BlockedRow{e == host() ? kHostSlice : e, row, d.slice, window_needed(d, row)}};
  throw InputError("mapping: slices that could go on do not");
}

/// Everybody who waits, waits for somebody who waits: following the waits ends in a circle.
std::vector<Wait> NaiveRowFlow::waiting_circle() const {
  int e = 0;
  while (finished(e)) ++e;
  std::vector<int> position(emitted_.size(), -1);
  std::vector<Wait> path;
  while (position[static_cast<std::size_t>(e)] < 0) {
    position[static_cast<std::size_t>(e)] = static_cast<int>(path.size());
    path.push_back(wait_of(e));
    e = path.back().for_emitter;
  }
  path.erase(path.begin(), path.begin() + position[static_cast<std::size_t>(e)]);
  return path;
}

/// All waits of a circle must be resolved from within it. Rows are only awaited from earlier layers, so a circle holds
/// a refusal; of several, lifting the one nearest to the network's end keeps the rows where they meet.
BlockedRow NaiveRowFlow::necessary_obstacle() const {
  std::optional<BlockedRow> nearest;
  for (const Wait& wait : waiting_circle())
    if (wait.refusal && (!nearest || wait.refusal->producer > nearest->producer)) nearest = wait.refusal;
  if (!nearest) throw InputError("mapping: slices wait for each other's rows in a circle");
  return *nearest;
}

}  // namespace

std::vector<int> naive_smallest_windows(const Network& network, const Mapping& mapping) {
  NaiveRowFlow rows(network, mapping);
  while (!rows.flow()) rows.widen(rows.necessary_obstacle());
  return rows.windows();
}

std::optional<BlockedRow> naive_blocked_row(const Network& network, const Mapping& mapping) {
  NaiveRowFlow rows(network, mapping);
  std::vector<int> windows;
  for (const Slice& slice : mapping.slices) windows.push_back(slice.window_rows);
  rows.set_windows(std::move(windows));
  if (rows.flow()) return std::nullopt;
  return rows.necessary_obstacle();
}

}  // namespace spikeloom
