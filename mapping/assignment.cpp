// SPDX-License-Identifier: Apache-2.0
#include "mapping/assignment.hpp"

#include <algorithm>
#include <numeric>

#include "mapping/memory.hpp"

namespace spikeloom {
namespace {

/// First by work (even load); when that leaves somebody outside, by size, and at last packed tightly.
enum class Strategy { ByWork, BySize, Packed };

class Assignment {
 public:
  Assignment(Mapping& mapping, const std::vector<double>& work)
      : mapping_(mapping),
        target_(mapping.target),
        work_(work),
        cores_(static_cast<std::size_t>(target_.tiles())),
        load_(cores_.size()) {}

  std::optional<Shortage> run(Strategy strategy) {
    for (const int i : order(strategy)) {
      const int core = choose(i, strategy);
      if (core < 0) return shortage(i);
      place(i, core);
    }
    return std::nullopt;
  }

 private:
  const Slice& slice(int i) const { return mapping_.slices[static_cast<std::size_t>(i)]; }

  double share_of_core(int i) const {
    const SliceMemory& m = slice(i).memory;
    const auto weights = static_cast<double>(m.weights) / static_cast<double>(target_.weight_sram_bytes);
    const auto accumulators = static_cast<double>(m.accumulators) / static_cast<double>(target_.accumulator_sram_bytes);
    return std::max(weights, accumulators);
  }

  std::vector<int> order(Strategy strategy) const {
    std::vector<int> slices(mapping_.slices.size());
    std::iota(slices.begin(), slices.end(), 0);
    auto key = [&](int i) {
      return strategy == Strategy::ByWork ? work_[static_cast<std::size_t>(i)] : share_of_core(i);
    };
    std::stable_sort(slices.begin(), slices.end(), [&](int a, int b) { return key(a) > key(b); });
    return slices;
  }

  Shortage lacks(std::size_t core, int i) const {
    CoreMemory with = cores_[core];
    with.add(slice(i).memory);
    Shortage s;
    s.weights = with.weights > target_.weight_sram_bytes;
    s.accumulators = with.accumulators(target_.row_buffers) > target_.accumulator_sram_bytes;
    s.slice_numbers = with.slices > kMaxSlicesPerCore;
    return s;
  }

  int choose(int i, Strategy strategy) const {
    int best = -1;
    for (std::size_t core = 0; core < cores_.size(); ++core) {
      const Shortage s = lacks(core, i);
      if (s.weights || s.accumulators || s.slice_numbers) continue;
      if (strategy == Strategy::Packed) return static_cast<int>(core);
      if (best < 0 || load_[core] < load_[static_cast<std::size_t>(best)]) best = static_cast<int>(core);
    }
    return best;
  }

  void place(int i, int core) {
    mapping_.slices[static_cast<std::size_t>(i)].core = core;
    cores_[static_cast<std::size_t>(core)].add(slice(i).memory);
    load_[static_cast<std::size_t>(core)] += work_[static_cast<std::size_t>(i)];
  }

  Shortage shortage(int i) const {
    Shortage all{i, true, true, true}, any{i};
    for (std::size_t core = 0; core < cores_.size(); ++core) {
      const Shortage s = lacks(core, i);
      all.weights &= s.weights, any.weights |= s.weights;
      all.accumulators &= s.accumulators, any.accumulators |= s.accumulators;
      all.slice_numbers &= s.slice_numbers, any.slice_numbers |= s.slice_numbers;
      any.weights_left = std::max(any.weights_left, target_.weight_sram_bytes - cores_[core].weights);
      any.accumulators_left = std::max(any.accumulators_left,
                                       target_.accumulator_sram_bytes - cores_[core].accumulators(target_.row_buffers));
    }
    if (!all.weights && !all.accumulators && !all.slice_numbers) return any;
    all.weights_left = any.weights_left;
    all.accumulators_left = any.accumulators_left;
    return all;
  }

  Mapping& mapping_;
  const Target& target_;
  const std::vector<double>& work_;
  std::vector<CoreMemory> cores_;
  std::vector<double> load_;
};

}  // namespace

std::optional<Shortage> assign_cores(Mapping& mapping, const std::vector<double>& work) {
  std::optional<Shortage> shortage;
  for (const Strategy strategy : {Strategy::ByWork, Strategy::BySize, Strategy::Packed}) {
    shortage = Assignment(mapping, work).run(strategy);
    if (!shortage) break;
  }
  return shortage;
}

}  // namespace spikeloom
