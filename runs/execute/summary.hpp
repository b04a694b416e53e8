// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a sweep found, as text for the terminal.

#include "runs/sweep/outcome.hpp"

namespace spikeloom {

/// The front by its first objective, and how many points there are of each kind. Lines of at most `width` columns.
std::string sweep_summary(const SweepSpec& sweep, const std::vector<Outcome>& outcomes, int width);

}  // namespace spikeloom
