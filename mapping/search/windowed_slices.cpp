// SPDX-License-Identifier: Apache-2.0
#include "mapping/search/windowed_slices.hpp"

#include <algorithm>

#include "mapping/cost/firing_profile.hpp"
#include "mapping/plan/boundary.hpp"
#include "mapping/plan/connections.hpp"
#include "mapping/plan/memory.hpp"
#include "mapping/plan/row_flow.hpp"

namespace spikeloom {
namespace {

Mapping empty_mapping(const Network& network, const Target& target, const FitOptions& options) {
  const int bits = image_value_bits(network.input);
  Mapping mapping;
  mapping.target = target;
  mapping.time = options.time;
  mapping.residual = options.residual;
  mapping.layers = options.layers;
  mapping.image_values_per_word = target.values_per_word(bits);
  mapping.image_word_flits = target.value_word_flits(bits);
  return mapping;
}

/// [layer][band]
std::vector<std::vector<int>> band_windows(const Network& network, const Target& target, const FitOptions& options,
                                           const Partition& partition) {
  Partition bands;
  for (const Split& split : partition) bands.push_back(split == kNotInSegment ? kNotInSegment : Split{1, split.bands});
  Mapping mapping = empty_mapping(network, target, options);
  mapping.slices = make_slices(network, target, bands);
  add_boundary(network, mapping);
  connect_slices(network, mapping);
  const std::vector<int> smallest = smallest_windows(network, mapping);
  std::vector<std::vector<int>> windows(network.layers.size());
  for (std::size_t i = 0; i < mapping.slices.size(); ++i) {
    const Slice& slice = mapping.slices[i];
    if (mapping.is_load(slice)) continue;
    const int window = std::min(smallest[i] + std::max(0, options.slack_rows), slice.rows.size());
    windows[static_cast<std::size_t>(slice.layer)].push_back(window);
  }
  return windows;
}

}  // namespace

std::vector<int> layer_windows(const Network& network, const Target& target, const FitOptions& options) {
  Partition partition(network.layers.size(), kNotInSegment);
  const Range layers = layers_or_all(network, options.layers);
  std::fill_n(partition.begin() + layers.begin, layers.size(), Split{});
  std::vector<int> windows;
  for (const auto& bands : band_windows(network, target, options, partition))
    windows.push_back(bands.empty() ? 0 : bands.front());
  return windows;
}

SizedSlices::SizedSlices(const Network& network, const Target& target, const FitOptions& options, Partition partition)
    : network_(network),
      target_(target),
      options_(options),
      partition_(std::move(partition)),
      slices_(network.layers.size()) {
  windows_ = band_windows(network_, target_, options_, partition_);
  for (int i = 0; i < static_cast<int>(partition_.size()); ++i) make(i);
}

void SizedSlices::cut(int layer, const Split& split) {
  Split& old = partition_[static_cast<std::size_t>(layer)];
  const bool other_bands = old.bands != split.bands;
  old = split;
  if (!other_bands) return make(layer);
  const auto before = windows_;
  windows_ = band_windows(network_, target_, options_, partition_);
  for (int i = 0; i < static_cast<int>(partition_.size()); ++i)
    if (i == layer || windows_[static_cast<std::size_t>(i)] != before[static_cast<std::size_t>(i)]) make(i);
}

void SizedSlices::make(int layer) {
  const auto index = static_cast<std::size_t>(layer);
  std::vector<Slice>& slices = slices_[index] = layer_slices(network_, target_, layer, partition_[index]);
  if (slices.empty()) return;
  const std::size_t per_band = slices.size() / windows_[index].size();
  for (std::size_t i = 0; i < slices.size(); ++i) {
    slices[i].window_rows = windows_[index][i / per_band];
    slices[i].memory = slice_memory(network_, target_, slices[i], options_.time);
  }
}

Mapping SizedSlices::mapping() const {
  Mapping mapping = empty_mapping(network_, target_, options_);
  for (const std::vector<Slice>& of_layer : slices_) {
    const int first = static_cast<int>(mapping.slices.size());
    for (Slice slice : of_layer) {
      if (slice.is_partial()) slice.root += first;
      mapping.slices.push_back(std::move(slice));
    }
  }
  add_boundary(network_, mapping);
  connect_slices(network_, mapping);
  return mapping;
}

}  // namespace spikeloom
