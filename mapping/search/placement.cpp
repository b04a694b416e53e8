// SPDX-License-Identifier: Apache-2.0
#include "mapping/search/placement.hpp"

#include <algorithm>
#include <numeric>
#include <random>

#include "mapping/cost/core_budget.hpp"
#include "mapping/cost/flow_costs.hpp"

namespace spikeloom {
namespace {

constexpr std::int64_t kSwapsBetweenReports = 1024;
constexpr int kNear = 2;  ///< a swap goes to a tile at most so far from a partner, along each axis

class Annealing {
 public:
  Annealing(const Network& network, const Mapping& mapping, const std::vector<std::int64_t>& cycles,
            const SliceGroups& groups, const std::vector<Flow>& flows, std::uint64_t seed)
      : target_(mapping.target),
        groups_(groups),
        ledger_(network, mapping, cycles),
        random_(seed),
        group_of_(mapping.slices.size()),
        tile_of_core_(static_cast<std::size_t>(target_.tiles())),
        core_of_(mapping.slices.size()),
        tiles_(mapping.slices.size()),
        costs_(mapping, flows, placed(mapping)) {
    set_limits();
  }

  std::int64_t cost() const { return costs_.total(); }
  /// The same cores, on tiles drawn by lot.
  std::int64_t cost_by_lot(const Mapping& mapping, const std::vector<Flow>& flows);
  void run(std::int64_t swaps, const MappingProgress& progress);
  std::int64_t ends() const { return costs_.ends(); }
  int tile_of(int slice) const { return tiles_[static_cast<std::size_t>(slice)]; }

 private:
  const std::vector<int>& placed(const Mapping& mapping);
  void set_limits();
  std::uint64_t below(std::size_t n) { return random_() % static_cast<std::uint64_t>(n); }
  int core_near_partner(int slice);
  bool try_swap(std::int64_t threshold);
  bool exchange_tiles(int core, int other, std::int64_t threshold);
  bool exchange_groups(int group, int other_core, std::int64_t threshold);
  int group_to_return(int core, int stage);
  void put(const std::vector<int>& slices, int core);
  bool over_limits(int core) const;
  void retile(const std::vector<int>& slices);

