// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reproducible random numbers for tests: the standard fixes the generator but not its distributions.

#include <cstdint>
#include <random>
#include <vector>

namespace spikeloom {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  /// low..high, both included. The slight bias of the remainder is of no concern in tests.
  int between(int low, int high) {
    return low + static_cast<int>(engine_() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool chance(int percent) { return between(1, 100) <= percent; }

  template <class T>
  T pick(const std::vector<T>& choices) {
    return choices[static_cast<std::size_t>(between(0, static_cast<int>(choices.size()) - 1))];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace spikeloom
