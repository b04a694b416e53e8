// SPDX-License-Identifier: Apache-2.0
#include "mapping/search/passes.hpp"

#include <algorithm>
#include <numeric>

#include "base/error.hpp"
#include "mapping/check/check_rules.hpp"
#include "mapping/plan/memory.hpp"
#include "mapping/search/best_fit.hpp"
#include "mapping/search/mapper.hpp"

namespace spikeloom {
namespace {

int layer_count(const Network& network) { return static_cast<int>(network.layers.size()); }

/// Bytes of weights, as the smallest number of slices holds them.
std::int64_t weight_bytes(const Network& network, const Target& target, int layer) {
  Slice whole;
  whole.layer = layer;
  const Layer& l = network.layers[static_cast<std::size_t>(layer)];
  whole.channels = {0, l.out.channels};
  whole.rows = {0, l.out.height};
  whole.columns = {0, l.out.width};
  whole.inputs = {0, l.in.channels};
  return slice_memory(network, target, whole).weights;
}

class Chooser {
 public:
  Chooser(const Network& network, const Target& target, const MappingOptions& options)
      : network_(network), target_(target), options_(options), work_(network, target, options.activity, options.time) {
    for (int i = 0; i < layer_count(network); ++i) weights_.push_back(weight_bytes(network, target, i));
  }

  bool fits(Range layers) const {
    return best_fit(network_, target_, work_, {options_.slack_rows, options_.time, options_.residual, layers},
                    options_.progress)
        .fits();
  }

  /// The longest pass from `begin` on that fits. A part of a pass that fits, fits: so the search halves.
  int longest_end(int begin) const {
    int fitting = begin + 1, limit = end_by_weights(begin, target_.weight_sram_bytes * target_.tiles());
    if (limit <= begin || !fits({begin, fitting})) refuse(begin);
    if (limit == fitting || fits({begin, limit})) return limit;
    while (limit - fitting > 1) {
      const int middle = fitting + (limit - fitting) / 2;
      (fits({begin, middle}) ? fitting : limit) = middle;
    }
    return fitting;
  }

  std::vector<Range> fewest() const {
    std::vector<Range> passes;
    for (int begin = 0; begin < layer_count(network_); begin = passes.back().end)
      passes.push_back({begin, longest_end(begin)});
    return passes;
  }

  /// As few, but evenly filled if that fits: where weights fill the SRAMs nothing is left to balance work with.
  std::vector<Range> fewest_even() const {
    std::vector<Range> least = fewest(), same = even(static_cast<int>(least.size()));
    return std::all_of(same.begin(), same.end(), [&](Range layers) { return fits(layers); }) ? same : least;
  }

  /// `count` passes, the largest of which has as few weights as can be.
  std::vector<Range> even(int count) const {
    std::int64_t low = *std::max_element(weights_.begin(), weights_.end());
    std::int64_t high = std::accumulate(weights_.begin(), weights_.end(), std::int64_t{0});
    while (low < high) {
      const std::int64_t middle = low + (high - low) / 2;
      if (passes_below(middle, 1).size() <= static_cast<std::size_t>(count))
        high = middle;
      else
        low = middle + 1;
    }
    return passes_below(low, count);
  }

 private:
  /// Consecutive layers of at most `limit` bytes, in at least `least` passes: the last ones have a layer each.
  std::vector<Range> passes_below(std::int64_t limit, int least) const {
    std::vector<Range> passes;
    const int layers = layer_count(network_);
    for (int begin = 0; begin < layers; begin = passes.back().end) {
      const int left = least - static_cast<int>(passes.size()) - 1;
      passes.push_back({begin, std::max(begin + 1, std::min(end_by_weights(begin, limit), layers - left))});
    }
    return passes;
  }

  int end_by_weights(int begin, std::int64_t limit) const {
    int end = begin;
    for (std::int64_t sum = 0; end < layer_count(network_); ++end)
      if ((sum += weights_[static_cast<std::size_t>(end)]) > limit) break;
    return end;
  }

  [[noreturn]] void refuse(int index) const {
    const Layer& layer = network_.layers[static_cast<std::size_t>(index)];
    const std::string name = "passes: layer '" + layer.name + "' ";
    const std::int64_t there = target_.weight_sram_bytes * target_.tiles(),
                       needed = weights_[static_cast<std::size_t>(index)];
    if (needed > there)
      throw InputError(name + "alone has " + std::to_string(needed) + " bytes of weights, all cores together have " +
                       std::to_string(there) + "; a layer is not divided into passes");
    MappingOptions alone = options_;
    alone.layers = {index, index + 1};
    static_cast<void>(map_network(network_, target_, alone));  // throws: what is missing
    throw InputError(name + "does not fit the chip alone");
  }

  const Network& network_;
  const Target& target_;
  const MappingOptions& options_;
  const WorkModel work_;
  std::vector<std::int64_t> weights_;
};

void require_ports(const Target& target, const std::string& why) {
  if (target.dram_ports.empty())
    throw InputError("passes: " + why + ", and the chip has no DRAM port: dram.ports names no tile");
}

void require_steps_inside(const MappingOptions& options) {
  if (options.time == LoopOrder::RowInStep)
    throw InputError(
        "passes: time: outer sends each step through the whole chip, and a pass is a part of the network; "
        "several passes need time: inner");
}

}  // namespace

std::vector<Range> choose_passes(const Network& network, const Target& target, const MappingOptions& options,
                                 int passes) {
  check_limits(network, target);
  const Chooser chooser(network, target, options);
  if (passes == kAutoPasses) return chooser.fewest_even();
  if (passes > layer_count(network))
    throw InputError("passes: " + std::to_string(passes) + " are more than the network's " +
                     std::to_string(layer_count(network)) + " layers");
  return chooser.even(passes);
}

PassPlan map_passes(const Network& network, const Target& target, const MappingOptions& options, int passes) {
  PassPlan plan;
  const auto add = [&](Range layers) {
    MappingOptions one = options;
    one.layers = layers;
    plan.passes.push_back(map_network(network, target, one, &plan.placements.emplace_back()));
  };
  const bool whole = passes == 1 || (passes == kAutoPasses && target.dram_ports.empty());
  if (!whole && passes != kAutoPasses) require_ports(target, std::to_string(passes) + " are asked for");
  const std::vector<Range> all{Range{}};
  for (const Range layers : whole ? all : choose_passes(network, target, options, passes)) add(layers);
  if (plan.streams()) require_steps_inside(options);
  return plan;
}

Mapping all_slices(const PassPlan& plan) {
  Mapping all = plan.passes.front();
  if (!plan.streams()) return all;
  all.layers = {};
  all.stores.clear();
  all.slices.clear();
  for (const Mapping& pass : plan.passes)
    for (const Slice& slice : pass.slices)
      if (!pass.is_load(slice)) all.slices.push_back(slice);
  return all;
}

int first_slice(const PassPlan& plan, std::size_t pass) {
  int computed = 0;
  const auto is_load = [&](std::size_t p, const Slice& s) { return plan.passes[p].is_load(s); };
  for (std::size_t p = 0; p <= pass; ++p) {
    const auto& slices = plan.passes[p].slices;
    const auto loads = std::count_if(slices.begin(), slices.end(), [&](const Slice& s) { return is_load(p, s); });
    computed += p < pass ? static_cast<int>(slices.size() - static_cast<std::size_t>(loads)) : -static_cast<int>(loads);
  }
  return computed;
}

}  // namespace spikeloom
