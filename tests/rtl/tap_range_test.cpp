// SPDX-License-Identifier: Apache-2.0
// tap_range.sv against mapping/plan/valid_taps.hpp: every position, kernel, stride, padding and range near both ends of
// a map.

#include <array>
#include <catch2/catch.hpp>

#include "mapping/plan/valid_taps.hpp"
#include "tests/rtl/unit_model.hpp"

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
    const int inputs[] = {position, kernel, stride_log2, padding, outputs.begin, outputs.end};
    for (std::size_t i = 0; i < inputs_.size(); ++i) inputs_[i].set(static_cast<std::uint64_t>(inputs[i]));
    rtl_.eval();
    const AxisTaps taps = axis_taps(position, kernel, 1 << stride_log2, padding, outputs);
    ++checked;
    bool same = value(count_o_) == taps.count;
    if (taps.count > 0) {
      ++reached;
      same = same && value(first_o_) == taps.output && value(tap_o_) == taps.tap;
    }
    if (!same)
      FAIL("position " << position << " kernel " << kernel << " stride " << (1 << stride_log2) << " padding " << padding
                       << " outputs " << outputs.begin << ".." << outputs.end);
  }

  static int value(const ModelPort& port) { return static_cast<int>(port.get()); }

  ModelInstance rtl_{unit_model("tap_range", "default")};
  std::array<ModelPort, 6> inputs_{rtl_.port("position_i"), rtl_.port("kernel_i"), rtl_.port("stride_log2_i"),
                                   rtl_.port("padding_i"),  rtl_.port("begin_i"),  rtl_.port("end_i")};
  const ModelPort count_o_ = rtl_.port("count_o"), first_o_ = rtl_.port("first_o"), tap_o_ = rtl_.port("tap_o");
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
