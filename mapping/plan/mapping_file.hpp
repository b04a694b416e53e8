// SPDX-License-Identifier: Apache-2.0
#pragma once
// A mapping as a JSON file that people can read.

#include <string>
#include <vector>

#include "mapping/cost/balance.hpp"
#include "mapping/plan/placement_costs.hpp"

namespace spikeloom {

constexpr int kMappingSchemaVersion = 1;

struct PassPlan;

/// What the mapper expects of a mapping.
struct MappingExpectations {
  Balance balance;
  PlacementCosts placement;
};

/// `expected`, if given, is written too.
std::string mapping_to_json(const Network& network, const Mapping& mapping,
                            const MappingExpectations* expected = nullptr);

/// The mapping of a plan's only pass, or {schema_version, passes: [mapping of each, with its layers]}. `expected`: of
/// each pass.
std::string plan_to_json(const Network& network, const PassPlan& plan,
                         const std::vector<MappingExpectations>& expected);

}  // namespace spikeloom
