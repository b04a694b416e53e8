// SPDX-License-Identifier: Apache-2.0
#pragma once
// Time in which a rank listens to others. Their silence counts only then: a process that was stopped, or stuck in a
// slow file system, must not take the others for dead when it comes back.

#include <algorithm>
#include <chrono>

namespace spikeloom {

class ListeningClock {
 public:
  using Seconds = std::chrono::duration<double>;

  /// Called whenever we listen, which is many times a second unless something keeps us from it.
  void tick() {
    const auto now = std::chrono::steady_clock::now();
    passed_ += std::min<Seconds>(now - last_, kLongestStep);
    last_ = now;
  }
  Seconds now() const { return passed_; }

 private:
  static constexpr Seconds kLongestStep{0.5};

  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
  Seconds passed_{0};
};

/// How often a rank says that it is alive.
constexpr ListeningClock::Seconds kAliveEvery{1};

}  // namespace spikeloom
