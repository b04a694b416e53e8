// SPDX-License-Identifier: Apache-2.0
#include "rtl/cosim/operators/pass_operator.hpp"

namespace spikeloom {
namespace {

class SpatialSumPasses final : public PassOperator {
 public:
  void add_word(PassSums& sums, const PassSlice& slice, const Packet& word) override {
    const int at = PassSums::address(slice, word.image, slice.slice->rows.begin, word.t, 0);
    sums.passes(at + slice.first(word), word.count, [&](int i) { return word.values[static_cast<std::size_t>(i)]; });
  }
};

}  // namespace

std::unique_ptr<PassOperator> spatial_sum_passes(const PassSlice&, int) { return std::make_unique<SpatialSumPasses>(); }

}  // namespace spikeloom
