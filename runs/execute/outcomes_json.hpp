// SPDX-License-Identifier: Apache-2.0
#pragma once
// The outcomes of a sweep for programs: axes, constraints, objectives, measures, and what became of each point. Read by
// `spikeloom report`.

#include <nlohmann/json.hpp>

#include "runs/sweep/outcome.hpp"

namespace spikeloom {

constexpr int kOutcomesSchemaVersion = 1;

nlohmann::ordered_json outcomes_json(const SweepSpec& sweep, const std::vector<Outcome>& outcomes);

}  // namespace spikeloom