  const Target& target_;
  const SliceGroups& groups_;
  CoreLedger ledger_;
  std::mt19937_64 random_;
  std::vector<int> group_of_;                ///< [slice]
  std::vector<int> tile_of_core_, core_at_;  ///< a permutation and its inverse
  std::vector<int> core_of_;                 ///< [slice]; of a load the number of its port
  std::vector<int> tiles_;                   ///< [slice]; the same
  std::vector<std::int64_t> stage_limits_;
  std::int64_t load_limit_ = 0;
  FlowCosts costs_;
  std::vector<int> moved_;
};

const std::vector<int>& Annealing::placed(const Mapping& mapping) {
  std::iota(tile_of_core_.begin(), tile_of_core_.end(), 0);
  core_at_ = tile_of_core_;
  for (std::size_t g = 0; g < groups_.size(); ++g)
    for (const int slice : groups_[g]) group_of_[static_cast<std::size_t>(slice)] = static_cast<int>(g);
  for (std::size_t i = 0; i < mapping.slices.size(); ++i) {
    core_of_[i] = tiles_[i] = mapping.slices[i].core;
    ledger_.add(static_cast<int>(i), core_of_[i]);
  }
  return tiles_;
}

void Annealing::set_limits() {
  load_limit_ = ledger_.busiest();
  for (int stage = 0; stage < ledger_.stages(); ++stage) {
    std::int64_t most = 0;
    for (int core = 0; core < target_.tiles(); ++core) most = std::max(most, ledger_.stage_load(core, stage));
    stage_limits_.push_back(most);
  }
}

std::int64_t Annealing::cost_by_lot(const Mapping& mapping, const std::vector<Flow>& flows) {
  std::vector<int> tiles(tile_of_core_.size());
  std::iota(tiles.begin(), tiles.end(), 0);
  for (std::size_t i = tiles.size(); i > 1; --i) std::swap(tiles[i - 1], tiles[below(i)]);
  std::vector<int> of_slices;
  for (const int core : core_of_)
    of_slices.push_back(core < target_.tiles() ? tiles[static_cast<std::size_t>(core)] : core);
  return FlowCosts(mapping, flows, of_slices).total();
}

/// Threshold accepting (Dueck and Scheuer 1990): annealing without exponentials. A swap may cost up to a threshold that
/// falls to zero; the best placement met is kept.
void Annealing::run(std::int64_t swaps, const MappingProgress& progress) {
  if (target_.tiles() < 2 || groups_.empty()) return;
  const std::int64_t first_threshold = cost() / static_cast<std::int64_t>(groups_.size()) / 8;
  std::vector<int> best = tiles_;
  std::int64_t best_cost = cost();
  const std::int64_t settled = swaps * 3 / 4;
  for (std::int64_t i = 0; i < swaps; ++i) {
    if (progress && i % kSwapsBetweenReports == 0)
      progress(MappingStep::Placing, static_cast<std::uint64_t>(i), static_cast<std::uint64_t>(swaps));
    const std::int64_t left = std::max<std::int64_t>(0, settled - i);
    if (!try_swap(first_threshold * left / std::max<std::int64_t>(1, settled)) || cost() >= best_cost) continue;
    best_cost = cost();
    best = tiles_;
  }
  tiles_ = std::move(best);
}

bool Annealing::try_swap(std::int64_t threshold) {
  const int slice = static_cast<int>(below(core_of_.size()));
  const int core = core_of_[static_cast<std::size_t>(slice)];
  if (core >= target_.tiles()) return false;
  const int other = core_near_partner(slice);
  if (core == other) return false;
  return below(4) == 0 ? exchange_tiles(core, other, threshold)
                       : exchange_groups(group_of_[static_cast<std::size_t>(slice)], other, threshold);
}

int Annealing::core_near_partner(int slice) {
  const int tile = costs_.tile_of_partner(slice, random_());
  const auto near = [&](int place, int length) {
    const int moved = place + static_cast<int>(below(2 * kNear + 1)) - kNear;
    if (target_.topology == Topology::Torus) return (moved + length) % length;
    return std::clamp(moved, 0, length - 1);
  };
  const int column = near(tile % target_.columns, target_.columns), row = near(tile / target_.columns, target_.rows);
  return core_at_[static_cast<std::size_t>(row * target_.columns + column)];
}

bool Annealing::exchange_tiles(int core, int other, std::int64_t threshold) {
  const auto exchange = [&] {
    int& a = tile_of_core_[static_cast<std::size_t>(core)];
    int& b = tile_of_core_[static_cast<std::size_t>(other)];
    std::swap(a, b);
    core_at_[static_cast<std::size_t>(a)] = core, core_at_[static_cast<std::size_t>(b)] = other;
    retile(moved_);
  };
  moved_ = ledger_.slices(core);
  moved_.insert(moved_.end(), ledger_.slices(other).begin(), ledger_.slices(other).end());
  exchange();
  if (costs_.change(moved_) <= threshold) return costs_.accept(), true;
  exchange();
  return false;
}

/// A group for another of the same stage, if there is one: loads change little then.
bool Annealing::exchange_groups(int group, int other, std::int64_t threshold) {
  const std::vector<int>& there = groups_[static_cast<std::size_t>(group)];
  const int core = core_of_[static_cast<std::size_t>(there.front())];
  const int returned = group_to_return(other, ledger_.stage(there.front()));
  static const std::vector<int> kNobody;
  const std::vector<int>& back = returned < 0 ? kNobody : groups_[static_cast<std::size_t>(returned)];
  moved_ = there;
  moved_.insert(moved_.end(), back.begin(), back.end());
  put(there, other), put(back, core);
  const bool possible = !over_limits(core) && !over_limits(other);
  if (possible) {
    retile(moved_);
    if (costs_.change(moved_) <= threshold) return costs_.accept(), true;
  }
  put(there, core), put(back, other);
  retile(moved_);
  return false;
}

int Annealing::group_to_return(int core, int stage) {
  int found = -1, met = 0;
  for (const int slice : ledger_.slices(core))
    if (ledger_.stage(slice) == stage && below(static_cast<std::size_t>(++met)) == 0)
      found = group_of_[static_cast<std::size_t>(slice)];
  return found;
}

void Annealing::put(const std::vector<int>& slices, int core) {
  for (const int slice : slices) {
    ledger_.remove(slice, core_of_[static_cast<std::size_t>(slice)]);
    ledger_.add(slice, core);
    core_of_[static_cast<std::size_t>(slice)] = core;
  }
}

bool Annealing::over_limits(int core) const {
  if (ledger_.lack(CoreNeed{}, core).any() || ledger_.load(core) > load_limit_) return true;
  for (int stage = 0; stage < ledger_.stages(); ++stage)
    if (ledger_.stage_load(core, stage) > stage_limits_[static_cast<std::size_t>(stage)]) return true;
  return false;
}

void Annealing::retile(const std::vector<int>& slices) {
  for (const int slice : slices)
    tiles_[static_cast<std::size_t>(slice)] =
        tile_of_core_[static_cast<std::size_t>(core_of_[static_cast<std::size_t>(slice)])];
}

}  // namespace

PlacementCosts anneal_placement(const Network& network, Mapping& mapping, const std::vector<std::int64_t>& cycles,
                                const SliceGroups& groups, const std::vector<Flow>& flows,
                                const PlacementOptions& options) {
  Annealing annealing(network, mapping, cycles, groups, flows, options.seed);
  PlacementCosts costs;
  costs.swaps = options.swaps;
  costs.greedy = annealing.cost();
  costs.random = annealing.cost_by_lot(mapping, flows);
  annealing.run(options.swaps, options.progress);
  costs.ends = annealing.ends();
  std::vector<int> tiles;
  for (Slice& slice : mapping.slices) tiles.push_back(slice.core = annealing.tile_of(static_cast<int>(tiles.size())));
  costs.annealed = FlowCosts(mapping, flows, tiles).total();
  return costs;
}

}  // namespace spikeloom
