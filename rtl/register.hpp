// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace spikeloom {

class Catalogue;
struct CoreContext;

/// Adds the RTL twins, rtl and lockstep, of routers, cores and tiles; in a program that was built without RTL, the
/// reason why they are not there.
void register_rtl(Catalogue& catalogue);

/// Writes of the configuration port that load a core in RTL with what a core of this context has: (address, data). None
/// when no core in RTL that is built could take its place.
std::vector<std::pair<std::uint32_t, std::uint64_t>> core_config_writes(const CoreContext& context);

}  // namespace spikeloom
