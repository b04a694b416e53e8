// SPDX-License-Identifier: Apache-2.0
#include "mapping/search/assignment.hpp"

#include <algorithm>
#include <numeric>

#include "mapping/cost/wire_distance.hpp"

namespace spikeloom {
namespace {

/// First by work (even load); when that leaves somebody outside, by size, and at last packed tightly.
enum class Strategy { ByWork, BySize, Packed };

constexpr int kAsGood = 64;  ///< a core is as good as the least loaded one if it has at most 1/64 of a share more

class Assignment {
 public:
  Assignment(const Network& network, Mapping& mapping, const std::vector<std::int64_t>& cycles,
             const SliceGroups& groups, const std::vector<Flow>& flows)
      : mapping_(mapping),
        target_(mapping.target),
        cycles_(cycles),
        groups_(groups),
        ledger_(network, mapping, cycles),
        nearness_(mapping, flows),
        tolerance_(std::accumulate(cycles.begin(), cycles.end(), std::int64_t{0}) / target_.tiles() / kAsGood) {}

  std::optional<Shortage> run(Strategy strategy) {
    for (const int group : order(strategy)) {
      const std::vector<int>& slices = groups_[static_cast<std::size_t>(group)];
      const int core = choose(slices, strategy);
      if (core < 0) return shortage(slices);
      for (const int slice : slices) place(slice, core);
    }
    return std::nullopt;
  }

 private:
  const Slice& slice(int i) const { return mapping_.slices[static_cast<std::size_t>(i)]; }
  const std::vector<int>& group(int i) const { return groups_[static_cast<std::size_t>(i)]; }

  std::int64_t work(int number) const {
    std::int64_t sum = 0;
    for (const int i : group(number)) sum += cycles_[static_cast<std::size_t>(i)];
    return sum;
  }

  /// Share of a core's SRAMs, in millionths.
  std::int64_t size(int number) const {
    std::int64_t weights = 0, accumulators = 0;
    for (const int i : group(number)) weights += slice(i).memory.weights, accumulators += slice(i).memory.accumulators;
    return std::max(weights * 1'000'000 / target_.weight_sram_bytes,
                    accumulators * 1'000'000 / target_.accumulator_sram_bytes);
  }

  std::vector<int> order(Strategy strategy) const {
    std::vector<std::int64_t> keys;
    keys.reserve(groups_.size());
    for (int i = 0; i < static_cast<int>(groups_.size()); ++i)
      keys.push_back(strategy == Strategy::ByWork ? work(i) : size(i));
    std::vector<int> order(groups_.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
      return keys[static_cast<std::size_t>(a)] > keys[static_cast<std::size_t>(b)];
    });
    return order;
  }

  /// The stages of slices, each run of equal ones once.
  void list_stages(const std::vector<int>& slices) {
    stages_.clear();
    for (const int i : slices)
      if (stages_.empty() || stages_.back() != ledger_.stage(i)) stages_.push_back(ledger_.stage(i));
  }

  /// What counts against a core: all that it has to do, and what it has to do in the stages of the slices.
  std::int64_t burden(int core) const {
    std::int64_t sum = ledger_.load(core);
    for (const int stage : stages_) sum += ledger_.stage_load(core, stage);
    return sum;
  }

  int choose(const std::vector<int>& slices, Strategy strategy) {
    const CoreNeed need = ledger_.need(slices);
    list_stages(slices);
    candidates_.clear();
    std::int64_t least = 0;
    for (int core = 0; core < target_.tiles(); ++core) {
      if (ledger_.lack(need, core).any()) continue;
      if (strategy == Strategy::Packed) return core;
      candidates_.push_back({core, burden(core)});
      least = candidates_.size() == 1 ? candidates_.back().burden : std::min(least, candidates_.back().burden);
    }
    if (candidates_.empty()) return -1;
    nearness_.ask(slices);
    int best = -1;
    std::int64_t nearest = 0;
    for (const Candidate& c : candidates_) {
      if (c.burden > least + tolerance_) continue;
      const std::int64_t distance = nearness_.distance(c.core);
      if (best < 0 || distance < nearest) best = c.core, nearest = distance;
    }
    return best;
  }

  void place(int i, int core) {
    mapping_.slices[static_cast<std::size_t>(i)].core = core;
    ledger_.add(i, core);
    nearness_.place(i, core);
  }

  Shortage shortage(const std::vector<int>& slices) const {
    const int i = slices.front();
    Shortage all{i, true, true, true}, any{i};
    for (int core = 0; core < target_.tiles(); ++core) {
      const Lack s = ledger_.lack(slices, core);
      all.weights &= s.weights, any.weights |= s.weights;
      all.accumulators &= s.accumulators, any.accumulators |= s.accumulators;
      all.slice_numbers &= s.slice_numbers, any.slice_numbers |= s.slice_numbers;
      any.weights_left = std::max(any.weights_left, ledger_.weights_left(core));
      any.accumulators_left = std::max(any.accumulators_left, ledger_.accumulators_left(core));
    }
    if (!all.weights && !all.accumulators && !all.slice_numbers) return any;
    all.weights_left = any.weights_left;
    all.accumulators_left = any.accumulators_left;
    return all;
  }

  struct Candidate {
    int core;
    std::int64_t burden;
  };

  Mapping& mapping_;
  const Target& target_;
  const std::vector<std::int64_t>& cycles_;
  const SliceGroups& groups_;
  CoreLedger ledger_;
  Nearness nearness_;
  std::int64_t tolerance_;
  std::vector<Candidate> candidates_;
  std::vector<int> stages_;  ///< of the slices that are placed now
};

}  // namespace

SliceGroups single_slices(const Mapping& mapping) {
  SliceGroups groups;
  for (int i = 0; i < static_cast<int>(mapping.slices.size()); ++i)
    if (!mapping.is_load(mapping.slices[static_cast<std::size_t>(i)])) groups.push_back({i});
  return groups;
}

std::optional<Shortage> assign_cores(const Network& network, Mapping& mapping, const std::vector<std::int64_t>& cycles,
                                     const SliceGroups& groups, const std::vector<Flow>& flows) {
  std::optional<Shortage> shortage;
  for (const Strategy strategy : {Strategy::ByWork, Strategy::BySize, Strategy::Packed}) {
    shortage = Assignment(network, mapping, cycles, groups, flows).run(strategy);
    if (!shortage) break;
  }
  return shortage;
}

}  // namespace spikeloom
