// SPDX-License-Identifier: Apache-2.0
// tap_range.sv against mapping/plan/valid_taps.hpp: every position, kernel, stride, padding and range near both ends of
// a map.

#include <catch2/catch.hpp>

#include "mapping/plan/valid_taps.hpp"
#include "rtl/verilated/tap_range/Vtap_range.h"

namespace spikeloom {
namespace {

class TapBench {
 public:
  void kernels(Range positions, Range outputs) {
    for (int kernel = 1; kernel <= 7; ++kernel)
      for (int stride_log2 = 0; stride_log2 <= 2; ++stride_log2)
        for (int padding = 0; padding <= kernel; ++padding)
          for (int position = positions.begin; position < positions.end; ++position)
            check(position, kernel, stride_log2, padding, outputs);
  }

  std::uint64_t checked = 0, reached = 0;

 private:
  // Where nothing is reached, only the count says anything.
  void check(int position, int kernel, int stride_log2, int padding, Range outputs) {
    rtl_.position_i = static_cast<CData>(position);
    rtl_.kernel_i = static_cast<CData>(kernel);
    rtl_.stride_log2_i = static_cast<CData>(stride_log2);
    rtl_.padding_i = static_cast<CData>(padding);
    rtl_.begin_i = static_cast<SData>(outputs.begin);
    rtl_.end_i = static_cast<SData>(outputs.end);
    rtl_.eval();
    const AxisTaps taps = axis_taps(position, kernel, 1 << stride_log2, padding, outputs);
    ++checked;
    bool same = rtl_.count_o == taps.count;
    if (taps.count > 0) {
      ++reached;
      same = same && rtl_.first_o == taps.output && rtl_.tap_o == taps.tap;
    }
    if (!same)
      FAIL("position " << position << " kernel " << kernel << " stride " << (1 << stride_log2) << " padding " << padding
                       << " outputs " << outputs.begin << ".." << outputs.end);
  }

  VerilatedContext context_;
  Vtap_range rtl_{&context_};
};

}  // namespace

TEST_CASE("tap_range.sv is axis_taps()") {
  TapBench bench;
  for (int begin = 0; begin <= 16; ++begin)
    for (int end = begin; end <= 18; ++end) bench.kernels({0, 32}, {begin, end});
  for (int begin = 56; begin <= 256; begin += 20)
    for (const int end : {begin + 1, begin + 5, 256}) bench.kernels({120, 256}, {begin, std::min(end, 256)});
  CHECK(bench.checked > 1'000'000);
  CHECK(bench.reached > 200'000);
}

}  // namespace spikeloom
