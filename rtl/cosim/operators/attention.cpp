// SPDX-License-Identifier: Apache-2.0
#include "chip/spike_bits.hpp"
#include "rtl/cosim/operators/pass_operator.hpp"
#include "rtl/verilated/core_tables.hpp"

namespace spikeloom {
namespace {

constexpr int kQueryPort = 0, kKeyPort = 1, kValuePort = 2;

class AttentionPasses final : public PassOperator {
 public:
  AttentionPasses(const PassSlice& slice, int time_steps)
      : steps_(time_steps),
        height_(slice.layer->out.height),
        width_(slice.layer->out.width),
        channels_(slice.channels),
        head_(slice.layer->head_channels()),
        stored_(static_cast<std::size_t>(3 * time_steps * height_ * width_ * channels_)),
        kv_(static_cast<std::size_t>(time_steps * channels_ * head_)) {}

  void add_word(PassSums&, const PassSlice& slice, const Packet& word) override {
    std::uint8_t* spikes = token(word.port, word.t, word.row, word.column) + slice.first(word);
    for_each_bit(word.bits, [&](int i) { spikes[i] = 1; });
  }

  void job(PassSums& sums, const PassSlice& slice, int operation, int row, int step) override {
    operation == core_tables::kKey ? key_job(row, step) : query_job(sums, slice, row, step);
  }

 private:
  void key_job(int row, int step) {
    for (int x = 0; x < width_; ++x) {
      const std::uint8_t* k = token(kKeyPort, step, row, x);
      const std::uint8_t* v = token(kValuePort, step, row, x);
      for (int c = 0; c < channels_; ++c)
        for (int j = 0; k[c] != 0 && j < head_; ++j) kv(step, c)[j] += v[c / head_ * head_ + j];
    }
  }

  void query_job(PassSums& sums, const PassSlice& slice, int row, int step) {
    const std::uint64_t per_image = slice.rows() * static_cast<std::uint64_t>(steps_);
    const std::uint64_t image = queries_ / per_image;
    for (int x = 0; x < width_; ++x) {
      const std::uint8_t* q = token(kQueryPort, step, row, x);
      const Cycle begin = sums.cycle();
      for (int c = 0; c < channels_; ++c)
        if (q[c] != 0)
          sums.passes(PassSums::address(slice, image, row, step, x) + c / head_ * head_, head_,
                      [&](int j) { return kv(step, c)[j]; });
      sums.set_cycle(std::max(sums.cycle(), begin + 1));  // a token takes a cycle at least
    }
    if (++queries_ % per_image != 0) return;
    std::fill(stored_.begin(), stored_.end(), std::uint8_t{0});
    std::fill(kv_.begin(), kv_.end(), 0);
  }

  std::uint8_t* token(int port, int step, int row, int column) {
    return stored_.data() + static_cast<std::size_t>(((port * steps_ + step) * height_ + row) * width_ + column) *
                                static_cast<std::size_t>(channels_);
  }
  std::int32_t* kv(int step, int channel) {
    return kv_.data() + static_cast<std::size_t>((step * channels_ + channel) * head_);
  }

  const int steps_, height_, width_, channels_, head_;
  std::vector<std::uint8_t> stored_;  ///< [port][step][token][channel]: a spike
  std::vector<std::int32_t> kv_;      ///< [step][channel][channel of its head]
  std::uint64_t queries_ = 0;
};

}  // namespace

std::unique_ptr<PassOperator> attention_passes(const PassSlice& slice, int time_steps) {
  return std::make_unique<AttentionPasses>(slice, time_steps);
}

}  // namespace spikeloom
