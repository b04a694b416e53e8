// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/parallel.hpp"

namespace spikeloom {
namespace {

TEST_CASE("is every piece done exactly once, on however many threads?") {
  const int threads = GENERATE(1, 2, 3, 16);
  const int count = GENERATE(0, 1, 2, 100);
  std::vector<std::atomic<int>> calls(static_cast<std::size_t>(count));
  parallel_for(threads, count, [&](int i) { ++calls[static_cast<std::size_t>(i)]; });
  for (const std::atomic<int>& n : calls) CHECK(n == 1);
}

TEST_CASE("does the first failure reach the caller, whichever thread met it?") {
  const int threads = GENERATE(1, 2, 4);
  const auto fail_from_three_on = [](int i) {
    if (i >= 3) throw std::runtime_error(std::to_string(i));
  };
  CHECK_THROWS_WITH(parallel_for(threads, 20, fail_from_three_on), "3");
}

}  // namespace
}  // namespace spikeloom
