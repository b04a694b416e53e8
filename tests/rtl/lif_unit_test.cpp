// SPDX-License-Identifier: Apache-2.0
// lif_unit.sv against models/neuron.hpp and fixed_point.hpp.

#include <catch2/catch.hpp>

#include "models/neuron.hpp"
#include "tests/rtl/unit_model.hpp"

namespace spikeloom {
namespace {

struct Neuron {
  std::int32_t accumulator, membrane, threshold;
  int output_shift, fraction_bits;
};

class LifBench {
 public:
  void check(const Neuron& n) {
    accumulator_i_.set(static_cast<std::uint32_t>(n.accumulator));
    membrane_i_.set(static_cast<std::uint32_t>(n.membrane));
    threshold_i_.set(static_cast<std::uint32_t>(n.threshold));
    output_shift_i_.set(static_cast<std::uint64_t>(n.output_shift));
    fraction_bits_i_.set(static_cast<std::uint64_t>(n.fraction_bits));
    rtl_.eval();
    const std::int32_t x = round_shift_right(n.accumulator, n.output_shift);
    const LifResult result = lif_step(n.membrane, shift_left(x, n.fraction_bits), n.threshold);
    ++checked;
    if (x_o_.get() == static_cast<std::uint32_t>(x) && (spike_o_.get() != 0) == result.spike &&
        membrane_o_.get() == static_cast<std::uint32_t>(result.membrane))
      return;
    FAIL("accumulator " << n.accumulator << " shift " << n.output_shift << " fraction bits " << n.fraction_bits
                        << " membrane " << n.membrane << " threshold " << n.threshold);
  }

  std::uint64_t checked = 0;

 private:
  ModelInstance rtl_{unit_model("lif_unit", "default")};
  ModelPort accumulator_i_ = rtl_.port("accumulator_i"), membrane_i_ = rtl_.port("membrane_i"),
            threshold_i_ = rtl_.port("threshold_i"), output_shift_i_ = rtl_.port("output_shift_i"),
            fraction_bits_i_ = rtl_.port("fraction_bits_i");
  const ModelPort x_o_ = rtl_.port("x_o"), spike_o_ = rtl_.port("spike_o"), membrane_o_ = rtl_.port("membrane_o");
};

}  // namespace

TEST_CASE("lif_unit.sv is lif_step() for every potential of 16 bits in corner settings") {
  LifBench bench;
  for (int membrane = -32768; membrane <= 32767; ++membrane)
    for (const int accumulator : {-32768, -257, -1, 0, 1, 255, 32767})
      for (const int shift : {0, 1, 8})
        for (const int fraction_bits : {0, 3})
          for (const int threshold : {1, 4096}) bench.check({accumulator, membrane, threshold, shift, fraction_bits});
  CHECK(bench.checked > 5'000'000);
}

TEST_CASE("lif_unit.sv rounds every accumulator of 16 bits by every shift as round_shift_right()") {
  LifBench bench;
  for (int accumulator = -32768; accumulator <= 32767; ++accumulator)
    for (int shift = 0; shift <= 24; ++shift) bench.check({accumulator, 0, 16, shift, 0});
}

// On the threshold it fires, below it does not: the threshold is each charge itself, and its neighbours.
TEST_CASE("lif_unit.sv fires on its threshold") {
  LifBench bench;
  for (int membrane = -32768; membrane <= 32767; ++membrane)
    for (const int off : {-1, 0, 1}) bench.check({5, membrane, (membrane >> 1) + 5 + off, 0, 0});
}

}  // namespace spikeloom
