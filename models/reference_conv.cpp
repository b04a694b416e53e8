// SPDX-License-Identifier: Apache-2.0
// Dense convolution, gathered: all weight rows that arrive at an output position are listed first and then added
// block of channels by block, so that the sums stay in registers.
#include "models/digits.hpp"
#include "models/reference_operators.hpp"

namespace spikeloom {
namespace {

std::size_t rows_at_most(const Layer& layer) {
  return static_cast<std::size_t>(layer.kernel.taps()) * layer.in.channels;
}

class SpikeConvolution final : public Accumulation {
 public:
  SpikeConvolution(const Layer& layer, const WeightRows& rows, const SpikeMap& input)
      : layer_(layer), table_(rows), input_(input), list_(rows_at_most(layer)) {}

  void add(int t, int y, int x, std::int32_t* sums) override {
    std::uint32_t* end = list_.data();
    for_each_tap(layer_, y, x, [&](int tap, int row, int column) {
      const int first = tap * layer_.in.channels;
      for_each_spike(input_.at(t, row, column), input_.words(),
                     [&](int c) { *end++ = static_cast<std::uint32_t>(first + c); });
    });
    const std::size_t count = static_cast<std::size_t>(end - list_.data());
    add_rows(table_, list_.data(), count, sums);
    additions_ += count * static_cast<std::uint64_t>(layer_.out.channels);
  }

 private:
  const Layer& layer_;
  const WeightRows& table_;
  const SpikeMap& input_;
  std::vector<std::uint32_t> list_;
};

class ValueConvolution final : public Accumulation {
 public:
  ValueConvolution(const Layer& layer, const WeightRows& rows, ValueSource input)
      : layer_(layer), table_(rows), input_(input), list_(rows_at_most(layer)) {}

  void add(int t, int y, int x, std::int32_t* sums) override {
    ScaledRow* end = list_.data();
    std::uint64_t digits = 0;
    for_each_tap(layer_, y, x, [&](int tap, int row, int column) {
      const std::int32_t* values = input_.at(t, row, column);
      for (int c = 0; c < layer_.in.channels; ++c) {
        if (values[c] == 0) continue;
        *end++ = {static_cast<std::uint32_t>(tap * layer_.in.channels + c), values[c]};
        digits += static_cast<std::uint64_t>(digit_count(values[c], DigitCode::CanonicalSignedDigit));
      }
    });
    add_scaled_rows(table_, list_.data(), static_cast<std::size_t>(end - list_.data()), sums);
    additions_ += digits * static_cast<std::uint64_t>(layer_.out.channels);
  }

 private:
  const Layer& layer_;
  const WeightRows& table_;
  ValueSource input_;
  std::vector<ScaledRow> list_;
};

}  // namespace

std::unique_ptr<Accumulation> make_convolution(const Layer& layer, const WeightRows& rows, const LayerInputs& inputs) {
  if (inputs.carries_spikes(Role::Main))
    return std::make_unique<SpikeConvolution>(layer, rows, inputs.spikes(Role::Main));
  return std::make_unique<ValueConvolution>(layer, rows, inputs.values(Role::Main));
}

}  // namespace spikeloom
