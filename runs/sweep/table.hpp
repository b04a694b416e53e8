// SPDX-License-Identifier: Apache-2.0
#pragma once
// The results of a sweep as CSV in long form: a row for each point and measure, a column for each axis. pandas and
// DuckDB read it as it is; a failed point has one row without a measure.

#include "runs/sweep/outcome.hpp"

namespace spikeloom {

/// `outcomes` in the order of the sweep, judged.
std::string table_csv(const SweepSpec& sweep, const std::vector<Outcome>& outcomes);

}  // namespace spikeloom
