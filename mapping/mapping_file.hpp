// SPDX-License-Identifier: Apache-2.0
#pragma once
// A mapping as a JSON file that people can read.

#include <string>

#include "mapping/mapping.hpp"

namespace spikeloom {

constexpr int kMappingSchemaVersion = 1;

std::string mapping_to_json(const Network& network, const Mapping& mapping);

}  // namespace spikeloom
