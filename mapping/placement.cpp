// SPDX-License-Identifier: Apache-2.0
#include "mapping/placement.hpp"

#include <random>
#include <utility>

namespace spikeloom {
namespace {

class Placement {
 public:
  Placement(const Mapping& mapping, const std::vector<Flow>& flows)
      : mapping_(mapping),
        flows_(flows),
        tiles_(mapping.target.tiles()),
        neighbours_(static_cast<std::size_t>(tiles_) + 1),
        flows_of_(neighbours_.size()),
        tile_of_(neighbours_.size(), -1),
        seen_(flows.size(), 0) {
    for (std::size_t i = 0; i < flows.size(); ++i) add(i);
    tile_of_.back() = tiles_;  // the host's place is given
  }

  void place_greedily();
  void swap_for(std::uint64_t seed, int swaps);
  int tile_of(int bin) const { return tile_of_[static_cast<std::size_t>(bin)]; }

 private:
  struct Neighbour {
    int bin;
    std::int64_t flits;
  };

  void add(std::size_t flow);
  /// Flits x hops between a bin that stood on `tile` and its placed neighbours, as if no links were shared.
  std::int64_t cost(int bin, int tile) const {
    std::int64_t sum = 0;
    for (const Neighbour& n : neighbours_[static_cast<std::size_t>(bin)])
      if (tile_of(n.bin) >= 0) sum += n.flits * hops(mapping_, tile, tile_of(n.bin));
    return sum;
  }
  std::int64_t flits_to_placed(int bin) const;
  int most_attached_unplaced() const;
  int cheapest_free_tile(int bin, const std::vector<bool>& taken) const;

  std::int64_t cost(const Flow& flow);
  std::int64_t cost_of_all();
  std::int64_t cost_of_both(int a, int b);
  void swap(int a, int b) { std::swap(tile_of_[static_cast<std::size_t>(a)], tile_of_[static_cast<std::size_t>(b)]); }

  const Mapping& mapping_;
  const std::vector<Flow>& flows_;
  int tiles_;
  std::vector<std::vector<Neighbour>> neighbours_;  ///< [bin]
  std::vector<std::vector<std::size_t>> flows_of_;  ///< [bin]: that begin or end there
  std::vector<int> tile_of_;                        ///< [bin]
  std::vector<int> seen_;                           ///< [flow]: number of the question that counted it last
  int question_ = 0;
  std::vector<int> ends_;
};

void Placement::add(std::size_t index) {
  const Flow& flow = flows_[index];
  flows_of_[static_cast<std::size_t>(flow.from)].push_back(index);
  for (const int to : flow.to) {
    flows_of_[static_cast<std::size_t>(to)].push_back(index);
    neighbours_[static_cast<std::size_t>(flow.from)].push_back({to, flow.flits});
    neighbours_[static_cast<std::size_t>(to)].push_back({flow.from, flow.flits});
  }
}

std::int64_t Placement::cost(const Flow& flow) {
  ends_.clear();
  for (const int bin : flow.to) ends_.push_back(tile_of(bin));
  return flow.flits * tree_links(mapping_, tile_of(flow.from), ends_);
}

std::int64_t Placement::cost_of_all() {
  std::int64_t sum = 0;
  for (const Flow& flow : flows_) sum += cost(flow);
  return sum;
}

/// Of all flows that begin or end in one of the two bins.
std::int64_t Placement::cost_of_both(int a, int b) {
  ++question_;
  std::int64_t sum = 0;
  for (const int bin : {a, b})
    for (const std::size_t flow : flows_of_[static_cast<std::size_t>(bin)])
      if (std::exchange(seen_[flow], question_) != question_) sum += cost(flows_[flow]);
  return sum;
}

std::int64_t Placement::flits_to_placed(int bin) const {
  std::int64_t sum = 0;
  for (const Neighbour& n : neighbours_[static_cast<std::size_t>(bin)])
    if (tile_of(n.bin) >= 0) sum += n.flits;
  return sum;
}

int Placement::most_attached_unplaced() const {
  int best = -1;
  std::int64_t most = -1;
  for (int bin = 0; bin < tiles_; ++bin)
    if (tile_of(bin) < 0 && flits_to_placed(bin) > most) best = bin, most = flits_to_placed(bin);
  return best;
}

int Placement::cheapest_free_tile(int bin, const std::vector<bool>& taken) const {
  int best = -1;
  for (int tile = 0; tile < tiles_; ++tile)
    if (!taken[static_cast<std::size_t>(tile)] && (best < 0 || cost(bin, tile) < cost(bin, best))) best = tile;
  return best;
}

void Placement::place_greedily() {
  std::vector<bool> taken(static_cast<std::size_t>(tiles_), false);
  for (int placed = 0; placed < tiles_; ++placed) {
    const int bin = most_attached_unplaced();
    const int tile = cheapest_free_tile(bin, taken);
    tile_of_[static_cast<std::size_t>(bin)] = tile;
    taken[static_cast<std::size_t>(tile)] = true;
  }
}

/// Threshold accepting (Dueck and Scheuer 1990): annealing without exponentials. A swap may cost up to a threshold that
/// falls to zero; the best placement met is kept.
void Placement::swap_for(std::uint64_t seed, int swaps) {
  if (tiles_ < 2) return;
  std::mt19937_64 random(seed);
  auto any_bin = [&] { return static_cast<int>(random() % static_cast<std::uint64_t>(tiles_)); };
  const std::int64_t first_threshold = cost_of_all() / tiles_ / 2;
  std::vector<int> best = tile_of_;
  std::int64_t change = 0, best_change = 0;
  for (int i = 0; i < swaps; ++i) {
    const int a = any_bin(), b = any_bin();
    const std::int64_t before = cost_of_both(a, b);
    swap(a, b);
    const std::int64_t delta = cost_of_both(a, b) - before;
    if (delta > first_threshold * (swaps - i) / swaps) {
      swap(a, b);
    } else if ((change += delta) < best_change) {
      best_change = change;
      best = tile_of_;
    }
  }
  tile_of_ = std::move(best);
}

}  // namespace

void place_cores(Mapping& mapping, const std::vector<Flow>& flows, std::uint64_t seed, int swaps) {
  Placement placement(mapping, flows);
  placement.place_greedily();
  placement.swap_for(seed, swaps);
  for (Slice& slice : mapping.slices) slice.core = placement.tile_of(slice.core);
}

}  // namespace spikeloom
