// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is compared of a router in lock-step, alone or in a tile.

#include <vector>

#include "rtl/cosim/lockstep.hpp"
#include "sim/machine/router.hpp"

namespace spikeloom {

/// Adds the ports of all links: flits [port] and credits [port x vcs + vc].
void add_link_ports(Lockstep& lockstep, int vcs, std::vector<int>& flit_ports, std::vector<int>& credit_ports);

/// Throws RunError when they counted differently.
void compare_router_counts(const Lockstep& lockstep, const RouterCounts& model, const RouterCounts& rtl);

}  // namespace spikeloom
