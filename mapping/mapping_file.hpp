// SPDX-License-Identifier: Apache-2.0
#pragma once
// A mapping as a JSON file that people can read.

#include <string>

#include "mapping/balance.hpp"
#include "mapping/mapping.hpp"
#include "mapping/placement.hpp"

namespace spikeloom {

constexpr int kMappingSchemaVersion = 1;

/// What the mapper expects of a mapping.
struct MappingExpectations {
  Balance balance;
  PlacementCosts placement;
};

/// `expected`, if given, is written too.
std::string mapping_to_json(const Network& network, const Mapping& mapping,
                            const MappingExpectations* expected = nullptr);

}  // namespace spikeloom
