// SPDX-License-Identifier: Apache-2.0
#include "mapping/plan/row_flow.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "mapping/plan/connections.hpp"
#include "mapping/plan/row_geometry.hpp"

namespace spikeloom {
namespace {

/// Rows of one image. Emitters are the slices and, behind them, the host port with the image's rows.
///
/// An emitter's conditions for its next row are its sources and then its destinations. Once met they stay met, so each
/// is looked at until it is met and never again; in between the emitter is asleep at the one whose emissions it waits
/// for. All the work of an image is one look at each condition of each row.
class RowFlow {
 public:
  RowFlow(const Network& network, const Mapping& mapping, std::vector<int> windows);

  const std::vector<int>& windows() const { return windows_; }

  /// Emits all that can be emitted; true when the image is through.
  bool flow();
  /// When nothing moves: a refusal that must be lifted before anything can move again.
  BlockedRow necessary_obstacle();
  void widen(const BlockedRow& obstacle);

 private:
  struct Emitter {
    int emitted = 0;
    Range rows;
    std::size_t condition = 0;  ///< first one of the next row that is not known to be met
    int waits_for = 0;          ///< emitter
    int until = 0;              ///< rows that it must have emitted
    int circle = 0;             ///< number of the search for a circle that came by last
    std::vector<int> sleepers;  ///< emitters that wait for this one
    bool finished() const { return emitted == rows.size(); }
    int next_row() const { return rows.begin + emitted; }
  };

  int host() const { return static_cast<int>(mapping_.slices.size()); }
  int number_of(int slice) const { return slice == kHostSlice ? host() : slice; }
  Emitter& at(int e) { return emitters_[static_cast<std::size_t>(e)]; }
  const Emitter& at(int e) const { return emitters_[static_cast<std::size_t>(e)]; }
  const Slice& slice(int i) const { return mapping_.slices[static_cast<std::size_t>(i)]; }
  const Layer& layer(const Slice& s) const { return network_.layers[static_cast<std::size_t>(s.layer)]; }
  int window(int s) const { return windows_[static_cast<std::size_t>(s)]; }
  const std::vector<Source>& sources(int e) const { return e == host() ? no_sources_ : slice(e).sources; }
  const std::vector<Destination>& destinations(int e) const {
    return e == host() ? mapping_.image_table : slice(e).destinations;
  }

  bool row_is_there(int e, const Source& source);
  bool is_admitted(int e, const Destination& destination);
  bool all_met(int e);
  void emit_all_possible(int e);
  void wake_sleepers(int e);
  bool waits_for_window(int e) const { return at(e).condition >= sources(e).size(); }
  BlockedRow refusal(int e) const;
  std::vector<int> waiting_circle();

