// SPDX-License-Identifier: Apache-2.0
#include "mapping/cost/work.hpp"

#include <algorithm>

#include "mapping/plan/connections.hpp"
#include "mapping/plan/memory.hpp"
#include "mapping/plan/row_geometry.hpp"
#include "models/operators/operator_model.hpp"
#include "models/operators/slice_work.hpp"

namespace spikeloom {
namespace {

std::int64_t divided_up(std::int64_t n, std::int64_t by) { return (n + by - 1) / by; }
std::int64_t times(std::int64_t n, Fixed chance) { return (n * chance) >> kFixedBits; }

/// pairs[i]: pairs of (output line below i, tap) whose input line lies inside the map.
std::vector<std::int64_t> valid_pairs(int outputs, int taps, const Kernel& kernel, int input_lines) {
  std::vector<std::int64_t> pairs{0};
  for (int out = 0; out < outputs; ++out) {
    const int first = out * kernel.stride - kernel.padding;
    const int valid = std::min(first + taps, input_lines) - std::max(first, 0);
    pairs.push_back(pairs.back() + std::max(0, valid));
  }
  return pairs;
}

std::int64_t between(const std::vector<std::int64_t>& sums, Range range) {
  return sums[static_cast<std::size_t>(range.end)] - sums[static_cast<std::size_t>(range.begin)];
}

std::int64_t positions(const Source& part) { return std::int64_t{part.rows.size()} * part.columns.size(); }

}  // namespace

CoreWork& CoreWork::operator+=(const CoreWork& o) {
  datapath += o.datapath, neuron += o.neuron, packetizer += o.packetizer, inbound += o.inbound;
  return *this;
}

std::int64_t CoreWork::cycles(const Target& target) const {
  const std::int64_t computing = target.neuron_beside ? std::max(datapath, neuron) : datapath + neuron;
  return std::max(computing, std::max(packetizer, inbound) * target.link_interval_cycles);
}

WorkModel::WorkModel(const Network& network, const Target& target, const Activity& activity, LoopOrder time)
    : network_(network), target_(target), activity_(network, activity), time_(time) {
  for (const Layer& l : network.layers)
    taps_.push_back({valid_pairs(l.out.height, l.kernel.height, l.kernel, l.in.height),
                     valid_pairs(l.out.width, l.kernel.width, l.kernel, l.in.width)});
}

CoreWork WorkModel::work(const Slice& slice) const {
  CoreWork work;
  if (slice.core >= target_.tiles()) return work;
  const auto partials = std::count_if(slice.sources.begin(), slice.sources.end(), [&](const Source& source) {
    return source.port == partial_port(layer(slice.layer));
  });
  work.datapath = input_cycles(slice) + partial_cycles(slice, static_cast<int>(partials)) + token_cycles(slice);
  work.neuron = neuron_cycles(slice);
  work.packetizer = sent_flits(slice);
  work.inbound = received_flits(slice);
  return work;
}

std::int64_t WorkModel::layer_cycles(int index) const {
  const Layer& l = layer(index);
  Slice whole;
  whole.layer = index;
  whole.channels = {0, l.out.channels}, whole.inputs = {0, l.in.channels};
  whole.rows = {0, l.out.height}, whole.columns = {0, l.out.width};
  return cycles(whole);
}

/// The questions of an operator, answered from the model's tables.
class WorkModel::OperatorWork final : public SliceWork {
 public:
  OperatorWork(const WorkModel& model, const Slice& slice)
      : SliceWork(model.layer(slice.layer)), model_(model), slice_(slice) {
    first_channel = slice.channels.begin, channels = slice.channels.size();
    in_channels = slice.inputs.size();
    rows = slice.rows.size(), columns = slice.columns.size();
    time_steps = model.network_.time_steps;
    // With the steps outermost the image comes again in each step.
    input_steps = layer.constant_over_time && model.time_ == LoopOrder::StepInRow ? 1 : time_steps;
    word_channels = model.target_.spike_word_channels;
    addressed = model.target_.spike_encoding == SpikeEncoding::Aer;
  }

  std::int64_t pairs() const override {
    const Taps& taps = model_.taps_[static_cast<std::size_t>(slice_.layer)];
    return between(taps.rows, slice_.rows) * between(taps.columns, slice_.columns);
  }
  std::int64_t additions(const LayerInput& input, std::int64_t count) const override {
    const FixedActivity& activity = model_.activity_;
    return times(count, input.signal == Signal::Spikes ? activity.rate(input.source) : activity.digits(input.source));
  }
  std::int64_t sent_words(const LayerInput& input, std::int64_t count, int word) const override {
    return times(count, model_.activity_.word_is_sent(input.source, word));
  }
  std::int64_t silent_words(const LayerInput& input, std::int64_t count, int word) const override {
    return times(count, kOne - model_.activity_.word_is_sent(input.source, word));
  }
  std::int64_t value_word_beats(const LayerInput& input, std::int64_t positions) const override {
    return model_.value_words(input.source, positions, channels);
  }
  int beats(int count) const override { return (count + model_.target_.lanes - 1) / model_.target_.lanes; }

