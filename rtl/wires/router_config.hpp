// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "sim/machine/router.hpp"

namespace spikeloom {

/// What a router in RTL is loaded with, as (address, data) for its configuration port: its place, what is behind its
/// outputs, and of each tree that comes by the outputs by which its packets leave.
std::vector<std::pair<std::uint32_t, std::uint64_t>> router_image(const RouterContext& context);

}  // namespace spikeloom
