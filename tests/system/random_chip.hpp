// SPDX-License-Identifier: Apache-2.0
#pragma once
// Random networks on random chips through random mappings: the cases of the system tests.

#include <cstdint>
#include <vector>

#include "chip/chip_spec.hpp"
#include "mapping/search/mapper.hpp"
#include "models/images/image.hpp"
#include "runs/run.hpp"
#include "sim/run/pass_run.hpp"

namespace spikeloom {

struct SystemCase {
  Network network;
  ChipSpec chip;
  MappingOptions mapping_options;
  std::vector<Image> images;
  int images_in_flight = 1;
  bool replay = false;
};

/// Draws everything from the seed; the chip is large enough for the network.
SystemCase random_case(std::uint64_t seed);

/// Maps, checks and simulates; compares every word with the reference.
RunResults run_case(const SystemCase& system_case);
RunResults run_case(const SystemCase& system_case, const Mapping& mapping);
RunResults run_case(const SystemCase& system_case, const PassPlan& plan);
Mapping map_case(const SystemCase& system_case);
/// As prepare() would make it.
PreparedRun prepared_case(const SystemCase& system_case, PassPlan plan);

}  // namespace spikeloom
