// SPDX-License-Identifier: Apache-2.0
#include "tests/mapping/cuts.hpp"

#include <algorithm>

#include "mapping/cost/work.hpp"
#include "mapping/plan/connections.hpp"
#include "mapping/plan/memory.hpp"
#include "mapping/plan/row_flow.hpp"
#include "mapping/search/partition.hpp"

namespace spikeloom {
namespace {

/// Slices of one place in the output: a root, and before it the partial slices that help it.
void add_group(const Network& network, const Target& target, const Slice& shape, const std::vector<Range>& inputs,
               std::vector<Slice>& slices) {
  const int root = static_cast<int>(slices.size() + inputs.size()) - 1;
  for (const Range range : inputs) {
    Slice& slice = slices.emplace_back(shape);
    slice.inputs = range;
    slice.root = static_cast<int>(slices.size()) - 1 == root ? kNoRoot : root;
    choose_value_words(network, target, slice);
  }
}

}  // namespace

Cuts random_cuts(const Network& network, Random& random) {
  Cuts cuts;
  for (const Layer& layer : network.layers) {
    Cut& cut = cuts.emplace_back();
    const auto parts = [&](int most) { return random.chance(60) ? random.between(1, std::min(3, most)) : 1; };
    cut.channels = parts(layer.out.channels / channel_unit(layer));
    cut.bands = parts(layer.out.height);
    if (layer.op != Operator::Attention) cut.columns = parts(layer.out.width);
    if (layer.op == Operator::Conv) cut.inputs = parts(layer.in.channels);
  }
  return cuts;
}

std::vector<Slice> cut_slices(const Network& network, const Target& target, const Cuts& cuts) {
  std::vector<Slice> slices;
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    const Layer& layer = network.layers[i];
    const int unit = channel_unit(layer);
    Slice shape;
    shape.layer = static_cast<int>(i);
    for (const Range rows : even_ranges(layer.out.height, 1, cuts[i].bands))
      for (const Range columns : even_ranges(layer.out.width, 1, cuts[i].columns))
        for (const Range channels : even_ranges(layer.out.channels / unit, unit, cuts[i].channels)) {
          shape.rows = rows;
          shape.columns = columns;
          shape.channels = channels;
          add_group(network, target, shape, even_ranges(layer.in.channels, 1, cuts[i].inputs), slices);
        }
  }
  return slices;
}

void settle(const Network& network, Mapping& mapping, int slack_rows) {
  const std::vector<int> windows = smallest_windows(network, mapping);
  for (std::size_t i = 0; i < windows.size(); ++i) {
    Slice& slice = mapping.slices[i];
    slice.window_rows = std::min(windows[i] + slack_rows, slice.rows.size());
    slice.memory = slice_memory(network, mapping.target, slice, mapping.time);
  }
  grant_first_credits(network, mapping);
}

Mapping cut_mapping(const Network& network, const Target& target, const Cuts& cuts, int slack_rows) {
  Mapping mapping;
  mapping.target = target;
  mapping.image_values_per_word = target.values_per_word(image_value_bits(network.input));
  mapping.image_word_flits = target.value_word_flits(image_value_bits(network.input));
  mapping.slices = cut_slices(network, target, cuts);
  for (std::size_t i = 0; i < mapping.slices.size(); ++i)
    mapping.slices[i].core = static_cast<int>(i % static_cast<std::size_t>(target.tiles()));
  connect_slices(network, mapping);
  settle(network, mapping, slack_rows);
  return mapping;
}

}  // namespace spikeloom
