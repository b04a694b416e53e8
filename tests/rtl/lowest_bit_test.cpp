// SPDX-License-Identifier: Apache-2.0
// lowest_bit.sv: in every state of 16 bits, and in many of 64.

#include <catch2/catch.hpp>
#include <random>

#include "tests/rtl/unit_model.hpp"

namespace spikeloom {
namespace {

class BitBench {
 public:
  explicit BitBench(const std::string& set) : rtl_(unit_model("lowest_bit", set)) {}

  void check(std::uint64_t bits, bool enable) {
    bits_i_.set(bits);
    enable_i_.set(enable ? 1 : 0);
    rtl_.eval();
    const bool any = enable && bits != 0;
    const unsigned index = any ? static_cast<unsigned>(__builtin_ctzll(bits)) : 0;
    const std::uint64_t rest = any ? bits & (bits - 1) : 0;
    if (index_o_.get() != index || rest_o_.get() != rest) FAIL("bits " << bits << (enable ? "" : ", not enabled"));
  }

 private:
  ModelInstance rtl_;
  ModelPort bits_i_ = rtl_.port("bits_i"), enable_i_ = rtl_.port("enable_i");
  const ModelPort index_o_ = rtl_.port("index_o"), rest_o_ = rtl_.port("rest_o");
};

}  // namespace

TEST_CASE("lowest_bit.sv finds the lowest of 16 bits, and leaves the others") {
  BitBench bench("16");
  for (std::uint64_t bits = 0; bits < 65536; ++bits)
    for (const bool enable : {false, true}) bench.check(bits, enable);
}

TEST_CASE("lowest_bit.sv finds the lowest of 64 bits, and leaves the others") {
  BitBench bench("64");
  std::mt19937_64 random(1);
  for (int lowest = 0; lowest < 64; ++lowest)
    for (int i = 0; i < 5000; ++i) bench.check((random() | 1U) << lowest, true);
  bench.check(0, true);
  bench.check(~std::uint64_t{0}, false);
}

}  // namespace spikeloom