  const Network& network_;
  const Mapping& mapping_;
  const std::vector<Source> no_sources_;
  std::vector<int> windows_;
  std::vector<Emitter> emitters_;
  std::vector<int> awake_;
  int first_unfinished_ = 0;
  int searches_ = 0;
};

RowFlow::RowFlow(const Network& network, const Mapping& mapping, std::vector<int> windows)
    : network_(network), mapping_(mapping), windows_(std::move(windows)), emitters_(mapping.slices.size() + 1) {
  for (int e = 0; e <= host(); ++e) {
    at(e).rows = e == host() ? Range{0, network.input.shape.height} : slice(e).rows;
    awake_.push_back(host() - e);  // the last one is taken first: in the order of the layers
  }
}

bool RowFlow::row_is_there(int e, const Source& source) {
  const Layer& of = layer(slice(e));
  const int height = producer_shape(network_, of, source.port).height;
  const int needed = std::min(last_needed_row(of, source.port, at(e).next_row(), height), source.rows.end - 1);
  const int producer = number_of(source.slice);
  if (needed < source.rows.begin || at(producer).next_row() > needed) return true;
  at(e).waits_for = producer;
  at(e).until = needed + 1 - at(producer).rows.begin;
  return false;
}

bool RowFlow::is_admitted(int e, const Destination& d) {
  const int row = at(e).next_row();
  if (is_edge_consumer(d.slice) || !d.rows.contains(row)) return true;
  const Slice& consumer = slice(d.slice);
  const int completed = last_touched_row(layer(consumer), d.port, row, consumer.rows) + 1 - window(d.slice);
  if (at(d.slice).emitted >= completed) return true;
  at(e).waits_for = d.slice;
  at(e).until = completed;
  return false;
}

bool RowFlow::all_met(int e) {
  const auto& from = sources(e);
  const auto& to = destinations(e);
  std::size_t& i = at(e).condition;
  while (i < from.size() && row_is_there(e, from[i])) ++i;
  if (i < from.size()) return false;
  while (i < from.size() + to.size() && is_admitted(e, to[i - from.size()])) ++i;
  return i == from.size() + to.size();
}

void RowFlow::emit_all_possible(int e) {
  while (!at(e).finished()) {
    if (!all_met(e)) {
      at(at(e).waits_for).sleepers.push_back(e);
      return;
    }
    at(e).condition = 0;
    ++at(e).emitted;
    wake_sleepers(e);
  }
}

void RowFlow::wake_sleepers(int e) {
  std::vector<int>& sleepers = at(e).sleepers;
  const auto wakes = [&](int sleeper) { return at(sleeper).until <= at(e).emitted; };
  std::copy_if(sleepers.begin(), sleepers.end(), std::back_inserter(awake_), wakes);
  sleepers.erase(std::remove_if(sleepers.begin(), sleepers.end(), wakes), sleepers.end());
}

bool RowFlow::flow() {
  while (!awake_.empty()) {
    const int e = awake_.back();
    awake_.pop_back();
    emit_all_possible(e);
  }
  while (first_unfinished_ <= host() && at(first_unfinished_).finished()) ++first_unfinished_;
  return first_unfinished_ > host();
}

void RowFlow::widen(const BlockedRow& obstacle) {
  windows_[static_cast<std::size_t>(obstacle.consumer)] = obstacle.window_needed;
  std::vector<int>& sleepers = at(obstacle.consumer).sleepers;
  const auto refused = [&](int sleeper) { return waits_for_window(sleeper); };
  std::copy_if(sleepers.begin(), sleepers.end(), std::back_inserter(awake_), refused);
  sleepers.erase(std::remove_if(sleepers.begin(), sleepers.end(), refused), sleepers.end());
}

/// Everybody who waits, waits for somebody who waits: following the waits ends in a circle.
std::vector<int> RowFlow::waiting_circle() {
  ++searches_;
  std::vector<int> path;
  int e = first_unfinished_;
  for (; at(e).circle != searches_; e = at(e).waits_for) {
    at(e).circle = searches_;
    path.push_back(e);
  }
  path.erase(path.begin(), std::find(path.begin(), path.end(), e));
  return path;
}

BlockedRow RowFlow::refusal(int e) const {
  const Emitter& refused = at(e);
  const int needed = window(refused.waits_for) + refused.until - at(refused.waits_for).emitted;
  return {e == host() ? kHostSlice : e, refused.next_row(), refused.waits_for, needed};
}

/// All waits of a circle must be resolved from within it. Rows are only awaited from earlier slices, so a circle holds
/// a refusal; of several, lifting the one nearest to the network's end keeps the rows where they meet.
BlockedRow RowFlow::necessary_obstacle() {
  std::optional<BlockedRow> nearest;
  for (const int e : waiting_circle())
    if (waits_for_window(e) && (!nearest || refusal(e).producer > nearest->producer)) nearest = refusal(e);
  if (!nearest) throw InputError("mapping: slices wait for each other's rows in a circle");
  return *nearest;
}

}  // namespace

std::vector<int> smallest_windows(const Network& network, const Mapping& mapping) {
  RowFlow rows(network, mapping, std::vector<int>(mapping.slices.size(), 1));
  while (!rows.flow()) rows.widen(rows.necessary_obstacle());
  return rows.windows();
}

std::optional<BlockedRow> find_blocked_row(const Network& network, const Mapping& mapping) {
  std::vector<int> windows;
  for (const Slice& slice : mapping.slices) windows.push_back(slice.window_rows);
  RowFlow rows(network, mapping, std::move(windows));
  if (rows.flow()) return std::nullopt;
  return rows.necessary_obstacle();
}

}  // namespace spikeloom
