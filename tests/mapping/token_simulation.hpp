// SPDX-License-Identifier: Apache-2.0
#pragma once
// An independent, untimed chip of rows and credits: whoever may emit a row does so, in a random order. It shares no
// geometry with mapping/: every relation between rows is found by going through the kernel's taps.

#include <cstdint>

#include "mapping/plan/mapping.hpp"

namespace spikeloom {

struct TokenRun {
  bool finished = false;  ///< false: slices wait for each other for ever
  int slice = 0;          ///< one that did not finish
  int rows_completed = 0;
};

TokenRun run_tokens(const Network& network, const Mapping& mapping, int images, std::uint64_t seed);

}  // namespace spikeloom
