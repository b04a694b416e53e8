// SPDX-License-Identifier: Apache-2.0
#include "rtl/load/slice_config.hpp"

#include "chip/chip_spec.hpp"
#include "mapping/plan/memory.hpp"
#include "mapping/plan/row_geometry.hpp"
#include "mapping/plan/slice_ports.hpp"
#include "models/layer_names.hpp"
#include "models/neuron.hpp"

namespace spikeloom {
namespace {

using core_tables::Field;
using core_tables::kAccumulator;
using core_tables::kAccumulatorBase;
using core_tables::kAllRows;
using core_tables::kChannel;
using core_tables::kChannelBase;
using core_tables::kChannelBegin;
using core_tables::kChannelOffset;
using core_tables::kChannels;
using core_tables::kColumnOffset;
using core_tables::kColumnsBegin;
using core_tables::kColumnsEnd;
using core_tables::kConsumer;
using core_tables::kDescriptor;
using core_tables::kEmitsValues;
using core_tables::kFieldStride;
using core_tables::kFires;
using core_tables::kFolded;
using core_tables::kFractionBits;
using core_tables::kInputBegin;
using core_tables::kKernel;
using core_tables::kKernelHeight;
using core_tables::kKernelWidth;
using core_tables::kKind;
using core_tables::kLastStep;
using core_tables::kMembraneBase;
using core_tables::kOperator;
using core_tables::kPadding;
using core_tables::kPartial;
using core_tables::kPort;
using core_tables::kPortRowsBegin;
using core_tables::kPortRowsEnd;
using core_tables::kPortSteps;
using core_tables::kPositional;
using core_tables::kProducers;
using core_tables::kRowNeurons;
using core_tables::kRowOffset;
using core_tables::kRowsBegin;
using core_tables::kRowsEnd;
using core_tables::kSamePosition;
using core_tables::kShift;
using core_tables::kSteps;
using core_tables::kStrideLog2;
using core_tables::kTapOffset;
using core_tables::kVc;
using core_tables::kWeight;
using core_tables::kWeightBase;
using core_tables::kWindowRows;
using core_tables::PortKind;

int log2_of(int n) {
  int log2 = 0;
  while (1 << log2 < n) ++log2;
  return log2;
}

PortKind port_kind(const Layer& layer, int port) {
  if (is_positional(layer, port)) return kSamePosition;
  return layer.reads_whole_map() ? kAllRows : kKernel;
}

}  // namespace

SliceConfig::SliceConfig(CoreConfig& image, std::size_t slot)
    : image_(image),
      slot_(slot),
      mapping_(image.context_.chip.mapping),
      network_(image.context_.chip.network),
      slice_(mapping_.slices[static_cast<std::size_t>(image.context_.slices[slot])]),
      layer_(network_.layers[static_cast<std::size_t>(slice_.layer)]),
      loader_(operator_loader(layer_.op)),
      channels_(slice_.channels.size()),
      columns_(slice_.columns.size()),
      accumulator_steps_(accumulator_steps(layer_, network_.time_steps)) {}

void SliceConfig::write() {
  if (!loader_) image_.refuse("operator " + to_string(layer_.op) + " (layer " + layer_.name + ")");
  image_.require(slice_.rows.size(), image_.sizes_.Rows, "rows in a slice", "Rows");
  image_.require(columns_, image_.sizes_.Columns, "columns in a slice", "Columns");
  image_.require(slice_.window_rows, image_.sizes_.Window, "rows in a window", "Window");
  image_.require(columns_ * channels_, image_.sizes_.RowNeurons, "neurons in a row", "RowNeurons");
  write_shape();
  write_places();
  write_accumulators();
  write_rows();
  if (loader_->write_tables != nullptr) loader_->write_tables(*this);
  if (layer_.has_weights()) write_kernel();
  write_channels();
  write_ports();
  write_consumers();
}

void SliceConfig::set(Field field, std::int64_t value) {
  image_.write(kDescriptor, at(slot_, kFieldStride, field), value);
}

void SliceConfig::write_table(core_tables::Table table, std::size_t index, std::int64_t data) {
  image_.write(table, index, data);
}

void SliceConfig::require(int needed, int available, const char* what, const char* parameter) const {
  image_.require(needed, available, what, parameter);
}

const RtlParameters& SliceConfig::sizes() const { return image_.sizes_; }

int SliceConfig::take_attention_unit() { return image_.attentions_++; }

void SliceConfig::take_kv_elements(int count) { image_.kv_elements_ += count; }

void SliceConfig::write_shape() {
  const Kernel& kernel = layer_.kernel;
  if (1 << log2_of(kernel.stride) != kernel.stride)
    image_.refuse("a stride of " + std::to_string(kernel.stride) + " (layer " + layer_.name +
                  "); allowed: powers of 2");
  image_.require(std::max(kernel.height, kernel.width), kMaxKernel, "taps in a row of a kernel",
                 "at most 8, no parameter");
  set(kOperator, loader_->number);
  set(kStrideLog2, log2_of(kernel.stride));
  set(kPadding, kernel.padding);
  set(kKernelHeight, kernel.height);
  set(kKernelWidth, kernel.width);
  set(kRowsBegin, slice_.rows.begin);
  set(kRowsEnd, slice_.rows.end);
  set(kColumnsBegin, slice_.columns.begin);
  set(kColumnsEnd, slice_.columns.end);
  set(kChannels, channels_);
  set(kFolded, accumulator_steps_ == 1 ? 1 : 0);
  set(kInputBegin, slice_.inputs.begin);
  set(kChannelBegin, slice_.channels.begin);
  set(kWindowRows, slice_.window_rows);
  set(kSteps, steps_sent(layer_, slice_, network_.time_steps));
  set(kLastStep, layer_.accumulates_over_time ? 1 : 0);
  set(kRowNeurons, columns_ * channels_);
  set(kFires, layer_.fires && !slice_.is_partial() ? 1 : 0);
  set(kEmitsValues, layer_.emits_values || slice_.is_partial() ? 1 : 0);
  set(kFractionBits, input_fraction_bits(network_.time_steps));
  set(kVc, image_.context_.slices[slot_] % image_.context_.noc.vcs);
}

void SliceConfig::write_places() {
  set(kAccumulatorBase, image_.accumulators_);
  set(kWeightBase, loader_->adds_kv_elements ? image_.kv_elements_ : image_.weights_);
  set(kChannelBase, image_.channels_);
  set(kMembraneBase, image_.membranes_);
}

void SliceConfig::write_accumulators() {
  const std::vector<std::int32_t> bias = channel_parameters(layer_, slice_).bias;
  const int positions = slice_.window_rows * accumulator_steps_ * columns_;
  for (int i = 0; i < positions; ++i)
    for (const std::int32_t b : bias) image_.write(kAccumulator, static_cast<std::size_t>(image_.accumulators_++), b);
  if (layer_.fires && !slice_.is_partial()) image_.membranes_ += columns_ * channels_;
}

void SliceConfig::write_rows() {
  const int row = columns_ * channels_;
  for (int slot = 0; slot < slice_.window_rows; ++slot)
    for (int t = 0; t < accumulator_steps_; ++t)
      image_.write(kRowOffset, at(at(slot_, image_.sizes_.Window, slot), kMaxTimeSteps, t),
                   (slot * accumulator_steps_ + t) * row);
  for (int x = 0; x < columns_; ++x) image_.write(kColumnOffset, at(slot_, image_.sizes_.Columns, x), x * channels_);
}

void SliceConfig::write_kernel() {
  const bool dense = layer_.mixes_channels();
  const int inputs = dense ? slice_.inputs.size() : 1;
  image_.require(inputs, image_.sizes_.InputChannels, "input channels in a slice", "InputChannels");
  for (int ky = 0; ky < layer_.kernel.height; ++ky)
    for (int kx = 0; kx < layer_.kernel.width; ++kx)
      image_.write(kTapOffset, at(at(slot_, kMaxKernel, ky), kMaxKernel, kx),
                   (ky * layer_.kernel.width + kx) * inputs * channels_);
  if (dense)
    for (int c = 0; c < inputs; ++c)
      image_.write(kChannelOffset, at(slot_, image_.sizes_.InputChannels, c), c * channels_);
  write_weight_rows(layer_.kernel.taps(), inputs);
}

// The configuration port writes four weights at once; a slice's begin where four can.
void SliceConfig::write_weight_rows(int taps, int inputs) {
  std::vector<std::int8_t> weights;
  const bool dense = layer_.mixes_channels();
  const auto rows = static_cast<std::size_t>(layer_.filter_channels());
  const std::size_t first = dense ? static_cast<std::size_t>(slice_.inputs.begin) : 0;
  for (std::size_t tap = 0; tap < static_cast<std::size_t>(taps); ++tap)
    for (std::size_t c = 0; c < static_cast<std::size_t>(inputs); ++c) {
      const std::size_t row = (tap * rows + first + c) * static_cast<std::size_t>(layer_.out.channels);
      const auto begin = layer_.weights.begin() + static_cast<std::ptrdiff_t>(row) + slice_.channels.begin;
      weights.insert(weights.end(), begin, begin + channels_);
    }
  weights.resize((weights.size() + 3) / 4 * 4);
  for (std::size_t i = 0; i < weights.size(); i += 4) {
    std::uint32_t four = 0;
    for (std::size_t k = 0; k < 4; ++k) four |= std::uint32_t{static_cast<std::uint8_t>(weights[i + k])} << 8 * k;
    image_.write(kWeight, static_cast<std::size_t>(image_.weights_) + i, four);
  }
  image_.weights_ += static_cast<int>(weights.size());
}

void SliceConfig::write_channels() {
  const ChannelParameters p = channel_parameters(layer_, slice_);
  for (std::size_t c = 0; c < static_cast<std::size_t>(channels_); ++c) {
    const std::size_t channel = static_cast<std::size_t>(image_.channels_) + c;
    image_.write(kShift, channel, p.weight_shift[c] | p.output_shift[c] << 5);
    image_.write(kChannel, 4 * channel, p.bias[c]);
    if (!p.threshold.empty()) image_.write(kChannel, 4 * channel + 1, p.threshold[c]);
    image_.write(kChannel, 4 * channel + 2, p.output_shift[c]);
  }
  image_.channels_ += channels_;
}

void SliceConfig::write_ports() {
  const std::vector<SlicePort> ports = slice_ports(network_, slice_, network_.time_steps);
  int positional = 0, partial = 0;
  for (std::size_t p = 0; p < ports.size(); ++p) {
    const SlicePort& port = ports[p];
    image_.require(port.rows.size(), image_.sizes_.Rows, "rows in an input", "Rows");
    const std::size_t place = slot_ * packet_layout::kMaxPorts + p;
    const int number = static_cast<int>(p);
    image_.write(kPort, 4 * place + kKind, port_kind(layer_, number));
    image_.write(kPort, 4 * place + kPortSteps, port.steps);
    image_.write(kPort, 4 * place + kPortRowsBegin, port.rows.begin);
    image_.write(kPort, 4 * place + kPortRowsEnd, port.rows.end);
    for (int row = 0; row < port.rows.size(); ++row)
      image_.write(kProducers, at(place, image_.sizes_.Rows, row), port.producers[static_cast<std::size_t>(row)]);
    if (is_positional(layer_, number)) positional |= 1 << number;
    if (number == partial_port(layer_)) partial |= 1 << number;
  }
  set(kPositional, positional);
  set(kPartial, partial);
}

// The host and DRAM take every row: no credit is counted for them.
void SliceConfig::write_consumers() {
  image_.require(static_cast<int>(slice_.destinations.size()), image_.sizes_.Consumers, "consumers of a slice",
                 "Consumers");
  for (std::size_t i = 0; i < slice_.destinations.size(); ++i) {
    const Destination& d = slice_.destinations[i];
    if (d.home) image_.refuse("rows that stay in their core (mapping.residual: home)");
    const Range rows = is_edge_consumer(d.slice) ? Range{} : d.rows;
    image_.write(kConsumer, at(slot_, image_.sizes_.Consumers, static_cast<int>(i)),
                 rows.begin | std::int64_t{rows.end} << 9 | std::int64_t{d.initial_rows & 0x1fff} << 18);
  }
}

}  // namespace spikeloom
