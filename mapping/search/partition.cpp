// SPDX-License-Identifier: Apache-2.0
#include "mapping/search/partition.hpp"

#include "mapping/plan/memory.hpp"
#include "models/operators/operator_model.hpp"

namespace spikeloom {
namespace {

class SliceMaker {
 public:
  SliceMaker(const Network& network, const Target& target) : network_(network), target_(target) {}

  void cut(int index, const Split& split) {
    if (split == kNotInSegment) return;
    const Layer& layer = network_.layers[static_cast<std::size_t>(index)];
    Slice slice;
    slice.layer = index;
    const std::vector<Range> inputs = even_ranges(layer.in.channels, 1, split.input_parts);
    for (const Range rows : even_ranges(layer.out.height, 1, split.bands))
      for (const Range columns : even_ranges(layer.out.width, 1, split.column_parts))
        for (const Range channels : even_ranges(channel_units(layer), channel_unit(layer), split.channel_parts)) {
          slice.rows = rows, slice.columns = columns, slice.channels = channels;
          add_group(slice, inputs);
        }
  }

  std::vector<Slice> take() { return std::move(slices_); }

 private:
  /// The root has the residual and the neurons to do as well: it takes the last inputs, which are not the larger part.
  void add_group(Slice slice, const std::vector<Range>& inputs) {
    const int root = static_cast<int>(slices_.size() + inputs.size()) - 1;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      slice.inputs = inputs[i];
      slice.root = i + 1 < inputs.size() ? root : kNoRoot;
      set_words(slice);
      slices_.push_back(slice);
    }
  }

  void set_words(Slice& slice) const {
    const int bits = value_bits(network_, slice);
    slice.values_per_word = bits > 0 ? target_.values_per_word(bits) : 0;
    slice.value_word_flits = bits > 0 ? target_.value_word_flits(bits) : 0;
  }

  const Network& network_;
  const Target& target_;
  std::vector<Slice> slices_;
};

}  // namespace

int channel_unit(const Layer& layer) { return operator_model(layer.op).channel_unit(layer); }
int channel_units(const Layer& layer) { return layer.out.channels / channel_unit(layer); }

Split finest_split(const Layer& layer) {
  const int columns = traits_of(layer.op).divides_columns ? layer.out.width : 1;
  return {channel_units(layer), layer.out.height, columns, layer.filter_channels()};
}

std::vector<Range> even_ranges(int units, int unit, int parts) {
  std::vector<Range> ranges;
  int begin = 0;
  for (int i = 0; i < parts; ++i) {
    const int end = begin + units / parts + (i < units % parts ? 1 : 0);
    ranges.push_back({begin * unit, end * unit});
    begin = end;
  }
  return ranges;
}

std::vector<Slice> layer_slices(const Network& network, const Target& target, int layer, const Split& split) {
  SliceMaker maker(network, target);
  maker.cut(layer, split);
  return maker.take();
}

std::vector<Slice> make_slices(const Network& network, const Target& target, const Partition& partition) {
  SliceMaker maker(network, target);
  for (std::size_t i = 0; i < partition.size(); ++i) maker.cut(static_cast<int>(i), partition[i]);
  return maker.take();
}

}  // namespace spikeloom