 private:
  const WorkModel& model_;
  const Slice& slice_;
};

std::int64_t WorkModel::input_cycles(const Slice& slice) const {
  const Layer& l = layer(slice.layer);
  const std::int64_t cycles = operator_model(l.op).datapath_cycles(OperatorWork(*this, slice));
  const int residual = l.input_index(Role::Residual);
  if (residual < 0 || slice.is_partial()) return cycles;
  const std::int64_t here = std::int64_t{slice.rows.size()} * slice.columns.size();
  return cycles + value_words(l.inputs[static_cast<std::size_t>(residual)].source, here, slice.channels.size());
}

std::int64_t WorkModel::value_words(int source, std::int64_t here, int channels) const {
  const int per_word = std::max(1, target_.values_per_word(value_bits(source)));
  return here * network_.time_steps * divided_up(channels, per_word) * divided_up(per_word, target_.lanes);
}

std::int64_t WorkModel::partial_cycles(const Slice& root, int partials) const {
  if (partials == 0) return 0;
  const Layer& l = layer(root.layer);
  const int per_word = std::max(1, target_.values_per_word(std::max(1, l.bounds.accumulator_bits)));
  const std::int64_t here = std::int64_t{root.rows.size()} * root.columns.size();
  return here * accumulator_steps(l, network_.time_steps) * divided_up(root.channels.size(), per_word) * partials;
}

/// A row end of each producer for each row and step, a credit of each consumer for each row.
std::int64_t WorkModel::token_cycles(const Slice& slice) const {
  std::int64_t sum = 0;
  for (const Source& source : slice.sources) {
    const bool partial = source.port == partial_port(layer(slice.layer));
    const int producer =
        partial ? slice.layer : layer(slice.layer).inputs[static_cast<std::size_t>(source.port)].source;
    sum += std::int64_t{source.rows.size()} * steps_of(producer);
  }
  for (const Destination& d : slice.destinations) sum += d.home ? 0 : d.rows.size();
  return sum;
}

std::int64_t WorkModel::neuron_cycles(const Slice& slice) const {
  const int steps = layer(slice.layer).accumulates_over_time ? 1 : network_.time_steps;
  const std::int64_t row = std::int64_t{slice.columns.size()} * slice.channels.size();
  return steps * slice.rows.size() * divided_up(row, target_.neuron_lanes);
}

std::int64_t WorkModel::word_flits(int source, Signal signal, const Source& part) const {
  const std::int64_t here = positions(part) * steps_of(source);
  const int channels = part.channels.size();
  if (signal == Signal::Values) {
    const int bits = value_bits(source);
    return here * divided_up(channels, std::max(1, target_.values_per_word(bits))) * target_.value_word_flits(bits);
  }
  if (target_.spike_encoding == SpikeEncoding::Aer)
    return times(here * channels, activity_.rate(source)) * target_.spike_word_flits();
  const int block = target_.spike_word_channels;
  const std::int64_t whole = channels / block, rest = channels % block;
  return (times(here * whole, activity_.word_is_sent(source, block)) +
          times(here, activity_.word_is_sent(source, static_cast<int>(rest)))) *
         target_.spike_word_flits();
}

std::int64_t WorkModel::row_end_flits(int source, int rows) const {
  return std::int64_t{rows} * steps_of(source) * target_.token_flits();
}

std::int64_t WorkModel::sent_flits(const Slice& slice) const {
  const Layer& l = layer(slice.layer);
  const int token = target_.token_flits();
  std::int64_t sum = 0;
  for (const Source& source : slice.sources) sum += std::int64_t{source.rows.size()} * token;  // credits
  if (target_.multicast == Multicast::Unicast && !slice.destinations.empty()) {
    for (const Destination& d : slice.destinations)
      if (!d.home)
        sum += word_flits(slice.layer, d.signal, {d.slice, d.port, d.rows, d.channels, d.columns}) +
               row_end_flits(slice.layer, d.rows.size());
    return sum;
  }
  const Source all{0, 0, slice.rows, slice.channels, slice.columns};
  const auto& to = slice.destinations;
  const bool at_home = !to.empty() && std::all_of(to.begin(), to.end(), [](const Destination& d) {
    return d.home || d.signal == Signal::Spikes;
  });
  if ((l.emits_values || slice.is_partial()) && !at_home) sum += word_flits(slice.layer, Signal::Values, all);
  if (l.fires && !slice.is_partial()) sum += word_flits(slice.layer, Signal::Spikes, all);
  return sum + row_end_flits(slice.layer, slice.rows.size());
}

std::int64_t WorkModel::received_flits(const Slice& slice) const {
  std::int64_t sum = 0;
  for (const Source& source : slice.sources) {
    const Layer& l = layer(slice.layer);
    const bool partial = source.port == partial_port(l);
    const int producer = partial ? slice.layer : l.inputs[static_cast<std::size_t>(source.port)].source;
    sum += word_flits(producer, port_signal(l, source.port), source) + row_end_flits(producer, source.rows.size());
  }
  for (const Destination& d : slice.destinations)
    sum += d.home ? 0 : std::int64_t{d.rows.size()} * target_.token_flits();
  return sum;
}

int WorkModel::value_bits(int source) const {
  if (source == kImageSource) return image_value_bits(network_.input);
  const Layer& l = layer(source);
  return std::max(1, l.emits_values ? l.bounds.value_bits : l.bounds.accumulator_bits);
}

int WorkModel::steps_of(int source) const {
  if (source == kImageSource) return time_ == LoopOrder::StepInRow ? 1 : network_.time_steps;
  return layer(source).accumulates_over_time ? 1 : network_.time_steps;
}

}  // namespace spikeloom
