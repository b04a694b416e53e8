// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "base/error.hpp"
#include "mapping/check/check_rules.hpp"
#include "mapping/plan/connections.hpp"
#include "mapping/search/partition.hpp"
#include "mapping/search/shortage_report.hpp"
#include "models/layer_names.hpp"

namespace spikeloom {
namespace {

bool inside(Range range, int size) { return range.begin >= 0 && !range.empty() && range.end <= size; }

const Layer& layer_of(const Network& network, const Slice& slice) {
  return network.layers[static_cast<std::size_t>(slice.layer)];
}

void check_place(const Network& network, const Mapping& mapping, const Slice& slice) {
  if (slice.layer < 0 || slice.layer >= static_cast<int>(network.layers.size()))
    throw InputError("mapping: layer " + std::to_string(slice.layer) + " of a slice is not one of the network's " +
                     std::to_string(network.layers.size()));
  const Layer& layer = layer_of(network, slice);
  if (!inside(slice.channels, layer.out.channels) || !inside(slice.rows, layer.out.height) ||
      !inside(slice.columns, layer.out.width) || !inside(slice.inputs, layer.in.channels))
    refuse_slice(network, slice,
                 "must lie in the layer's " + std::to_string(layer.out.channels) + " channels, " +
                     std::to_string(layer.out.height) + " rows, " + std::to_string(layer.out.width) + " columns and " +
                     std::to_string(layer.in.channels) + " input channels");
  if (!mapping.layers_of(network).contains(slice.layer)) return;  // check_boundary
  if (slice.core < 0 || slice.core >= mapping.target.tiles())
    refuse_slice(network, slice,
                 "core " + std::to_string(slice.core) + " is not one of the " + std::to_string(mapping.target.tiles()) +
                     " tiles");
}

void check_cut(const Network& network, const Slice& slice) {
  const Layer& layer = layer_of(network, slice);
  const int unit = channel_unit(layer);
  if (slice.channels.begin % unit != 0 || slice.channels.end % unit != 0)
    refuse_slice(
        network, slice,
        to_string(layer.op) + " must be cut between heads, at multiples of " + std::to_string(unit) + " channels");
  if (!traits_of(layer.op).divides_columns && slice.columns.size() != layer.out.width)
    refuse_slice(network, slice, to_string(layer.op) + " is not cut in columns");
  if (!layer.mixes_channels() && (slice.is_partial() || slice.inputs.size() != layer.in.channels))
    refuse_slice(network, slice, "only convolutions that mix channels are cut in input channels");
}

void check_root(const Network& network, const Mapping& mapping, int index) {
  const Slice& slice = mapping.slices[static_cast<std::size_t>(index)];
  if (!slice.is_partial()) return;
  if (slice.root <= index || slice.root >= static_cast<int>(mapping.slices.size()))
    refuse_slice(network, slice,
                 "its root is slice " + std::to_string(slice.root) + ", must be one of those behind it");
  const Slice& root = mapping.slices[static_cast<std::size_t>(slice.root)];
  if (root.is_partial() || root.layer != slice.layer)
    refuse_slice(network, slice, "its root must be a slice of the same layer that finishes its neurons");
  if (!(root.channels == slice.channels) || !(root.rows == slice.rows) || !(root.columns == slice.columns))
    refuse_slice(network, slice, "its root must have the same channels, rows and columns");
}

/// The inputs of a root and its partial slices are the layer's, each once.
void check_inputs(const Network& network, const Mapping& mapping, const SliceIndex& index, int number) {
  const Slice& root = mapping.slices[static_cast<std::size_t>(number)];
  const int all = layer_of(network, root).in.channels;
  std::vector<Range> inputs{root.inputs};
  for (const int partial : index.partials_of(number))
    inputs.push_back(mapping.slices[static_cast<std::size_t>(partial)].inputs);
  std::sort(inputs.begin(), inputs.end(), [](Range a, Range b) { return a.begin < b.begin; });
  inputs.push_back({all, all});
  int covered = 0;
  for (const Range range : inputs) {
    if (range.begin != covered)
      refuse_slice(network, root,
                   "input channel " + std::to_string(std::min(covered, range.begin)) + " is taken by " +
                       (range.begin > covered ? "no slice" : "several slices") + " of its group");
    covered = range.end;
  }
}

/// Counts for one layer how many slices finish each neuron.
void check_layer_coverage(const Network& network, const Mapping& mapping, const SliceIndex& index, int number) {
  const Layer& layer = network.layers[static_cast<std::size_t>(number)];
  const int width = layer.out.width, height = layer.out.height;
  std::vector<std::uint16_t> times(static_cast<std::size_t>(layer.out.neurons()));
  for (const int s : index.of_layer(number)) {
    const Slice& slice = mapping.slices[static_cast<std::size_t>(s)];
    for (int c = slice.channels.begin; c < slice.channels.end; ++c)
      for (int y = slice.rows.begin; y < slice.rows.end; ++y) {
        const auto row = times.begin() + (std::ptrdiff_t{c} * height + y) * width;
        for (int x = slice.columns.begin; x < slice.columns.end; ++x) ++row[x];
      }
  }
  const auto wrong = std::find_if(times.begin(), times.end(), [](std::uint16_t n) { return n != 1; });
  if (wrong == times.end()) return;
  const int i = static_cast<int>(wrong - times.begin());
  throw InputError("mapping: layer '" + layer.name + "': channel " + std::to_string(i / width / height) + " row " +
                   std::to_string(i / width % height) + " column " + std::to_string(i % width) + " is computed by " +
                   std::to_string(*wrong) + " slices instead of one");
}

}  // namespace

void check_coverage(const Network& network, const Mapping& mapping) {
  int previous = 0;
  for (const Slice& slice : mapping.slices) {
    check_place(network, mapping, slice);
    if (!mapping.is_load(slice)) check_cut(network, slice);
    if (slice.layer < previous) refuse_slice(network, slice, "slices must stand in layer order");
    previous = slice.layer;
  }
  for (int i = 0; i < static_cast<int>(mapping.slices.size()); ++i) check_root(network, mapping, i);
  const SliceIndex index(network, mapping.slices);
  const Range layers = mapping.layers_of(network);
  for (int i = layers.begin; i < layers.end; ++i) {
    check_layer_coverage(network, mapping, index, i);
    for (const int root : index.of_layer(i)) check_inputs(network, mapping, index, root);
  }
}

}  // namespace spikeloom
