// SPDX-License-Identifier: Apache-2.0
// SDSA-3: acc = Q (K^T V) per head. K^T V is kept as one row of head_channels() numbers for each channel of K, so that
// a spike of Q adds its row just as a spike of a convolution adds its weight row.
#include "models/reference_operators.hpp"

namespace spikeloom {
namespace {

class Attention final : public Accumulation {
 public:
  Attention(const Layer& layer, const LayerInputs& inputs, int time_steps)
      : width_(layer.head_channels()), channels_(layer.out.channels), query_(inputs.spikes(Role::Query)) {
    for (int t = 0; t < time_steps; ++t)
      products_.push_back(product(inputs.spikes(Role::Key), inputs.spikes(Role::Value), t));
  }

  void add(int t, int y, int x, std::int32_t* sums) override {
    const std::vector<std::int32_t>& rows = products_[static_cast<std::size_t>(t)];
    for_each_spike(query_.at(t, y, x), query_.words(), [&](int c) {
      add_row(rows.data() + static_cast<std::size_t>(c) * width_, width_, sums + first_of_head(c));
      additions_ += static_cast<std::uint64_t>(width_);
    });
  }

 private:
  int first_of_head(int channel) const { return channel / width_ * width_; }

  /// K^T V of one time step: row c holds, for each channel of c's head, the tokens in which K's c and V's both fire.
  std::vector<std::int32_t> product(const SpikeMap& key, const SpikeMap& value, int t) {
    std::vector<std::int32_t> rows(static_cast<std::size_t>(channels_) * width_);
    std::vector<std::int32_t> token(static_cast<std::size_t>(channels_));
    for (int y = 0; y < key.shape().height; ++y)
      for (int x = 0; x < key.shape().width; ++x) {
        token.assign(token.size(), 0);
        for_each_spike(value.at(t, y, x), value.words(), [&](int c) { token[static_cast<std::size_t>(c)] = 1; });
        for_each_spike(key.at(t, y, x), key.words(), [&](int c) { add_token(token, c, rows); });
      }
    return rows;
  }

  void add_token(const std::vector<std::int32_t>& token, int c, std::vector<std::int32_t>& rows) {
    const std::int32_t* values = token.data() + first_of_head(c);
    add_row(values, width_, rows.data() + static_cast<std::size_t>(c) * width_);
    for (int i = 0; i < width_; ++i) additions_ += static_cast<std::uint64_t>(values[i]);
  }

  int width_;
  int channels_;
  const SpikeMap& query_;
  std::vector<std::vector<std::int32_t>> products_;  // one per time step
};

}  // namespace

std::unique_ptr<Accumulation> make_attention(const Layer& layer, const LayerInputs& inputs, int time_steps) {
  return std::make_unique<Attention>(layer, inputs, time_steps);
}

}  // namespace spikeloom
