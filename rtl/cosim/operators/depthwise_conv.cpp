// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "base/digits.hpp"
#include "models/fixed_point.hpp"
#include "rtl/cosim/operators/pass_operator.hpp"

namespace spikeloom {
namespace {

using WordsDigits = std::array<Digits, kMaxValuesPerWord>;

/// Takes the lowest digit of a lane's value: the weight that it adds.
std::int32_t next_digit(Digits& left, std::int32_t weight, int shift) {
  const std::uint32_t all = left.plus | left.minus;
  if (all == 0) return 0;
  const int digit = __builtin_ctz(all);
  const bool minus = (left.minus >> digit & 1U) != 0;
  left = {left.plus & ~(1U << digit), left.minus & ~(1U << digit)};
  return shift_left(minus ? -weight : weight, digit + shift);
}

class DepthwiseConvPasses final : public PassOperator {
 public:
  void add_word(PassSums& sums, const PassSlice& slice, const Packet& word) override {
    for (const PassSums::Tap& tap : PassSums::taps_of(slice, word))
      word.kind == PacketKind::SpikeWord ? add_spikes(sums, slice, word, tap) : add_values(sums, slice, word, tap);
  }

 private:
  static const std::int8_t* weights_of(const PassSlice& slice, const Packet& word, const PassSums::Tap& tap) {
    return slice.layer->weights.data() + tap.number * slice.layer->out.channels + word.channel;
  }
  static int shift_of(const PassSlice& slice, int channel) {
    return slice.parameters.weight_shift[static_cast<std::size_t>(channel)];
  }

  static void add_spikes(PassSums& sums, const PassSlice& slice, const Packet& word, const PassSums::Tap& tap) {
    const int first = slice.first(word);
    const std::int8_t* weights = weights_of(slice, word, tap);
    sums.passes(tap.address + first, word.count, [&](int i) {
      const bool fired = (word.bits[static_cast<std::size_t>(i / 64)] >> i % 64 & 1U) != 0;
      return fired ? shift_left(weights[i], shift_of(slice, first + i)) : 0;
    });
  }

  /// Each lane takes the digits of its own value, one a pass.
  static void add_values(PassSums& sums, const PassSlice& slice, const Packet& word, const PassSums::Tap& tap) {
    const int first = slice.first(word), lanes = sums.shape().lanes;
    const std::int8_t* weights = weights_of(slice, word, tap);
    WordsDigits digits;
    int most = 0;
    for (std::size_t i = 0; i < word.count; ++i) {
      digits[i] = digits_of(word.values[i], sums.shape().digits);
      most = std::max(most, digit_count(word.values[i], sums.shape().digits));
    }
    for (int group = 0; group < word.count; group += lanes)
      for (int k = 0; k < most; ++k)
        sums.pass(tap.address + first + group, std::min(lanes, word.count - group), [&](int lane) {
          const int i = group + lane;
          return next_digit(digits[static_cast<std::size_t>(i)], weights[i], shift_of(slice, first + i));
        });
  }
};

}  // namespace

std::unique_ptr<PassOperator> depthwise_conv_passes(const PassSlice&, int) {
  return std::make_unique<DepthwiseConvPasses>();
}

}  // namespace spikeloom
