// SPDX-License-Identifier: Apache-2.0
#include "base/digits.hpp"
#include "chip/spike_bits.hpp"
#include "models/fixed_point.hpp"
#include "rtl/cosim/operators/pass_operator.hpp"

namespace spikeloom {
namespace {

class ConvPasses final : public PassOperator {
 public:
  void add_word(PassSums& sums, const PassSlice& slice, const Packet& word) override {
    word.kind == PacketKind::SpikeWord ? add_spikes(sums, slice, word) : add_values(sums, slice, word);
  }

 private:
  static void add_weight_row(PassSums& sums, const PassSlice& slice, const PassSums::Tap& tap, int input, int digit,
                             bool minus) {
    const std::int8_t* weights = slice.layer->weights.data() +
                                 static_cast<std::size_t>(tap.number * slice.layer->in.channels + input) *
                                     static_cast<std::size_t>(slice.layer->out.channels) +
                                 slice.slice->channels.begin;
    sums.passes(tap.address, slice.channels, [&](int c) {
      const std::int32_t weight = minus ? -weights[c] : weights[c];
      return shift_left(weight, digit + slice.parameters.weight_shift[static_cast<std::size_t>(c)]);
    });
  }

  static void add_spikes(PassSums& sums, const PassSlice& slice, const Packet& word) {
    const std::vector<PassSums::Tap> taps = PassSums::taps_of(slice, word);
    for_each_bit(word.bits, [&](int i) {
      for (const PassSums::Tap& tap : taps) add_weight_row(sums, slice, tap, word.channel + i, 0, false);
    });
  }

  static void add_values(PassSums& sums, const PassSlice& slice, const Packet& word) {
    const std::vector<PassSums::Tap> taps = PassSums::taps_of(slice, word);
    for (int i = 0; i < word.count; ++i) {
      const Digits digits = digits_of(word.values[static_cast<std::size_t>(i)], sums.shape().digits);
      for (std::uint32_t all = digits.plus | digits.minus; all != 0; all &= all - 1) {
        const int digit = __builtin_ctz(all);
        for (const PassSums::Tap& tap : taps)
          add_weight_row(sums, slice, tap, word.channel + i, digit, (digits.minus >> digit & 1U) != 0);
      }
    }
  }
};

}  // namespace

std::unique_ptr<PassOperator> conv_passes(const PassSlice&, int) { return std::make_unique<ConvPasses>(); }

}  // namespace spikeloom
