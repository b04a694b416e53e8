// SPDX-License-Identifier: Apache-2.0
// SDSA-3: acc = Q (K^T V) per head. K^T V is kept as one row of head_channels() numbers for each channel of K, so that
// a spike of Q adds its row just as a spike of a convolution adds its weight row.
#include "base/parallel.hpp"
#include "models/operators/operator_model.hpp"
#include "models/operators/slice_work.hpp"
#include "models/reference/reference_operators.hpp"

namespace spikeloom {
namespace {

/// K^T V of one time step: row c holds, for each channel of c's head, the tokens in which K's c and V's both fire.
class Product {
 public:
  Product(const Layer& layer, const SpikeMap& key, const SpikeMap& value, int t)
      : width_(layer.head_channels()),
        rows_(static_cast<std::size_t>(layer.out.channels) * width_),
        token_(static_cast<std::size_t>(layer.out.channels)) {
    for (int y = 0; y < key.shape().height; ++y)
      for (int x = 0; x < key.shape().width; ++x) {
        token_.assign(token_.size(), 0);
        for_each_spike(value.at(t, y, x), value.words(), [&](int c) { token_[static_cast<std::size_t>(c)] = 1; });
        for_each_spike(key.at(t, y, x), key.words(), [&](int c) { add_token(c); });
      }
    for (const std::int32_t n : rows_) additions_ += static_cast<std::uint64_t>(n);
  }

  const std::int32_t* row(int c) const { return rows_.data() + static_cast<std::size_t>(c) * width_; }
  std::uint64_t additions() const { return additions_; }

 private:
  void add_token(int c) {
    add_row(token_.data() + c / width_ * width_, width_, rows_.data() + static_cast<std::size_t>(c) * width_);
  }

  int width_;
  std::vector<std::int32_t> rows_;
  std::vector<std::int32_t> token_;  // V's spikes as numbers
  std::uint64_t additions_ = 0;
};

class Attention final : public Accumulation {
 public:
  Attention(const Layer& layer, const LayerInputs& inputs, Execution execution)
      : width_(layer.head_channels()), channels_(layer.out.channels), query_(inputs.spikes(Role::Query)) {
    products_.resize(static_cast<std::size_t>(execution.time_steps));
    parallel_for(execution.threads, execution.time_steps, [&](int t) {
      products_[static_cast<std::size_t>(t)] =
          std::make_unique<Product>(layer, inputs.spikes(Role::Key), inputs.spikes(Role::Value), t);
    });
  }

  void add(int t, int y, int x, int block, std::int32_t* sums) const override {
    const Product& product = *products_[static_cast<std::size_t>(t)];
    const int begin = block * kBlock, end = std::min(begin + kBlock, channels_);
    const int first_head = begin / width_ * width_, end_head = (end + width_ - 1) / width_ * width_;
    for_each_spike_between(query_.at(t, y, x), first_head, end_head, [&](int c) {
      const int head = c / width_ * width_;
      const int from = std::max(begin, head), to = std::min(end, head + width_);
      add_row(product.row(c) + (from - head), to - from, sums + (from - begin));
    });
  }

  std::uint64_t additions(int t, int y, int x) const override {
    std::uint64_t spikes = 0;
    for (int w = 0; w < query_.words(); ++w)
      spikes += static_cast<unsigned>(__builtin_popcountll(query_.at(t, y, x)[w]));
    return spikes * static_cast<std::uint64_t>(width_);
  }

  std::uint64_t additions_before() const override {
    std::uint64_t sum = 0;
    for (const auto& product : products_) sum += product->additions();
    return sum;
  }

 private:
  /// Calls visit(channel) for the spikes of channels begin..end-1.
  template <class Visit>
  static void for_each_spike_between(const std::uint64_t* words, int begin, int end, Visit visit) {
    for (int w = begin / 64; w * 64 < end; ++w) {
      std::uint64_t bits = words[w];
      if (w * 64 < begin) bits &= ~std::uint64_t{0} << (begin - w * 64);
      if (w * 64 + 64 > end) bits &= ~std::uint64_t{0} >> (w * 64 + 64 - end);
      for (; bits != 0; bits &= bits - 1) visit(w * 64 + __builtin_ctzll(bits));
    }
  }

  int width_;
  int channels_;
  const SpikeMap& query_;
  std::vector<std::unique_ptr<Product>> products_;  // one per time step
};

class AttentionModel final : public OperatorModel {
 public:
  using OperatorModel::OperatorModel;

  std::vector<Operand> operands() const override {
    return {{Role::Query, true, false, false}, {Role::Key, true, false, false}, {Role::Value, true, false, false}};
  }

  MapShape output_shape(const Layer& layer) const override { return layer.in; }

  Intervals sums(const Layer& layer, const std::vector<Intervals>& /*inputs*/, int /*time_steps*/) const override {
    const std::int64_t largest = std::int64_t{layer.in.positions()} * layer.head_channels();
    return Intervals(static_cast<std::size_t>(layer.out.channels), Interval{0, largest});
  }

  std::unique_ptr<Accumulation> accumulation(const Layer& layer, const WeightRows& /*rows*/, const LayerInputs& inputs,
                                             Execution execution) const override {
    return std::make_unique<Attention>(layer, inputs, execution);
  }

  /// Both products.
  std::uint64_t multiply_accumulates(const Layer& layer) const override {
    return 2 * static_cast<std::uint64_t>(layer.out.positions()) * static_cast<std::uint64_t>(layer.out.channels) *
           static_cast<std::uint64_t>(layer.head_channels());
  }

  int channel_unit(const Layer& layer) const override { return layer.head_channels(); }

  /// Q, K and V bits of a whole map and, for each head and time step, the head's KV matrix of counts up to `positions`.
  std::int64_t state_bits(const Layer& layer, int channels, int time_steps) const override {
    const std::int64_t positions = layer.in.positions(), head = layer.head_channels();
    const std::int64_t entry_bits = positions <= 255 ? 8 : 16;
    const std::int64_t matrices = std::int64_t{time_steps} * (channels / head) * head * head * entry_bits;
    return matrices + 3 * time_steps * positions * channels;
  }

  /// Words are stored, one cycle each; then each set bit of a token's K (Q) adds a row of the head's V bits (KV
  /// matrix), at least one cycle a token. Bands of rows repeat K and V.
  std::int64_t datapath_cycles(const SliceWork& work) const override {
    const Layer& l = work.layer;
    const std::int64_t words = (work.channels + work.word_channels - 1) / work.word_channels;
    std::int64_t sum = 0;
    for (const LayerInput& input : l.inputs) {
      const std::int64_t rows = input.role == Role::Query ? work.rows : l.in.height;
      const std::int64_t tokens = rows * l.in.width * work.time_steps;
      sum += work.sent_words(input, tokens * words, work.channels);
      if (input.role == Role::Value) continue;
      sum += work.additions(input, tokens * work.channels) * work.beats(l.head_channels());
      sum += work.silent_words(input, tokens, work.channels);
    }
    return sum;
  }

  std::string parameter_text(const Layer& layer) const override { return std::to_string(layer.heads) + " heads"; }
};

}  // namespace

const OperatorModel& attention_model() {
  static const AttentionModel model(Operator::Attention);
  return model;
}

}  // namespace spikeloom
