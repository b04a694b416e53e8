// SPDX-License-Identifier: Apache-2.0
#pragma once
// Wall time since an object was made. For figures under "host" alone: results do not depend on it.

#include <chrono>

namespace spikeloom {

class Stopwatch {
 public:
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count(); }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace spikeloom
