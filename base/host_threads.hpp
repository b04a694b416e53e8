// SPDX-License-Identifier: Apache-2.0
#pragma once
// How many threads an import takes: all of the host's. What it computes does not depend on it.

#include <algorithm>
#include <thread>

namespace spikeloom {

inline int host_threads() { return std::max(static_cast<int>(std::thread::hardware_concurrency()), 1); }

}  // namespace spikeloom
