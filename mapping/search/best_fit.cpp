// SPDX-License-Identifier: Apache-2.0
#include "mapping/search/best_fit.hpp"

#include <algorithm>

#include "mapping/search/stream_homes.hpp"

namespace spikeloom {
namespace {

constexpr int kHalves[] = {2, 3, 4, 5, 6, 7, 8, 10, 12, 16};  ///< slices for a core's share of the work, times two
constexpr int kWorthwhilePercent = 95;                        ///< finer cuts cost traffic: they must take this much off
constexpr int kHopelessPercent = 150;                         ///< still finer cuts cost more
constexpr int kRoomPercent[] = {kFullPercent, 70};            ///< of the SRAMs: with more room, work is balanced better
constexpr int kSlicesThatPay = 4;  ///< for each core, or each layer: of more, fixed cycles exceed the work
constexpr int kCoarsest = 8;       ///< cores for a slice, at least

std::int64_t slices_of(const Partition& partition) {
  std::int64_t slices = 0;
  for (const Split& split : partition) slices += split.slices();
  return slices;
}

/// Slices nearer to those they talk to, if all find room again.
void assign_near(const Network& network, const WorkModel& work, const FitOptions& options, Fit& fit) {
  Mapping near = fit.mapping;
  const std::vector<std::int64_t> cycles = slice_cycles(near, work);
  const SliceGroups groups = slice_groups(network, near, cycles, options.residual);
  if (!assign_cores(network, near, cycles, groups, slice_flows(near, work))) fit.mapping = std::move(near);
  expect_cycles(network, cycles, fit);
}

/// Tries limits, from the coarsest, and keeps the best fit.
class LimitTrials {
 public:
  LimitTrials(const Network& network, const Target& target, const WorkModel& work, const FitOptions& options)
      : network_(network), target_(target), work_(work), options_(options) {}

  /// False when it is no use to try a finer one.
  bool try_limit(ShareLimit limit, int full_percent) {
    Partition partition = balanced_partition(network_, target_, work_, options_, limit, full_percent);
    if (std::find(fitted_.begin(), fitted_.end(), partition) != fitted_.end()) return true;
    Fit fit = fit_partition(network_, target_, work_, options_, partition);
    if (!fit.fits()) return !best_;  // a finer one does not fit either
    fitted_.push_back(std::move(partition));
    const bool hopeless = best_ && fit.cycles() * 100 > best_->cycles() * kHopelessPercent;
    if (!best_ || fit.cycles() * 100 < best_->cycles() * kWorthwhilePercent) best_ = std::move(fit);
    return !hopeless;
  }

  std::optional<Fit> take() { return std::move(best_); }

 private:
  const Network& network_;
  const Target& target_;
  const WorkModel& work_;
  const FitOptions& options_;
  std::vector<Partition> fitted_;
  std::optional<Fit> best_;
};

}  // namespace

std::vector<ShareLimit> share_limits(const Network& network, const Target& target, const WorkModel& work,
                                     const FitOptions& options) {
  const auto slices = [&](int cores) {
    return slices_of(balanced_partition(network, target, work, options, {2, cores}));
  };
  const std::int64_t tiles = target.tiles();
  const bool pays = slices(1) <= kSlicesThatPay * std::max<std::int64_t>(tiles, network.layers.size());
  int cores = 1;
  if (!pays || tiles > kUsualTiles)
    while (cores < tiles && slices(cores) * kCoarsest > tiles) cores *= 2;
  std::vector<ShareLimit> limits;
  for (; cores > 1; cores /= 2) {
    limits.push_back({2, cores});
    limits.push_back({3, cores});
  }
  for (const int halves : kHalves) limits.push_back({halves, 1});
  return limits;
}

/// Sizes are whole rows, columns and sets of lanes, so that which shares come out well is a matter of luck: many are
/// tried.
Fit best_fit(const Network& network, const Target& target, const WorkModel& work, const FitOptions& options,
             const MappingProgress& progress) {
  const std::vector<ShareLimit> limits = share_limits(network, target, work, options);
  LimitTrials trials(network, target, work, options);
  const std::uint64_t total = limits.size() * std::size(kRoomPercent);
  for (std::size_t round = 0; round < std::size(kRoomPercent); ++round)
    for (std::size_t i = 0; i < limits.size(); ++i) {
      if (progress) progress(MappingStep::Partitioning, round * limits.size() + i, total);
      if (!trials.try_limit(limits[i], kRoomPercent[round])) break;
    }
  std::optional<Fit> best = trials.take();
  if (!best) best = fit_partition(network, target, work, options, coarse_partition(network, target, work, options));
  if (best->fits()) assign_near(network, work, options, *best);
  return *std::move(best);
}

}  // namespace spikeloom
